import { Button } from '@mantine/core'
import { failureOf } from '../../lib/application/client.ts'
import { useAct, useRead } from '../../lib/application/queries.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import sections from '../../ui/sheets/sections.module.css'
import { FailureState } from '../../ui/states.tsx'
import styles from './settings.module.css'

/** What to copy when asking for help. */
export function Diagnostics() {
  const read = useRead('app.diagnostics', {})
  const show = useAct('app.showLog')
  if (read.error) return <FailureState failure={failureOf(read.error)} onRetry={() => void read.refetch()} />
  return (
    <div className={sections.form} data-wide>
      <p className={sections.note}>
        For whoever helps you. It names versions, counts and failures; no people, no hash.
      </p>
      {read.data && (
        <div className={styles.diagnostics}>
          <pre>{read.data.text}</pre>
          <CopyButton text={read.data.text} what="diagnostics" />
        </div>
      )}
      <div className={sections.actions}>
        <Button variant="default" onClick={() => void read.refetch()} loading={read.isFetching}>
          Read again
        </Button>
        <Button variant="default" onClick={() => show.mutate({})}>
          Show the log file
        </Button>
      </div>
      {show.error && <FailureState failure={failureOf(show.error)} compact />}
    </div>
  )
}
