import { nearestGroups, twinsOf } from '../../text/names/group-name.ts'

/** How several groups in one cell are parted. */
export const groupSeparators = [';', ',', '|', '/', 'none'] as const
export type GroupSeparator = (typeof groupSeparators)[number]

/** One group that a cell names. */
export interface NamedGroup {
  given: string
  /** The group's name: as it is known, or, where none is known, as it was given. */
  name: string
  known: boolean
  /** Known groups that may be meant by a name that is not known, the nearest first. */
  near: string[]
  /** Other known groups that look like a known one. */
  twins: string[]
}

/** The groups of a cell; `doubt`: the parts between which only a person can say whether they are one group or several. */
export interface GroupCell {
  groups: NamedGroup[]
  doubt: string[] | null
  /** What stands for no group: a dash, "none". */
  nothing: string[]
}

/** Parts a cell as our exports write it: a value in quotation marks is one, those within it are doubled. */
export function splitValues(cell: string, separator: string): { text: string; quoted: boolean }[] {
  const parts: { text: string; quoted: boolean }[] = []
  let text = ''
  let quoted = false
  let open = false
  const end = () => {
    if (quoted || text.trim() !== '') parts.push({ text: quoted ? text : text.trim(), quoted })
    text = ''
    quoted = false
  }
  for (let at = 0; at < cell.length; at++) {
    const letter = cell[at] as string
    if (open) {
      if (letter !== '"') text += letter
      else if (cell[at + 1] === '"') {
        text += '"'
        at++
      } else open = false
    } else if (letter === '"' && text.trim() === '') {
      open = true
      quoted = true
      text = ''
    } else if (letter === separator || letter === '\n' || letter === '\r') end()
    else if (!quoted || letter.trim() !== '') text += letter
  }
  end()
  return parts
}

/** A group as a directory names it, of which our name is the first part. */
const distinguished = /^cn=((?:[^,\\]|\\.)+)(?:,\s*(?:cn|ou|dc|o)=[^,]+)+$/iu

/** The mark before one of several lines. */
const bullet = /^[-–•*·▪◦]\s+/u

function named(text: string, known: ReadonlySet<string>): NamedGroup {
  const trimmed = text.trim()
  for (const name of [text, trimmed, trimmed.replace(bullet, '')])
    if (known.has(name)) return { given: text, name, known: true, near: [], twins: twinsOf(name, known) }
  const inner = distinguished.exec(trimmed)?.[1]?.trim()
  const near =
    inner === undefined ? nearestGroups(trimmed, known) : known.has(inner) ? [inner] : nearestGroups(inner, known)
  return { given: text, name: trimmed, known: false, near, twins: [] }
}

/** What people write where there is no group. */
const noGroup = /^(?:[-–—_.]+|#?n\/?a|none|null|nil|no|keine?|aucune?|ninguno|nessuno|geen|brak)$/iu
/** Words between two groups, which a name may hold as well. */
const between = /\s+(?:and|und|et|y|og|och|en|&|\+)\s+/iu

/** Whether some neighbouring parts, but not all, are one known group together. */
function joinsKnown(texts: readonly string[], mark: string, known: ReadonlySet<string>): boolean {
  for (let from = 0; from < texts.length; from++)
    for (let to = from + 2; to <= texts.length && to - from < Math.min(texts.length, 6); to++)
      if ([mark, `${mark} `].some((glue) => known.has(texts.slice(from, to).join(glue)))) return true
  return false
}

/** Names that one group may hold, and that part several elsewhere. */
const doubtful = [',', '|'] as const

/**
 * The groups of a cell. `separator`: what a person chose; `own`: the cell is of an export of this product, which parts by semicolons alone.
 * Without either, what is known tells: a cell that is a group's whole name is that group, unless its parts are groups as well.
 */
export function readGroupCell(
  cell: string,
  known: ReadonlySet<string>,
  { separator, own = false }: { separator?: GroupSeparator | undefined; own?: boolean } = {},
): GroupCell {
  const all = (texts: readonly string[]): GroupCell => {
    const all = texts.filter((text) => text.trim() !== '').map((text) => named(text, known))
    const isNothing = ({ name, known: isKnown }: NamedGroup) => !isKnown && noGroup.test(name)
    const groups = all.filter((one) => !isNothing(one))
    const names = new Set<string>()
    return {
      groups: groups.filter(({ name }) => names.size < names.add(name).size),
      doubt: null,
      nothing: all.filter(isNothing).map(({ name }) => name),
    }
  }
  const doubted = (doubt: string[]): GroupCell => ({ groups: [], doubt, nothing: [] })
  if (cell.trim() === '') return all([])
  if (separator === 'none') return all([cell])
  if (separator !== undefined) return all(splitValues(cell, separator).map(({ text }) => text))
  const parts = splitValues(cell, ';')
  const texts = parts.map(({ text }) => text)
  // Our exports write every name as it is, blanks and dashes included.
  if (own) {
    const near = (name: string) => (known.has(name) ? [] : nearestGroups(name, known))
    const groups = [...new Set(texts)].map((name) => ({
      given: name,
      name,
      known: known.has(name),
      near: near(name),
      twins: [],
    }))
    return { groups, doubt: null, nothing: [] }
  }
  if (parts.some(({ quoted }) => quoted)) return all(texts)
  const isWhole = known.has(cell.trim()) || twinsOf(cell, known).length > 0
  const areKnown = (some: readonly string[]) => some.every((text) => known.has(text))
  if (texts.length > 1) {
    if (!isWhole) return joinsKnown(texts, ';', known) ? doubted(texts) : all(texts)
    return texts.some((text) => known.has(text)) ? doubted(texts) : all([cell])
  }
  if (isWhole) {
    const split = doubtful.map((mark) => splitValues(cell, mark).map(({ text }) => text))
    const open = split.find((some) => some.length > 1 && areKnown(some))
    return open === undefined ? all([cell]) : doubted(open)
  }
  for (const mark of [...doubtful, '/']) {
    const some = splitValues(cell, mark).map(({ text }) => text)
    if (some.length < 2) continue
    if (areKnown(some)) return joinsKnown(some, mark, known) ? doubted(some) : all(some)
    if (mark !== '/') return doubted(some)
  }
  const worded = cell.trim().split(between)
  if (worded.length > 1 && areKnown(worded)) return doubted(worded)
  return all(texts)
}
