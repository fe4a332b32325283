import { type Entry, mostEntries, shown } from './list-entry.ts'

/** The account that a line of an export as JSON names; null: it is no such line. */
function usernameOf(line: string): { username: string; fullname: string | null } | null {
  try {
    const row: unknown = JSON.parse(line.replace(/,\s*$/u, ''))
    if (typeof row !== 'object' || row === null || !('username' in row) || typeof row.username !== 'string') return null
    const fullname = 'fullname' in row && typeof row.fullname === 'string' && row.fullname !== '' ? row.fullname : null
    return { username: row.username, fullname }
  } catch {
    return null
  }
}

/** Reads an export of people as JSON, which holds one person a line; null: the text is none. Yields now and then. */
export function* readExport(text: string): Generator<void, Entry[] | null> {
  if (!/^\s*\[\s*\{/u.test(text.slice(0, 100))) return null
  const entries: Entry[] = []
  for (const [index, line] of text.split('\n').entries()) {
    if (index % 100 === 99) yield
    const bare = line.trim()
    if (bare === '' || bare === '[' || bare === ']') continue
    const row = usernameOf(bare)
    if (row === null || entries.length > mostEntries) return null
    const { username, fullname } = row
    const given = shown([fullname ?? '', username].filter((part) => part !== '').join(' · '))
    entries.push({
      line: index + 1,
      address: username,
      name: fullname,
      given,
      readings: [{ address: username, raw: username, whole: true }],
      exact: 'first',
    })
  }
  return entries.length === 0 ? null : entries
}
