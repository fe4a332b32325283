import { statuses } from '../../../src/contract/lists.ts'
import type { StoredUser } from '../../../src/main/directory/stored/records.ts'
import { fc } from '../../harness/properties.ts'

/** A person with everything at its plainest; give what matters. */
export const person = (part: Partial<StoredUser> & { username: string }): StoredUser => ({
  id: part.username,
  fullname: '',
  status: 'active',
  admin: false,
  disabled: false,
  neverLoggedIn: false,
  score: null,
  legacyScore: null,
  masterPasswordStrength: null,
  created: null,
  lastLogin: null,
  lastPasswordChange: null,
  passwordResetRequired: false,
  mfa: null,
  duoUsername: null,
  linked: null,
  hasSharingKeys: null,
  sites: null,
  notes: null,
  formFills: null,
  applications: null,
  attachments: null,
  groups: [],
  attributes: {},
  other: {},
  goneSince: null,
  ...part,
})

const instant = fc
  .date({ min: new Date('2015-01-01'), max: new Date('2026-11-01'), noInvalidDate: true })
  .map((date) => `${date.toISOString().slice(0, 19)}.000Z`)
const maybe = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: null })

/** People as LastPass could have them: few different values, so that ties, duplicates and hits are common. */
export const anyPerson: fc.Arbitrary<StoredUser> = fc
  .record({
    username: fc.oneof(
      fc.constantFrom('ann@example.com', 'Ann@example.com', 'ben@example.com', 'änne@example.net', '李@example.org'),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
    ),
    fullname: fc.oneof(
      fc.constantFrom('', 'Ann Lee', 'Änne Müller', 'ann lee', '=cmd', '\u202eevil', '😀 smile'),
      fc.string({ unit: 'binary', maxLength: 10 }),
    ),
    status: fc.constantFrom(...statuses),
    admin: fc.boolean(),
    disabled: fc.boolean(),
    neverLoggedIn: fc.boolean(),
    score: maybe(fc.constantFrom(0, 25, 25.5, 50, 75.25, 100)),
    masterPasswordStrength: maybe(fc.constantFrom(0, 25, 50, 75, 100)),
    lastLogin: maybe(instant),
    created: maybe(instant),
    lastPasswordChange: maybe(instant),
    passwordResetRequired: fc.boolean(),
    mfa: maybe(fc.constantFrom('googleauth', 'lastpassauth', 'duo')),
    sites: maybe(fc.integer({ min: 0, max: 5 })),
    attributes: fc.dictionary(
      fc.constantFrom('Department', 'office', '__proto__'),
      fc.oneof(
        fc.constantFrom<unknown>('Sales', 'sales', ' Sales ', '', null, 7, {}, '[removed]'),
        fc.array(fc.constantFrom('Oslo', 'Bergen')),
      ),
      { maxKeys: 3 },
    ),
    groups: fc.uniqueArray(fc.constantFrom('Dev', 'dev', 'Ops', 'Büro', '__proto__'), { maxLength: 3 }),
    goneSince: fc.oneof({ weight: 8, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: instant }),
  })
  .map((part) => person(part))
