import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { Output } from '../../../../contract/calls.ts'
import { failureOf } from '../../../lib/application/client.ts'
import { act, useRead } from '../../../lib/application/queries.ts'
import { toastDone } from '../../../lib/toast.ts'
import { useAction } from '../../../lib/use-action.ts'
import { count, inOrder, plural } from '../../../lib/words/format.ts'
import { Explain } from '../../../ui/explain.tsx'
import { FailureState } from '../../../ui/states.tsx'
import { useMay } from '../../session/use-seat.ts'
import { rightsExplained, rightWords, throughWords } from '../rights.ts'
import styles from './person.module.css'

/** So many folders are listed; the rest are counted. */
const most = 500

/**
 * What somebody may use, by the memberships as they are now; of somebody who is gone, what the last refresh that saw them said. `known` is
 * false where no refresh has read the shared folders.
 */
function useReach({ username, goneSince, folders }: Output<'users.get'>) {
  const here = goneSince === null
  const { data, error } = useRead('access.get', { username, limit: most }, { enabled: here })
  if (here) return { rows: data?.rows, total: data?.total, known: data?.foldersAsOf !== null, error }
  return {
    rows: folders.map(({ id, ...each }) => ({ folder: id, ...each })),
    total: folders.length,
    known: true,
    error,
  }
}

/** How many shared folders somebody can open. */
export function FolderCount({ person }: { person: Output<'users.get'> }) {
  const { total, known } = useReach(person)
  return total === undefined || !known ? null : count(total)
}

/** The shared folders that a person can open, with their rights. */
export function FolderList({ person }: { person: Output<'users.get'> }) {
  const may = useMay()
  const { rows, total = 0, known, error } = useReach(person)
  const write = useAction(
    async () => {
      const { path, rows: written } = await act('access.export', { username: person.username })
      if (path !== null) toastDone(`${plural(written, 'folder', 'folders')} in ${path}`, 'The access was exported')
    },
    { failed: 'Nothing was exported' },
  )
  if (error) return <FailureState failure={failureOf(error)} compact />
  if (rows === undefined) return null
  if (rows.length === 0) {
    return (
      <section>
        <p>{known ? 'No shared folders, as of the last refresh.' : 'The shared folders were not read yet.'}</p>
      </section>
    )
  }
  return (
    <section>
      <h3>
        What they can reach <Explain what="these rights" explanation={rightsExplained} />
      </h3>
      {may('access.export') && person.goneSince === null && (
        <Button variant="default" size="compact-sm" loading={write.pending} onClick={() => void write.run()}>
          Export {plural(total, 'folder', 'folders')}
        </Button>
      )}
      <ul className={styles.folders}>
        {rows.map((folder) => (
          <li key={folder.folder}>
            <Link to="/folders" search={{ folder: folder.folder }}>
              <bdi>{inOrder(folder.name)}</bdi>
            </Link>
            <span className={styles.note}>
              {[rightWords(folder), throughWords(folder.through)].filter(Boolean).join(', ')}
            </span>
          </li>
        ))}
        {total > rows.length && (
          <li className={styles.note}>
            and {plural(total - rows.length, 'folder', 'folders')} more, which the export has
          </li>
        )}
      </ul>
    </section>
  )
}
