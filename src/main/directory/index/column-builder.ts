import { statuses } from '../../../contract/lists.ts'
import { hashOf, keyOf } from '../../text/user-key.ts'
import type { StoredUser } from '../stored/records.ts'
import { type NumberColumns, numberColumns } from '../user-fields.ts'
import { type AttributeDraft, createAttributeDraft } from './attributes.ts'
import { type Columns, flag } from './columns.ts'
import { searchLine } from './search.ts'

/** Columns with one number a person that are not a field's value alone. */
const ownColumns = {
  status: Uint8Array,
  flags: Uint16Array,
  mfa: Uint8Array,
  groupCount: Uint32Array,
  keyHash: Uint32Array,
} as const
export type Numbers = NumberColumns & { [Name in keyof typeof ownColumns]: InstanceType<(typeof ownColumns)[Name]> }

const makers = new Map<keyof Numbers, (size: number) => ArrayLike<number>>([
  ...(Object.keys(ownColumns) as (keyof typeof ownColumns)[]).map(
    (name) => [name, (size: number) => new ownColumns[name](size)] as const,
  ),
  ...numberColumns.map(([name, { make }]) => [name, make] as const),
])
export const numberNames: readonly (keyof Numbers)[] = [...makers.keys()]

/** Empty columns for so many people. */
export const emptyNumbers = (size: number): Numbers =>
  Object.fromEntries([...makers].map(([name, make]) => [name, make(size)])) as unknown as Numbers

/**
 * People in the order in which they come, already as columns: what is kept of each is a few numbers and its texts, so
 * that gathering 100,000 of them does not fill the memory with records.
 */
export interface Draft {
  /** Adds a person; returns the index, by which it can be replaced. */
  add(user: StoredUser): number
  /** Takes another state of the person in the place of the one at `index`. */
  replace(index: number, user: StoredUser): void
  readonly size: number
  readonly numbers: Numbers
  readonly keys: readonly string[]
  /** Full names, without blanks around them. */
  readonly names: readonly string[]
  /** Searchable line of each person, without line breaks inside or at the end. */
  readonly lines: readonly string[]
  readonly groups: readonly (readonly string[])[]
  readonly gone: readonly boolean[]
  /** What `attributeDraft` made of each person's attributes. */
  readonly attributes: readonly (readonly number[])[]
  readonly attributeDraft: AttributeDraft
  /** Multifactor methods as they came; the column holds one more than the index. */
  readonly methods: readonly string[]
}

export function createDraft(): Draft {
  let numbers = emptyNumbers(1024)
  let size = 0
  const keys: string[] = []
  const names: string[] = []
  const lines: string[] = []
  const groups: (readonly string[])[] = []
  const gone: boolean[] = []
  const attributes: (readonly number[])[] = []
  const attributeDraft = createAttributeDraft()
  const methods: string[] = []
  const methodPlaces = new Map<string, number>()

  function grow(): void {
    const larger = emptyNumbers(size * 2)
    for (const name of numberNames) larger[name].set(numbers[name])
    numbers = larger
  }

  /** At most 254 methods fit the column; more do not exist. */
  function methodOf(method: string | null): number {
    if (method === null) return 0
    const known = methodPlaces.get(method)
    if (known !== undefined) return known
    if (methods.length === 254) return 255
    methods.push(method)
    methodPlaces.set(method, methods.length)
    return methods.length
  }

  function write(index: number, user: StoredUser): void {
    writeNumbers(numbers, index, user, methodOf(user.mfa))
    const key = keyOf(user.username)
    numbers.groupCount[index] = user.groups.length
    numbers.keyHash[index] = hashOf(key)
    keys[index] = key
    names[index] = user.fullname.trim()
    lines[index] = searchLine(user.username, user.fullname)
    groups[index] = user.groups
    gone[index] = user.goneSince !== null
    attributes[index] = attributeDraft.idsOf(user.attributes)
  }

  return {
    add(user) {
      if (size === numbers.status.length) grow()
      write(size, user)
      return size++
    },
    replace: write,
    get size() {
      return size
    },
    get numbers() {
      return numbers
    },
    keys,
    names,
    lines,
    groups,
    gone,
    attributes,
    attributeDraft,
    methods,
  }
}

/** Writes what the columns hold of one person alone. */
export function writeNumbers(
  numbers: Pick<Columns, Exclude<keyof Numbers, 'groupCount' | 'keyHash'>>,
  at: number,
  user: StoredUser,
  method: number,
): void {
  numbers.status[at] = statuses.indexOf(user.status)
  numbers.flags[at] =
    (user.admin ? flag.admin : 0) |
    (user.disabled ? flag.disabled : 0) |
    (user.neverLoggedIn ? flag.neverLoggedIn : 0) |
    (user.goneSince !== null ? flag.gone : 0) |
    (user.passwordResetRequired ? flag.passwordResetRequired : 0)
  numbers.mfa[at] = method
  for (const [name, { write }] of numberColumns) numbers[name][at] = write(user)
}
