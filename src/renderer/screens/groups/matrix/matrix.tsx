import { Button } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconArrowLeft } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { GroupPicker } from '../../../features/groups/group-picker.tsx'
import { useDrafted } from '../../../features/groups/use-draft.ts'
import { NothingRead, useNothingRead } from '../../../features/session/nothing-read.tsx'
import { useMay } from '../../../features/session/use-seat.ts'
import { call, failureOf } from '../../../lib/application/client.ts'
import { act, readKey, useRead } from '../../../lib/application/queries.ts'
import { toastDone } from '../../../lib/toast.ts'
import { useAction } from '../../../lib/use-action.ts'
import { count, people, plural } from '../../../lib/words/format.ts'
import { ScreenHead } from '../../../ui/screen/screen-head.tsx'
import { EmptyState, FailureState } from '../../../ui/states.tsx'
import styles from './matrix.module.css'
import { MatrixBar, wholeMatrix } from './matrix-bar.tsx'
import { type MatrixRow, matrixRow } from './matrix-model.ts'
import { orderedGroups, orderedPeople } from './matrix-order.ts'
import { MatrixTable } from './matrix-table.tsx'

/** More people than this are not shown at once; a filter narrows them. */
const mostPeople = 1000
const noRows: readonly MatrixRow[] = []
/** Groups shown before anybody chooses: those with the most members. */
const firstGroups = 100

const distinct = (names: readonly string[]): string => [...new Set(names)].sort().join('\n')

/** Who is in which group, people by groups: everything that is ticked waits in one draft. */
export function Matrix({ onBack }: { onBack: () => void }) {
  const [view, setView] = useState(wholeMatrix)
  const { changing } = view
  const [text] = useDebouncedValue(view.person.trim(), 150)
  const [chosen, setChosen] = useState<string[]>([])
  const [choosing, setChoosing] = useState(false)
  const [of, setOf] = useState<string[]>([])
  const unread = useNothingRead() !== false
  const [wanted] = useDebouncedValue(view.group.trim(), 150)
  // Before anybody chooses, a group is found among all there are, not only among those that are shown.
  const listed = useRead(
    'groups.page',
    {
      ...(wanted === '' || chosen.length > 0 ? {} : { text: wanted }),
      sort: 'members',
      direction: 'desc',
      offset: 0,
      limit: firstGroups,
    },
    { keep: true },
  )
  // As texts: nothing of this screen but the matrix itself is drawn anew by a tick.
  const draftedGroups = useDrafted((draft) => distinct([...draft.values()].map(({ group }) => group)))
  const firstNames = useMemo(
    () => (chosen.length > 0 ? chosen : (listed.data?.rows.map(({ name }) => name) ?? [])),
    [chosen, listed.data],
  )
  // Drafted groups that are not shown anyway. As text: a tick in another column asks nothing, and leaves the columns as they are.
  const furtherGroups = useMemo(
    () => distinct(draftedGroups.split('\n').filter((name) => !firstNames.includes(name))),
    [draftedGroups, firstNames],
  )
  const named = useMemo(
    () => [...chosen, ...furtherGroups.split('\n')].filter((name) => name !== '').slice(0, 500),
    [chosen, furtherGroups],
  )
  const sized = useRead('groups.page', { names: named, limit: 500 }, { enabled: named.length > 0, keep: true })
  const changedGroups = changing ? draftedGroups : ''
  const changedPeople = useDrafted((draft) =>
    changing ? distinct([...draft.values()].map(({ username }) => username.toLowerCase())) : '',
  )
  const groups = useMemo(() => {
    const known = new Map(
      [...(listed.data?.rows ?? []), ...(sized.data?.rows ?? [])].map((group) => [group.name, group]),
    )
    const further = furtherGroups.split('\n').filter((name) => name !== '')
    const shown = [...firstNames, ...further].map((name) => known.get(name) ?? { name, members: 0 })
    const small = view.group.trim().toLowerCase()
    const found = small === '' ? shown : shown.filter(({ name }) => name.toLowerCase().includes(small))
    const changed = new Set(changedGroups.split('\n'))
    return orderedGroups(changing ? found.filter(({ name }) => changed.has(name)) : found, view.groups)
  }, [listed.data, sized.data, firstNames, furtherGroups, view.group, view.groups, changedGroups, changing])
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
  const all = read.data?.rows ?? noRows
  /** What is shown is an answer: to this question, or of the one before. */
  const known = !unread && (read.data !== undefined || listed.data?.rows.length === 0)
  const rows = useMemo(() => {
    const changed = new Set(changedPeople.split('\n'))
    const shown = changing ? all.filter(({ username }) => changed.has(username.toLowerCase())) : all
    return orderedPeople(shown, view.people)
  }, [all, changing, changedPeople, view.people])
  const may = useMay()
  const write = useAction(
    async () => {
      const { path, rows: written } = await act('groups.exportMatrix', { filter, groups: names })
      if (path !== null) toastDone(`${plural(written, 'person', 'people')} in ${path}`, 'The matrix was exported')
    },
    { failed: 'Nothing was exported' },
  )
  const owners = useRead(
    'groups.owners',
    { groups: names.slice(0, 500) },
    { enabled: names.length > 0, keep: true },
  ).data
  const kept = useMemo(
    () => new Map((owners?.groups ?? []).flatMap(({ name, why }) => (why === null ? [] : [[name, why] as const]))),
    [owners],
  )
  // What is not shown is said beside what is.
  const everybody = read.data?.total ?? 0
  const whom =
    everybody > mostPeople && !changing
      ? `First ${count(mostPeople)} of ${people(everybody)} by name`
      : people(rows.length)
  const allGroups = listed.data?.total ?? 0
  const which =
    chosen.length === 0 && !changing && allGroups > firstGroups
      ? `the largest ${count(firstGroups)} of ${plural(allGroups, 'group', 'groups')}`
      : plural(groups.length, 'group', 'groups')
  return (
    <div className={styles.screen}>
      <ScreenHead title="Matrix" count={known ? `${whom} × ${which}` : null}>
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
      <MatrixBar
        view={view}
        chosen={chosen.length > 0}
        onView={(part) => setView((before) => ({ ...before, ...part }))}
      />
      {choosing && (
        <div className={styles.bar}>
          <GroupPicker label="People who are in" groups={of} onGroups={setOf} />
          <GroupPicker label="Groups shown; empty: those with the most members" groups={chosen} onGroups={setChosen} />
        </div>
      )}
      <MatrixTable
        rows={rows}
        groups={groups}
        kept={kept}
        dense={view.dense}
        known={known}
        instead={
          listed.error || read.error ? (
            <FailureState failure={failureOf(listed.error ?? read.error)} />
          ) : groups.length === 0 && listed.data ? (
            unread ? (
              <NothingRead />
            ) : (
              <EmptyState title="No groups to show">Choose groups, or take off what narrows them.</EmptyState>
            )
          ) : null
        }
      />
    </div>
  )
}
