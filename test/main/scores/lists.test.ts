import { Buffer } from 'node:buffer'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { computerDay } from '../../../src/main/clock/calendar-day.ts'
import { type Given, openCompany } from './company.ts'

let company: Awaited<ReturnType<typeof openCompany>>
beforeEach(async () => {
  company = await openCompany('2026-11-20T15:00:00Z')
})
afterEach(() => company.close())

const long = '2025-01-13 03:30:13'
const listed = (user_id: number, user_name: unknown, last_pw_change = long) => ({ user_id, user_name, last_pw_change })
const people = (...names: string[]): Record<string, Given> =>
  Object.fromEntries(names.map((name, index) => [index + 1, { username: `${name}@example.com`, last_pw_change: long }]))
const marked = async (passwordExpired: boolean) =>
  (await company.call('users.page', { passwordExpired, offset: 0, limit: 500 })).rows.map(({ username }) => username)
const counted = async () =>
  (await company.call('scores.attention', {})).rows.find(({ id }) => id === 'expired-master-password')

describe('the list of expired master passwords', () => {
  it('marks who is on it, tells who is not at hand, and nobody is marked before it was read', async () => {
    company.has(people('ann', 'ben', 'cem'))
    company.hasExpired([listed(2, 'BEN@example.com'), listed(9, 'gone@example.com'), listed(3, 'nobody')])
    await company.sync()
    expect([await marked(true), await marked(false), await counted()]).toEqual([[], [], undefined])
    expect(await company.call('scores.readExpired', {})).toEqual({
      expired: { asOf: '2026-11-20T15:00:00.000Z', listed: 3, unknown: 2, problem: null },
      report: null,
    })
    expect([await marked(true), await marked(false), await counted()]).toEqual([
      ['ben@example.com'],
      ['ann@example.com', 'cem@example.com'],
      { id: 'expired-master-password', count: 1, of: 3 },
    ])
  })

  it('is read to its end by its token, 500 at a time', async () => {
    const names = Array.from({ length: 1201 }, (_, index) => `p${index}`)
    company.has(people(...names))
    company.hasExpired(names.map((name, index) => listed(index + 1, `${name}@example.com`)))
    await company.sync()
    const { expired } = await company.call('scores.readExpired', {})
    expect([expired.listed, expired.unknown, (await counted())?.count]).toEqual([1201, 0, 1201])
    expect(company.askedForExpired).toEqual([
      { limit: 500 },
      { limit: 500, continuation_token: '500' },
      { limit: 500, continuation_token: '1000' },
    ])
  })

  it('marks nobody who changed the password since, who is disabled, or who shares a name with another account', async () => {
    const everybody: Record<string, Given> = people('ann', 'ben', 'cem', 'twin')
    everybody[5] = { username: 'Twin@example.com', last_pw_change: long }
    company.has(everybody)
    company.hasExpired([
      listed(1, 'ann@example.com'),
      listed(2, 'ben@example.com'),
      listed(3, 'cem@example.com'),
      listed(77, 'twin@example.com'),
    ])
    await company.sync()
    await company.call('scores.readExpired', {})
    expect(await marked(true)).toEqual(['ann@example.com', 'ben@example.com', 'cem@example.com'])
    company.has({
      ...everybody,
      1: { username: 'ann@example.com', last_pw_change: '2026-11-19 08:00:00' },
      2: { username: 'ben@example.com', last_pw_change: long, disabled: true },
    })
    company.at('2026-11-20T16:00:00Z')
    await company.sync()
    expect(await marked(true)).toEqual(['cem@example.com'])
  })

  it('finds the right one of two accounts with one name by the number', async () => {
    company.has({ 4: { username: 'twin@example.com' }, 5: { username: 'Twin@example.com' } })
    company.hasExpired([listed(5, 'twin@example.com')])
    await company.sync()
    await company.call('scores.readExpired', {})
    const { rows } = await company.call('users.page', { passwordExpired: true, offset: 0, limit: 10 })
    expect(rows.map(({ id }) => id)).toEqual(['5'])
  })

  it('stays as it was where LastPass does not give it, and says why', async () => {
    company.has(people('ann', 'ben'))
    company.hasExpired([listed(1, 'ann@example.com')])
    await company.sync()
    await company.call('scores.readExpired', {})
    company.hasExpired(null)
    expect(await company.refused('scores.readExpired', {})).toMatchObject({ code: 'service-refused' })
    expect(await company.call('scores.lists', {})).toMatchObject({
      expired: { asOf: '2026-11-20T15:00:00.000Z', listed: 1, problem: expect.stringMatching(/LastPass/) },
    })
    expect(await marked(true)).toEqual(['ann@example.com'])
  })
})

describe('the security report of the admin console', () => {
  const take = async (text: string, made = '2026-11-18') => {
    const { file } = await company.call('scores.uploadReport', {
      file: null,
      base64: Buffer.from(text).toString('base64'),
    })
    return { file, made }
  }
  const counts = async () =>
    (await company.call('users.page', { offset: 0, limit: 50 })).rows.map((row) => [
      row.username,
      row.weakPasswords,
      row.reusedPasswords,
    ])
  beforeEach(async () => {
    const everybody: Record<string, Given> = people('ann', 'ben', 'cem', 'twin')
    everybody[5] = { username: 'Twin@example.com' }
    everybody[6] = { username: 'off@example.com', disabled: true }
    company.has(everybody)
    await company.sync()
  })

  it('gives its counts to exactly the people of its addresses, whatever other columns it has', async () => {
    const report = await take(
      [
        'Manager email,Email,Weak passwords,Weak passwords %,Reused passwords,Notes',
        'ben@example.com,ANN@example.com,3,12%,0,"ben@example.com asked, twice"',
        'ann@example.com,ben@example.com,0,0%,7,',
        'ann@example.com,cem@example.com,n/a,,,',
        'ann@example.com,twin@example.com,9,,9,',
        'ann@example.com,off@example.com,4,,4,',
        'ann@example.com,stranger@example.com,5,,5,',
      ].join('\r\n'),
    )
    expect(await company.call('scores.importReport', report)).toMatchObject({
      report: {
        made: '2026-11-18',
        weakColumn: 'Weak passwords',
        reusedColumn: 'Reused passwords',
        people: 2,
        unknown: 2,
        unread: 1,
        doubled: 0,
        withWeak: 1,
        withReused: 1,
        weak: 3,
        reused: 7,
      },
    })
    expect(await counts()).toEqual([
      ['ann@example.com', 3, 0],
      ['ben@example.com', 0, 7],
      ['cem@example.com', null, null],
      ['off@example.com', 4, 4],
      ['twin@example.com', null, null],
      ['Twin@example.com', null, null],
    ])
    expect(await company.call('scores.dropReport', {})).toMatchObject({ report: null })
    expect((await counts())[0]).toEqual(['ann@example.com', null, null])
  })

  it('gives nobody a count where an address stands twice with different ones', async () => {
    const report = await take(
      'Email;Weak\nann@example.com;1\nann@example.com;2\nben@example.com;4\nben@example.com;4\n',
    )
    expect(await company.call('scores.importReport', report)).toMatchObject({
      report: { doubled: 1, people: 1, weak: 4, reusedColumn: null },
    })
    expect((await counts()).slice(0, 2)).toEqual([
      ['ann@example.com', null, null],
      ['ben@example.com', 4, null],
    ])
  })

  it.each([
    ['no count', 'Email,Score\nann@example.com,80\n', /No column is named for weak or reused/],
    ['two that could be it', 'Email,Weak,Weak passwords\nann@example.com,1,2\n', /Several columns could be/],
    ['no addresses', 'Name,Weak\nAnn,1\n', /address|column/i],
    ['no columns', 'hello', /no table/],
    ['a workbook', 'PK\u0003\u0004 and more', /workbook/],
  ])('is refused with %s, and what was imported stays', async (_, text, words) => {
    await company.call('scores.importReport', await take('Email,Weak\nann@example.com,1\n'))
    expect(await company.refused('scores.importReport', await take(text))).toMatchObject({
      code: 'invalid',
      message: expect.stringMatching(words),
    })
    expect((await counts())[0]).toEqual(['ann@example.com', 1, null])
  })

  const heads = ['Email', 'Weak passwords', 'Reused passwords']
  const table = (delimiter: string, ...rows: string[][]) =>
    [heads, ...rows].map((row) => row.join(delimiter)).join('\n')
  const ann = ['ann@example.com', '3', '4']
  const ben = ['ben@example.com', '0', '1']
  const wide = (text: string, order: 'le' | 'be') => {
    const bytes = Buffer.from(`\ufeff${text}`, 'utf16le')
    return order === 'be' ? bytes.swap16() : bytes
  }
  it.each<[string, string | Buffer]>([
    ['commas', table(',', ann, ben)],
    ['semicolons', table(';', ann, ben)],
    ['tabs', table('\t', ann, ben)],
    ['bars', table('|', ann, ben)],
    ['a line that names the separator', `sep=;\r\n${table(';', ann, ben)}`],
    ['such a line in quotation marks', `"sep=;"\r\n${table(';', ann, ben)}`],
    ['a mark of UTF-8', `\ufeff${table(',', ann, ben)}`],
    ['two of them', `\ufeff\ufeff${table(',', ann, ben)}`],
    ['UTF-16', wide(table(',', ann, ben), 'le')],
    ['UTF-16 the other way round', wide(table('\t', ann, ben), 'be')],
    ['quoted headers', table(',', ann, ben).replace(/[^,\n]+/gu, '"$&"')],
    [
      'headers of two lines',
      `"Email","Weak\npasswords","Reused\npasswords"\n${[ann, ben].map((row) => row.join(',')).join('\n')}`,
    ],
    ['a title of two lines', `Security report\nof 20 November\n\n${table(',', ann, ben)}`],
    ['a title with empty cells', `Security report,,\n${table(',', ann, ben)}`],
    ['rows of other lengths', table(',', [...ann, '9', '9'], ben)],
    ['rows that all have more cells', table(',', [...ann, '9'], [...ben, '9', '9'])],
    ['texts that a spreadsheet keeps', table(',', ['"=""ann@example.com"""', '="3"', '="4"'], ben)],
    ['counts with noughts', table(';', ['ann@example.com', '3,0', '4.00'], ben)],
    ['letters that nobody sees', table(',', ['ann@example.com\u200b', '3\u200b', '\u200e4'], ben)],
  ])('is read with %s', async (_, text) => {
    const { file } = await company.call('scores.uploadReport', {
      ...{ file: null, base64: Buffer.from(text).toString('base64') },
    })
    expect(await company.call('scores.importReport', { file, made: '2026-11-18' })).toMatchObject({
      report: { people: 2, unread: 0, weak: 3, reused: 5 },
    })
    expect((await counts()).slice(0, 2)).toEqual([
      ['ann@example.com', 3, 4],
      ['ben@example.com', 0, 1],
    ])
  })

  it('takes a count for what it can only be, and counts the rows of which it cannot tell', async () => {
    const meant: [cell: string, count: number | null, unread: number][] = [
      ...['1,203', '1.203', '1 203', '1\u00a0203'].map((cell): [string, number, number] => [cell, 1203, 0]),
      ['12’345', 12_345, 0],
      ...['3.000', '3,000', '-3', '1.5', '٣', 'many', '2000000', '1e3', '1,2,3', '1,203.4'].map(
        (cell): [string, null, number] => [cell, null, 1],
      ),
      ...['n/a', '', '–', 'None'].map((cell): [string, null, number] => [cell, null, 0]),
    ]
    const read = []
    for (const [cell] of meant) {
      const text = table('\t', ['ann@example.com', cell, '1'])
      const { report } = await company.call('scores.importReport', await take(text))
      read.push([cell, (await counts())[0]?.[1], report?.unread])
    }
    expect(read).toEqual(meant)
  })

  it.each([
    ['nothing below its header', table(','), /no rows below/],
    [
      'two columns of addresses',
      'A,B,Weak\nann@example.com,ben@example.com,1\nben@example.com,cem@example.com,2\n',
      /Leave one column/,
    ],
  ])('with %s is refused in words that fit a file', async (_, text, words) => {
    const { message } = await company.refused('scores.importReport', await take(text))
    expect(message).toMatch(words)
    expect(message).not.toMatch(/Choose/)
  })

  it('is of today where this computer’s day has begun before the account’s', async () => {
    const now = '2026-11-21T04:30:00Z'
    company.at(now)
    const today = computerDay(Date.parse(now))
    await company.call('scores.importReport', await take('Email,Weak\nann@example.com,1\n', today))
    expect((await company.call('scores.lists', {})).report?.made).toBe(today)
  })

  it('is of no day to come', async () => {
    expect(
      await company.refused('scores.importReport', await take('Email,Weak\nann@example.com,1\n', '2026-11-21')),
    ).toMatchObject({ code: 'invalid', path: 'made' })
  })
})
