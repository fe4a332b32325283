import { notifications } from '@mantine/notifications'
import { createElement, useSyncExternalStore } from 'react'
import type { Output } from '../../../contract/calls.ts'
import { failureOf } from '../../lib/application/client.ts'
import { act, queryClient, readKey } from '../../lib/application/queries.ts'
import { plural } from '../../lib/words/format.ts'

/** Shows how a refresh went; what the one before said makes way, else it would be taken for this one's. */
function announce(words: Parameters<typeof notifications.show>[0]): void {
  notifications.hide('refresh')
  notifications.show({ id: 'refresh', ...words })
}

/** The way to the list of what a refresh saw change; what said it has had its say then. */
const seenChanges = { href: '#/changes?part=seen', onClick: () => notifications.hide('refresh') }

let asked = 0
const listeners = new Set<() => void>()
const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
/** How often somebody asked for a refresh since the start: what was put aside before is told again after the next. */
export const useAsked = (): number => useSyncExternalStore(subscribe, () => asked)

/** Reads everything from LastPass again. Failures that have a banner of their own are not said twice. */
export async function refresh(options: { acceptFewer?: boolean } = {}): Promise<void> {
  const status = queryClient.getQueryData<Output<'directory.status'>>(readKey('directory.status', {}))
  if (status?.syncing) return
  asked += 1
  for (const listener of listeners) listener()
  try {
    const done = await act('directory.sync', options)
    const said = [
      'Refreshed.',
      done.changed === 0 ? 'Nothing has changed.' : `${plural(done.changed, 'change', 'changes')} seen.`,
      done.setAside > 0 &&
        `${plural(done.setAside, 'record', 'records')} could not be read in full: see the time at the top.`,
    ]
      .filter(Boolean)
      .join(' ')
    const seat = queryClient.getQueryData<Output<'seats.state'>>(readKey('seats.state', {}))
    announce({
      message:
        done.changed > 0 && seat?.calls.includes('directory.changes')
          ? createElement('span', null, `${said} `, createElement('a', seenChanges, 'Show what changed'))
          : said,
    })
  } catch (error) {
    const failure = failureOf(error)
    if (!['not-allowed', 'invalid'].includes(failure.code)) return
    announce({
      color: 'red',
      title: failure.message,
      message: 'What was read earlier is unchanged.',
      autoClose: 10_000,
    })
  }
}

/** Gives up a refresh that is under way; what was read before stays. */
export const cancelRefresh = (): void => void act('directory.cancel', {}).catch(() => undefined)
