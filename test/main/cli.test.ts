import { spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDemo, type DemoService } from '../../src/main/demo/service.ts'
import { type ServedService, serve } from '../fakes/service.ts'
import { temporaryFolder } from './tenant.ts'

const tool = fileURLToPath(new URL('../../src/main/cli.ts', import.meta.url))
let demo: DemoService
let service: ServedService
let home: string
beforeAll(async () => {
  demo = await createDemo({ people: 80, seed: 4, now: Date.now })
  service = await serve(demo)
  home = temporaryFolder()
})
afterAll(async () => {
  await service.close()
  rmSync(home, { recursive: true, force: true })
})

interface Run {
  code: number | null
  lines: { ok: boolean; value?: unknown; failure?: { code: string; message: string } }[]
  out: string
  errors: string
}

/** Runs the tool as its own process. */
function run(
  args: string[],
  { input = '', env = {} }: { input?: string; env?: Record<string, string> } = {},
): Promise<Run> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [tool, ...args], {
      env: {
        PATH: process.env.PATH ?? '',
        HOME: home,
        TMPDIR: tmpdir(),
        PROVOST_CID: demo.cid,
        PROVOST_PROVHASH: demo.hash,
        PROVOST_API_URL: service.url,
        ...env,
      },
    })
    let out = ''
    let errors = ''
    child.stdout.on('data', (data: Buffer) => (out += data))
    child.stderr.on('data', (data: Buffer) => (errors += data))
    child.on('close', (code) => {
      const lines = out
        .split('\n')
        .filter((line) => line.startsWith('{'))
        .map((line) => JSON.parse(line) as Run['lines'][number])
      resolve({ code, lines, out, errors })
    })
    child.stdin.end(input)
  })
}
const lastLoginOf = (page: unknown): string => {
  const [first] = (page as { rows: { lastLogin: string }[] }).rows
  if (first === undefined) throw new Error('nobody was found')
  return first.lastLogin
}
const line = (call: string, input: unknown = {}) => `${JSON.stringify({ call, input })}\n`
const ephemeral = ['call', '--stdin', '--ephemeral']

describe('the command line tool', () => {
  it('answers line by line, in order, and reads on after a line that is not JSON', async () => {
    const { code, lines } = await run(ephemeral, {
      input: `${line('directory.sync')}this is not JSON\n${line('users.page', { limit: 3 })}${line('no.such', {})}${line('users.page', { limit: 'many' })}`,
    })
    expect(code).toBe(0)
    expect(lines.map(({ ok }) => ok)).toEqual([true, false, true, false, false])
    expect(lines[0]?.value).toMatchObject({ users: 80 })
    expect(lines[2]?.value).toMatchObject({ rows: [{}, {}, {}] })
    expect([1, 3, 4].map((at) => lines[at]?.failure?.code)).toEqual(['invalid', 'invalid', 'invalid'])
  })

  it('leaves nothing behind, and shows the hash nowhere', async () => {
    const before = readdirSync(tmpdir()).filter((name) => name.startsWith('provost-'))
    const { out, errors } = await run(ephemeral, {
      input: `${line('directory.sync')}${line('app.state')}${line('app.diagnostics')}${line('requests.page')}`,
    })
    expect(`${out}${errors}`).not.toContain(demo.hash)
    const after = readdirSync(tmpdir()).filter((name) => name.startsWith('provost-'))
    expect(after.filter((name) => !before.includes(name) && !name.startsWith('provost-test-'))).toEqual([])
  })

  it('says that LastPass refused, without the hash', async () => {
    const { lines, out, errors } = await run(ephemeral, {
      input: line('directory.sync'),
      env: { PROVOST_PROVHASH: 'a-wrong-hash-0123456789' },
    })
    expect(lines[0]?.failure?.code).toBe('credential-refused')
    expect(`${out}${errors}`).not.toContain('a-wrong-hash-0123456789')
  })

  it.each(['http://lastpass.example.com/', 'ftp://127.0.0.1/', 'http://127.0.0.1.example.com/', 'not an address'])(
    'sends nothing to %s',
    async (address) => {
      const before = service.requests.length
      const { lines } = await run(ephemeral, { input: line('directory.sync'), env: { PROVOST_API_URL: address } })
      expect(lines[0]?.failure?.code).toBe('invalid')
      expect(service.requests).toHaveLength(before)
    },
  )

  it('reads local times in the zone that is set', async () => {
    const input = `${line('directory.sync')}${line('users.page', { limit: 1, status: ['active'], sort: { by: 'lastLogin' } })}`
    const [eastern, utc] = await Promise.all([
      run(ephemeral, { input }),
      run(ephemeral, { input, env: { PROVOST_TIME_ZONE: 'UTC' } }),
    ])
    const first = (result: Run) => Date.parse(lastLoginOf(result.lines[1]?.value))
    const hours = (first(eastern) - first(utc)) / 3_600_000
    expect([4, 5]).toContain(hours)
  })

  it('lists every call with its kind and seats', async () => {
    const { code, out } = await run(['calls'])
    expect(code).toBe(0)
    const all = JSON.parse(out) as { name: string; kind: string; seats: string[] }[]
    expect(all.find(({ name }) => name === 'users.page')).toEqual({
      name: 'users.page',
      kind: 'read',
      seats: ['admin', 'help-desk'],
    })
  })

  it('refuses a line of 10 MB and reads on', async () => {
    const { code, lines } = await run(ephemeral, {
      input: `${line('users.page', { text: 'x'.repeat(10_000_000) })}${line('app.state')}`,
    })
    expect(code).toBe(0)
    expect(lines.map(({ ok }) => ok)).toEqual([false, true])
    expect(lines[0]?.failure?.code).toBe('invalid')
  })

  it('exports without formulas, and over no file that is there', async () => {
    const person = 'eve@example.com'
    demo.edit.addUser(person, { fullname: '=HYPERLINK("http://192.0.2.1","x")' })
    const out = temporaryFolder()
    const wanted = { filter: { text: person }, columns: ['username', 'fullname'], format: 'csv' }
    const { lines } = await run([...ephemeral, '--out', out], {
      input: `${line('directory.sync')}${line('users.export', wanted)}${line('users.export', wanted)}`,
    })
    expect(lines[1]?.value).toMatchObject({ saved: true, rows: 1 })
    expect(lines[2]?.failure?.code).toBe('conflict')
    const [file = ''] = readdirSync(out)
    const text = readFileSync(join(out, file), 'utf8')
    expect(text).toBe(`\ufeffusername,fullname\n${person},"'=HYPERLINK(""http://192.0.2.1"",""x"")"\n`)
    rmSync(out, { recursive: true, force: true })
  })

  it('needs the data folder for itself', async () => {
    writeFileSync(join(home, 'not-a-folder'), '')
    const { code, lines } = await run(['call', 'app.state', '--home', join(home, 'not-a-folder')])
    expect(code).not.toBe(0)
    expect(lines[0]?.failure?.code).toBe('storage')
    expect(existsSync(join(home, 'not-a-folder'))).toBe(true)
  })
})
