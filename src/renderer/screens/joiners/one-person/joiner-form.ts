import type { Input, Output } from '../../../../contract/calls.ts'

/** What a person wrote about one joiner. */
export interface JoinerDraft {
  firstName: string
  lastName: string
  /** Empty: made of the names. */
  username: string
  department: string
  startDate: string
  manager: string
  managerAddress: string
  groups: string[]
  duoUsername: string
  securidUsername: string
  /** As lines "Name: value". */
  attributes: string
}

export const emptyDraft: JoinerDraft = {
  firstName: '',
  lastName: '',
  username: '',
  department: '',
  startDate: '',
  manager: '',
  managerAddress: '',
  groups: [],
  duoUsername: '',
  securidUsername: '',
  attributes: '',
}

/** A name as part of an address: plain small letters. */
const asPart = (name: string): string =>
  name
    .trim()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/ß/gu, 'ss')
    .replace(/ł/gu, 'l')
    .replace(/[øö]/gu, 'o')
    .replace(/[^a-z0-9]+/gu, '-')
    .replace(/^-+|-+$/gu, '')

/** The address that names make under a domain; empty where a name or the domain is missing. */
export function addressFrom(
  { firstName, lastName }: Pick<JoinerDraft, 'firstName' | 'lastName'>,
  domain: string | undefined,
): string {
  const [first, last] = [asPart(firstName), asPart(lastName)]
  return first === '' || last === '' || domain === undefined ? '' : `${first}.${last}@${domain}`
}

/** The name and the value of a line such as "Cost centre: 4410"; null: it gives none. */
function attributeIn(line: string): [string, string] | null {
  const at = line.indexOf(':')
  const name = line.slice(0, at).trim().slice(0, 200)
  return at === -1 || name === '' || name === '__proto__' ? null : [name, line.slice(at + 1).trim()]
}

/** Attributes from lines such as "Cost centre: 4410". */
export const attributesOf = (text: string): Record<string, string> =>
  Object.fromEntries(
    text.split('\n').flatMap((line) => {
      const given = attributeIn(line)
      return given === null ? [] : [given]
    }),
  )

/** The first line that gives no attribute, or one that a further line gives again; null: there is none. */
export function unreadAttribute(text: string): string | null {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  const names = lines.map((line) => attributeIn(line)?.[0])
  const unread = lines.find((_, at) => names[at] === undefined || names.indexOf(names[at], at + 1) !== -1)
  return unread?.trim() ?? null
}

/** A draft as main takes it. */
export function inputOf({ groups, attributes, ...fields }: JoinerDraft, address: string): Input<'joiners.person'> {
  const given = Object.entries({ ...fields, username: fields.username.trim() || address }).filter(
    ([, value]) => value !== '',
  )
  return { fields: Object.fromEntries(given), groups, attributes: attributesOf(attributes) }
}

type Somebody = Output<'users.get'>

/** A draft with the department, the groups and the attributes of a colleague. */
export function likeSomebody(draft: JoinerDraft, person: Somebody, department: string | undefined): JoinerDraft {
  const attributes = Object.entries(person.attributes).filter(
    ([name, value]) =>
      typeof value === 'string' && name.toLowerCase() !== 'department' && !/id$|guid|sid$|dn$/iu.test(name),
  )
  const told = Object.entries(person.attributes).find(([name]) => name.toLowerCase() === 'department')?.[1]
  return {
    ...draft,
    department: department ?? (typeof told === 'string' && told !== '' ? told : draft.department),
    groups: [...person.groups],
    attributes: attributes.map(([name, value]) => `${name}: ${String(value)}`).join('\n'),
  }
}
