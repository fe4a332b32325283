import { afterEach, describe, expect, it } from 'vitest'
import type { Case } from '../../../src/main/leavers/cases/case.ts'
import { judge } from '../../../src/main/leavers/cases/checks/check-finding.ts'
import { sinceWords } from '../../../src/main/leavers/cases/checks/events-since.ts'
import { openTenant, type TestTenant } from '../../harness/application.ts'
import { fc } from '../../harness/properties.ts'

let tenant: TestTenant | null = null
afterEach(async () => {
  await tenant?.close()
  tenant = null
})

const start = Date.parse('2026-11-20T09:00:00Z')
const eastern = new Intl.DateTimeFormat('sv-SE', { timeZone: 'US/Eastern', dateStyle: 'short', timeStyle: 'medium' })

describe('an after-check', () => {
  it('names what events show, and says of what was not fetched that it is not known', async () => {
    const begun = Date.now()
    let added = 0
    const now = () => start + added + Date.now() - begun
    const open = await openTenant({ now }, { now, writing: true })
    tenant = open
    await open.call('directory.sync', {})
    const { rows } = await open.call('users.page', { status: ['active'], admin: true, offset: 0, limit: 3 })
    const username = rows[1]?.username ?? ''
    const { batch } = await open.call('leavers.start', { usernames: [username], console: [] })
    const { job } = await open.call('leavers.apply', { batch })
    await open.call('jobs.wait', { job, timeoutMs: 60_000 })
    const check = async () => (await open.call('leavers.check', { batch })).rows[0]
    expect(await check()).toMatchObject({ loginSince: null, events: { until: null, login: null, api: null } })
    expect((await check())?.message).toMatch(/Whether events show a login or use of the API is not known/)

    added += 2 * 3_600_000
    const body = (...events: [number, string, string, string][]) =>
      JSON.stringify({
        status: 'OK',
        next: null,
        data: Object.fromEntries(
          events.map(([at, Username, Action, Data], n) => [
            `Event${n + 1}`,
            { Time: eastern.format(at), Username, IP_Address: '192.0.2.9', Action, Data },
          ]),
        ),
      })
    const earlier: [number, string, string, string] = [
      now() - 3 * 3_600_000,
      username,
      'Log in',
      'LastPass via Website',
    ]
    open.demo.misbehave({ how: { kind: 'answering', body: body(earlier) }, on: 'reporting' })
    await open.call('audit.fetch', { from: new Date(now() - 4 * 3_600_000).toISOString() })
    const none = await check()
    expect(none).toMatchObject({ loginSince: null, events: { until: expect.any(String), login: null } })
    expect(none?.message).toMatch(/No login and no use of the API in LastPass’ events up to 2026-11-20 at 1\d:/)

    const at = now() - 60_000
    const later = body(
      earlier,
      [at, username.toUpperCase(), 'Log in', 'LastPass via Website'],
      [at, '', 'Get user data', 'Initiated by API: reporter'],
    )
    open.demo.misbehave({ how: { kind: 'answering', body: later }, on: 'reporting' })
    await open.call('audit.fetch', { from: new Date(now() - 4 * 3_600_000).toISOString() })
    const found = await check()
    expect(found?.events?.login).toMatchObject({ action: 'Log in', ip: '192.0.2.9' })
    expect(found?.loginSince).toBe(found?.events?.login?.time)
    expect(found?.message).toMatch(/LastPass logged “Log in” on 2026-11-20 at .* from 192\.0\.2\.9, after that/)
    expect(found?.message).toMatch(/The API was used on .* under the label “reporter”, not by Provost/)
    expect((await open.call('leavers.cases', { state: 'attention' })).rows.map((one) => one.username)).toEqual([
      username,
    ])
  }, 60_000)

  const one = (wasAdmin: boolean): Case => ({
    ...{ id: 'case', batch: 'list', username: 'a@example.com', fullname: 'A', created: '2026-11-01T08:00:00.000Z' },
    ...{ wasAdmin, lastLoginBefore: null, groupsBefore: [], foldersBefore: [], steps: [], ended: null, undo: [] },
    ...{ disabled: '2026-11-01T09:00:00.000Z', lastCheck: null, closed: null },
  })
  const instant = fc
    .integer({ min: 0, max: 30 * 86_400 })
    .map((s) => new Date(Date.parse('2026-11-02') + s * 1000).toISOString())
  const login = fc.record({
    time: instant,
    action: fc.string(),
    ip: fc.constantFrom('', '192.0.2.1'),
    data: fc.string(),
  })
  const api = fc.record({ time: instant, action: fc.string(), label: fc.constantFrom('', 'sync') })
  const events = fc.record({ until: fc.option(instant), login: fc.option(login), api: fc.option(api) })

  it('never says “no” of what was not fetched, and always tells a login', () => {
    fc.assert(
      fc.property(events, fc.boolean(), fc.option(instant), (each, admin, lastLogin) => {
        const words = sinceWords(each, admin)
        if (each.until === null) expect(words).not.toMatch(/\bNo \w/)
        const check = judge(
          one(admin),
          { id: '1', disabled: true, status: 'disabled', lastLogin },
          '2026-12-30T00:00:00.000Z',
          null,
          each,
        )
        const newest = [each.login?.time ?? '', lastLogin ?? ''].sort().at(-1)
        expect(check.loginSince).toBe(newest === '' ? null : newest)
        if (check.loginSince !== null) expect(check.message).not.toMatch(/No login since/)
        if (each.login === null) expect(words).toMatch(each.until === null ? /not known/ : /No login/)
      }),
    )
  })
})
