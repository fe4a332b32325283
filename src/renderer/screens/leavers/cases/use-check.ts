import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import type { Input } from '../../../../contract/calls.ts'
import { failureOf } from '../../../lib/application/client.ts'
import { act } from '../../../lib/application/queries.ts'
import { count, people } from '../../../lib/words/format.ts'

/** Asks LastPass about people who left, and says what came out. */
export function useCheck() {
  const [busy, setBusy] = useState(false)
  const check = async (which: Input<'leavers.check'>) => {
    setBusy(true)
    try {
      const { checked, attention } = await act('leavers.check', which)
      notifications.show({
        ...(attention > 0 ? { color: 'red', autoClose: 10_000 } : {}),
        message:
          attention > 0
            ? `${people(checked)} checked; ${attention === 1 ? '1 needs' : `${count(attention)} need`} attention.`
            : `${people(checked)} checked. Nothing needs attention.`,
      })
    } catch (error) {
      notifications.show({
        color: 'red',
        title: 'Nothing was checked',
        message: failureOf(error).message,
        autoClose: 10_000,
      })
    } finally {
      setBusy(false)
    }
  }
  return { busy, check }
}
