import { IconUserCog, IconUsers } from '@tabler/icons-react'
import { useLocation } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { mostInPlan, type Offer, offersFor, offersForMany } from '../../features/changes/actions/available-actions.ts'
import { useSelectedPeople } from '../../features/changes/actions/selected-people.ts'
import { kindWords } from '../../features/changes/kind-words.ts'
import { showPlan } from '../../features/changes/open-dialogs.ts'
import { useWriting } from '../../features/changes/safe-mode/safe-mode.tsx'
import { readPeopleSearch } from '../../features/people/filters.ts'
import { useRead } from '../../lib/application/queries.ts'
import { useAction } from '../../lib/use-action.ts'
import { inOrder, people } from '../../lib/words/format.ts'
import styles from './palette.module.css'
import type { Command } from './palette-commands.tsx'

/** An entry of the palette with the heading that it stands under. */
export interface Option extends Command {
  group: string
  content: ReactNode
}

const preview = <span className={styles.end}>opens a preview</span>
const sign = { size: 17, stroke: 1.7 }

/** What can be done to the people selected, or else to the person whose panel is open; each entry opens its plan. */
export function useConcerned(text: string): Option[] {
  const typed = text.toLowerCase()
  const fits = (label: string) => label.toLowerCase().startsWith(typed)
  const selection = useSelectionActs(fits)
  const person = usePersonActs(fits)
  return selection ?? person
}

/** The acts on who is selected; null: nobody is. */
function useSelectionActs(fits: (label: string) => boolean): Option[] | null {
  const chosen = useSelectedPeople()
  const { kinds } = useWriting()
  const open = useAction(
    async (offer: Offer) => {
      const usernames = (await chosen?.addresses()) ?? []
      showPlan({ changes: usernames.map((username) => offer.change(username, '')) })
    },
    { failed: 'The selection could not be read' },
  )
  if (chosen === null) return null
  if (chosen.selected > mostInPlan) return []
  return offersForMany(kinds)
    .filter(({ kind }) => fits(kindWords[kind].short))
    .map((offer) => ({
      id: `selection ${offer.kind}`,
      group: `To the ${people(chosen.selected)} selected`,
      label: kindWords[offer.kind].many(chosen.selected),
      icon: <IconUsers {...sign} />,
      content: preview,
      run: () => void open.run(offer),
    }))
}

function usePersonActs(fits: (label: string) => boolean): Option[] {
  const person = useLocation({
    select: ({ pathname, search }) =>
      pathname === '/users' ? readPeopleSearch(search as Record<string, unknown>).person : undefined,
  })
  const { kinds } = useWriting()
  const user = useRead('users.get', { username: person ?? '' }, { enabled: person !== undefined }).data
  if (person === undefined || user === undefined) return []
  const name = inOrder(user.fullname) || user.username
  return offersFor(user, kinds)
    .filter(({ kind, ask }) => ask === null && fits(kindWords[kind].short))
    .map(({ kind, change }) => ({
      id: `act ${kind}`,
      group: `To ${name}, whose panel is open`,
      label: kindWords[kind].one(name),
      icon: <IconUserCog {...sign} />,
      content: preview,
      run: () => showPlan({ changes: [change(user.username, '')] }),
    }))
}
