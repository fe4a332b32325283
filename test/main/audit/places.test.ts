import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { createFindings } from '../../../src/main/audit/findings/findings.ts'
import { openAddressFile } from '../../../src/main/audit/places/address-file.ts'
import { canonicalAddress, ipNumber } from '../../../src/main/audit/places/ip-number.ts'
import { checkNetworks, createNetworks } from '../../../src/main/audit/places/named-networks.ts'
import { createQuestions } from '../../../src/main/audit/query/questions.ts'
import { fc } from '../../harness/properties.ts'
import { addressDatabase, place } from './address-database.ts'
import { freshArchive, start } from './generated.ts'

const folder = mkdtempSync(join(tmpdir(), 'provost-places-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const file = join(folder, 'places.mmdb')
const bytes = addressDatabase('Test-City', {
  '192.0.2.0/25': place('Germany', 'DE', 52.5, 13.4),
  '198.51.100.0/24': place('Japan', 'JP', 35.7, 139.7),
  '203.0.113.0/24': { autonomous_system_organization: 'Example Networks' },
})
writeFileSync(file, bytes)

function finished<T>(work: Generator<void, T>): T {
  for (;;) {
    const { done, value } = work.next()
    if (done) return value
  }
}

const dotted = (number: number) => [24, 16, 8, 0].map((shift) => (number >>> shift) & 255).join('.')

describe('named networks', () => {
  test('hold the addresses of their ranges and no others, the narrowest first', () => {
    const range = fc.record({ base: fc.nat(0xffff_ffff), length: fc.integer({ min: 1, max: 32 }) })
    fc.assert(
      fc.property(fc.array(range, { minLength: 1, maxLength: 6 }), fc.nat(0xffff_ffff), (ranges, address) => {
        const networkOf = createNetworks(
          ranges.map(({ base, length }, n) => ({ name: `N${n}`, ranges: [`${dotted(base)}/${length}`] })),
        )
        const holding = ranges.filter(
          ({ base, length }) => Math.floor(base / 2 ** (32 - length)) === Math.floor(address / 2 ** (32 - length)),
        )
        const longest = Math.max(...holding.map(({ length }) => length))
        const found = networkOf(dotted(address))
        if (holding.length === 0) expect(found).toBe('')
        else expect(ranges[Number(found?.slice(1))]?.length).toBe(longest)
        expect(networkOf(`::ffff:${dotted(address)}`)).toBe(found)
      }),
    )
  })

  test('take addresses of IPv6 in every way of writing, and nothing that is no address', () => {
    const networkOf = createNetworks([{ name: 'VPN', ranges: ['2001:DB8::/32', '192.0.2.7'] }])
    for (const ip of ['2001:db8::1', '2001:0db8:0:0:0:0:0:1', ' 2001:DB8:ffff::%eth0', '192.0.2.7', '::ffff:192.0.2.7'])
      expect(networkOf(ip), ip).toBe('VPN')
    // Some write the port behind it.
    for (const ip of ['192.0.2.7:51234', '[2001:db8::1]:443', '[2001:db8::1]']) expect(networkOf(ip), ip).toBe('VPN')
    for (const ip of ['192.0.2.7, 10.0.0.1', '192.0.2.7:', '999.1.1.1:80', 'unknown', '-'])
      expect(networkOf(ip), ip).toBeNull()
    for (const ip of ['2001:db9::1', '192.0.2.8']) expect(networkOf(ip), ip).toBe('')
    for (const ip of ['', '999.1.1.1', 'Berlin', '192.0.2.0/24', '1.2.3']) expect(networkOf(ip), ip).toBeNull()
    expect(ipNumber('1:2:3:4:5:6:1.2.3.4')).toBe(ipNumber('1:2:3:4:5:6:102:304'))
  })

  test('are refused when a range is none, or two have one name', () => {
    for (const range of ['192.0.2.0/33', '192.0.2/24', '2001:db8::/129', 'office', '192.0.2.0/', '192.0.2.0/24/1'])
      expect(() => checkNetworks([{ name: 'A', ranges: [range] }]), range).toThrow('is no range of addresses')
    expect(() =>
      checkNetworks([
        { name: 'Office', ranges: ['192.0.2.1'] },
        { name: 'office', ranges: ['192.0.2.2'] },
      ]),
    ).toThrow('Two networks are called')
  })
})

describe('an address that can be written in several ways', () => {
  const groups = fc.array(fc.oneof(fc.constant(0), fc.nat(0xffff)), { minLength: 8, maxLength: 8 })
  const written = (parts: readonly number[], how: number): string => {
    const full = parts.map((part) => part.toString(16).padStart(how % 2 === 0 ? 4 : 1, '0')).join(':')
    return how % 3 === 0 ? full.toUpperCase() : how % 5 === 0 ? ` [${full}]:443` : full
  }

  test('is compared by the one that RFC 5952 recommends', () => {
    fc.assert(
      fc.property(groups, fc.nat(30), (parts, how) => {
        const usual = new URL(`http://[${written(parts, 1)}]/`).hostname.slice(1, -1)
        fc.pre(!/^::ffff:[\da-f]+:[\da-f]+$/.test(usual))
        expect(canonicalAddress(written(parts, how))).toBe(usual)
        expect(canonicalAddress(usual)).toBe(usual)
      }),
    )
    for (const ip of ['192.0.2.7', '::ffff:192.0.2.7', '::FFFF:c000:0207', '192.0.2.7:443'])
      expect(canonicalAddress(ip), ip).toBe('192.0.2.7')
    for (const ip of ['', '999.1.1.1', '192.0.2.7, 10.0.0.1', 'office']) expect(canonicalAddress(ip), ip).toBeNull()
  })

  test('is one value of a facet, which its filter, a search and findings find by any way of writing', () => {
    const spelled = ['2001:db8::a1', '2001:0DB8:0:0:0:0:0:00A1', '[2001:db8::a1]:443']
    const { archive, questions, findings, remove } = archiveWith(
      [...spelled, '2001:db8::a2'].flatMap((ip, n) =>
        Array.from({ length: 4 }, (_, at): Line => [n * 4 + at, `p${at}@example.com`, 'Failed login attempt', ip]),
      ),
    )
    try {
      expect(questions.facet({}, 'ip', '', 10)).toEqual({
        values: [
          { value: '2001:db8::a1', count: 12 },
          { value: '2001:db8::a2', count: 4 },
        ],
        distinct: 2,
      })
      const { rows } = questions.page({}, { offset: 0, limit: 500 })
      expect(new Set(rows.map(({ ip, address = ip }) => address))).toEqual(new Set(['2001:db8::a1', '2001:db8::a2']))
      expect(new Set(rows.map(({ ip }) => ip))).toEqual(new Set([...spelled, '2001:db8::a2']))
      for (const ip of spelled) {
        expect(questions.page({ ips: [ip] }, { offset: 0, limit: 1 }).total, ip).toBe(12)
        expect(questions.page({ text: ip }, { offset: 0, limit: 1 }).total, ip).toBe(12)
        expect(questions.facet({}, 'ip', ip, 10).distinct, ip).toBe(1)
      }
      expect(questions.page({ not: { ips: [spelled[1] ?? ''] } }, { offset: 0, limit: 1 }).total).toBe(4)
      expect(findings()).toMatchObject([{ rule: 'failed-logins', username: '', events: 12 }])
    } finally {
      archive.close()
      remove()
    }
  })
})

describe('a database of addresses', () => {
  test('says where addresses are and who provides them', () => {
    const database = openAddressFile(file)
    expect(database).toMatchObject({ kind: 'Test-City', built: '2026-05-28T20:26:40.000Z' })
    expect(database.factsOf('192.0.2.77')).toEqual({
      country: 'Germany',
      latitude: 52.5,
      longitude: 13.4,
      provider: '',
    })
    expect(database.factsOf('203.0.113.5')).toMatchObject({ country: '', provider: 'Example Networks' })
    for (const ip of ['192.0.2.200', '2001:db8::1', 'nonsense', '']) expect(database.factsOf(ip), ip).toBeNull()
  })

  test('is refused when it is none, or cut off anywhere', () => {
    const other = join(folder, 'other.mmdb')
    expect(() => openAddressFile(other)).toThrow('not there any more')
    for (const part of [Buffer.from('no database'), bytes.subarray(0, 40), Buffer.alloc(0), bytes.subarray(700)]) {
      writeFileSync(other, part)
      expect(() => openAddressFile(other)).toThrow(/not a database of addresses/)
    }
  })
})

type Line = readonly [seconds: number, username: string, action: string, ip: string]

function archiveWith(
  lines: readonly Line[],
  networks: { name: string; ranges: string[] }[] = [],
  files: string[] = [file],
) {
  const fresh = freshArchive()
  const { archive } = fresh
  archive.places.setNetworks(networks)
  archive.places.setAddressFiles(files)
  archive.add(
    lines.map(([seconds, username, action, ip]) => ({
      time: start + seconds,
      username,
      ip,
      action,
      data: '',
      skipped: false,
    })),
    {},
  )
  const findings = () =>
    finished(
      createFindings(archive).page({
        admins: ['anna@example.com'],
        disabled: [],
        asOf: null,
        offset: 0,
        limit: 100,
        muted: null,
        rules: null,
      }),
    ).rows
  return { ...fresh, questions: createQuestions(archive, () => false), findings }
}

const day = 86_400
const office = { name: 'Office Berlin', ranges: ['192.0.2.0/24'] }

describe('events', () => {
  const lines: Line[] = [
    [0, 'anna@example.com', 'Log in', '192.0.2.1'],
    [1, 'jan@example.com', 'Log in', '192.0.2.200'],
    [2, 'jan@example.com', 'Log in', '198.51.100.3'],
    [3, 'kim@example.com', 'Log in', ''],
    [4, 'kim@example.com', 'Log in', '2001:db8::1'],
  ]
  test('are filtered and counted by network and country, and rows say both', () => {
    const { archive, questions, remove } = archiveWith(lines, [office])
    try {
      const total = (filter: object) => questions.page(filter, { offset: 0, limit: 10 }).total
      expect(total({ outsideNetworks: true })).toBe(2)
      expect(total({ networks: ['office berlin'] })).toBe(2)
      expect(total({ networks: ['Office Berlin'], outsideNetworks: true })).toBe(4)
      expect(total({ not: { networks: ['Office Berlin'] } })).toBe(3)
      expect(total({ countries: ['Germany'] })).toBe(1)
      expect(total({ not: { countries: ['Germany', 'Japan'] } })).toBe(3)
      expect(questions.facet({ networks: ['Office Berlin'] }, 'network', '', 10)).toEqual({
        values: [
          { value: '', count: 2 },
          { value: 'Office Berlin', count: 2 },
        ],
        distinct: 2,
      })
      expect(questions.facet({}, 'country', 'ja', 10).values).toEqual([{ value: 'Japan', count: 1 }])
      expect(questions.page({ countries: ['Germany'] }, { offset: 0, limit: 1 }).rows[0]).toMatchObject({
        network: 'Office Berlin',
        country: 'Germany',
      })
      const networks = () => questions.page({}, { offset: 0, limit: 10 }).rows.map(({ network }) => network)
      // Newest first; what has no address is not outside of anything.
      expect(networks()).toEqual([null, undefined, null, 'Office Berlin', 'Office Berlin'])
      archive.places.setNetworks([])
      expect(networks()).toEqual(lines.map(() => undefined))
      // What an admin names later counts at once.
      archive.places.setNetworks([{ name: 'VPN', ranges: ['2001:db8::/32'] }])
      expect(total({ networks: ['VPN'] })).toBe(1)
      expect(total({ outsideNetworks: true })).toBe(3)
    } finally {
      archive.close()
      remove()
    }
  })
})

describe('rules about places', () => {
  const usual = (ip: string): Line[] =>
    Array.from({ length: 9 }, (_, n): Line => [n * day, 'anna@example.com', 'Log in', ip])
  const rulesOf = (lines: readonly Line[], networks?: (typeof office)[], files?: string[]) => {
    const { archive, findings, remove } = archiveWith(lines, networks, files)
    try {
      return findings()
    } finally {
      archive.close()
      remove()
    }
  }
  test("tell of an admin's first network and country, but not of a network that has a name", () => {
    const lines: Line[] = [...usual('192.0.2.1'), [9 * day, 'anna@example.com', 'Log in', '198.51.100.9']]
    const found = rulesOf(lines)
    expect(found.map(({ rule }) => rule).sort()).toEqual(['admin-new-country', 'admin-new-network'])
    expect(found.find(({ rule }) => rule === 'admin-new-country')?.explanation).toBe(
      'The admin anna@example.com logged in at 2026-03-10 00:00:00 UTC from 198.51.100.9: by the database of addresses in Japan, from which none of 9 earlier logins since 2026-03-01 00:00:00 UTC in the archive came.',
    )
    expect(rulesOf(lines, [{ name: 'VPN', ranges: ['198.51.100.0/24'] }])).toEqual([])
    expect(rulesOf([...usual('192.0.2.1'), [9 * day, 'anna@example.com', 'Log in', '192.0.2.9']])).toEqual([])
    expect(rulesOf(lines, [], []).map(({ rule }) => rule)).toEqual(['admin-new-network'])
  })

  test('tell of two logins too far apart, of anybody, and not of those with time between or from a named network', () => {
    const travel = (seconds: number, ip = '198.51.100.9'): Line[] => [
      [0, 'jan@example.com', 'Log in', '192.0.2.1'],
      [seconds, 'jan@example.com', 'Log in', ip],
    ]
    const [found, ...more] = rulesOf(travel(2 * 3600))
    expect(more).toEqual([])
    expect(found).toMatchObject({
      rule: 'impossible-travel',
      username: 'jan@example.com',
      ip: '198.51.100.9',
      events: 2,
    })
    expect(found?.explanation).toMatch(
      /^jan@example\.com logged in from 192\.0\.2\.1 \(Germany\) at 2026-03-01 00:00:00 UTC and 2:00 hours later from 198\.51\.100\.9 \(Japan\): by the database of addresses 8,9\d\d km apart, more than 900 km an hour\. A virtual private network looks the same\.$/,
    )
    expect(rulesOf(travel(14 * 3600))).toEqual([])
    expect(rulesOf(travel(60, '192.0.2.2'))).toEqual([])
    expect(rulesOf(travel(60), [{ name: 'VPN', ranges: ['198.51.100.0/24'] }])).toEqual([])
    expect(rulesOf(travel(60), [], [])).toEqual([])
  })
})
