import { Combobox, Input, Modal, useCombobox } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconFolder, IconSearch, IconUser, IconUsers, IconUsersGroup } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { spoken } from '../../features/changes/actions/available-actions.ts'
import { kindWords } from '../../features/changes/kind-words.ts'
import { showPlan } from '../../features/changes/open-dialogs.ts'
import { useWriting } from '../../features/changes/safe-mode/safe-mode.tsx'
import { StatusBadge } from '../../features/people/badges.tsx'
import { reasonOf } from '../../features/people-list/labels.ts'
import { useRead } from '../../lib/application/queries.ts'
import { count, inOrder, plural } from '../../lib/words/format.ts'
import { Address } from '../../ui/address.tsx'
import { useLive } from '../../ui/live.tsx'
import { Keys } from '../keys/keys-help.tsx'
import type { Screen } from '../screen.ts'
import { type Option, useConcerned } from './concerned-people.tsx'
import styles from './palette.module.css'
import { matchingCommands, useCommands } from './palette-commands.tsx'
import { showPalette, takeTyped, usePaletteOpened } from './palette-state.ts'
import { rankPeople } from './rank-people.ts'

const icon = { size: 17, stroke: 1.7 }

/** Shown of those found; the others are one step away, in the list. */
const mostPeople = 7

const nameOf = (user: { fullname: string; username: string }) => inOrder(user.fullname) || user.username

/** Everything by its name: screens, views, actions, people, groups, folders. */
export function Palette({ screens, onKeys }: { screens: readonly Screen[]; onKeys: () => void }) {
  const opened = usePaletteOpened()
  return (
    <Modal
      opened={opened}
      onClose={() => showPalette(false)}
      withCloseButton={false}
      padding={0}
      size={640}
      centered={false}
      yOffset="12vh"
      attributes={{ content: { 'aria-label': 'Search or command' } }}
    >
      <PaletteBody screens={screens} onKeys={onKeys} />
    </Modal>
  )
}

function PaletteBody({ screens, onKeys }: { screens: readonly Screen[]; onKeys: () => void }) {
  const [query, setQuery] = useState('')
  const navigate = useNavigate()
  const say = useLive()
  const people = screens.some((screen) => screen.id === 'users')
  const commands = matchingCommands(useCommands(screens, onKeys), query)
  // "disable anna": the people found are those whose plan is opened; nothing is sent from here.
  const { offer, text } = spoken(query, useWriting().kinds)
  const { found, isNobody, nearest, groups, folders, settled, ready } = useFound(text, screens)

  const concerned = useConcerned(text)

  const options: Option[] = [
    ...(offer === null ? concerned : []),
    ...rankPeople(found?.rows ?? [], text)
      .slice(0, mostPeople)
      .map((user) => ({
        id: `person ${user.username}`,
        group: `People, ${count(found?.total ?? 0)} in all`,
        label: offer ? kindWords[offer.kind].one(nameOf(user)) : nameOf(user),
        icon: <IconUser {...icon} />,
        content: (
          <>
            <span className={styles.note}>{user.fullname && <Address address={user.username} />}</span>
            <StatusBadge status={user.status} />
          </>
        ),
        run: () =>
          offer
            ? showPlan({ changes: [offer.change(user.username, '')] })
            : void navigate({ to: '/users', search: { text: settled, person: user.username } }),
      })),
    ...nearest.map((person) => ({
      id: `nearest ${person.username}`,
      group: isNobody ? 'Nobody matches; nearest' : 'Another account had this address',
      label: offer ? kindWords[offer.kind].one(nameOf(person)) : nameOf(person),
      icon: <IconUser {...icon} />,
      content: (
        <>
          <span className={styles.note}>
            <Address address={person.username} />
          </span>
          <span className={styles.end}>{reasonOf(person)}</span>
        </>
      ),
      run: () =>
        offer
          ? showPlan({ changes: [offer.change(person.username, '')] })
          : void navigate({ to: '/users', search: { text: person.username, person: person.username } }),
    })),
    ...(found && found.total > mostPeople
      ? [
          {
            id: 'people, all',
            group: `People, ${count(found.total)} in all`,
            label: `Show all ${count(found.total)} in Users`,
            icon: <IconUsers {...icon} />,
            content: null,
            run: () => void navigate({ to: '/users', search: { text: settled } }),
          },
        ]
      : []),
    ...(groups?.rows ?? []).map((group) => ({
      id: `group ${group.name}`,
      group: 'Groups',
      label: group.name,
      icon: <IconUsersGroup {...icon} />,
      content: <span className={styles.end}>{plural(group.members, 'member', 'members')}</span>,
      run: () => void navigate({ to: '/groups', search: { group: group.name } }),
    })),
    ...(folders?.rows ?? []).map((folder) => ({
      id: `folder ${folder.id}`,
      group: 'Shared folders',
      label: folder.name,
      icon: <IconFolder {...icon} />,
      content: <span className={styles.end}>{plural(folder.members, 'member', 'members')}</span>,
      run: () => void navigate({ to: '/folders', search: { folder: folder.id } }),
    })),
    ...commands.map((command) => ({
      ...command,
      group: 'Go and do',
      content: <span className={styles.end}>{command.keys ? <Keys keys={command.keys} /> : command.note}</span>,
    })),
  ]
  const combobox = useCombobox({ opened: true })
  const list = options.map((option) => option.id).join('\n')
  const waiting = useRef(false)
  const pick = (id: string) => {
    const option = options.find((one) => one.id === id)
    if (!option) return
    showPalette(false)
    option.run()
  }
  // Another list begins at its first entry; Enter pressed before it was here counts for it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the list is the reason to run, not an input
  useEffect(() => {
    combobox.selectFirstOption()
    if (!ready) return
    if (query !== '') say(list === '' ? 'Nothing found' : `${plural(options.length, 'entry', 'entries')} found`)
    const first = options[0]
    if (waiting.current && first) pick(first.id)
    waiting.current = false
  }, [list, ready])

  return (
    <Combobox store={combobox} onOptionSubmit={pick}>
      <div
        onKeyDownCapture={(event) => {
          // The list would take Escape for itself, and the dialog would stay.
          if (event.key === 'Escape') showPalette(false)
          if (event.key !== 'Enter' || ready) return
          // What is listed still answers the text before: it must not be opened in place of what was typed.
          event.preventDefault()
          event.stopPropagation()
          waiting.current = true
        }}
      >
        <Combobox.EventsTarget withExpandedAttribute>
          <Input
            data-autofocus
            role="combobox"
            size="md"
            variant="unstyled"
            classNames={{ wrapper: styles.field ?? '', input: styles.input ?? '' }}
            placeholder={people ? 'A person, a group, a folder, a command' : 'A command'}
            aria-label="Search or command"
            leftSection={<IconSearch {...icon} />}
            value={query}
            maxLength={300}
            onFocus={() => {
              const early = takeTyped()
              if (early !== '') setQuery((before) => before + early)
            }}
            onChange={(event) => setQuery(event.currentTarget.value)}
          />
        </Combobox.EventsTarget>
      </div>
      <Combobox.Options className={styles.options} aria-label="Found">
        {[...new Set(options.map((option) => option.group))].map((group) => (
          <Combobox.Group key={group} label={group}>
            {options
              .filter((option) => option.group === group)
              .map((option) => (
                <Combobox.Option key={option.id} value={option.id} className={styles.option}>
                  {option.icon}
                  <span className={styles.name}>
                    <bdi>{option.label}</bdi>
                  </span>
                  {option.content}
                </Combobox.Option>
              ))}
          </Combobox.Group>
        ))}
        {ready && options.length === 0 && <Combobox.Empty>Nothing is called “{query.trim()}”.</Combobox.Empty>}
      </Combobox.Options>
    </Combobox>
  )
}

/** People, groups and folders by what was typed; `ready` once the answers are to that and not to the text before. */
function useFound(query: string, screens: readonly Screen[]) {
  const text = query.trim()
  const [settled] = useDebouncedValue(text, 60)
  const ask = (id: string) => ({ enabled: settled !== '' && screens.some((screen) => screen.id === id), keep: true })
  const found = useRead('users.page', { text: settled, offset: 0, limit: 100 }, ask('users'))
  const groups = useRead('groups.page', { text: settled, offset: 0, limit: 4 }, ask('groups'))
  const folders = useRead('folders.page', { text: settled, offset: 0, limit: 4 }, ask('folders'))
  const isNobody = found.data?.total === 0 && !found.isPlaceholderData
  // Whoever had an address before may be meant, though somebody has it now.
  const isAddress = /[^\s@]@[^\s@]+\.[^\s@]/.test(settled)
  const asksNearest = (isNobody || isAddress) && ask('users').enabled
  const nearest = useRead('users.nearest', { text: settled }, { enabled: asksNearest })
  const near = asksNearest ? (nearest.data?.rows ?? []) : []
  const answered = [found, groups, folders, nearest].every((read) => !read.isFetching && !read.isPlaceholderData)
  const none = settled === ''
  return {
    settled,
    ready: text === settled && (none || answered),
    found: none ? undefined : found.data,
    isNobody,
    nearest: none ? [] : isNobody ? near : near.filter(({ why }) => why === 'former-address'),
    groups: none ? undefined : groups.data,
    folders: none ? undefined : folders.data,
  }
}
