import { builtInViews } from '../../features/people/built-in-views.ts'
import { readPeopleSearch } from '../../features/people/filters.ts'
import type { PeopleSearch } from '../../features/people/people-search.ts'
import type { ViewWords } from '../../features/views/view-words.ts'
import { ViewsMenu } from '../../features/views/views-menu.tsx'

/** What of an address belongs to a view: not the person whose panel happens to be open. */
const viewOf = (search: PeopleSearch): PeopleSearch => {
  const { person: _, ...view } = search
  return view
}

const words: ViewWords = {
  one: 'view',
  menu: 'Views',
  save: 'Save what is shown as a view',
  update: 'Take over the filters, order and columns shown now',
  keeps: 'A view keeps the filters, the order and the columns. It shows whoever matches when it is opened.',
  unaffected: 'The people in it are not affected.',
}

/** Views of the people: those that come with Provost, and one's own. */
export function ViewMenu({
  search,
  columns,
  onOpen,
}: {
  search: PeopleSearch
  /** The columns shown, in order: a saved view keeps them. */
  columns: readonly string[]
  onOpen: (search: PeopleSearch) => void
}) {
  return (
    <ViewsMenu
      screen="users"
      words={words}
      builtIn={builtInViews}
      search={search}
      kept={viewOf}
      saved={{ ...viewOf(search), cols: [...columns] }}
      read={readPeopleSearch}
      onOpen={onOpen}
    />
  )
}
