import { memo, type ReactNode, useCallback, useDeferredValue, useMemo, useState } from 'react'
import { DirectoryBadge } from '../../../features/groups/directory-badge.tsx'
import type { Draft } from '../../../features/groups/draft.ts'
import { DraftBar } from '../../../features/groups/draft-bar.tsx'
import { usePreviewDraft } from '../../../features/groups/preview-draft.ts'
import { useDraft } from '../../../features/groups/use-draft.ts'
import { useRead } from '../../../lib/application/queries.ts'
import { count, plural } from '../../../lib/words/format.ts'
import styles from './matrix.module.css'
import { MatrixGrid } from './matrix-grid.tsx'
import { byUsername, cellState, columnsOf, type MatrixRow, type Place, pendingCounts } from './matrix-model.ts'

interface MatrixTableProps {
  rows: readonly MatrixRow[]
  groups: readonly { name: string; members: number }[]
  /** Groups that a directory seems to keep, with why. */
  kept: ReadonlyMap<string, string>
  dense: boolean
  /** The rows and groups are an answer, not what was there before one. */
  known: boolean
  /** What is shown in place of the matrix; null: the matrix. */
  instead: ReactNode
}

/** The matrix with the words of the cell that has the focus above it, and the draft below. */
export function MatrixTable({ rows, groups, kept, dense, known, instead }: MatrixTableProps) {
  const [place, setPlace] = useState({ row: 0, column: 0, marked: 1 })
  const onFocus = useCallback((at: Place, marked: number) => setPlace({ ...at, marked }), [])
  const draft = useDraft()
  const preview = usePreviewDraft()
  // The cell itself comes first; its words and the counts below follow.
  const [words, counted] = [useDeferredValue(place), useDeferredValue(draft)]
  return (
    <>
      <MatrixWords rows={rows} groups={groups} kept={kept} known={known} place={words} draft={counted} />
      {instead ?? (
        <MatrixGrid
          kept={kept}
          rows={rows}
          groups={groups}
          draft={draft}
          dense={dense}
          onFocus={onFocus}
          onPreview={preview.run}
        />
      )}
      <DraftBar draft={counted} preview={preview} />
    </>
  )
}

interface MatrixWordsProps extends Pick<MatrixTableProps, 'rows' | 'groups' | 'kept' | 'known'> {
  place: Place & { marked: number }
  draft: Draft
}

/** What the cell that has the focus says: who, which group, and what is drafted. */
const MatrixWords = memo(function MatrixWords({ rows, groups, kept, known, place, draft }: MatrixWordsProps) {
  const row = rows[place.row]
  const group = groups[place.column]
  const state = row === undefined || group === undefined ? null : cellState(row, place.column, group.name, draft)
  const byName = useMemo(() => byUsername(rows), [rows])
  const columns = useMemo(() => columnsOf(groups.map(({ name }) => name)), [groups])
  const counted = useMemo(() => pendingCounts(draft, { people: byName, columns }).byGroup, [draft, byName, columns])
  const pending = group === undefined ? undefined : counted.get(group.name)
  const opens = useRead(
    'access.get',
    { group: group?.name ?? '', limit: 1 },
    { enabled: group !== undefined, keep: true },
  ).data?.total
  return (
    <div className={styles.words}>
      <span role="status">
        {row === undefined || group === undefined || state === null ? (
          known && 'Nothing to show'
        ) : (
          <>
            <strong>
              <bdi>{row.fullname || row.username}</bdi> × <bdi>{group.name}</bdi>
            </strong>{' '}
            <span className={styles.state} data-state={state}>
              {state === 'add'
                ? '+ will be added'
                : state === 'remove'
                  ? '− will be removed'
                  : state === 'member'
                    ? 'member'
                    : 'not a member'}
            </span>{' '}
            {place.marked > 1 && `${count(place.marked)} cells selected `}
            <span className={styles.quiet}>
              {row.fullname !== '' && `${row.username} · `}
              {plural(group.members, 'member', 'members')}
              {pending && `, +${pending.plus} −${pending.minus}`}
              {group !== undefined && kept.has(group.name) && (
                <>
                  {' · '}
                  <DirectoryBadge why={kept.get(group.name) ?? ''} />
                </>
              )}
              {opens !== undefined && ` · opens ${plural(opens, 'shared folder', 'shared folders')}`}
            </span>
          </>
        )}
      </span>
      <span className={styles.legend} aria-hidden>
        <span>
          <i>●</i> member
        </span>
        <span>
          <i>+</i> add
        </span>
        <span>
          <i>−</i> remove
        </span>
      </span>
    </div>
  )
})
