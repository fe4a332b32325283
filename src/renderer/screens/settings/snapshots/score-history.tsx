import { Button, PasswordInput } from '@mantine/core'
import { IconFileImport } from '@tabler/icons-react'
import { Suspense, useState } from 'react'
import { upload } from '../../../features/people-list/sources.ts'
import { sourceWords } from '../../../features/scores/joined-words.ts'
import { failureOf } from '../../../lib/application/client.ts'
import { act, useRead } from '../../../lib/application/queries.ts'
import { latePart } from '../../../lib/late-parts.ts'
import { toastDone } from '../../../lib/toast.ts'
import { useAction } from '../../../lib/use-action.ts'
import { plural, shortDay } from '../../../lib/words/format.ts'
import { FileButton } from '../../../ui/file-button.tsx'
import sections from '../../../ui/sheets/sections.module.css'
import { FailureState } from '../../../ui/states.tsx'

const JoinHistory = latePart(() => import('./join-history.tsx'), 'JoinHistory')

/** The days of scores that are kept here: how many, whose, as a file for another workstation, and such a file joined. */
export function ScoreHistory() {
  const history = useRead('scores.history', {})
  const [passphrase, setPassphrase] = useState('')
  const [chosen, setChosen] = useState<{ name: string; file: string } | null>(null)
  const write = useAction(async () => {
    const { path, days } = await act('scores.exportHistory', { passphrase })
    if (path === null) return
    setPassphrase('')
    toastDone(`${plural(days, 'day was', 'days were')} exported.`)
  })
  const take = useAction(async (file: File) => {
    const bytes = new Uint8Array(await file.arrayBuffer())
    setChosen({ name: file.name, file: await upload(bytes, (part) => act('scores.uploadHistory', part)) })
  })
  if (history.error) return <FailureState failure={failureOf(history.error)} compact />
  if (!history.data) return null
  const { days, from, to, joined, fingerprint } = history.data
  const failure = write.failure ?? take.failure
  return (
    <form
      className={sections.section}
      aria-label="History of scores"
      onSubmit={(event) => {
        event.preventDefault()
        if (passphrase.length >= 8) void write.run()
      }}
    >
      <h3>History of scores</h3>
      <p>
        {from === null || to === null
          ? 'No day of scores was kept here yet. Each refresh from LastPass keeps its day.'
          : days === 1
            ? `1 day is kept here: ${shortDay(from)}.`
            : `${plural(days, 'day is', 'days are')} kept here, from ${shortDay(from)} to ${shortDay(to)}.`}
      </p>
      {joined.map((source) => (
        <p key={`${source.signedBy} ${source.created}`}>
          {sourceWords(source)} Signed by <code>{source.signedBy}</code>.
        </p>
      ))}
      <p className={sections.note}>
        Another workstation of this company can join these days: as a file that is signed, and encrypted with a
        passphrase. It holds LastPass’ numbers of accounts, their scores, and the names of departments and groups; no
        addresses and no names of people. Days that a workstation kept itself are never replaced.
      </p>
      {fingerprint !== null && (
        <p className={sections.note}>
          What this workstation exports is signed by <code>{fingerprint}</code>.
        </p>
      )}
      <PasswordInput
        label="Passphrase of the exported file"
        description="At least 8 characters. It is not kept: tell it to whoever joins the file."
        style={{ maxWidth: 340 }}
        autoComplete="off"
        maxLength={200}
        value={passphrase}
        onChange={({ currentTarget }) => setPassphrase(currentTarget.value)}
      />
      {failure && <FailureState failure={failure} compact />}
      <div className={sections.actions}>
        <Button type="submit" loading={write.pending} disabled={passphrase.length < 8 || days === 0}>
          {`Export ${plural(days, 'day', 'days')}`}
        </Button>
        <FileButton
          field="History of scores"
          accept=".provost-history"
          icon={<IconFileImport size={15} stroke={1.7} />}
          title="A .provost-history file that another workstation of this company exported"
          onFile={(file) => void take.run(file)}
        >
          {take.pending ? 'Reading the file…' : 'Join a history'}
        </FileButton>
      </div>
      <Suspense fallback={null}>
        {chosen && <JoinHistory key={chosen.file} {...chosen} onClose={() => setChosen(null)} />}
      </Suspense>
    </form>
  )
}
