import { soleAddress } from '../list-entry.ts'

const mostDepth = 6
const mostColumns = 200
/** Longer texts are read as lines: parsing takes some milliseconds for each megabyte. */
const longestText = 3_000_000

const sign = /[@＠﹫]/u

type Record_ = Readonly<Record<string, unknown>>
const isRecord = (value: unknown): value is Record_ =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function parsedJson(text: string): unknown {
  const trimmed = text.trim()
  if (trimmed.length > longestText || !/^[[{]/u.test(trimmed)) return undefined
  try {
    return JSON.parse(trimmed)
  } catch {
    return undefined
  }
}

/** One record a line, as logs and exports write it; null: some line is none. */
function recordLines(text: string): Record_[] | null {
  if (text.length > longestText || !/^\s*\{/u.test(text.slice(0, 100))) return null
  const records: Record_[] = []
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue
    const record = parsedJson(line)
    if (!isRecord(record)) return null
    records.push(record)
  }
  return records.length > 0 ? records : null
}

/** The cells of one record by the path of their keys. Several values stand together, as lists are written. */
function flat(value: unknown, path: string, into: Map<string, string>, depth = 0): void {
  if (value === null || value === undefined || depth > mostDepth) return
  if (isRecord(value)) {
    for (const [key, each] of Object.entries(value)) flat(each, path === '' ? key : `${path} ${key}`, into, depth + 1)
    return
  }
  if (Array.isArray(value)) {
    for (const each of value) flat(each, path, into, depth + 1)
    return
  }
  const before = into.get(path)
  into.set(path, before === undefined ? String(value) : `${before}; ${String(value)}`)
}

/** Whether a value is one record about one person: addresses stand in it as values, under what they are to that person. */
function isSingle(value: Record_): boolean {
  const cells = new Map<string, string>()
  flat(value, '', cells)
  const signed = [...cells.values()].filter((cell) => sign.test(cell))
  const areAddresses = signed.every((cell) => soleAddress(cell) !== null)
  return signed.length > 0 && areAddresses && ![...cells.keys()].some((path) => sign.test(path))
}

/** The list of records in a JSON value: itself, the only list that it holds, or the one record that it is. */
function recordsIn(value: unknown): Record_[] | null {
  const listed = listIn(value)
  return listed ?? (isRecord(value) && isSingle(value) ? [value] : null)
}

function listIn(value: unknown): Record_[] | null {
  if (Array.isArray(value)) return value.length > 0 && value.every(isRecord) ? value : null
  if (!isRecord(value)) return null
  const lists = Object.values(value).flatMap((each) => {
    const records = Array.isArray(each) ? listIn(each) : null
    return records === null ? [] : [records]
  })
  return lists.length === 1 ? (lists[0] ?? null) : null
}

/** A list that a program wrote as JSON. */
export type JsonList =
  /** Records, as the rows of a table: the first has the paths of their keys. */
  | { kind: 'table'; rows: { cells: string[]; line: number }[] }
  /** Anything else, as lines with what stands in it. */
  | { kind: 'lines'; text: string }

/** Reads a text as JSON; null: it is none. */
export function readJson(text: string): JsonList | null {
  const value = parsedJson(text) ?? recordLines(text)
  if (value === undefined || value === null || typeof value !== 'object') return null
  const records = recordsIn(value)
  if (records === null) {
    const found = new Map<string, string>()
    flat(value, '', found)
    return {
      kind: 'lines',
      text: [...found].map(([path, cell]) => (path === '' ? cell : `${path}:\n${cell}`)).join('\n\n'),
    }
  }
  const cells = records.map((record) => {
    const into = new Map<string, string>()
    flat(record, '', into)
    return into
  })
  const header = [...new Set(cells.flatMap((each) => [...each.keys()]))].slice(0, mostColumns)
  return {
    kind: 'table',
    rows: [
      { cells: header, line: 1 },
      ...cells.map((each, at) => ({ cells: header.map((key) => each.get(key) ?? ''), line: at + 1 })),
    ],
  }
}
