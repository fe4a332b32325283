import { Button, SegmentedControl, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconArrowLeft } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { DirectoryBadge } from '../../../features/groups/directory-badge.tsx'
import { useDraft } from '../../../features/groups/draft.ts'
import { DraftBar } from '../../../features/groups/draft-bar.tsx'
import { GroupPicker } from '../../../features/groups/group-picker.tsx'
import { usePreviewDraft } from '../../../features/groups/preview-draft.ts'
import { NothingRead, useNothingRead } from '../../../features/session/nothing-read.tsx'
import { useMay } from '../../../features/session/seat.ts'
import { call, failureOf } from '../../../lib/application/client.ts'
import { act, readKey, useRead } from '../../../lib/application/queries.ts'
import { toastDone } from '../../../lib/toast.ts'
import { useAction } from '../../../lib/use-action.ts'
import { count, people, plural } from '../../../lib/words/format.ts'
import { ScreenHead } from '../../../ui/screen/screen-head.tsx'
import { EmptyState, FailureState } from '../../../ui/states.tsx'
import styles from './matrix.module.css'
import { MatrixGrid } from './matrix-grid.tsx'
import { byUsername, cellState, matrixRow, type Place, pendingCounts } from './matrix-model.ts'

/** More people than this are not shown at once; a filter narrows them. */
const mostPeople = 1000
/** Groups shown before anybody chooses: those with the most members. */
const firstGroups = 100

/** Who is in which group, people by groups: everything that is ticked waits in one draft. */
export function Matrix({ onBack }: { onBack: () => void }) {
  const [typed, setTyped] = useState('')
  const [text] = useDebouncedValue(typed.trim(), 150)
  const [chosen, setChosen] = useState<string[]>([])
  const [choosing, setChoosing] = useState(false)
  const [of, setOf] = useState<string[]>([])
  const [groupText, setGroupText] = useState('')
  const [changing, setChanging] = useState(false)
  const [dense, setDense] = useState(false)
  const [place, setPlace] = useState<Place>({ row: 0, column: 0 })
  const draft = useDraft()
  const unread = useNothingRead() !== false
  const listed = useRead('groups.page', { sort: 'members', direction: 'desc', offset: 0, limit: 500 })
  const draftedGroups = [...new Set([...draft.values()].map(({ group }) => group))].sort().join('\n')
  const changes = useMemo(() => pendingCounts(draft), [draft])
  const changedGroups = changing ? changes.byGroup : null
  const groups = useMemo(() => {
    const all = listed.data?.rows ?? []
    const known = new Map(all.map((group) => [group.name, group]))
    const some =
      chosen.length > 0 ? chosen.map((name) => known.get(name) ?? { name, members: 0 }) : all.slice(0, firstGroups)
    const drafted = draftedGroups.split('\n').filter((name) => name !== '' && !some.some((one) => one.name === name))
    const shown = [...some, ...drafted.map((name) => known.get(name) ?? { name, members: 0 })]
    const wanted = groupText.trim().toLowerCase()
    const found = wanted === '' ? shown : shown.filter(({ name }) => name.toLowerCase().includes(wanted))
    return changedGroups === null ? found : found.filter(({ name }) => changedGroups.has(name))
  }, [listed.data, chosen, groupText, draftedGroups, changedGroups])
  const names = useMemo(() => groups.map(({ name }) => name), [groups])
  const filter = useMemo(
    () => ({
      ...(text === '' ? {} : { text }),
      ...(of.length === 0 ? {} : { groups: of.slice(0, 20) }),
      notStatus: ['invited' as const],
    }),
    [text, of],
  )
  const read = useQuery({
    queryKey: [...readKey('groups.matrix', { filter, groups: names }), 'all'],
    queryFn: async ({ signal }) => {
      const first = await call('groups.matrix', { filter, groups: names, offset: 0, limit: 500 }, signal)
      const more =
        first.total > 500
          ? await call('groups.matrix', { filter, groups: names, offset: 500, limit: 500 }, signal)
          : null
      return { total: first.total, rows: [...first.rows, ...(more?.rows ?? [])].map(matrixRow) }
    },
    enabled: names.length > 0,
    placeholderData: (before) => before,
  })
  const all = read.data?.rows ?? []
  /** What is shown is an answer: to this question, or of the one before. */
  const known = !unread && (read.data !== undefined || listed.data?.rows.length === 0)
  const rows = useMemo(() => {
    return changing ? all.filter(({ username }) => changes.byPerson.has(username.toLowerCase())) : all
  }, [all, changing, changes])
  const preview = usePreviewDraft()
  const may = useMay()
  const write = useAction(
    async () => {
      const { path, rows: written } = await act('groups.exportMatrix', { filter, groups: names })
      if (path !== null) toastDone(`${plural(written, 'person', 'people')} in ${path}`, 'The matrix was exported')
    },
    { failed: 'Nothing was exported' },
  )
  const row = rows[place.row]
  const group = groups[place.column]
  const byName = useMemo(() => byUsername(rows), [rows])
  const counted = useMemo(() => pendingCounts(draft, { people: byName, names }).byGroup, [draft, byName, names])
  const pending = group === undefined ? undefined : counted.get(group.name)
  const opens = useRead(
    'access.get',
    { group: group?.name ?? '', limit: 1 },
    { enabled: group !== undefined, keep: true },
  ).data?.total
  const owners = useRead(
    'groups.owners',
    { groups: names.slice(0, 500) },
    { enabled: names.length > 0, keep: true },
  ).data
  const kept = useMemo(
    () => new Map((owners?.groups ?? []).flatMap(({ name, why }) => (why === null ? [] : [[name, why] as const]))),
    [owners],
  )
  const state = row === undefined || group === undefined ? null : cellState(row, place.column, group.name, draft)
  return (
    <div className={styles.screen}>
      <ScreenHead
        title="Matrix"
        count={known ? `${people(rows.length)} × ${plural(groups.length, 'group', 'groups')}` : null}
      >
        <Button variant="default" leftSection={<IconArrowLeft size={15} stroke={1.7} />} onClick={onBack}>
          All groups
        </Button>
        {may('groups.exportMatrix') && (
          <Button
            variant="default"
            disabled={names.length === 0}
            loading={write.pending}
            onClick={() => void write.run()}
          >
            Export
          </Button>
        )}
        <Button variant="default" aria-expanded={choosing} onClick={() => setChoosing((now) => !now)}>
          Choose people and groups
        </Button>
      </ScreenHead>
      <div className={styles.bar}>
        <TextInput
          data-search
          aria-label="Find a person"
          placeholder="Find a person"
          maxLength={300}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <TextInput
          aria-label="Find a group"
          placeholder="Find a group"
          maxLength={200}
          value={groupText}
          onChange={(event) => setGroupText(event.currentTarget.value)}
        />
        <Button
          variant={changing ? 'light' : 'default'}
          aria-pressed={changing}
          onClick={() => setChanging((now) => !now)}
        >
          Only what changes
        </Button>
        <SegmentedControl
          aria-label="Size of cells"
          value={dense ? 'dense' : 'normal'}
          onChange={(value) => setDense(value === 'dense')}
          data={[
            { value: 'normal', label: 'Normal' },
            { value: 'dense', label: 'Dense' },
          ]}
        />
        {(read.data?.total ?? 0) > mostPeople && (
          <span className={styles.quiet}>
            The first {count(mostPeople)} of {count(read.data?.total ?? 0)}; find or choose fewer.
          </span>
        )}
      </div>
      {choosing && (
        <div className={styles.bar}>
          <GroupPicker label="People who are in" groups={of} onGroups={setOf} />
          <GroupPicker label="Groups shown; empty: those with the most members" groups={chosen} onGroups={setChosen} />
        </div>
      )}
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
      {listed.error ? (
        <FailureState failure={failureOf(listed.error)} />
      ) : read.error ? (
        <FailureState failure={failureOf(read.error)} />
      ) : groups.length === 0 && listed.data ? (
        unread ? (
          <NothingRead />
        ) : (
          <EmptyState title="No groups to show">Choose groups, or take off what narrows them.</EmptyState>
        )
      ) : (
        <MatrixGrid
          kept={kept}
          rows={rows}
          groups={groups}
          draft={draft}
          dense={dense}
          onFocus={setPlace}
          onPreview={preview.run}
        />
      )}
      <DraftBar keys preview={preview} />
    </div>
  )
}
