import { Link } from '@tanstack/react-router'
import { inOrder } from '../../../lib/format.ts'
import { Explain } from '../../../ui/explain.tsx'
import { rightsExplained, rightWords, throughWords } from '../rights.ts'
import styles from './person.module.css'
import type { Person } from './person-panel.tsx'

/** The shared folders that a person can open, with their rights. */
export function FolderList({ person }: { person: Person }) {
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
