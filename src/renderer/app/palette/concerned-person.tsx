import { IconUserCog } from '@tabler/icons-react'
import { useLocation } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { offersFor } from '../../features/changes/actions/available-actions.ts'
import { showPlan } from '../../features/changes/open-dialogs.ts'
import { useWriting } from '../../features/changes/safe-mode.tsx'
import { kindWords } from '../../features/changes/words.ts'
import { readPeopleSearch } from '../../features/people/filters.ts'
import { inOrder } from '../../lib/format.ts'
import { useRead } from '../../lib/queries.ts'
import styles from './palette.module.css'
import type { Command } from './palette-commands.tsx'

/** What can be done to the person whose panel is open, as entries of the palette; each opens its plan. */
export function useConcerned(text: string): (Command & { group: string; content: ReactNode })[] {
  const person = useLocation({
    select: ({ pathname, search }) =>
      pathname === '/users' ? readPeopleSearch(search as Record<string, unknown>).person : undefined,
  })
  const { kinds } = useWriting()
  const user = useRead('users.get', { username: person ?? '' }, { enabled: person !== undefined }).data
  if (person === undefined || user === undefined) return []
  const name = inOrder(user.fullname) || user.username
  const typed = text.toLowerCase()
  return offersFor(user, kinds)
    .filter(({ kind }) => kind !== 'rename' && kind !== 'change-email')
    .filter(({ kind }) => kindWords[kind].short.toLowerCase().startsWith(typed))
    .map(({ kind }) => ({
      id: `act ${kind}`,
      group: `To ${name}, whose panel is open`,
      label: kindWords[kind].one(name),
      icon: <IconUserCog size={17} stroke={1.7} />,
      content: <span className={styles.end}>opens a preview</span>,
      run: () => showPlan({ changes: [{ kind, username: user.username } as never] }),
    }))
}
