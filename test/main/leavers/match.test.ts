import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { StoredUser } from '../../../src/main/directory/stored/records.ts'
import { matchEntry } from '../../../src/main/leavers/matching/match.ts'
import { openTenant, type TestTenant } from '../../harness/application.ts'

let tenant: TestTenant
beforeEach(async () => {
  tenant = await openTenant()
  const { edit } = tenant.demo
  edit.addUser('anna.smith@example.com', { fullname: 'Anna Smith' })
  edit.addUser('anna.smith2@example.com', { fullname: 'Smith, Anna' })
  edit.addUser('jurgen@example.com', { fullname: 'Jürgen Karl Müller' })
  edit.addUser('olga@example.com', { fullname: 'Olga Petrova' })
  edit.addUser('away@example.com', { fullname: 'Ada Away', disabled: true })
  edit.addUser('leaving@example.com', { fullname: 'Lea Ving' })
  edit.invite('guest@example.com')
  await tenant.call('directory.sync', {})
})
afterEach(() => tenant.close())

const resultsOf = async (text: string) => {
  const list = await tenant.call('leavers.match', { text })
  return list.rows.map(({ result, username, candidates }) => [
    result,
    username ?? candidates.map((each) => each.username),
  ])
}

describe('matching', () => {
  it('goes by address without regard to case, and lists what it cannot decide', async () => {
    tenant.demo.edit.removeUser('leaving@example.com')
    await tenant.call('directory.sync', {})
    const text = [
      'ANNA.Smith@Example.com',
      'away@example.com',
      'guest@example.com',
      'leaving@example.com',
      'nobody@example.org',
      'anna.smith@example.com',
    ].join('\n')
    expect(await resultsOf(text)).toEqual([
      ['matched', 'anna.smith@example.com'],
      ['disabled', 'away@example.com'],
      ['invited', 'guest@example.com'],
      ['gone', []],
      ['unmatched', []],
      ['repeated', 'anna.smith@example.com'],
    ])
  })

  it('never takes a name for a person without being told so', async () => {
    expect(await resultsOf('Olga Petrova\nAnna Smith\nMüller, Jurgen\nO. Petrova\nPetrova\nXaver Nobody')).toEqual([
      ['choose', ['olga@example.com']],
      ['choose', ['anna.smith2@example.com', 'anna.smith@example.com']],
      ['choose', ['jurgen@example.com']],
      ['choose', ['olga@example.com']],
      ['choose', ['olga@example.com']],
      ['unmatched', []],
    ])
  })

  it('offers people by the part before the @ when the rest is another', async () => {
    const list = await tenant.call('leavers.match', { text: 'olga@old.example.net' })
    expect(list.rows[0]).toMatchObject({
      result: 'choose',
      candidates: [{ username: 'olga@example.com', why: 'address-without-domain' }],
    })
  })

  it('says of two accounts with one address that they cannot be told apart', async () => {
    const [account] = await tenant.call('users.page', { text: 'olga@example.com' }).then(({ rows }) => rows)
    const twin = { ...account, attributes: {}, other: {}, legacyScore: null } as unknown as StoredUser
    const row = matchEntry({ line: 1, address: 'olga@example.com', name: null, given: 'olga@example.com' }, 0, {
      read: { found: 'one', users: [twin, { ...twin, id: '2' }], differs: false },
      goneSince: null,
      before: [],
      candidates: [],
      against: null,
      searched: false,
    })
    expect(row).toMatchObject({ result: 'ambiguous', username: null })
    expect(row.candidates).toHaveLength(2)
  })

  it('keeps what a person chose, and lets go of repeats when a choice changes', async () => {
    const { list } = await tenant.call('leavers.match', { text: 'Olga Petrova\nolga@example.com\nAnna Smith' })
    const chosen = await tenant.call('leavers.choose', { list, soleNames: true })
    // Anna is two people, so nobody was taken for her.
    expect(chosen).toMatchObject({ chosen: 1, counts: { matched: 1, repeated: 1, choose: 1 } })
    await tenant.call('leavers.choose', {
      list,
      choices: [
        { row: 0, username: null },
        { row: 2, username: 'anna.smith2@example.com' },
      ],
    })
    const { rows, counts } = await tenant.call('leavers.matched', { list })
    expect(rows.map(({ result, username }) => [result, username])).toEqual([
      ['dropped', null],
      ['matched', 'olga@example.com'],
      ['matched', 'anna.smith2@example.com'],
    ])
    expect(counts).toMatchObject({ matched: 2, dropped: 1, repeated: 0 })
    expect(
      await tenant.refused('leavers.choose', { list, choices: [{ row: 0, username: 'nobody@example.org' }] }),
    ).toMatchObject({ code: 'not-found' })
    expect(await tenant.refused('leavers.choose', { list, choices: [{ row: 99, username: null }] })).toMatchObject({
      code: 'invalid',
    })
    expect(await tenant.refused('leavers.matched', { list: 'none' })).toMatchObject({ code: 'not-found' })
  })

  it('wants one place that a list comes from', async () => {
    expect(await tenant.refused('leavers.match', {})).toMatchObject({ code: 'invalid' })
    expect(
      await tenant.refused('leavers.match', { text: 'a@example.com', usernames: ['a@example.com'] }),
    ).toMatchObject({ code: 'invalid' })
    expect(await tenant.refused('leavers.match', { usernames: [] })).toMatchObject({ code: 'invalid' })
  })

  it('takes a file in parts', async () => {
    const bytes = Buffer.from('\ufeffName;E-mail\nOlga;olga@example.com\n')
    const part = (from: number, to?: number) => bytes.subarray(from, to).toString('base64')
    const { file } = await tenant.call('leavers.upload', { file: null, base64: part(0, 10) })
    expect(await tenant.call('leavers.upload', { file, base64: part(10) })).toEqual({ file, bytes: bytes.byteLength })
    const list = await tenant.call('leavers.match', { file })
    expect(list).toMatchObject({ counts: { matched: 1 }, table: { delimiter: ';', used: { address: 1 } } })
    expect(await tenant.refused('leavers.upload', { file, base64: 'no base64!' })).toMatchObject({ path: 'base64' })
    expect(await tenant.refused('leavers.match', { file: 'gone' })).toMatchObject({ code: 'not-found' })
    const large = Buffer.alloc(600_000, 65).toString('base64')
    let last = ''
    for (let index = 0; index < 8; index++)
      last = (await tenant.call('leavers.upload', { file: last || null, base64: large })).file
    expect(await tenant.refused('leavers.upload', { file: last, base64: large })).toMatchObject({
      message: expect.stringContaining('5 MB'),
    })
  })
})

describe('a comparison with current staff', () => {
  it('names who is on one side only, who nearly matches, and warns of a short list', async () => {
    const { rows } = await tenant.call('users.page', { status: ['active', 'never-logged-in'], offset: 0, limit: 500 })
    const lines = rows
      .filter(
        ({ username }) =>
          username !== 'olga@example.com' &&
          username !== 'anna.smith@example.com' &&
          username !== 'leaving@example.com',
      )
      .map(({ fullname, username }) => `"${fullname.replaceAll('"', '""')}",${username.toUpperCase()}`)
    const text = [
      'Name,E-mail',
      ...lines,
      'Ola Petrowa,olgo@example.com',
      'Newly Hired,new.hire@example.com',
      'Ada Away,away@example.com',
    ].join('\n')
    const compared = await tenant.call('leavers.compare', { text })
    expect(compared.warning).toBeNull()
    const page = async (kind: 'near' | 'disabled' | 'not-on-list' | 'not-in-lastpass') =>
      (await tenant.call('leavers.compared', { comparison: compared.comparison, kind })).rows.map(
        ({ username, given }) => [username, given],
      )
    expect(await page('near')).toEqual([['olga@example.com', 'Ola Petrowa · olgo@example.com']])
    // The very address is not nearly the same.
    expect(await page('disabled')).toEqual([['away@example.com', 'Ada Away · away@example.com']])
    expect(await page('not-in-lastpass')).toEqual([[null, 'Newly Hired · new.hire@example.com']])
    const missing = await page('not-on-list')
    expect(missing.map(([username]) => username)).toEqual(
      expect.arrayContaining(['anna.smith@example.com', 'guest@example.com', 'leaving@example.com']),
    )
    expect(compared.counts).toEqual({
      near: 1,
      disabled: 1,
      'not-in-lastpass': 1,
      'not-on-list': missing.length,
      'on-both': lines.length,
    })

    const short = await tenant.call('leavers.compare', { text: 'olga@example.com\nanna.smith@example.com' })
    expect(short.warning).toContain('2 people')
    const start = { usernames: ['olga@example.com'], comparison: short.comparison }
    expect(await tenant.refused('leavers.start', start)).toMatchObject({ code: 'suspicious' })
    expect(await tenant.call('leavers.start', { ...start, acceptShort: true })).toMatchObject({ cases: 1 })
  })

  it('takes a list of 50,000 addresses as text, and says in words that one of 10 MB is too long', async () => {
    const text = Array.from({ length: 50_000 }, (_, at) => `somebody.${at}@subsidiary.of.example.com`).join('\n')
    const list = await tenant.call('leavers.match', { text, limit: 500 })
    expect([list.total, list.rows.length]).toEqual([50_000, 500])
    expect(await tenant.refused('leavers.match', { text: 'x'.repeat(10_000_000) })).toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('longer than 5 MB'),
    })
  })
})

describe('decisions', () => {
  it('say how they came about, and can be taken back one by one', async () => {
    const { list } = await tenant.call('leavers.match', { text: 'Olga Petrova\nMüller, Jurgen\nOlga Petrova' })
    const choices = [
      { row: 0, username: 'olga@example.com' },
      { row: 1, username: 'jurgen@example.com' },
    ]
    await tenant.call('leavers.choose', { list, choices, together: true })
    const shown = async () =>
      (await tenant.call('leavers.matched', { list })).rows.map(({ result, message }) => [result, message])
    expect((await shown())[0]).toEqual(['matched', expect.not.stringContaining('by a person')])
    await tenant.call('leavers.choose', { list, choices: [{ row: 2, username: 'olga@example.com' }] })
    expect((await shown())[2]?.[0]).toBe('repeated')
    const { chosen, counts } = await tenant.call('leavers.choose', {
      list,
      choices: [{ row: 0, username: null, reopen: true }],
    })
    expect({ chosen, choose: counts.choose }).toEqual({ chosen: 1, choose: 1 })
    // What was repeated is the only one now, and was chosen by a person.
    expect(await shown()).toEqual([
      ['choose', expect.any(String)],
      ['matched', 'Only close match; taken with others.'],
      ['matched', 'Chosen by a person.'],
    ])
    expect(
      await tenant.refused('leavers.choose', { list, choices: [{ row: 9, username: null, reopen: true }] }),
    ).toMatchObject({ code: 'invalid' })
  })

  it('take people before their last day together, and say so', async () => {
    const text = 'Email,Last day\nolga@example.com,2099-01-31\njurgen@example.com,2099-01-31'
    const { list, rows } = await tenant.call('leavers.match', { text })
    expect(rows.map(({ result, ahead }) => [result, ahead])).toEqual([
      ['choose', true],
      ['choose', true],
    ])
    const choices = rows.map(({ row, candidates }) => ({ row, username: candidates[0]?.username ?? null }))
    await tenant.call('leavers.choose', { list, choices, together: true })
    const after = (await tenant.call('leavers.matched', { list })).rows
    expect(after.map(({ result }) => result)).toEqual(['matched', 'matched'])
    expect(after[0]?.message).toBe(
      'Found by address; taken with others before its last day. The last day is 2099-01-31, which is still to come.',
    )
  })

  it('are not offered together where more than the day speaks against somebody', async () => {
    const text = 'Email,Last day,Notes\nolga@example.com,2099-01-31,withdrew the resignation'
    const { rows } = await tenant.call('leavers.match', { text })
    expect(rows.map(({ result, ahead, doubt }) => [result, ahead, doubt !== undefined])).toEqual([
      ['choose', undefined, true],
    ])
  })
})
