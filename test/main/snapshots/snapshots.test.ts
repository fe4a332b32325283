import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { writeWhole } from '../../../src/main/files/save.ts'
import { createIdentity } from '../../../src/main/keychain/signing-key.ts'
import { createMemoryVault } from '../../../src/main/keychain/vault.ts'
import { sealSnapshot } from '../../../src/main/snapshots/snapshot-file.ts'
import { temporaryFolder } from '../../harness/application.ts'
import { openCompany } from '../scores/company.ts'

let company: Awaited<ReturnType<typeof openCompany>>
const folder = temporaryFolder()
let written = 0
beforeEach(async () => {
  company = await openCompany('2026-11-20T15:00:00Z', {
    saveFile: async (name, fill) => {
      const path = join(folder, `${++written}-${name}`)
      await writeWhole(path, fill)
      return path
    },
  })
})
afterEach(() => company.close())

const members = (count: number, score: (at: number) => number = (at) => 40 + at) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, at) => [
      at + 1,
      { username: `p${at}@example.com`, fullname: `Person ${at}`, totalscore: score(at) },
    ]),
  )
const names = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => `p${from + at}@example.com`)
async function write(input: object = {}) {
  const { path, fingerprint } = await company.call('snapshots.write', { expires: 30, people: 'hidden', ...input })
  const text = readFileSync(path ?? '', 'utf8')
  const opened = await company.call('snapshots.open', { content: text })
  return { text, fingerprint, opened, body: opened.body }
}

describe('the key of another workstation', () => {
  it('is unknown until it was compared by eye, and again once that is forgotten', async () => {
    const signer = await createIdentity(createMemoryVault()).need()
    company.has(members(10))
    await company.sync()
    const { body } = await write()
    if (!body) throw new Error('The snapshot has no body.')
    const content = sealSnapshot(body, signer)
    const known = async () => (await company.call('snapshots.open', { content })).known
    expect(await known()).toBeNull()
    const { fingerprint } = signer
    await company.call('snapshots.compared', { fingerprint, label: 'Ann in Berlin' })
    expect(await known()).toEqual({ fingerprint, label: 'Ann in Berlin', compared: '2026-11-20T15:00:00.000Z' })
    await company.call('snapshots.compared', { fingerprint, label: 'Ann in Berlin', forget: true })
    expect(await known()).toBeNull()
    expect(await company.refused('snapshots.compared', { fingerprint: 'AAAA', label: 'x' })).toMatchObject({
      code: 'invalid',
    })
  })
})

describe('a snapshot for a manager', () => {
  it('holds the numbers of the screen, is signed by this workstation, and names nobody', async () => {
    company.has(members(30), { Ops: names(0, 12) })
    await company.sync()
    const { opened, body, fingerprint, text } = await write()
    expect(opened).toMatchObject({ state: 'valid', own: true, signedBy: fingerprint })
    const live = await company.call('scores.summary', {})
    expect(body?.summary).toMatchObject({ average: live.average, withScore: live.withScore, users: 30 })
    expect(body?.scopes.find(({ name }) => name === 'Ops')).toMatchObject({
      average: (await company.call('scores.summary', { group: 'Ops' })).average,
      withheld: null,
    })
    expect(body?.rows).toEqual([])
    expect(text).not.toContain('ffffffff')
    expect(JSON.stringify(body)).not.toContain('example.com')
  })

  it('withholds a group of four, and the group of all others, and says so', async () => {
    company.has(members(20), { Four: names(0, 4), Others: names(4, 20), Half: names(0, 10) })
    await company.sync()
    const { body } = await write()
    const shown = Object.fromEntries(
      (body?.scopes ?? []).map(({ name, withheld, average }) => [name, [withheld, average]]),
    )
    expect(shown.Four).toEqual(['withheld: fewer than 5 people', null])
    expect(shown.Others).toEqual(['withheld: else numbers about fewer than 5 people could be worked out', null])
    expect(shown.Half?.[0]).toBeNull()
  })

  it('tells of the only department as of everybody, and of both nothing where it lacks one person', async () => {
    const inOne = (many: number, apart: number) =>
      Object.fromEntries(
        Object.entries(members(many)).map(([id, user], at) => [
          id,
          { ...user, attribs: at < many - apart ? { Department: 'Sales' } : {} },
        ]),
      )
    company.has(inOne(9, 0))
    await company.sync()
    const { body } = await write()
    expect(body?.scopes.map(({ name, average, withScore }) => [name, average, withScore])).toEqual([
      ['Sales', body?.summary.average, 9],
    ])
    company.at('2026-12-20T15:00:00Z')
    company.has(inOne(9, 1))
    await company.sync()
    const { body: later } = await write()
    expect([later?.summary.withScore, later?.scopes[0]?.withScore].filter((told) => told !== null)).toHaveLength(1)
  })

  it('tells no second snapshot that differs by one person from the first, and stays by the day that it told', async () => {
    company.has(members(20))
    await company.sync()
    await write()
    company.has(members(21))
    await company.sync()
    expect((await write()).body?.summary.withScore).toBe(20)
    company.at('2026-11-28T15:00:00Z')
    await company.sync()
    expect((await write()).body?.summary.withheld).toMatch(/could be worked out/)
    company.has(members(30))
    company.at('2026-11-29T15:00:00Z')
    await company.sync()
    expect((await write()).body?.summary).toMatchObject({ withScore: 30, withheld: null })
  })

  it('tells no change of a group that less the change of all would be about one person, and the same again when asked again', async () => {
    company.has(members(20), { Ops: names(0, 10) })
    await company.sync()
    company.at('2026-11-28T15:00:00Z')
    // Six of Ops moved, and one of all others.
    company.has(
      members(20, (at) => (at < 6 || at === 19 ? 70 + at : 40 + at)),
      { Ops: names(0, 10) },
    )
    await company.sync()
    const { body } = await write()
    const days = (trend: readonly { day: string }[] | undefined) => trend?.map(({ day }) => day)
    expect(days(body?.summary.trend)).toEqual(['2026-11-20', '2026-11-28'])
    expect(days(body?.scopes.find(({ name }) => name === 'Ops')?.trend)).toEqual(['2026-11-28'])
    const again = (await write()).body
    expect([again?.summary, again?.scopes]).toEqual([body?.summary, body?.scopes])
  })

  it('names people, or gives them names that nobody can work out', async () => {
    company.has(members(8))
    await company.sync()
    expect((await write({ people: 'named' })).body?.rows[0]).toEqual({
      name: 'Person 0',
      username: 'p0@example.com',
      score: 40,
    })
    const [one, two] = [(await write({ people: 'pseudonyms' })).body, (await write({ people: 'pseudonyms' })).body]
    expect(one?.rows[0]?.name).toMatch(/^Person [0-9A-F]{10}$/)
    expect(two?.rows).toEqual(one?.rows)
    expect(JSON.stringify(one)).not.toContain('example.com')
  })

  it('says nothing by the order of people and lines: neither whose number is lower, nor which group is larger', async () => {
    company.has(
      members(24, () => 60),
      { Alpha: names(0, 2), Beta: names(0, 12), Gamma: names(0, 3), Delta: names(12, 20) },
    )
    await company.sync()
    const { body } = await write({ people: 'pseudonyms' })
    const shown = body?.rows.map(({ name }) => name) ?? []
    expect(shown).toHaveLength(24)
    expect(shown).toEqual(shown.toSorted())
    const told = (withheld: boolean) =>
      (body?.scopes ?? []).filter((scope) => (scope.withheld !== null) === withheld).map(({ name }) => name)
    expect(told(false).length).toBeGreaterThan(0)
    for (const list of [told(true), told(false)]) expect(list).toEqual(list.toSorted())
    expect(told(true)).toEqual(expect.arrayContaining(['Alpha', 'Gamma']))
  })

  it('is of a scope, previews exactly what it holds, and refuses what is not there or over', async () => {
    company.has(members(20), { Ops: names(0, 8), Dev: names(8, 16) })
    await company.sync()
    const asked = { expires: 30, people: 'hidden' as const, groups: ['Ops', 'Dev'] }
    const preview = await company.call('snapshots.preview', asked)
    const { body } = await write({ groups: ['Ops', 'Dev'] })
    expect(body).toEqual({ ...preview.body, created: body?.created, expires: body?.expires })
    expect(body?.summary.withScore).toBe(16)
    expect(await company.refused('snapshots.write', { ...asked, groups: ['Nobody'] })).toMatchObject({
      code: 'not-found',
    })
    expect(await company.refused('snapshots.write', { ...asked, expires: '2020-01-01' })).toMatchObject({
      code: 'invalid',
      path: 'expires',
    })
    expect(await company.refused('snapshots.write', { ...asked, passphrase: 'short' })).toMatchObject({
      code: 'invalid',
    })
  })

  it('says so where nothing was kept yet', async () => {
    expect(await company.refused('snapshots.write', { expires: 30 })).toMatchObject({ code: 'not-found' })
  })
})
