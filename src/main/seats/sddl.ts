/** Administrators, the system itself, and the installer of Windows' own parts. */
const trusted = new Set([
  'BA',
  'SY',
  'S-1-5-32-544',
  'S-1-5-18',
  'S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464',
])
/** Entries that allow something. */
const allowing = new Set(['A', 'OA'])
/** What is inherited by the maker of something new counts there, not here. */
const placeholders = new Set(['CO', 'CG', 'S-1-3-0', 'S-1-3-1', 'OW', 'S-1-3-4'])
/** Rights by name with which a file, or what lies in a folder, can be changed. */
const writing = /FA|FW|GA|GW|WD|WO|SD|KA|KW|DC|DT|CC|WP/
/** The same as bits: write data, append, delete child, delete, change rights, take over, and the generic ones. */
const writingBits = 0x2 | 0x4 | 0x40 | 0x10000 | 0x40000 | 0x80000 | 0x10000000 | 0x40000000

const writes = (rights: string): boolean =>
  /^0x[0-9a-f]+$/i.test(rights)
    ? (BigInt(rights) & BigInt(writingBits)) !== 0n
    : pairs(rights).some((right) => writing.test(right))

const pairs = (rights: string): string[] => rights.match(/../g) ?? []

/** What keeps a Windows security descriptor from being an administrators' own; null: nothing. Pure. */
export function sddlProblem(sddl: string, what: string): string | null {
  const owner = /^O:(S-[\d-]+|[A-Z]{2})/.exec(sddl)?.[1]
  if (owner === undefined || !trusted.has(owner)) return `${what} does not belong to the administrators.`
  const list = /D:([A-Z]*)((?:\([^()]*\))*)/.exec(sddl)
  // Without a list everybody may do everything.
  if (list === null || list[2] === '') return `${what} can be written by everybody.`
  // Entries with conditions are nested, and could hide others from this reading.
  if (/\([XZ]A;/.test(sddl)) return `${what} has rights with conditions, which cannot be judged here.`
  for (const [, entry = ''] of (list[2] ?? '').matchAll(/\(([^()]*)\)/g)) {
    const [type = '', flags = '', rights = '', , , who = ''] = entry.split(';')
    // Denials only narrow; what is only inherited (IO) does not count here.
    if (!allowing.has(type) || pairs(flags).includes('IO')) continue
    if (!trusted.has(who) && !placeholders.has(who) && writes(rights))
      return `${what} can be written by others than administrators.`
  }
  return null
}
