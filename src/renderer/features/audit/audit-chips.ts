import { actionWords } from '../../../contract/audit/action-names.ts'
import type { AuditCategory, AuditField } from '../../../contract/audit/audit.ts'
import type { AuditEvent } from '../../../contract/calls/audit/audit.ts'
import { inOrder } from '../../lib/words/format.ts'
import type { Chip } from '../../ui/screen/filter-bar.tsx'
import { type AuditSearch, changed, chipParts, type ListKey, listKeys } from './audit-search.ts'
import { categoryNames } from './categories.ts'

/** What a facet's values are kept under in an address, and without what; categories are asked for by the cards. */
export const facetKeys: Record<Exclude<AuditField, 'category'>, { only: ListKey; not: ListKey; field: string }> = {
  action: { only: 'actions', not: 'notActions', field: 'Action' },
  username: { only: 'usernames', not: 'notUsernames', field: 'Person' },
  ip: { only: 'ips', not: 'notIps', field: 'Address' },
  target: { only: 'targets', not: 'notTargets', field: 'Target' },
  network: { only: 'networks', not: 'notNetworks', field: 'Network' },
  country: { only: 'countries', not: 'notCountries', field: 'Country' },
}

const fields: Record<ListKey, string> = {
  actions: 'Action',
  notActions: 'Action',
  usernames: 'Person',
  notUsernames: 'Person',
  ips: 'Address',
  notIps: 'Address',
  targets: 'Target',
  notTargets: 'Target',
  networks: 'Network',
  notNetworks: 'Network',
  countries: 'Country',
  notCountries: 'Country',
  notCategories: 'Category',
}

/** How a user name is said: an event without one may be of the API, an admin or anybody. */
export const userNameWords = (value: string): string => (value === '' ? 'no user name' : value)

/** How a value of a part of the address is said; of places, what nothing is known of has words of its own. */
export function fieldWords(key: ListKey, value: string): string {
  if (key === 'networks' || key === 'notNetworks') return value === '' ? 'outside named networks' : value
  if (key === 'countries' || key === 'notCountries') return value === '' ? 'country not known' : countryName(value)
  if (key === 'actions' || key === 'notActions') return value === '' ? 'no action named' : actionWords(value)
  if (value === '' && (key === 'ips' || key === 'notIps')) return 'no address'
  if (value === '' && (key === 'targets' || key === 'notTargets')) return 'no target named'
  return userNameWords(value)
}

const countryNames = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'code' })
/** A country by its code of two letters; anything else as it stands. */
const countryName = (code: string): string => (/^[A-Z]{2}$/.test(code) ? (countryNames.of(code) ?? code) : code)

/** What is known of where an event's address is; nothing, where no network was named and no database is in use. */
export const placeWords = ({ network, country, provider }: AuditEvent): string[] => [
  ...(network === undefined ? [] : [network === null ? 'outside named networks' : inOrder(network)]),
  ...(country === undefined ? [] : [fieldWords('countries', country)]),
  ...(provider === undefined || provider === '' ? [] : [inOrder(provider)]),
]

const aboutFields = { person: 'Concerns', group: 'Concerns group', folder: 'Concerns folder' } as const

const isNot = (key: ListKey): boolean => key.startsWith('not')

/** The chips of an address; text, time and categories have places of their own. */
export function chipsOf(search: AuditSearch, nameOf: (username: string) => string = userNameWords): Chip[] {
  const isOn = (id: string) => !search.off?.includes(id)
  const { about } = search
  const whole: Chip[] = [
    ...(about === undefined
      ? []
      : [
          {
            id: 'about:',
            field: aboutFields[about.kind],
            value: about.kind === 'person' ? nameOf(about.name) : about.name,
            on: isOn('about:'),
          },
        ]),
    ...(search.callers === undefined
      ? []
      : [{ id: 'callers:', field: 'API', value: 'labels that are not Provost’s', on: isOn('callers:') }]),
  ]
  const values = listKeys.flatMap((key) =>
    (search[key] ?? []).map((value) => {
      const said =
        key === 'notCategories'
          ? (categoryNames[value as AuditCategory] ?? value)
          : key === 'usernames' || key === 'notUsernames'
            ? nameOf(value)
            : fieldWords(key, inOrder(value))
      const id = `${key}:${value}`
      return {
        id,
        field: fields[key],
        value: isNot(key) ? `not ${said}` : said,
        on: isOn(id),
      }
    }),
  )
  return [...whole, ...values]
}

/** The address without one chip. */
export function withoutChip(search: AuditSearch, id: string): AuditSearch {
  if (id === 'about:') return changed(search, { about: undefined })
  if (id === 'callers:') return changed(search, { callers: undefined })
  const [key, value] = chipParts(id)
  return key === null ? search : changed(search, { [key]: search[key]?.filter((one) => one !== value) })
}

/** Switches one chip off or on again. */
export function toggledChip(search: AuditSearch, id: string): AuditSearch {
  const off = search.off ?? []
  return changed(search, { off: off.includes(id) ? off.filter((one) => one !== id) : [...off, id] })
}

/** The address narrowed to a value, or without it; what said the opposite before makes way. */
export function withValue(search: AuditSearch, facet: AuditField, value: string, mode: 'only' | 'not'): AuditSearch {
  if (facet === 'category') {
    const category = value as AuditCategory
    if (mode === 'only')
      return changed(search, {
        categories: [category],
        notCategories: search.notCategories?.filter((one) => one !== value),
      })
    return changed(search, {
      categories: search.categories?.filter((one) => one !== category),
      notCategories: [...new Set([...(search.notCategories ?? []), value])],
    })
  }
  const { only, not } = facetKeys[facet]
  const [into, from] = mode === 'only' ? [only, not] : [not, only]
  return changed(search, {
    [into]: [...new Set([...(search[into] ?? []), value])],
    [from]: search[from]?.filter((one) => one !== value),
    off: search.off?.filter((id) => id !== `${into}:${value}`),
  })
}

/** Whether an address asks for anything beside a span of time. */
export const isNarrowed = (search: AuditSearch): boolean =>
  search.text !== undefined ||
  search.categories !== undefined ||
  search.about !== undefined ||
  search.callers !== undefined ||
  listKeys.some((key) => search[key] !== undefined)

/** Everything that narrows goes; the span of time stays. */
export const cleared = (search: AuditSearch): AuditSearch =>
  changed(search, {
    text: undefined,
    categories: undefined,
    about: undefined,
    callers: undefined,
    off: undefined,
    ...Object.fromEntries(listKeys.map((key) => [key, undefined])),
  })
