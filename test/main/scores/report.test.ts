import { Buffer } from 'node:buffer'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Given, openCompany } from './company.ts'

let printed: string[] = []
let company: Awaited<ReturnType<typeof openCompany>>
beforeEach(async () => {
  printed = []
  company = await openCompany('2026-11-10T15:00:00Z', {
    printPdf: async (html) => {
      printed.push(html)
      return Buffer.from('%PDF-1.4')
    },
    saveFile: async () => '/tmp/report.pdf',
  })
})
afterEach(() => company.close())

const people = (...scores: unknown[]): Record<string, Given> =>
  Object.fromEntries(
    scores.map((totalscore, index) => [
      index + 1,
      { username: `p${index}@example.com`, fullname: `Person ${index}`, totalscore },
    ]),
  )
const page = () => (printed.at(-1) ?? '').replace(/<style>.*?<\/style>/s, '')
const report = (more: object = {}) => company.call('scores.report', { from: '2026-11-01', to: '2026-11-20', ...more })

describe('the report for a board', () => {
  it('has the numbers of the screens, for the same period', async () => {
    company.has(people(0, 40, 80, null), { Two: ['p1@example.com', 'p2@example.com'] })
    await company.sync()
    company.at('2026-11-15T15:00:00Z')
    company.has(people(0, 60, 83.2, null), { Two: ['p1@example.com', 'p2@example.com'] })
    await company.sync()
    expect(await report()).toEqual({ saved: true, file: 'report.pdf' })
    const summary = await company.call('scores.summary', {})
    const change = await company.call('scores.change', { from: '2026-11-01', to: '2026-11-20', movers: 5 })
    expect([summary.average, change.before, change.after]).toEqual([47.7, 40, 47.7])
    expect(page()).toContain(
      `<div class="score">${summary.average}</div><div>of 100, average of ${summary.withScore} people on 15 Nov 2026<`,
    )
    expect(page()).toContain('40.0 → 47.7, +7.7')
    expect(page()).toContain(`${summary.belowThreshold} of ${summary.withScore} (33 %)`)
    expect(page()).toContain('10 Nov 2026 to 15 Nov 2026')
    expect(page()).toContain('Person 1')
    await report({ group: 'Two', dates: 'de', names: false })
    expect(page()).toContain('<div class="score">71.6</div><div>of 100, average of 2 people on ')
    expect(page()).toContain('Group Two')
    expect(page()).toContain('10.11.2026')
    expect(page()).not.toContain('Person 1')
  })

  it('draws a day that stands alone as a dot, and names it once', async () => {
    company.has(people(40, 60))
    await company.sync()
    await report()
    expect(page()).toMatch(/<path d="M30\.0 [\d.]+h0"[^>]*stroke-linecap="round"/)
    expect(page()).toContain('The whole company, 10 Nov 2026</p>')
    expect(/<svg.*?<\/svg>/s.exec(page())?.[0].match(/10 Nov 2026/g)).toHaveLength(1)
    // A gap of more than four days ends the line; the day after it stands alone.
    company.at('2026-11-20T15:00:00Z')
    await company.sync()
    await report()
    expect(page()).toMatch(/<path d="M30\.0 [\d.]+h0M485\.0 [\d.]+h0"/)
  })

  it('says none where there is nothing, and no percentage of nobody', async () => {
    company.has(people(null))
    await company.sync()
    await report()
    expect(page()).toContain('<div class="score">none</div>')
    expect(page()).toContain('No day of this period has an average')
    expect(page()).toContain('The journal of this workstation has no change that was confirmed in this time')
    expect(page()).not.toMatch(/NaN|undefined|null|Infinity/)
  })

  it('tells zeros that may be no data apart, and from which day a department changed', async () => {
    const given = (score: number) => ({
      1: { username: 'a@example.com', totalscore: '0', sites: 1, attribs: { Department: 'Sales' } },
      2: { username: 'b@example.com', totalscore: score, sites: 40, attribs: { Department: 'Sales' } },
    })
    company.has(given(60))
    await company.sync()
    company.at('2026-11-15T15:00:00Z')
    company.has(given(80))
    await company.sync()
    await report()
    expect(page()).toContain('1 score of 0 has fewer than 5 sites: perhaps no data. Without it the average is 80.0.')
    expect(page()).toContain('<th class="n">Since 10 Nov 2026</th>')
  })

  it('lets no name of a person or group become markup', async () => {
    const odd = '<img src=x onerror=alert(1)>'
    company.has(
      { 1: { username: 'p@example.com', fullname: odd, totalscore: 10, attribs: { Department: odd } } },
      { [odd]: ['p@example.com'] },
    )
    await company.sync()
    company.at('2026-11-12T15:00:00Z')
    company.has(
      { 1: { username: 'p@example.com', fullname: odd, totalscore: 30, attribs: { Department: odd } } },
      { [odd]: ['p@example.com'] },
    )
    await company.sync()
    await report({ group: odd })
    await report()
    for (const html of printed) expect(html).not.toContain('<img')
    expect(page()).toContain('&#60;img')
  })

  it('refuses a period that ends before it begins', async () => {
    company.has(people(10))
    await company.sync()
    expect(await company.refused('scores.report', { from: '2026-11-09', to: '2026-11-01' })).toMatchObject({
      code: 'invalid',
      path: 'to',
    })
  })
})
