interface Named {
  id: string
  name: string
}

/** The ids of shared folders by what each is offered as: its name, and with it LastPass' number of one that shares its name with another. */
export function folderTitles(folders: readonly Named[]): ReadonlyMap<string, string> {
  const times = new Map<string, number>()
  for (const { name } of folders) times.set(name, (times.get(name) ?? 0) + 1)
  return new Map(folders.map(({ id, name }) => [times.get(name) === 1 ? name : `${name} (number ${id})`, id]))
}

/** What folders are searched by where a title was taken: without its number, for the name alone is known to LastPass. */
export const nameInTitle = (title: string): string => title.replace(/ \(number [^()]*\)$/, '')
