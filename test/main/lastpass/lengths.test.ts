import { describe, expect, it } from 'vitest'
import { readReporting, readSharedFolders } from '../../../src/main/lastpass/answers/answers.ts'
import { isTooDeep } from '../../../src/main/lastpass/answers/depth.ts'
import { parse } from '../../../src/main/lastpass/answers/envelope.ts'
import { createScrub } from '../../../src/main/lastpass/scrub/scrub.ts'
import { fc } from '../../harness/properties.ts'
import { bytes, read, zone } from './userdata.ts'

const nested = (levels: number, inside = '') => '['.repeat(levels) + inside + ']'.repeat(levels)
const timed = (work: () => void): number => {
  const start = performance.now()
  work()
  return performance.now() - start
}

describe('the depth of an answer', () => {
  it('is bounded before it is parsed, whatever stands in its texts', () => {
    expect(isTooDeep(bytes(nested(64)))).toBe(false)
    expect(isTooDeep(bytes(nested(65)))).toBe(true)
    expect(isTooDeep(bytes(`${'{"a":'.repeat(65)}1${'}'.repeat(65)}`))).toBe(true)
    expect(isTooDeep(bytes(JSON.stringify([nested(100), `\\"${nested(100)}\\`, { '[{"': '}"' }])))).toBe(false)
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        expect(isTooDeep(bytes(JSON.stringify([value])))).toBe(false)
      }),
    )
  })

  it('costs nothing where it is millions', () => {
    const body = bytes(`{"Users":${nested(5_000_000)}}`)
    const words = 'nested deeper than anything that LastPass sends'
    expect(timed(() => expect(() => parse(body)).toThrow(words))).toBeLessThan(500)
    const hash = 'f3c19ab07d52e864b1f0a7c35d9e2846'
    const echo = bytes(`{"Users":${nested(5_000_000, `"${hash}"`)}}`)
    expect(
      timed(() => {
        const clean = createScrub([hash]).bytes(echo)
        expect(clean.byteLength).toBeLessThan(200)
        expect(() => parse(clean)).toThrow(words)
      }),
    ).toBeLessThan(2000)
  })
})

const person = (fields: object) =>
  read({ Users: { 7: { username: 'ann@example.com', ...fields }, 8: { username: 'bo@example.com' } } })

describe('a text that is too long', () => {
  it.each([
    ['user name', { 7: { username: `${'a'.repeat(320)}@example.com` } }],
    ['number', { ['7'.repeat(101)]: { username: 'ann@example.com' } }],
  ])('as a %s sets its record aside, and the others are kept', (_, wrong) => {
    const page = read({ Users: { ...wrong, 8: { username: 'bo@example.com' } } })
    expect(page.users.map(({ id }) => id)).toEqual(['8'])
    expect(page.setAside).toMatchObject([{ what: 'user', reason: expect.stringContaining('longer than') }])
    expect(page.setAside[0]?.id.length).toBeLessThanOrEqual(100)
  })

  it.each([
    ['fullname', { fullname: 'x'.repeat(50_000_000) }],
    ['linked', { linked: 'x'.repeat(2000) }],
    ['multifactor', { multifactor: ['x'.repeat(2000)] }],
    ['attribs', { attribs: { department: 'x'.repeat(5000) } }],
    ['attribs', { attribs: { ['x'.repeat(201)]: 'y' } }],
    ['attribs', { attribs: Object.fromEntries(Array.from({ length: 20_000 }, (_, at) => [`a${at}`, 'y'])) }],
    ['attribs', { attribs: { many: Array.from({ length: 50_000 }, () => null) } }],
    ['attribs', { attribs: Array.from({ length: 50_000 }, () => ['y']) }],
    ['note', { note: { deep: ['x'.repeat(70_000)] } }],
    ['groups', { groups: ['x'.repeat(1001), 'Sales'] }],
    ['groups', { groups: Array.from({ length: 6000 }, (_, at) => `G${at}`) }],
  ])('as a part, %s, is cut with a mark or left out, and told', (field, fields) => {
    const page = person(fields)
    expect(page.users.map(({ username }) => username)).toEqual(['ann@example.com', 'bo@example.com'])
    expect(page.setAside).toEqual([{ what: 'field', id: '7', reason: `Longer than Provost keeps, and cut: ${field}.` }])
    expect(JSON.stringify(page.users[0]).length).toBeLessThan(200_000)
  })

  it('that fits is kept as it is', () => {
    const fields = { fullname: 'x'.repeat(1000), attribs: { a: 'y'.repeat(4000) }, groups: ['z'.repeat(1000)] }
    const page = person(fields)
    expect(page.setAside).toEqual([])
    expect(page.users[0]).toMatchObject({
      fullname: fields.fullname,
      attributes: fields.attribs,
      groups: fields.groups,
    })
  })

  it('never leaves half a character', () => {
    for (const before of ['', 'x']) {
      const fullname = person({ fullname: before + '😀'.repeat(2000) }).users[0]?.fullname ?? ''
      expect(Buffer.from(fullname).toString()).toBe(fullname)
    }
  })

  it('as a group, an invitation or a member is set aside', () => {
    const page = read({ Users: {}, Groups: { ['g'.repeat(1001)]: [] }, invited: [`${'a'.repeat(320)}@example.com`] })
    expect(page.groups.size).toBe(0)
    expect(page.invited).toEqual([])
    expect(page.setAside.map(({ what }) => what)).toEqual(['group', 'invited'])
    const users = [{ username: 'a'.repeat(321) }, { username: 'ann@example.com' }]
    const { folders, setAside } = readSharedFolders(bytes({ 5: { sharedfoldername: 'f'.repeat(1001), users } }), false)
    expect(folders).toMatchObject([{ id: '5', members: [{ username: 'ann@example.com' }] }])
    expect(folders[0]?.name.length).toBeLessThan(1020)
    expect(setAside.map(({ what }) => what)).toEqual(['member', 'field'])
  })

  it('in an event is cut with a mark, or its record kept unread', () => {
    const event = {
      Time: '2025-01-01 00:00:00',
      Username: 'ann@example.com',
      IP_Address: '203.0.113.7',
      Action: 'Log in',
    }
    const { events, unread } = readReporting(
      bytes({
        status: 'OK',
        data: { E1: { ...event, Data: 'x'.repeat(1_100_000) }, E2: { ...event, Action: 'y'.repeat(100_000) } },
      }),
      zone,
    )
    expect(events).toHaveLength(1)
    expect(events[0]?.data.slice(-10)).toMatch(/x … \[cut\]$/)
    expect(events[0]?.data.length).toBeLessThan(1_048_600)
    expect(JSON.stringify(unread).length).toBeLessThan(1_048_700)
  })
})
