import { Autocomplete, Button, Modal, SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import type { Input } from '../../../../contract/calls.ts'
import { act, useRead } from '../../../lib/application/queries.ts'
import { useAction } from '../../../lib/use-action.ts'
import { FailureState } from '../../../ui/states.tsx'
import { folderTitles, nameInTitle } from './folder-titles.ts'
import styles from './reviews.module.css'

type Kind = 'group' | 'folder' | 'department'
const kinds: readonly { value: Kind; label: string; means: string }[] = [
  { value: 'group', label: 'A group', means: 'A line for each member.' },
  { value: 'folder', label: 'A shared folder', means: 'A line for each person who may use it, and by which way.' },
  { value: 'department', label: 'A department', means: 'A line for each group of each of its people.' },
]

/** Asks what is to be reviewed, and begins it. */
export function NewReview({ onClose, onMade }: { onClose: () => void; onMade: (review: string) => void }) {
  const [kind, setKind] = useState<Kind>('group')
  const [name, setName] = useState('')
  const sought = (kind === 'folder' ? nameInTitle(name) : name).trim()
  const text = sought === '' ? {} : { text: sought }
  const groups = useRead('groups.page', { ...text, limit: 500 }, { enabled: kind === 'group', keep: true }).data?.rows
  const folders = useRead('folders.page', { ...text, limit: 500 }, { enabled: kind === 'folder', keep: true }).data
    ?.rows
  const titles = folderTitles(folders ?? [])
  const departments = useRead('scores.scopes', { kind: 'department' }, { enabled: kind === 'department', keep: true })
  const offered =
    kind === 'group'
      ? (groups ?? []).map((group) => group.name)
      : kind === 'folder'
        ? [...titles.keys()]
        : (departments.data?.rows ?? []).map((department) => department.name)
  const start = useAction(async () => {
    const folder = titles.get(name) ?? ''
    const scope: Input<'reviews.start'>['scope'] =
      kind === 'group' ? { group: name } : kind === 'folder' ? { folder } : { department: name }
    const { review } = await act('reviews.start', { scope })
    onMade(review)
  })
  const isOffered = offered.includes(name)
  return (
    <Modal opened onClose={onClose} title="New access review">
      <form
        className={styles.made}
        onSubmit={(event) => {
          event.preventDefault()
          if (isOffered) void start.run()
        }}
      >
        <SegmentedControl
          aria-label="What is reviewed"
          value={kind}
          onChange={(value) => {
            setKind(value as Kind)
            setName('')
          }}
          data={kinds.map(({ value, label }) => ({ value, label }))}
        />
        <p className={styles.quiet}>{kinds.find(({ value }) => value === kind)?.means}</p>
        <Autocomplete
          label={kind === 'group' ? 'Group' : kind === 'folder' ? 'Shared folder' : 'Department'}
          data-autofocus
          data={[...new Set(offered)]}
          maxLength={1000}
          value={name}
          onChange={setName}
        />
        {start.failure && <FailureState failure={start.failure} compact />}
        <Button type="submit" loading={start.pending} disabled={!isOffered}>
          Begin the review
        </Button>
      </form>
    </Modal>
  )
}
