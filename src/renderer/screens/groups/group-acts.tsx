import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Change } from '../../../contract/change.ts'
import { showPlan } from '../../features/changes/open-dialogs.ts'
import { useMay } from '../../features/session/use-seat.ts'
import { failureOf } from '../../lib/application/client.ts'
import { readAll } from '../../lib/application/pages.ts'
import { act, useRead } from '../../lib/application/queries.ts'
import { toastDone } from '../../lib/toast.ts'
import { useAction } from '../../lib/use-action.ts'
import { plural } from '../../lib/words/format.ts'
import { FailureState } from '../../ui/states.tsx'
import styles from './groups.module.css'

/** Moves everybody of a group to one of another name, which takes the place of renaming it; `to`: the name to begin with. */
export function MoveGroup({ name, to = '' }: { name: string; to?: string }) {
  const [next, setNext] = useState(to)
  const move = useAction(async () => {
    const members = await readAll('groups.get', { name })
    const changes = members.map(
      ({ username }): Change => ({ kind: 'groups', username, add: [next.trim()], remove: [name] }),
    )
    showPlan({ changes, title: `Move everybody from “${name}” to “${next.trim()}”`.slice(0, 200) })
  })
  return (
    <form
      className={styles.sync}
      onSubmit={(event) => {
        event.preventDefault()
        void move.run()
      }}
    >
      <TextInput
        label="Move everybody to"
        description="LastPass’ API cannot rename or delete a group. The group of the other name has to be there; the old one stays, empty, until it is deleted in LastPass’ own console."
        maxLength={255}
        value={next}
        onChange={(event) => setNext(event.currentTarget.value)}
      />
      {move.failure && <FailureState failure={move.failure} compact />}
      <div className={styles.buttons}>
        <Button
          type="submit"
          variant="default"
          loading={move.pending}
          disabled={next.trim() === '' || next.trim() === name}
        >
          Preview the move
        </Button>
        <ConsoleLink />
      </div>
    </form>
  )
}

const ConsoleLink = () => (
  <Button variant="subtle" onClick={() => void act('app.openPage', { page: 'users-console' })}>
    Rename or delete in LastPass’ console
  </Button>
)

/** Why a group is not renamed or deleted here, with where it is; `onMove`: the way that there is here. */
export function InConsole({ onMove }: { onMove: (() => void) | null }) {
  return (
    <div className={styles.sync}>
      <p className={styles.quiet}>
        LastPass’ API has no command that renames or deletes a group, so both are done in LastPass’ own console. Refresh
        afterwards: a group that was renamed there is read as a new one, and the old name is gone.
      </p>
      <div className={styles.buttons}>
        <ConsoleLink />
        {onMove !== null && (
          <Button variant="subtle" onClick={onMove}>
            Move everybody to another name
          </Button>
        )}
      </div>
    </div>
  )
}

/** The shared folders that being in a group opens, with the rights. */
export function OpensList({ name }: { name: string }) {
  const read = useRead('access.get', { group: name, limit: 500 })
  const may = useMay()
  const write = useAction(
    async () => {
      const { path, rows: written } = await act('access.export', { group: name })
      if (path !== null) toastDone(`${plural(written, 'folder', 'folders')} in ${path}`, 'The access was exported')
    },
    { failed: 'Nothing was exported' },
  )
  if (read.error) return <FailureState failure={failureOf(read.error)} compact />
  const rows = read.data?.rows ?? []
  const total = read.data?.total ?? 0
  if (read.data && rows.length === 0)
    return (
      <p className={styles.quiet}>
        {read.data.foldersAsOf === null ? 'The shared folders were not read yet.' : 'Opens no shared folder.'}
      </p>
    )
  return (
    <>
      {may('access.export') && rows.length > 0 && (
        <Button variant="default" size="compact-sm" loading={write.pending} onClick={() => void write.run()}>
          Export {plural(total, 'folder', 'folders')}
        </Button>
      )}
      <ul className={styles.opens} aria-label="What it opens">
        {rows.map(({ folder, name: title, readOnly, canAdminister, hidePasswords }) => (
          <li key={folder}>
            <bdi>{title}</bdi>
            <span className={styles.quiet}>
              {[canAdminister && 'administers', readOnly ? 'reads only' : 'edits', hidePasswords && 'passwords hidden']
                .filter(Boolean)
                .join(', ')}
            </span>
          </li>
        ))}
        {total > rows.length && (
          <li className={styles.quiet}>
            and {plural(total - rows.length, 'folder', 'folders')} more, which the export has
          </li>
        )}
      </ul>
    </>
  )
}
