import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useRead } from '../../lib/application/queries.ts'
import { EmptyState } from '../../ui/states.tsx'
import { firstRefresh, useTenant } from './open-company.ts'
import { progressWords } from './progress-words.ts'
import { cancelRefresh } from './refresh.ts'
import { useMay } from './use-seat.ts'

/** Whether nothing of the company was read yet, so that no list and no count says anything; undefined until main has answered. */
export function useNothingRead(): boolean | undefined {
  const status = useRead('directory.status', {}).data
  return status && status.asOf === null
}

/** In place of what a screen shows while nothing was read yet: that it is being read, or how to begin. */
export function NothingRead() {
  const status = useRead('directory.status', {}).data
  const may = useMay()
  const readable = useTenant()?.credential === 'ready' && may('directory.sync')
  const waited = useWaited()
  if (status === undefined || status.asOf !== null) return null
  if (status.syncing)
    return (
      <EmptyState
        title="Reading your company"
        action={
          may('directory.cancel') && (
            <Button variant="default" onClick={cancelRefresh}>
              Cancel reading
            </Button>
          )
        }
      >
        {progressWords(status.syncing)}. It is shown when everything has been read. Nothing changes in LastPass.
      </EmptyState>
    )
  // Main reads a company by itself a few seconds after it was opened for the first time.
  if (readable && status.lastAttempt === null && !waited) return null
  return (
    <EmptyState
      title="Nothing has been read yet"
      action={readable && <Button onClick={firstRefresh}>Read from LastPass</Button>}
    >
      Reading changes nothing in LastPass. What is read is kept encrypted on this computer, so that it can be seen
      offline too.
    </EmptyState>
  )
}

/** 5 s: longer than main waits before it reads a company that was just opened. */
const patienceMs = 5000

/** Whether the screen has been empty for so long that nothing seems to be under way. */
function useWaited(): boolean {
  const [waited, setWaited] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setWaited(true), patienceMs)
    return () => clearTimeout(timer)
  }, [])
  return waited
}
