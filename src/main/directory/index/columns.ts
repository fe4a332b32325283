import { crc32 } from 'node:zlib'
import type { Folder, FolderRight } from '../../../contract/model.ts'
import type { Store } from '../../store/store.ts'
import { bytesOf, textOf } from '../../store/text.ts'
import { type NumberColumns, type NumberField, numberColumns } from '../user-fields.ts'
import type { IndexedAttribute } from './attributes.ts'

/**
 * The people of a tenant as typed arrays, so that any filter, order and page is answered in a few milliseconds:
 * a database index serves one order, the table offers seventeen with any filter. Positions are in user-name order.
 * Built in the worker, kept as blobs in the store, moved to main without copying. See docs/decisions/column-index.md.
 */
export interface Columns extends NumberColumns {
  /** Row number of the person in the store. */
  n: Uint32Array
  /** Index into `statuses`. */
  status: Uint8Array
  /** Bits of `flag`. */
  flags: Uint16Array
  /** 0: none, else one more than the index into `names.methods`. */
  mfa: Uint8Array
  groupCount: Uint32Array
  folderCount: Uint32Array
  /** Rank of the full name; equal names share one, people without a name have the highest. */
  nameRank: Uint32Array
  /** `hashOf` the user name's key. */
  keyHash: Uint32Array
  /** Searchable text of everyone in UTF-8, one line a person; `textStart` has one more entry than there are people. */
  text: Uint8Array
  textStart: Uint32Array
  /** Which letters each person's line has; see `lettersOf`. */
  letters: Uint32Array
  /** Positions of the members of group g: `groupMembers[groupStart[g] .. groupStart[g + 1]]`. */
  groupStart: Uint32Array
  groupMembers: Uint32Array
  folderStart: Uint32Array
  folderMembers: Uint32Array
  /** Bits of `right`, beside `folderMembers`. */
  folderRights: Uint8Array
  /** Positions of the people in each list of `names.attributes`. */
  attributeStart: Uint32Array
  attributeMembers: Uint32Array
  /** What is small and textual, as UTF-8 JSON: see `Names`. */
  names: Uint8Array
}

export interface Names {
  /** Multifactor methods, in alphabetical order. */
  methods: string[]
  /** Group names, in alphabetical order, as the folders are. */
  groups: string[]
  /** Members named by LastPass that are neither accounts nor invited count in `members`; who can log in, `status` says. */
  folders: (Omit<Folder, 'idleAdmins'> & { n: number; grants?: GroupGrant[] })[]
  /** Attributes given at provisioning, in alphabetical order. */
  attributes: IndexedAttribute[]
}

/** A group's rights in a folder: as a member as a whole, or as entries of single people name it. */
export interface GroupGrant {
  name: string
  /** Bits of `right`. */
  rights: number
  /** It is a member itself, so that everybody in it has access. */
  whole: boolean
  /** The folder's list names people as being in it by this group. */
  named: boolean
}

export const flag = {
  admin: 1,
  disabled: 2,
  neverLoggedIn: 4,
  gone: 8,
  duplicate: 16,
  passwordResetRequired: 32,
  /** The record on disk is not as it was written; never stored, and always together with `gone`. */
  unreadable: 64,
} as const

export const right = {
  readOnly: 1,
  canAdminister: 2,
  hidePasswords: 4,
  superAdmin: 8,
  /** Also, or only, through groups. */ group: 16,
  /** Not in person. */ only: 32,
} as const

/** Rights as bits. */
export const bitsOf = ({ readOnly, canAdminister, hidePasswords }: FolderRight): number =>
  (readOnly ? right.readOnly : 0) |
  (canAdminister ? right.canAdminister : 0) |
  (hidePasswords ? right.hidePasswords : 0)

/** The rights that bits stand for. */
export const rightsOf = (bits: number): FolderRight => ({
  readOnly: (bits & right.readOnly) !== 0,
  canAdminister: (bits & right.canAdminister) !== 0,
  hidePasswords: (bits & right.hidePasswords) !== 0,
})

const numberLayout = Object.fromEntries(numberColumns.map(([name, { make }]) => [name, make(0).constructor])) as {
  [F in NumberField]: new (
    data: ArrayBuffer,
  ) => NumberColumns[F]
}

const layout = {
  n: Uint32Array,
  status: Uint8Array,
  flags: Uint16Array,
  mfa: Uint8Array,
  ...numberLayout,
  groupCount: Uint32Array,
  folderCount: Uint32Array,
  nameRank: Uint32Array,
  keyHash: Uint32Array,
  text: Uint8Array,
  textStart: Uint32Array,
  letters: Uint32Array,
  groupStart: Uint32Array,
  groupMembers: Uint32Array,
  folderStart: Uint32Array,
  folderMembers: Uint32Array,
  folderRights: Uint8Array,
  attributeStart: Uint32Array,
  attributeMembers: Uint32Array,
  names: Uint8Array,
} as const

const columnNames = Object.keys(layout) as (keyof Columns)[]

/** The buffers to move, not copy, when columns go to another thread. */
export const buffersOf = (columns: Columns): ArrayBuffer[] =>
  columnNames.map((name) => columns[name].buffer as ArrayBuffer)

export const namesOf = (columns: Columns): Names =>
  JSON.parse(
    Buffer.from(columns.names.buffer, columns.names.byteOffset, columns.names.byteLength).toString('utf8'),
  ) as Names

/** Writes the columns into the store; part of the transaction that changed the people. */
export function saveColumns(store: Store, columns: Columns): void {
  const put = store.prepare(
    'INSERT INTO columns (name, data) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET data = excluded.data',
  )
  for (const name of columnNames) {
    const column = columns[name]
    put.run(name, bytesIn(column))
  }
  put.run(sumsName, bytesIn(Uint32Array.from(columnNames, (name) => crc32(bytesIn(columns[name])))))
}

/**
 * A garbled index would show one person's state as another's, and nothing else would tell. The name is a new one whenever the same
 * columns mean something else, so that an index of before is built again.
 */
const sumsName = 'crc32 of the third layout'

const bytesIn = ({ buffer, byteOffset, byteLength }: ArrayBufferView): Buffer =>
  Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength)

/** The columns as they were saved, or null where this version's layout is not there, or garbled, and they have to be built again. */
export function loadColumns(store: Store): Columns | null {
  const rows = store.prepare(`SELECT ${bytesOf('name', 'data')} FROM columns`).all() as Record<
    'name' | 'data',
    ArrayBuffer
  >[]
  const found = new Map(rows.map(({ name, data }) => [textOf(name), data]))
  const bytes = [...columnNames, sumsName].map((name) => found.get(name) ?? null)
  const sums = bytes.pop() ?? new ArrayBuffer()
  const asSaved = bytes.every(
    (column, index) =>
      column !== null &&
      sums.byteLength === 4 * bytes.length &&
      crc32(Buffer.from(column)) === Buffer.from(sums).readUInt32LE(4 * index),
  )
  if (!asSaved) return null
  const entries = columnNames.map((name) => {
    // A copy of its own: what the database gave is its own memory, and each buffer is moved to another thread.
    return [name, new layout[name]((found.get(name) as ArrayBuffer).slice(0))]
  })
  return Object.fromEntries(entries) as unknown as Columns
}
