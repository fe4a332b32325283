import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterEach, describe, expect, it } from 'vitest'
import { type App, createApp } from '../../../src/main/app.ts'
import { createDemo, type DemoService } from '../../../src/main/demo/service/service.ts'
import { writeWhole } from '../../../src/main/files/save.ts'
import { type ServedService, serve } from '../../fakes/service.ts'
import { callsOf, createKeptVault, temporaryFolder, testOptions } from '../../harness/application.ts'

let demo: DemoService
let service: ServedService
let app: App | null = null
let printed = ''
afterEach(async () => {
  await app?.close()
  await service.close()
  app = null
})

/** An application that can be started again with all that it kept. */
async function begin() {
  demo = await createDemo({ people: 40, seed: 5, now: Date.now })
  service = await serve(demo)
  const home = temporaryFolder()
  const out = temporaryFolder()
  const vault = createKeptVault()
  let settings: unknown = {}
  const start = async () => {
    await app?.close()
    app = await createApp(
      testOptions(home, {
        vault,
        writing: true,
        settings: {
          get: () => settings,
          set: (value) => {
            settings = structuredClone(value)
          },
        },
        saveFile: async (name, fill) => {
          await writeWhole(join(out, name), fill)
          return join(out, name)
        },
        printPdf: async (html) => {
          printed = html
          return Buffer.from('%PDF-')
        },
      }),
    )
    return callsOf(app)
  }
  const { call } = await start()
  for (const name of ['kim.one', 'kim.two']) demo.edit.addUser(`${name}@example.com`, { fullname: 'Kim Twin' })
  await call('tenants.connect', { cid: demo.cid, hash: demo.hash, label: 'Example Co', baseUrl: service.url })
  await call('directory.sync', {})
  const { rows } = await call('users.page', { status: ['active'], admin: false, offset: 0, limit: 20 })
  const staff = rows.filter(({ fullname }) => fullname !== 'Kim Twin').map(({ username }) => username)
  return { call, start, out, staff }
}

async function sendFirst(call: ReturnType<typeof callsOf>['call'], list: string): Promise<string> {
  const { batch } = await call('leavers.start', { list, console: [] })
  const { job } = await call('leavers.apply', { batch })
  await call('jobs.wait', { job, timeoutMs: 10_000 })
  return batch
}

describe('what was given and not decided', () => {
  it('is counted before sending, stays as the open list after it and after a restart, and ends with the rest', async () => {
    const { call, start, staff } = await begin()
    const [first = '', second = ''] = staff
    const text = [first, second, 'Kim Twin', 'nobody.here@example.com', first].join('\n')
    const { list } = await call('leavers.match', { text })
    const { batch } = await call('leavers.start', { list, console: [] })
    const given = await call('leavers.leftOut', { batch })
    expect(given).toMatchObject({ given: 5, total: 3, open: 2 })
    expect(given.rows.map(({ line, given: words, result }) => [line, words, result])).toEqual([
      [3, 'Kim Twin', 'choose'],
      [4, 'nobody.here@example.com', 'unmatched'],
      [5, first, 'repeated'],
    ])
    // Nothing was sent, so nothing is left over yet.
    expect((await call('leavers.openLists', {})).rows).toEqual([])
    const { job } = await call('leavers.apply', { batch })
    await call('jobs.wait', { job, timeoutMs: 10_000 })
    expect((await call('leavers.openLists', {})).rows).toMatchObject([{ batch, rows: 2 }])

    const again = await start()
    const { rows } = await again.call('leavers.openLists', {})
    expect(rows).toMatchObject([{ batch, rows: 2 }])
    const opened = await again.call('leavers.openList', { batch })
    expect(opened.rows.map(({ given: words, result }) => [words, result])).toEqual([
      ['Kim Twin', 'choose'],
      ['nobody.here@example.com', 'unmatched'],
    ])
    await again.call('leavers.choose', { list: opened.list, choices: [{ row: 0, username: 'kim.two@example.com' }] })
    const rest = await sendFirst(again.call, opened.list)
    expect((await again.call('leavers.openLists', {})).rows).toMatchObject([{ batch: rest, rows: 1 }])
    await again.call('leavers.closeList', { batch: rest })
    expect((await again.call('leavers.openLists', {})).rows).toEqual([])
  })

  it('stands at the end of the record in every form, with the reason', async () => {
    const { call, out, staff } = await begin()
    const { list } = await call('leavers.match', { text: `${staff[0]}\nKim Twin\nnobody.here@example.com` })
    await call('leavers.choose', { list, choices: [{ row: 2, username: null }] })
    const batch = await sendFirst(call, list)
    const json = await call('leavers.record', { batch, format: 'json' })
    expect(JSON.parse(readFileSync(join(out, json.file ?? ''), 'utf8'))).toMatchObject({
      givenButNotDisabled: [
        { line: 2, given: 'Kim Twin', reason: expect.stringMatching(/^Not decided/) },
        { line: 3, given: 'nobody.here@example.com', reason: 'Left out by a person.' },
      ],
    })
    const csv = await call('leavers.record', { batch, format: 'csv' })
    const lines = parse(readFileSync(join(out, csv.file ?? ''), 'utf8'), { bom: true, columns: true }) as Record<
      string,
      string
    >[]
    expect(lines).toHaveLength(3)
    expect(lines[1]).toMatchObject({ 'given as': 'Kim Twin (line 2)', state: 'Given, but not disabled' })
    expect(lines[2]?.summary).toBe('Left out by a person.')
    await call('leavers.record', { batch, format: 'pdf' })
    expect(printed).toContain('Given, but not disabled')
    expect(printed).toContain('Kim Twin')
  })

  it('is nothing where people were picked and all of them leave', async () => {
    const { call, staff } = await begin()
    const { list } = await call('leavers.match', { usernames: staff.slice(0, 2) })
    const batch = await sendFirst(call, list)
    expect(await call('leavers.leftOut', { batch })).toMatchObject({ given: 2, total: 0, open: 0 })
    expect((await call('leavers.openLists', {})).rows).toEqual([])
  })
})
