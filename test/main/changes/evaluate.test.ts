import { describe, expect, it } from 'vitest'
import type { Change } from '../../../src/contract/change.ts'
import { changeKinds } from '../../../src/contract/lists.ts'
import type { State } from '../../../src/main/changes/kinds/common/account-state.ts'
import { kinds } from '../../../src/main/changes/kinds/kinds.ts'
import { applied, isDestructive } from '../../../src/main/changes/kinds/of-change.ts'
import { findConflicts } from '../../../src/main/changes/plan/contradictions.ts'
import { evaluate, type Row } from '../../../src/main/changes/plan/evaluate.ts'
import { confirmationOf, createGuard, defaultGuards, type Guards } from '../../../src/main/changes/safety/guards.ts'
import { fc } from '../../harness/properties.ts'
import { anyChange, anyState, knownGroups, names, state } from './states.ts'

const [ann, ben, cyd] = names
const everything = new Set(changeKinds)

function rowsOf(
  changes: readonly Change[],
  people: readonly State[],
  {
    guards = {},
    admins = [] as string[],
    allowed = everything,
  }: { guards?: Partial<Guards>; admins?: string[]; allowed?: ReadonlySet<Change['kind']> } = {},
): Row[] {
  const guard = createGuard({ guards: { ...defaultGuards, ...guards }, admins, allowed })
  const work = evaluate(
    changes,
    {
      lookup: (wanted) =>
        wanted.map((name) => people.filter(({ username }) => username.toLowerCase() === name.toLowerCase())),
      groupNames: knownGroups,
    },
    guard,
  )
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
  }
}
const verdicts = (rows: readonly Row[]) => rows.map(({ verdict }) => verdict)
const disable = (username: string): Change => ({ kind: 'disable', username })
const everybody = names.map((username) => state({ username, groups: ['Dev'] }))

describe('a plan', () => {
  it('takes the first of the same change twice, without regard to case', () => {
    const rows = rowsOf([disable(ann), disable(ann.toUpperCase()), disable(ben)], everybody)
    expect(verdicts(rows)).toEqual(['change', 'blocked', 'change'])
    expect(rows[1]?.reason).toContain('row 1')
  })

  it('takes neither of two changes that contradict each other', () => {
    const both = (a: Change, b: Change) => verdicts(rowsOf([a, b], everybody))
    expect(both(disable(ann), { kind: 'remove', username: ann })).toEqual(['blocked', 'blocked'])
    expect(
      both(
        { kind: 'groups', username: ann, add: ['Ops'], remove: [] },
        { kind: 'groups', username: ann, add: [], remove: ['Ops', 'Dev'] },
      ),
    ).toEqual(['blocked', 'blocked'])
    expect(
      both({ kind: 'rename', username: ann, fullname: 'A' }, { kind: 'rename', username: ann, fullname: 'B' }),
    ).toEqual(['blocked', 'blocked'])
    expect(
      both(
        { kind: 'change-email', username: ann, newUsername: 'x@example.org' },
        { kind: 'change-email', username: ben, newUsername: 'X@example.org' },
      ),
    ).toEqual(['blocked', 'blocked'])
  })

  it('takes different changes of one person that go together', () => {
    const rows = rowsOf(
      [
        disable(ann),
        { kind: 'groups', username: ann, add: [], remove: ['Dev'] },
        { kind: 'rename', username: ann, fullname: 'Z' },
      ],
      everybody,
    )
    expect(verdicts(rows)).toEqual(['change', 'change', 'change'])
  })

  it('finds the same conflicts in whatever order the people come', () => {
    fc.assert(
      fc.property(fc.array(anyChange(), { maxLength: 12 }), (changes) => {
        const forward = findConflicts(changes)
        for (const [index] of forward) {
          // Whatever conflicts does so with another row about the same person or the same address.
          const alone = findConflicts([changes[index] as Change])
          expect(alone.size).toBe(0)
        }
        const standing = changes.filter((_, index) => !forward.has(index))
        expect(findConflicts(standing).size).toBe(0)
      }),
      { numRuns: 1000 },
    )
  })

  it('sends only what changes something, and each row as if those before it were done', () => {
    fc.assert(
      fc.property(fc.tuple(...names.map(anyState)), fc.array(anyChange(), { maxLength: 10 }), (people, changes) => {
        const rows = rowsOf(changes, people)
        const now = new Map<string, State | null>(people.map((each) => [each.username, each]))
        for (const row of rows) {
          expect(row.send === null).toBe(row.verdict !== 'change')
          if (row.verdict !== 'change') expect(row.reason).toBeTruthy()
          if (row.send === null || row.send.kind === 'add') continue
          expect(row.before).toEqual(now.get(row.change.username))
          now.set(row.change.username, applied(row.send, now.get(row.change.username) ?? null))
        }
      }),
      { numRuns: 500 },
    )
  })
})

describe('the guards', () => {
  const admins = [ann, ben]
  const people = everybody.map((each) => ({ ...each, admin: admins.includes(each.username as never) }))

  it('keep the last admin who can log in, also when the plan takes the others first', () => {
    expect(verdicts(rowsOf([disable(ann)], people, { admins: [ann] }))).toEqual(['blocked'])
    const rows = rowsOf([disable(ann), { kind: 'delete', username: ben }], people, { admins })
    expect(verdicts(rows)).toEqual(['change', 'blocked'])
    expect(rows[1]?.reason).toContain('last admin')
  })

  it('never leave fewer than one admin, whatever the plan', () => {
    fc.assert(
      fc.property(
        fc.array(anyChange(), { maxLength: 12 }),
        fc.uniqueArray(fc.constantFrom(...names), { minLength: 1 }),
        (changes, chosen) => {
          const rows = rowsOf(
            changes,
            names.map((username) => state({ username, admin: chosen.includes(username) })),
            { admins: chosen },
          )
          const gone = new Set(
            rows.flatMap(({ send }) => (send !== null && kinds[send.kind].endsLogin ? [send.username] : [])),
          )
          expect(chosen.some((name) => !gone.has(name))).toBe(true)
        },
      ),
      { numRuns: 1000 },
    )
  })

  it('keep everything destructive from the account that is mine and from protected ones, and let the rest pass', () => {
    fc.assert(
      fc.property(fc.array(anyChange(fc.constantFrom(ann, ben)), { maxLength: 6 }), (changes) => {
        const rows = rowsOf(changes, everybody, { guards: { mine: ann.toUpperCase(), protected: ['Ben@Example.com'] } })
        for (const { send } of rows) expect(send === null || !isDestructive(send)).toBe(true)
      }),
    )
    expect(
      verdicts(rowsOf([{ kind: 'rename', username: ann, fullname: 'N' }], everybody, { guards: { mine: ann } })),
    ).toEqual(['change'])
  })

  it('keep a seat to its kinds', () => {
    const allowed = new Set(['enable' as const])
    const rows = rowsOf(
      [disable(ann), { kind: 'enable', username: ben }],
      [state({ username: ann }), state({ username: ben, disabled: true, status: 'disabled' })],
      { allowed },
    )
    expect(verdicts(rows)).toEqual(['blocked', 'change'])
  })
})

describe('what has to be typed', () => {
  const many = (count: number) => Array.from({ length: count }, (_, index) => disable(`p${index}@example.com`))
  const asked = (changes: readonly Change[], waited = false) => confirmationOf(changes, { cap: 10 }, waited).confirm

  it('is nothing up to the cap, and the count above it', () => {
    expect(asked(many(10))).toBeNull()
    expect(asked(many(11))).toBe('11')
    expect(
      asked(Array.from({ length: 50 }, (_, at) => ({ kind: 'enable', username: `p${at}@example.com` }))),
    ).toBeNull()
  })

  it('is the address of the one who would be lost for ever, or the count of all', () => {
    expect(asked([{ kind: 'delete', username: cyd }])).toBe(cyd)
    expect(asked([{ kind: 'remove', username: cyd }, ...many(2)])).toBe('3')
  })

  it('counts a change of groups only where it takes some away', () => {
    const add: Change[] = many(20).map(({ username }) => ({ kind: 'groups', username, add: ['Dev'], remove: [] }))
    const remove: Change[] = many(20).map(({ username }) => ({ kind: 'groups', username, add: [], remove: ['Dev'] }))
    expect([asked(add), asked(remove)]).toEqual([null, '20'])
  })

  it('is asked for in a sentence that says what is lost, of how many people, and why it is asked', () => {
    const words = (changes: readonly Change[], waited = false, admins: string[] = []) =>
      confirmationOf(changes, { cap: 10 }, waited, new Set(admins)).words
    expect(words(many(12))).toBe('Type 12 to confirm: 12 people lose access or a membership.')
    expect(words([{ kind: 'delete', username: cyd }, ...many(1)], false, ['p0@example.com'])).toBe(
      'Type 2 to confirm: 2 people lose access or a membership. One change cannot be undone. One is an administrator.',
    )
    const reset = many(12).map(({ username }): Change => ({ kind: 'disable-mfa', username }))
    expect(words(reset)).toBe('Type 12 to confirm: 12 people are affected.')
    const twice: Change[] = many(6).flatMap(({ username }) => [
      { kind: 'disable', username },
      { kind: 'groups', username, add: [], remove: ['Dev'] },
    ])
    expect(words(twice)).toBe('Type 12 to confirm: 12 changes take something from 6 people.')
    expect(words([disable(ann)], true, [ann])).toBe(
      `Type ${ann} to disable this person. The plan has waited since it was made. The account is an administrator.`,
    )
  })

  it('is asked again for what has waited', () => {
    expect(asked(many(2), true)).toBe('2')
    expect(asked([{ kind: 'enable', username: ann }], true)).toBeNull()
  })
})
