import { afterEach, expect, it } from 'vitest'
import { findingRules, ruleNames } from '../../../src/contract/audit/findings.ts'
import { type Notice, noticeOf } from '../../../src/main/audit/findings/finding-notices.ts'
import { openTenant, type TestTenant } from '../../harness/application.ts'
import { fc } from '../../harness/properties.ts'

let tenant: TestTenant | null = null
afterEach(async () => {
  await tenant?.close()
  tenant = null
})

const start = Date.parse('2026-11-20T12:00:00Z')
const eastern = new Intl.DateTimeFormat('sv-SE', { timeZone: 'US/Eastern', dateStyle: 'short', timeStyle: 'medium' })

/** Events of LastPass: so many failed logins in as many minutes, and one more event so that the span is known to be answered. */
const failures = (person: string, from: number, count: number) =>
  Array.from({ length: count }, (_, n) => ({
    ...{ Time: eastern.format(from + n * 30_000), Username: person, IP_Address: '192.0.2.50' },
    ...{ Action: 'Failed login attempt', Data: 'LastPass via Website' },
  }))

it('tells of findings that are new, once, by rule and number alone, and only where it is wanted', async () => {
  const told: Notice[] = []
  const open = await openTenant(
    { people: 60, now: () => start },
    { now: () => start, notify: (notice) => told.push(notice) },
  )
  tenant = open
  await open.call('directory.sync', {})
  const people = ['ada.first@example.com', 'ben.second@example.com', 'cid.third@example.com']
  const fetchWith = async (events: object[]) => {
    const data = Object.fromEntries(events.map((event, n) => [`Event${n + 1}`, event]))
    const body = JSON.stringify({ status: 'OK', next: null, data })
    open.demo.misbehave({ how: { kind: 'answering', body }, on: 'reporting' })
    await open.call('audit.fetch', { from: '2026-11-20T00:00:00Z' })
    // The notice follows the fetch; the same thread answers this after it.
    return (await open.call('findings.page', {})).total
  }
  const events = people.map((person, n) => failures(person, start - (n + 2) * 3_600_000, 8))
  expect(await fetchWith(events[0] ?? [])).toBeGreaterThan(0)
  expect((await open.call('settings.get', {})).findingNotices).toBe(false)
  expect(told).toEqual([])

  await open.call('settings.set', { findingNotices: true })
  // What was there before it was wanted is no news.
  await fetchWith(events[0] ?? [])
  expect(told).toEqual([])
  await fetchWith(events.slice(0, 2).flat())
  await expect.poll(() => told.length).toBe(1)
  expect(told[0]?.title).toBe('Provost: 1 new finding')
  await fetchWith(events.slice(0, 2).flat())
  await fetchWith(events.flat())
  await expect.poll(() => told.length).toBe(2)
  for (const { title, body } of told) {
    expect(body).toBe(ruleNames['failed-logins'])
    for (const secret of [...people, '192.0.2.50', 'ada', 'ben', 'cid', 'example'])
      expect(title + body).not.toContain(secret)
  }
  await open.call('settings.set', { findingNotices: false })
  await fetchWith(failures('dan.fourth@example.com', start - 9 * 3_600_000, 8))
  expect(told).toHaveLength(2)
}, 60_000)

it('counts what it names', () => {
  const names = Object.keys(findingRules) as (keyof typeof findingRules)[]
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...names), { minLength: 1, maxLength: 60 }), (rules) => {
      const { title, body } = noticeOf(rules)
      const lines = body.split('\n')
      expect(lines).toHaveLength(new Set(rules).size)
      const sum = lines.reduce((all, line) => all + Number(/: (\d+)$/.exec(line)?.[1] ?? 1), 0)
      expect(sum).toBe(rules.length)
      expect(title).toContain(String(rules.length))
    }),
  )
})
