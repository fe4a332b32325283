import { describe, expect, it } from 'vitest'
import type { Change } from '../../../src/contract/change.ts'
import type { State } from '../../../src/main/changes/kinds/common/account-state.ts'
import { kinds } from '../../../src/main/changes/kinds/kinds.ts'
import { applied, inspect, judge } from '../../../src/main/changes/kinds/of-change.ts'
import { fc } from '../../harness/properties.ts'
import { anyChange, anyState, invited, knownGroups, state } from './states.ts'

const ann = 'ann@example.com'
const verdict = (change: Change, people: readonly State[]) =>
  judge(change, {
    find: (name) => people.filter(({ username }) => username.toLowerCase() === name.toLowerCase()),
    groupNames: knownGroups,
  })

const active = state({ username: ann, fullname: 'Ann Lee', mfa: 'duo', groups: ['Dev'] })
const disabled = state({ username: ann, status: 'disabled', disabled: true })
const fresh = state({ username: ann, status: 'never-logged-in', neverLoggedIn: true, lastLogin: null })

describe('a verdict', () => {
  it.each<[Change['kind'], [active: string, disabled: string, fresh: string, invited: string]]>([
    ['disable', ['change', 'unchanged', 'change', 'blocked']],
    ['enable', ['unchanged', 'change', 'unchanged', 'blocked']],
    ['remove', ['change', 'change', 'change', 'blocked']],
    ['delete', ['change', 'change', 'change', 'blocked']],
    ['uninvite', ['blocked', 'blocked', 'blocked', 'change']],
    ['reinvite', ['blocked', 'blocked', 'change', 'change']],
    ['reset-password', ['change', 'change', 'change', 'blocked']],
    ['require-password-change', ['change', 'change', 'change', 'blocked']],
    ['disable-mfa', ['change', 'unchanged', 'unchanged', 'blocked']],
  ])('of "%s" follows from the state', (kind, expected) => {
    const got = [active, disabled, fresh, invited(ann)].map(
      (each) => verdict({ kind, username: ann } as Change, [each]).verdict,
    )
    expect(got).toEqual(expected)
  })

  it('blocks what is about nobody, and what is about two accounts with one name, whatever the kind', () => {
    fc.assert(
      fc.property(anyChange(fc.constant(ann)), (change) => {
        expect(verdict(change, [active, { ...active, id: '2' }]).verdict).toBe('blocked')
        if (change.kind !== 'add') expect(verdict(change, []).verdict).toBe('blocked')
      }),
    )
  })

  it('of a new person shows all that is sent of them, and says where there is more', () => {
    const change: Change = {
      kind: 'add',
      username: 'new@example.com',
      fullname: 'New Person',
      groups: ['Dev'],
      duoUsername: 'new-duo',
      securidUsername: 'new-securid',
      attributes: Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`Attribute ${n}`, `value ${n}`])),
    }
    const shown = kinds.add.differences(change, null as never)
    const text = shown.map(({ field, after }) => `${field}: ${after}`)
    for (const said of ['Name: New Person', 'Duo user name: new-duo', 'SecurID user name: new-securid'])
      expect(text).toContain(said)
    // A plan shows 20 lines of a row.
    expect(shown.length).toBeLessThanOrEqual(20)
    const attributes = text.filter((line) => line.startsWith('Attribute ')).length
    expect(text.at(-1)).toBe(`Further attributes: ${30 - attributes} more; the requests show them`)
  })

  it('sends under the spelling that the account has', () => {
    const judged = verdict({ kind: 'disable', username: 'ANN@Example.com' }, [active])
    expect(judged).toMatchObject({ verdict: 'change', send: { kind: 'disable', username: ann } })
  })

  it('leaves out groups that are so already', () => {
    const change: Change = { kind: 'groups', username: ann, add: ['Dev', 'Ops'], remove: ['Büro'] }
    expect(verdict(change, [active])).toMatchObject({ send: { add: ['Ops'], remove: [] } })
    expect(verdict({ ...change, add: ['Dev'] }, [active]).verdict).toBe('unchanged')
  })

  it('blocks a group that is both added and removed, and one that differs in case alone', () => {
    const both = verdict({ kind: 'groups', username: ann, add: ['Ops'], remove: ['Ops'] }, [active])
    const twin = verdict({ kind: 'groups', username: ann, add: ['ops'], remove: [] }, [active])
    expect([both.verdict, twin.verdict]).toEqual(['blocked', 'blocked'])
    expect(twin).toMatchObject({ reason: expect.stringContaining('"Ops"') })
  })

  it('warns of a group that is not known, because an empty one may not be listed', () => {
    const judged = verdict({ kind: 'groups', username: ann, add: ['Empty one'], remove: [] }, [active])
    expect(judged).toMatchObject({ verdict: 'change', warning: expect.stringContaining('"Empty one"') })
  })

  it('does not let an addition change somebody who is there', () => {
    expect(verdict({ kind: 'add', username: ann, fullname: 'Other' }, [active]).verdict).toBe('blocked')
    expect(verdict({ kind: 'add', username: ann, fullname: 'Ann Lee', groups: ['Dev'] }, [active]).verdict).toBe(
      'unchanged',
    )
    expect(verdict({ kind: 'add', username: ann }, [invited(ann)]).verdict).toBe('unchanged')
    expect(verdict({ kind: 'add', username: 'no address' }, []).verdict).toBe('blocked')
    expect(verdict({ kind: 'add', username: 'new@example.com' }, []).verdict).toBe('change')
  })

  it('blocks an address that somebody else has, and one for a person who never logged in', () => {
    const change: Change = { kind: 'change-email', username: ann, newUsername: 'ben@example.com' }
    expect(verdict(change, [active, state({ username: 'Ben@example.com' })]).verdict).toBe('blocked')
    expect(verdict(change, [fresh]).verdict).toBe('blocked')
    expect(verdict(change, [active]).verdict).toBe('change')
    expect(verdict({ ...change, newUsername: ann.toUpperCase() }, [active]).verdict).toBe('blocked')
  })

  it('on inviting somebody whose account is disabled says that enabling it is the way', () => {
    const judged = verdict({ kind: 'add', username: ann.toUpperCase(), fullname: 'Ann' }, [
      state({ username: ann, disabled: true, status: 'disabled', fullname: 'Ann' }),
    ])
    expect(judged).toMatchObject({ verdict: 'blocked', instead: { kind: 'enable' } })
  })

  it('once carried out is seen by reading, and asking again changes nothing', () => {
    fc.assert(
      fc.property(anyState(ann), anyChange(fc.constant(ann)), (before, change) => {
        const judged = verdict(change, [before])
        if (judged.verdict !== 'change' || change.kind === 'change-email' || change.kind === 'add') return
        const then = applied(judged.send, before)
        const seen = inspect(judged.send, before, () => then).made
        expect(seen).toBe(kinds[change.kind].readAfter !== null ? true : null)
        if (kinds[change.kind].readAfter === null) return
        // Before it was carried out, reading must not have shown it.
        expect(inspect(judged.send, before, () => before).made).toBe(false)
        expect(verdict(change, then === null ? [] : [then]).verdict).not.toBe('change')
      }),
      { numRuns: 2000 },
    )
  })
})

describe('a new address', () => {
  const give = (address: string): Change[] => [
    { kind: 'add', username: address },
    { kind: 'change-email', username: ann, newUsername: address },
  ]

  it.each(['\u200b', '\u00a0', '\u202e', '\u00ad', '\u{e0041}'])(
    'that holds %j is blocked, and the reason names it',
    (mark) => {
      for (const at of [0, 5, 22]) {
        const address = 'new.person@example.com'
        for (const change of give(`${address.slice(0, at)}${mark}${address.slice(at)}`))
          expect(verdict(change, [active])).toMatchObject({
            verdict: 'blocked',
            reason: expect.stringContaining(`U+${mark.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}`),
          })
      }
    },
  )

  it.each([
    ['a..b@x.example.com', 'two dots follow each other', null],
    ['.a@x.example.com', 'a dot begins or ends', null],
    ['a.@x.example.com', 'a dot begins or ends', null],
    ['new@x.example.com,', '"x.example.com," is not a domain', 'new@x.example.com'],
    ['new@x.example.com;', 'is not a domain', 'new@x.example.com'],
    ['new@x.example.com.', 'is not a domain', 'new@x.example.com'],
    ['<new@x.example.com>', 'cannot stand before', 'new@x.example.com'],
    ['mailto:new@x.example.com', 'cannot stand before', 'new@x.example.com'],
    ['a@example.com,b@example.com', 'more than one', null],
    ['new@x..example.com', 'is not a domain', null],
    ['new@-x.example.com', 'is not a domain', null],
    ['new@example', 'is not a domain', null],
    ['new.example.com', 'no "@"', null],
    ['@example.com', 'nothing stands before', null],
    [`${'a'.repeat(65)}@example.com`, 'longer than 64', null],
  ])('that is %j is blocked, and the reason says what is wrong and what may be meant', (address, wrong, meant) => {
    for (const change of give(address)) {
      const judged = verdict(change, [active])
      expect(judged).toMatchObject({ verdict: 'blocked', reason: expect.stringContaining(wrong) })
      const said = 'reason' in judged ? (/ Was "(.*)" meant\?$/u.exec(judged.reason)?.[1] ?? null) : ''
      expect(said).toBe(meant)
    }
  })

  it.each(["o'neil+x@example.com", 'a_b-c@x-y.example.museum', 'उपयोगकर्ता@उदाहरण.भारत', 'a@xn--mnchen-3ya.example'])(
    'that is %j is taken',
    (address) => {
      for (const change of give(address)) expect(verdict(change, [active]).verdict).toBe('change')
    },
  )

  it('in mixed scripts is warned of, and not blocked', () => {
    for (const change of give('\u0430nna@example.com'))
      expect(verdict(change, [active])).toMatchObject({
        verdict: 'change',
        warning: expect.stringContaining('Cyrillic, Latin'),
      })
    for (const change of give('jürgen@example.com')) expect(verdict(change, [active])).not.toHaveProperty('warning')
  })

  it('that looks like one in plain letters is warned of with that one', () => {
    for (const change of give('\u0430nna@example.com')) {
      const judged = judge(change, {
        find: (name) => (name === ann ? [active] : []),
        groupNames: knownGroups,
        looksLike: () => 'anna@example.com',
      })
      expect(judged).toMatchObject({
        verdict: 'change',
        warning: expect.stringContaining('looks like "anna@example.com"'),
      })
    }
  })
})
