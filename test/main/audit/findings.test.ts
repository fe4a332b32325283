import { afterEach, describe, expect, test } from 'vitest'
import type { FindingRule } from '../../../src/contract/audit/findings.ts'
import { burstsOf } from '../../../src/main/audit/findings/bursts.ts'
import { createFindings } from '../../../src/main/audit/findings/findings.ts'
import { fc } from '../../harness/properties.ts'
import { freshArchive, start } from './generated.ts'

type Line = readonly [seconds: number, username: string, action: string, data?: string, ip?: string]

const open: ReturnType<typeof freshArchive>[] = []
afterEach(() => {
  for (const { archive, remove } of open.splice(0)) {
    archive.close()
    remove()
  }
})

/** The result of work that pauses. */
function finished<T>(work: Generator<void, T>): T {
  for (;;) {
    const { done, value } = work.next()
    if (done) return value
  }
}

/** What is found in events; `disabled` by a reading of the directory at `asOf`. */
function findingsOf(lines: readonly Line[], known: { admins?: string[]; disabled?: string[]; asOf?: number } = {}) {
  const fresh = freshArchive()
  open.push(fresh)
  fresh.archive.add(
    lines.map(([seconds, username, action, data = '', ip = '192.0.2.1']) => ({
      time: start + seconds,
      username,
      ip,
      action,
      data,
      skipped: false,
    })),
    {},
  )
  const findings = createFindings(fresh.archive)
  const ask = { admins: known.admins ?? [], disabled: known.disabled ?? [], asOf: known.asOf ?? null }
  const page = (muted: boolean | null = null) =>
    finished(findings.page({ ...ask, offset: 0, limit: 500, muted, rules: null }))
  return { findings, ask, page, rows: page().rows }
}
const rulesOf = (lines: readonly Line[], known?: Parameters<typeof findingsOf>[1]): FindingRule[] =>
  findingsOf(lines, known).rows.map(({ rule }) => rule)

const failures = (count: number, username = 'anna@example.com', every = 20, action = 'Failed Login Attempt'): Line[] =>
  Array.from({ length: count }, (_, n): Line => [n * every, username, action, '', '203.0.113.9'])
const day = 86_400

describe('findings', () => {
  test('tell a burst of failed logins with its numbers, whatever the capitals of names', () => {
    const lines = failures(12).map(([at, name, ...rest], n): Line => [at, n % 2 ? name.toUpperCase() : name, ...rest])
    const { rows } = findingsOf(lines)
    expect(rows).toMatchObject([
      { rule: 'failed-logins', username: 'anna@example.com', ip: '203.0.113.9', events: 12, muted: false },
    ])
    expect(rows[0]?.explanation).toBe(
      '12 failed logins of anna@example.com within 4 minutes from 2026-03-01 00:00:00 UTC on, from 203.0.113.9.',
    )
    expect(rows[0]).toMatchObject({ from: '2026-03-01T00:00:00.000Z', to: '2026-03-01T00:03:40.000Z' })
  })

  test('do not tell of failures that are few, or far apart', () => {
    expect(rulesOf(failures(4))).toEqual([])
    expect(rulesOf(failures(50, 'anna@example.com', 300))).toEqual([])
  })

  test('tell a login after the burst, and from where', () => {
    const burst = failures(6)
    const after: Line = [160, 'anna@example.com', 'Log in', 'LastPass via Chrome v4.1', '198.51.100.7']
    const { rows } = findingsOf([...burst, after])
    expect(rows.map(({ rule }) => rule).sort()).toEqual(['failed-logins', 'success-after-failures'])
    expect(rows.find(({ rule }) => rule === 'success-after-failures')).toMatchObject({ events: 7, ip: '198.51.100.7' })
    expect(rulesOf([...burst, [100 + 1801, 'anna@example.com', 'Log in', 'LastPass via Chrome']])).not.toContain(
      'success-after-failures',
    )
    // The use of a site is no login to LastPass.
    expect(rulesOf([...burst, [160, 'anna@example.com', 'Log in', 'site.example.com']])).not.toContain(
      'success-after-failures',
    )
  })

  test('tell a login among the failed ones once these are enough, however many fail after it', () => {
    const login: Line = [90, 'anna@example.com', 'Log in', 'LastPass via Website', '203.0.113.9']
    const success = (lines: Line[]) => findingsOf(lines).rows.filter(({ rule }) => rule === 'success-after-failures')
    expect(success([...failures(9), login])).toMatchObject([
      {
        events: 6,
        to: '2026-03-01T00:01:30.000Z',
        explanation:
          'anna@example.com logged in at 2026-03-01 00:01:30 UTC from 203.0.113.9, 10 seconds after the last of 5 failed logins. The address is one of those that had failed. 4 more logins failed after it.',
      },
    ])
    expect(success([...failures(9), [70, ...login.slice(1)] as unknown as Line])).toEqual([])
    // The last failure is what it has to be soon after.
    expect(success([...failures(5), [80 + 1801, ...login.slice(1)] as unknown as Line])).toEqual([])
  })

  test('tell spraying from a burst of one person', () => {
    const sprayed = Array.from(
      { length: 8 },
      (_, n): Line => [n * 30, `p${n}@example.com`, 'Failed login attempt', '', '203.0.113.9'],
    )
    const { rows } = findingsOf(sprayed)
    expect(rows).toMatchObject([{ rule: 'password-spraying', username: '', ip: '203.0.113.9', events: 8 }])
    expect(rows[0]?.explanation).toContain('8 failed logins of 8 people')
  })

  test('tell an attempt on several people by one rule or by the other, as they are set', () => {
    const sprayed = Array.from(
      { length: 6 },
      (_, n): Line => [n * 30, `p${n}@example.com`, 'Failed login attempt', '', '203.0.113.9'],
    )
    const { findings, ask, page } = findingsOf(sprayed)
    const rules = () => page().rows.map(({ rule }) => rule)
    const asBursts = () =>
      finished(findings.preview({ ...ask, rule: 'failed-logins', thresholds: {}, since: start })).count
    expect([rules(), asBursts()]).toEqual([['password-spraying'], 0])
    findings.setSettings({ 'password-spraying': { thresholds: { people: 10 } } })
    expect([rules(), asBursts()]).toEqual([['failed-logins'], 1])
    findings.setSettings({ 'password-spraying': { on: false } })
    expect([rules(), asBursts()]).toEqual([['failed-logins'], 1])
  })

  test.each<[string, Line[]]>([
    ['admins', ['b@example.com', 'c@example.com'].map((who): Line => [0, 'a@example.com', 'Make admin', who])],
    [
      'policies',
      ['Require multifactor', 'Prohibit export'].map((one): Line => [0, 'a@example.com', 'Delete policy', one]),
    ],
    ['second factors', ['b@example.com', 'c@example.com'].map((who): Line => [0, '', 'Disabled YubiKey', who])],
    [
      'secrets',
      ['SCIM provisioning hash updated', 'API secret regenerated'].map((one): Line => [0, 'a@example.com', one]),
    ],
    ['exports of two callers', ['A', 'B'].map((label): Line => [0, '', 'Data export', `(initiated by API: ${label})`])],
  ])('tell of two %s in one second as two, each muted alone', (_, lines) => {
    const { findings, ask, page, rows } = findingsOf(lines)
    expect(rows).toHaveLength(2)
    finished(findings.mute({ ...ask, key: rows[0]?.key ?? '', reason: 'Known', at: 1 }))
    expect(page(true).rows.map(({ explanation }) => explanation)).toEqual([rows[0]?.explanation])
  })

  test('tell once, with its number, of what is alike in all that LastPass tells', () => {
    const made: Line = [0, 'a@example.com', 'Make admin', 'b@example.com']
    expect(findingsOf([made, made]).rows).toMatchObject([{ rule: 'admin-rights-given', events: 2 }])
  })

  test('show with their events every action that these have', () => {
    const { rows } = findingsOf([
      [0, 'a@example.com', 'Data export'],
      [60, 'a@example.com', 'Data printed'],
    ])
    expect(rows).toMatchObject([{ events: 2, filter: { actions: ['Data export', 'Data printed'] } }])
  })

  test.each<[FindingRule, Line, Line]>([
    [
      'admin-rights-given',
      [0, 'a@example.com', 'MAKE ADMIN', 'b@example.com'],
      [0, 'a@example.com', 'Remove admin', 'b@example.com'],
    ],
    [
      'admin-rights-given',
      [0, 'a@example.com', 'Add to shared folder', "'Shared-Super-Admins' 'b@example.com'"],
      [0, 'a@example.com', 'Add to shared folder', "'Ops' 'b@example.com'"],
    ],
    [
      'policy-weakened',
      [0, 'a@example.com', 'Delete policy', 'Require multifactor'],
      [0, 'a@example.com', 'Add policy', 'Require multifactor'],
    ],
    [
      'policy-weakened',
      [0, 'a@example.com', 'Edit policy', 'Prohibit export New value: no'],
      [0, 'a@example.com', 'Edit policy', 'Prohibit export New value: yes'],
    ],
    ['data-export', [0, 'a@example.com', 'Gegevensexport'], [0, 'a@example.com', 'Data import']],
    ['api-secret-regenerated', [0, '', 'Enterprise API Secret Regenerated'], [0, '', 'Reporting', 'Initiated by API']],
    ['foreign-api-use', [0, 'API: Report tool', 'Reporting'], [0, 'API: Provost', 'Reporting']],
    [
      'foreign-api-use',
      [0, '', 'Get user data', 'Initiated by API: Other'],
      [0, '', 'Get user data', 'Initiated by API: Provost r1'],
    ],
    [
      'mfa-turned-off',
      [0, 'a@example.com', 'Disabled Google Authenticator'],
      [0, 'a@example.com', 'Multifactor enabled'],
    ],
    ['mfa-turned-off', [0, 'a@example.com', 'Meervoudige verificatie uitgeschakeld'], [0, 'a@example.com', 'Disabled']],
  ])('tell of %s, and not of what is like it', (rule, yes, no) => {
    expect(rulesOf([yes])).toEqual([rule])
    expect(rulesOf([no])).toEqual([])
  })

  test('tell once of an API client that goes on day after day, and anew when it comes back after a long pause', () => {
    const daily = (from: number, days: number): Line[] =>
      Array.from({ length: days }, (_, n) => [(from + n) * day, 'API: log-export', 'Reporting', '', '192.0.2.90'])
    const known = findingsOf(daily(0, 40))
    expect(known.rows).toMatchObject([{ rule: 'foreign-api-use', events: 40 }])
    // A muted one stays muted as it goes on.
    finished(known.findings.mute({ ...known.ask, key: known.rows[0]?.key ?? '', reason: 'Ours', at: start }))
    const more = daily(40, 3).map(([at, username, action, data = '', ip = '']) => ({
      ...{ time: start + at, username, action, data, ip, skipped: false },
    }))
    open.at(-1)?.archive.add(more, {})
    expect(known.page().rows).toMatchObject([{ events: 43, muted: true }])
    expect(rulesOf([...daily(0, 40), ...daily(80, 2)])).toEqual(['foreign-api-use', 'foreign-api-use'])
  })

  test('are each told once where two ask at the same time', () => {
    const { findings, ask } = findingsOf(failures(6))
    const extra = { time: start + 9000, username: 'x', ip: '', action: 'Log in', data: '', skipped: false }
    open.at(-1)?.archive.add([extra], {})
    const whole = { ...ask, offset: 0, limit: 500, muted: null, rules: null }
    const asked = [findings.page(whole), findings.page(whole), findings.page(whole)]
    const answers: number[] = []
    for (const work of [...asked, ...Array.from({ length: 300 }, () => asked).flat()]) {
      const { done, value } = work.next()
      if (done && value !== undefined) answers.push(value.total)
    }
    expect(answers).toEqual([1, 1, 1])
  })

  test('say of what happened in one second that it did', () => {
    expect(findingsOf(failures(6, 'anna@example.com', 0)).rows[0]?.explanation).toBe(
      '6 failed logins of anna@example.com in one second, at 2026-03-01 00:00:00 UTC, from 203.0.113.9.',
    )
  })

  test('tell of a policy that asks for less than before, by what the archive knows', () => {
    const set = (seconds: number, value: string): Line => [
      seconds,
      'a@example.com',
      'Edit policy',
      `Minimum length New value: ${value}`,
    ]
    expect(findingsOf([set(0, '14'), set(9, '8')]).rows[0]?.explanation).toBe(
      'a@example.com changed the policy "Minimum length" from 14 to 8 at 2026-03-01 00:00:09 UTC from 192.0.2.1.',
    )
    expect(rulesOf([set(0, '8'), set(9, '14')])).toEqual([])
    expect(rulesOf([set(9, '8')])).toEqual([])
    // As some records write values.
    expect(findingsOf([set(0, '"14"'), set(9, "'8'")]).rows[0]?.explanation).toContain('from 14 to 8 at')
    expect(findingsOf([set(0, '14 characters'), set(9, '8 Characters')]).rows[0]?.explanation).toContain(
      'from 14 to 8 characters at',
    )
    // Of two units nobody knows which is more.
    expect(rulesOf([set(0, '60'), set(9, '1 hour')])).toEqual([])
    expect(rulesOf([set(0, '"no"')])).toEqual(['policy-weakened'])
  })

  test('tell of a policy that begins to allow, not of one that ends to', () => {
    const set = (seconds: number, value: string): Line => [
      seconds,
      'a@example.com',
      'Edit policy',
      `Allow offline access New value: ${value}`,
    ]
    expect(findingsOf([set(0, 'no'), set(9, 'yes'), set(12, 'yes')]).rows).toMatchObject([
      { explanation: expect.stringContaining('set the policy "Allow offline access" to "yes" at 2026-03-01 00:00:09') },
    ])
    expect(rulesOf([set(0, 'no')])).toEqual([])
  })

  test('tell of many shares in a short time', () => {
    const shares = (count: number, every: number) =>
      Array.from(
        { length: count },
        (_, n): Line => [n * every, 'a@example.com', 'Add to shared folder', `'Ops' 'p${n}@example.com'`],
      )
    expect(findingsOf(shares(12, 10)).rows).toMatchObject([{ rule: 'many-folder-shares', events: 12 }])
    expect(rulesOf(shares(12, 100))).toEqual([])
  })

  test('say an action in English beside what LastPass wrote in another language', () => {
    expect(findingsOf([[0, 'a@example.com', 'Gegevensexport']]).rows[0]?.explanation).toMatch(
      /^"Gegevensexport" \(data export\) by a@example\.com at /,
    )
    expect(findingsOf([[0, 'a@example.com', 'Data export']]).rows[0]?.explanation).toMatch(/^"Data export" by /)
  })

  test.each([
    ['', ' (initiated by API: Onboarding)', 'The Enterprise API under the name "Onboarding" added people to shared'],
    ['API: Onboarding', '', 'API: Onboarding added people to shared'],
    ['', '', 'People were added to shared'],
  ])('tell of many shares by "%s"%s', (username, caller, begins) => {
    const { rows } = findingsOf(
      Array.from(
        { length: 12 },
        (_, n): Line => [n, username, 'Add to shared folder', `'Ops' 'p${n}@example.com'${caller}`],
      ),
    )
    expect(rows).toMatchObject([{ rule: 'many-folder-shares', events: 12, username }])
    expect(rows[0]?.explanation).toMatch(begins)
  })

  test('tell of a login of somebody who is disabled, until an event says otherwise', () => {
    const disabled: Line = [0, 'a@example.com', 'Employee account disabled', 'Bob@example.com']
    const login: Line = [3600, 'bob@example.com', 'Log in', 'LastPass via Website']
    expect(findingsOf([disabled, login]).rows).toMatchObject([{ rule: 'disabled-login', username: 'bob@example.com' }])
    expect(rulesOf([disabled, [60, 'a@example.com', 'Reactivated user', 'bob@example.com'], login])).toEqual([])
    expect(rulesOf([login], { disabled: ['bob@example.com'], asOf: start + 100 })).toEqual(['disabled-login'])
    // What was read later says nothing of the time before.
    expect(rulesOf([login], { disabled: ['bob@example.com'], asOf: start + 7200 })).toEqual([])
  })

  test('tell of the items that somebody who is disabled opens, an hour or more apart as another finding', () => {
    const disabled: Line = [0, 'a@example.com', 'Employee account disabled', 'Bob@example.com']
    const opened: Line[] = [
      [60, 'bob@example.com', 'Log in', 'portal.example.com'],
      [120, 'Bob@example.com', 'Open secure note', 'Secure Note (VID: 7)'],
      [9000, 'bob@example.com', 'Form filled', 'shop.example.com'],
    ]
    expect(
      findingsOf([disabled, ...opened]).rows.map(({ rule, events, explanation }) => [rule, events, explanation]),
    ).toEqual([
      [
        'disabled-login',
        1,
        'bob@example.com opened an item (shop.example.com) at 2026-03-01 02:30:00 UTC from 192.0.2.1, although "Employee account disabled" stands at 2026-03-01 00:00:00 UTC, and no event between says that the account was enabled.',
      ],
      [
        'disabled-login',
        2,
        'bob@example.com opened items 2 times, 2 different ones (portal.example.com and item 7), between 2026-03-01 00:01:00 UTC and 2026-03-01 00:02:00 UTC from 192.0.2.1, although "Employee account disabled" stands at 2026-03-01 00:00:00 UTC, and no event between says that the account was enabled.',
      ],
    ])
    expect(rulesOf([opened[0] as Line, [61, ...disabled.slice(1)] as unknown as Line])).toEqual([])
  })

  test('keep when an account was first read as disabled', () => {
    const { findings, ask } = findingsOf([[3600, 'bob@example.com', 'Log in', 'LastPass via Website']], {
      disabled: ['bob@example.com'],
      asOf: start + 100,
    })
    const later = { ...ask, asOf: start + 9000, offset: 0, limit: 10, muted: null, rules: null }
    expect(finished(findings.page(later)).total).toBe(1)
  })

  test('tell of the first network of an admin, once enough is known', () => {
    const usual = Array.from(
      { length: 8 },
      (_, n): Line => [n * 2 * day, 'anna@example.com', 'Login to admin console', 'anna@example.com', `192.0.2.${n}`],
    )
    const far: Line = [20 * day, 'anna@example.com', 'Log in', 'LastPass via Chrome', '203.0.113.4']
    expect(findingsOf([...usual, far]).rows).toMatchObject([{ rule: 'admin-new-network', ip: '203.0.113.4' }])
    expect(rulesOf([...usual.slice(0, 3), far])).toEqual([])
    // Several may be made admins at once.
    const plain = usual.map(([at, who, , , ip]): Line => [at + 1, who, 'Log in', 'LastPass via Chrome', ip])
    const made: Line = [0, 'root@example.com', 'Made admin', 'eve@example.com, Anna@example.com']
    expect(rulesOf([...plain, far])).toEqual([])
    expect(rulesOf([made, ...plain, far])).toEqual(['admin-new-network', 'admin-rights-given'])
    expect(rulesOf([...usual, [20 * day, 'anna@example.com', 'Log in', 'LastPass via Chrome', '192.0.2.250']])).toEqual(
      [],
    )
  })

  test('tell of the items that a leaver opened in the last days', () => {
    const opened = Array.from(
      { length: 12 },
      (_, n): Line => [n * 3600, 'bob@example.com', 'Log in', `VID: ${n} from Ops`],
    )
    const left: Line = [3 * day, 'a@example.com', 'Employee account disabled', 'bob@example.com']
    expect(findingsOf([...opened, left]).rows).toMatchObject([
      { rule: 'leaver-items', username: 'bob@example.com', events: 12 },
    ])
    expect(rulesOf(opened)).toEqual([])
    expect(rulesOf([...opened, [30 * day, 'a@example.com', 'Employee account disabled', 'bob@example.com']])).toEqual(
      [],
    )
  })

  test('can be muted with a reason and shown again, and keep it when more of the same comes', () => {
    const { findings, ask, page, rows } = findingsOf(failures(6))
    const key = rows[0]?.key ?? ''
    finished(findings.mute({ ...ask, key, reason: 'A test of ours', at: 1 }))
    expect(page(false).rows).toEqual([])
    expect(page().rows).toMatchObject([{ key, muted: true, reason: 'A test of ours' }])
    open.at(-1)?.archive.add(
      [
        {
          time: start + 130,
          username: 'anna@example.com',
          ip: '198.51.100.1',
          action: 'Failed login',
          data: '',
          skipped: false,
        },
      ],
      {},
    )
    expect(page(true).rows).toMatchObject([{ key, events: 7 }])
    finished(findings.mute({ ...ask, key, reason: null, at: 1 }))
    expect(page(false).total).toBe(1)
    expect(() => finished(findings.mute({ ...ask, key: 'x', reason: null, at: 1 }))).toThrow('not there any more')
  })

  test('are muted all at once, of one rule or of all, only while they are as many as was said', () => {
    const { findings, ask, page } = findingsOf([
      ...failures(6),
      [9 * day, 'root@example.com', 'Make admin', 'eve@example.com'],
    ])
    const all = page().total
    const some = { ...ask, at: 1, reason: 'Before our time' }
    const muteAll = (count: number, rules: FindingRule[] | null, reason: string | null = some.reason) =>
      finished(findings.muteAll({ ...some, reason, count, rules })).changed
    expect(all).toBeGreaterThan(1)
    expect(() => muteAll(all + 1, null)).toThrow(/^There are \d+ such findings now, not \d+\. Nothing was changed/)
    expect(page(true).total).toBe(0)
    expect(muteAll(1, ['admin-rights-given'])).toBe(1)
    expect(page(true).rows).toMatchObject([{ rule: 'admin-rights-given', reason: 'Before our time' }])
    expect(muteAll(all - 1, null)).toBe(all - 1)
    expect(page(false).total).toBe(0)
    expect(() => muteAll(all, ['failed-logins'], null)).toThrow('Nothing was changed')
    expect(muteAll(all, null, null)).toBe(all)
    expect(page(true).total).toBe(0)
  })

  test('follow other thresholds, which a preview counts first', () => {
    const { findings, ask, page } = findingsOf(failures(6))
    const preview = (count: number) =>
      finished(findings.preview({ ...ask, rule: 'failed-logins', thresholds: { count }, since: start })).count
    expect([preview(6), preview(7)]).toEqual([1, 0])
    findings.setSettings({ 'failed-logins': { on: true, thresholds: { count: 7 } } })
    expect(page().total).toBe(0)
  })
})

test('bursts hold every item of which enough fall within the time, and no other', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 200 }), { maxLength: 40 }),
      fc.integer({ min: 1, max: 6 }),
      (times, count) => {
        const items = times.toSorted((a, b) => a - b).map((time, n) => ({ time, n }))
        const near = (a: { time: number }) => items.filter(({ time }) => time >= a.time && time <= a.time + 20)
        const wanted = new Set(items.flatMap((item) => (near(item).length >= count ? near(item) : [])))
        const found = burstsOf(items, count, 20)
        expect(found.flat().map(({ n }) => n)).toEqual(items.filter((item) => wanted.has(item)).map(({ n }) => n))
      },
    ),
  )
})
