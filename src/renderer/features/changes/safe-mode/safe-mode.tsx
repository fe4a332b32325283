import { Button } from '@mantine/core'
import { IconLock, IconLockOpen2 } from '@tabler/icons-react'
import { Suspense } from 'react'
import type { ChangeKind } from '../../../../contract/change.ts'
import { changeKinds } from '../../../../contract/lists.ts'
import { act, useRead } from '../../../lib/application/queries.ts'
import { latePart } from '../../../lib/late-parts.ts'
import { useNow } from '../../../lib/now.ts'
import { toastFailure } from '../../../lib/toast.ts'
import { useOpener } from '../../../ui/opener/use-opener.ts'
import styles from './safe-mode.module.css'

const SafeModeMenu = latePart(() => import('./safe-mode-menu.tsx'), 'SafeModeMenu')

/** Whether changes can be sent at the moment, and which kinds this seat may send. */
export function useWriting(): { enabled: boolean; until: string | null; kinds: ReadonlySet<ChangeKind>; any: boolean } {
  const state = useRead('writing.state', {}).data
  const kinds = new Set(state?.kinds ?? [])
  const until = state?.enabledUntil ?? null
  return { enabled: until !== null, until, kinds, any: changeKinds.some((kind) => kinds.has(kind)) }
}

/** Lets changes be sent for a while; says why when main refuses. */
export async function enableChanges(): Promise<boolean> {
  try {
    await act('writing.enable', {})
    return true
  } catch (error) {
    toastFailure('Changes stay off', error)
    return false
  }
}

/** Safe mode in the top bar: the way to enable changes, then the minutes left. Not there for seats that change nothing. */
export function SafeMode() {
  const { enabled, until, any } = useWriting()
  const now = useNow()
  const opener = useOpener('menu')
  if (!any) return null
  if (!enabled || until === null)
    return (
      <Button
        variant="default"
        leftSection={<IconLock size={15} stroke={1.8} />}
        title="Read-only, as at every start: you can look and preview, nothing can be sent. Enabled changes go off automatically after 15 minutes, or 5 without use."
        onClick={() => void enableChanges()}
      >
        Enable changes
      </Button>
    )
  const minutes = Math.max(1, Math.ceil((Date.parse(until) - Math.max(now, Date.now())) / 60_000))
  return (
    <>
      <button type="button" {...opener.button} className={styles.enabled}>
        <IconLockOpen2 size={15} stroke={1.8} aria-hidden />
        <span className="numbers">Changes on · {minutes} min</span>
      </button>
      <Suspense fallback={null}>
        {opener.asked && <SafeModeMenu opener={opener} minutes={minutes} onAgain={() => void enableChanges()} />}
      </Suspense>
    </>
  )
}
