import { notifications } from '@mantine/notifications'
import type { Output } from '../../contract/calls.ts'
import { failureOf } from '../lib/client.ts'
import { count } from '../lib/format.ts'
import { act, queryClient, readKey } from '../lib/queries.ts'

/** Reads everything from LastPass again. Failures that have a banner of their own are not said twice. */
export async function refresh(options: { acceptFewer?: boolean } = {}): Promise<void> {
  const status = queryClient.getQueryData<Output<'directory.status'>>(readKey('directory.status', {}))
  if (status?.syncing) return
  try {
    const done = await act('directory.sync', options)
    notifications.show({
      id: 'refresh',
      message:
        done.changed === 0
          ? 'Refreshed. Nothing has changed.'
          : `Refreshed. ${count(done.changed)} ${done.changed === 1 ? 'thing has' : 'things have'} changed.`,
    })
  } catch (error) {
    const failure = failureOf(error)
    if (['credential-refused', 'suspicious', 'cancelled', 'not-connected'].includes(failure.code)) return
    notifications.show({
      id: 'refresh',
      color: 'red',
      title: failure.message,
      message: 'What was read earlier is unchanged.',
      autoClose: 10_000,
    })
  }
}

/** Gives up a refresh that is under way; what was read before stays. */
export const cancelRefresh = (): void => void act('directory.cancel', {}).catch(() => undefined)
