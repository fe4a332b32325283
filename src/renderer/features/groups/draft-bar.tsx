import { Button } from '@mantine/core'
import { IconClockHour4 } from '@tabler/icons-react'
import { memo } from 'react'
import { useRead } from '../../lib/application/queries.ts'
import { count, plural } from '../../lib/words/format.ts'
import { type Draft, discardDraft } from './draft.ts'
import styles from './draft-bar.module.css'
import { DraftConflicts } from './draft-conflicts.tsx'
import { draftWords, oddWords } from './draft-words.ts'
import type { PreviewDraft } from './preview-draft.ts'

/** The memberships that are drafted: kept until they are discarded or applied, wherever they were drafted. */
export const DraftBar = memo(function DraftBar({ draft, preview }: { draft: Draft; preview: PreviewDraft }) {
  const standing = useRead('groups.draft', {}, { enabled: draft.size > 0 }).data?.items ?? []
  if (draft.size === 0) return null
  const odd = standing.filter((item) => item.standing !== 'clean' && item.standing !== 'changed')
  const open = standing.filter((item) => item.standing === 'changed')
  return (
    <section className={styles.bar} aria-label="Drafted memberships">
      <IconClockHour4 size={16} stroke={1.8} aria-hidden />
      <strong className="numbers" role="status">
        {draftWords(draft)}
      </strong>
      {odd.length > 0 && (
        <span
          className={styles.odd}
          title={odd.map(({ username, group, standing: how }) => `${username}, ${group}: ${oddWords[how]}`).join('\n')}
        >
          {odd.length === 1 ? '1 has' : `${count(odd.length)} have`} changed in LastPass meanwhile and will be left out
        </span>
      )}
      <Button variant="subtle" color="gray" onClick={discardDraft}>
        Discard
      </Button>
      <Button loading={preview.pending} onClick={preview.run}>
        {open.length > 0
          ? `Decide ${plural(open.length, 'conflict', 'conflicts')}`
          : draft.size === odd.length
            ? 'Preview'
            : `Preview ${plural(draft.size - odd.length, 'change', 'changes')}`}
      </Button>
      <span className={styles.keys}>
        <kbd>Space</kbd> tick <kbd>Ctrl Z</kbd> undo the last <kbd>Ctrl Enter</kbd>{' '}
        {open.length > 0 ? 'decide' : 'preview'}
      </span>
      {preview.deciding && <DraftConflicts onClose={preview.stop} onDecided={preview.decided} />}
    </section>
  )
})
