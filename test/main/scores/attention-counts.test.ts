import { expect, it } from 'vitest'
import type { UserFilter } from '../../../src/contract/model.ts'
import { buildColumns } from '../../../src/main/directory/index/build.ts'
import { createDraft } from '../../../src/main/directory/index/column-builder.ts'
import { flag, namesOf } from '../../../src/main/directory/index/columns.ts'
import { match } from '../../../src/main/directory/index/query.ts'
import { type AttentionCounts, attentionCounts } from '../../../src/main/scores/attention-counts.ts'
import { fc } from '../../harness/properties.ts'
import { anyPerson } from '../directory/people-data.ts'

const notStatus = ['disabled', 'invited'] as const
/** The filter that each count stands for. */
const filtersOf = (threshold: number): { [Name in keyof AttentionCounts]: UserFilter } => ({
  all: {},
  active: { status: ['active'] },
  disabled: { status: ['disabled'] },
  invited: { status: ['invited'] },
  neverLoggedIn: { status: ['never-logged-in'] },
  accounts: { notStatus: [...notStatus] },
  admins: { admin: true, notStatus: ['disabled'] },
  adminsWithoutMfa: { admin: true, mfa: false, notStatus: ['disabled'] },
  disabledInFolders: { status: ['disabled'], hasFolders: true },
  inactive: { status: ['active'], lastLoginDays: 30 },
  weakMasterPassword: { maxPasswordStrength: 49, notStatus: [...notStatus] },
  withStrength: { maxPasswordStrength: 100, notStatus: [...notStatus] },
  scored: { hasScore: true, notStatus: [...notStatus] },
  belowThreshold: { belowScore: threshold, notStatus: [...notStatus] },
})

it('counts as many of each sort as the list of that sort has, whoever they are', () => {
  const strength = fc.constantFrom(null, 48.9, 49, 49.1)
  const anyone = fc.record({ user: anyPerson, strength, folders: fc.nat(2), hidden: fc.nat(9) })
  const people = fc.array(anyone, { minLength: 1, maxLength: 60 })
  const now = fc.integer({ min: Date.parse('2015-01-01'), max: Date.parse('2027-01-01') })
  fc.assert(
    fc.property(
      people,
      fc.constantFrom(0, 25, 25.5, 50, 75.25, 100),
      now,
      fc.boolean(),
      (given, threshold, any, edge) => {
        const draft = createDraft()
        for (const { user, strength } of given) draft.add({ ...user, masterPasswordStrength: strength })
        const columns = buildColumns(draft, [...given.keys()], [], [])
        columns.n.forEach((n, at) => {
          columns.folderCount[at] = given[n]?.folders ?? 0
          if (given[n]?.hidden === 0) columns.flags[at] = (columns.flags[at] as number) | flag.gone | flag.unreadable
        })
        const [first] = given
        // Thirty days after a login, to the second, it counts.
        const now = edge && first?.user.lastLogin ? Date.parse(first.user.lastLogin) + 30 * 86_400_000 : any
        const names = namesOf(columns)
        const listed = Object.entries(filtersOf(threshold)).map(([name, filter]) => [
          name,
          match(columns, names, filter, now).length,
        ])
        expect(attentionCounts(columns, threshold, now)).toEqual(Object.fromEntries(listed))
      },
    ),
    { numRuns: 500 },
  )
})
