import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { Output } from '../../../../contract/calls.ts'
import { act } from '../../../lib/application/queries.ts'
import { toastDone } from '../../../lib/toast.ts'
import { useAction } from '../../../lib/use-action.ts'
import { inOrder, plural } from '../../../lib/words/format.ts'
import { Explain } from '../../../ui/explain.tsx'
import { useMay } from '../../session/use-seat.ts'
import { rightsExplained, rightWords, throughWords } from '../rights.ts'
import styles from './person.module.css'

/** The shared folders that a person can open, with their rights. */
export function FolderList({ person }: { person: Output<'users.get'> }) {
  const may = useMay()
  const write = useAction(
    async () => {
      const { path, rows } = await act('access.export', { username: person.username })
      if (path !== null) toastDone(`${plural(rows, 'folder', 'folders')} in ${path}`, 'The access was exported')
    },
    { failed: 'Nothing was exported' },
  )
  if (person.folders.length === 0) {
    return (
      <section>
        <p>No shared folders, as of the last refresh.</p>
      </section>
    )
  }
  return (
    <section>
      <h3>
        What they can reach <Explain what="these rights" explanation={rightsExplained} />
      </h3>
      {may('access.export') && (
        <Button variant="default" size="compact-sm" loading={write.pending} onClick={() => void write.run()}>
          Export {plural(person.folders.length, 'folder', 'folders')}
        </Button>
      )}
      <ul className={styles.folders}>
        {person.folders.map((folder) => (
          <li key={folder.id}>
            <Link to="/folders" search={{ folder: folder.id }}>
              <bdi>{inOrder(folder.name)}</bdi>
            </Link>
            <span className={styles.note}>
              {[rightWords(folder), throughWords(folder.through)].filter(Boolean).join(', ')}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
