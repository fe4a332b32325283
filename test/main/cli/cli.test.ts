import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { constants, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parsed } from '../../../src/main/cli/json-lines.ts'
import { createDemo, type DemoService } from '../../../src/main/demo/service/service.ts'
import { type ServedService, serve } from '../../fakes/service.ts'
import { temporaryFolder } from '../../harness/application.ts'
import { threadFile } from '../../harness/threads.ts'

const tool = fileURLToPath(threadFile('cli'))
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
  {
    input = '',
    env = {},
    started = (child) => child.stdin.end(input),
  }: { input?: string; env?: Record<string, string>; started?: (child: ChildProcessWithoutNullStreams) => void } = {},
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
    started(child)
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
  it('goes past no seat with --ephemeral: a workstation that has one says so, and nothing is sent', async () => {
    const marked = temporaryFolder()
    writeFileSync(join(marked, 'settings.json'), JSON.stringify({ settings: { seatLocked: true } }))
    const before = service.requests.length
    const { code, out } = await run([...ephemeral, '--home', marked], { input: line('directory.sync') })
    expect([code, service.requests.length - before]).toEqual([2, 0])
    expect(out).toContain('This workstation has a seat')
    rmSync(marked, { recursive: true, force: true })
  })

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

  it('splits its input at line feeds only, and writes nothing that a reader of lines could take for the end of one', async () => {
    const odd = 'a\u2028b\u2029c\u0085d\u009b\u202e'
    const { lines, out } = await run(ephemeral, {
      input: `\ufeff{"call":"users.page","input":{"text":"${odd}","limit":5}}\r\n \n{"call":"users.page","input":{"${odd}":1}}\n{"call":"directory.status",\r"input":{}}`,
    })
    expect(lines).toHaveLength(3)
    expect(lines.map(({ ok }) => ok)).toEqual([true, false, true])
    expect(JSON.stringify(lines[1]?.failure)).toContain(odd)
    expect(out).not.toMatch(/[^\P{Cc}\n]|[\u2028-\u202e]/u)
  })

  it.each([
    ['NODE_TLS_REJECT_UNAUTHORIZED', '0'],
    ['SSLKEYLOGFILE', '/nowhere/keys'],
  ])('does not start with %s=%s', async (name, value) => {
    const before = service.requests.length
    const { code, lines } = await run(ephemeral, { input: line('directory.sync'), env: { [name]: value } })
    expect([code, lines[0]?.failure?.code]).toEqual([2, 'not-allowed'])
    expect(service.requests.length).toBe(before)
  })

  it('leaves nothing behind, and shows the hash nowhere', async () => {
    // A folder of its own: other tests make and remove folders in the shared one meanwhile.
    const own = temporaryFolder()
    const { out, errors, lines } = await run(ephemeral, {
      input: `${line('directory.sync')}${line('app.state')}${line('app.diagnostics')}${line('requests.page')}`,
      env: { TMPDIR: own },
    })
    expect(lines[0]).toMatchObject({ ok: true })
    expect(`${out}${errors}`).not.toContain(demo.hash)
    expect(readdirSync(own)).toEqual([])
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
    const { file } = (lines[1]?.value ?? {}) as { file: string }
    expect(lines[2]?.value).toMatchObject({ saved: true, file: file.replace('.csv', '-2.csv') })
    expect(readdirSync(out)).toHaveLength(2)
    const text = readFileSync(join(out, file), 'utf8')
    expect(text).toBe(`\ufeffusername,fullname\n${person},"'=HYPERLINK(""http://192.0.2.1"",""x"")"\n`)
    rmSync(out, { recursive: true, force: true })
  })

  it('passes over byte order marks before lines, as in files that were joined, and before an input on the command line', async () => {
    const windows = line('app.state').replace('\n', '\r\n')
    const { lines } = await run(ephemeral, {
      input: `\ufeff${line('app.state')}${windows}\ufeff${windows}\ufeff\r\n\ufeff\ufeff${line('app.state')}\ufeff${windows.trim()}`,
    })
    expect(lines.map(({ ok }) => ok)).toEqual([true, true, true, true, true])
    expect(parsed('\ufeff{}\r')).toEqual({ value: {} })
  })

  it('takes the largest plan in one line', async () => {
    const add = ['A group with a name that is neither long nor short']
    const changes = Array.from({ length: 10_000 }, (_, at) => ({
      kind: 'groups',
      username: `nobody.number.${at}@department.example.com`,
      add,
      remove: [],
    }))
    const { lines } = await run(ephemeral, {
      input: `${line('directory.sync')}${line('changes.preview', { changes })}`,
    })
    expect(lines[1]?.value).toMatchObject({ total: 10_000 })
  })

  it('makes the one call that is named, whatever the input holds', async () => {
    const requests = service.requests.length
    const { code, lines } = await run(['call', 'app.state', '{}, "call": "directory.sync"', '--ephemeral'])
    expect([code, lines.length, lines[0]?.failure?.code]).toEqual([1, 1, 'invalid'])
    expect(service.requests).toHaveLength(requests)
  })

  it.each([
    ['--help', 0],
    ['help', 0],
    ['--version', 0],
    ['calls more', 2],
    ['call app.state {} more', 2],
    ['call --nonsense', 2],
    ['call app.state --home=', 2],
  ])('says how it is used: %s', async (words, expected) => {
    const { code, lines, out, errors } = await run(words.split(' '))
    expect([code, lines]).toEqual([expected, []])
    expect(expected === 0 ? out : errors).not.toBe('')
    expect(expected === 0 ? errors : out).toBe('')
  })

  it('enables no changes by a call where it was started without --write', async () => {
    for (const write of [false, true]) {
      const { lines } = await run([...ephemeral, ...(write ? ['--write'] : [])], {
        input: line('writing.enable') + line('writing.state'),
      })
      const [enabled, state] = lines as unknown as {
        ok: boolean
        value?: unknown
        failure?: { code: string; message: string }
      }[]
      if (write) expect(enabled).toMatchObject({ ok: true })
      else {
        expect(enabled).toMatchObject({ ok: false, failure: { code: 'not-allowed' } })
        expect(enabled?.failure?.message).toContain('--write')
        expect(state).toMatchObject({ value: { enabledUntil: null } })
      }
    }
    const { lines } = await run(['call', 'writing.enable', '{}', '--ephemeral'])
    expect(lines[0]).toMatchObject({ ok: false, failure: { code: 'not-allowed' } })
  })

  it('carries out what was applied before it ends', async () => {
    const person = 'leaving@example.com'
    demo.edit.addUser(person, { fullname: 'Leaving Person' })
    const { code } = await run([...ephemeral, '--write'], {
      started: (child) => {
        let out = ''
        const next = [
          (value: { plan: string }) => child.stdin.write(line('changes.apply', { plan: value.plan })),
          () => child.stdin.end(),
        ]
        child.stdin.write(line('directory.sync'))
        child.stdin.write(line('changes.preview', { changes: [{ kind: 'disable', username: person }] }))
        let seen = 1
        child.stdout.on('data', (data: Buffer) => {
          out += data
          const lines = out.split('\n').slice(0, -1)
          for (; seen < lines.length; seen++) next.shift()?.(JSON.parse(lines[seen] ?? '').value)
        })
      },
    })
    expect(code).toBe(0)
    expect(demo.ledger.map(({ command, data }) => ({ command, data }))).toEqual([
      { command: 'disableuser', data: [person] },
    ])
  })

  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('cleans up after %s', async (signal) => {
    const own = temporaryFolder()
    const { code } = await run(ephemeral, {
      env: { TMPDIR: own },
      started: (child) => {
        child.stdin.write(line('app.state'))
        child.stdout.once('data', () => child.kill(signal))
      },
    })
    expect(code).toBe(128 + constants.signals[signal])
    expect(readdirSync(own)).toEqual([])
    rmSync(own, { recursive: true, force: true })
  })

  it('has the database write down no statement, whatever the environment asks: those that seal rows hold a key', async () => {
    const { lines, out, errors } = await run(ephemeral, { input: line('directory.sync'), env: { RUST_LOG: 'trace' } })
    expect([lines.map(({ ok }) => ok), errors]).toEqual([[true], ''])
    expect(out).not.toContain('TRACE')
  })

  it('ends quietly when nobody reads on', async () => {
    const { code, errors } = await run(ephemeral, {
      started: (child) => {
        // Asked on only once nobody reads: a reader who leaves after the last answer is not noticed before the next one.
        child.stdout.once('close', () => child.stdin.write(line('app.state').repeat(2000)))
        child.stdout.once('data', () => child.stdout.destroy())
        child.stdin.on('error', () => {})
        child.stdin.write(line('app.state'))
      },
    })
    expect([code, errors]).toEqual([128 + constants.signals.SIGPIPE, ''])
  })

  it.each([
    ['the folder for passing files', ephemeral, { TMPDIR: '/nowhere/at/all' }],
    ['the data folder', ['call', '--stdin', '--home', `/${'x'.repeat(300)}`], {}],
  ])('says in one line that it cannot use %s', async (_what, args, env) => {
    const { code, lines, out, errors } = await run(args, { input: line('app.state'), env })
    expect([code, lines[0]?.failure?.code, out.trim().split('\n').length, errors]).toEqual([2, 'storage', 1, ''])
  })

  it('keeps settings that it cannot read, and says so', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'settings.json'), '{"settings": {"te')
    const { lines, errors } = await run(['call', 'app.state', '--home', folder])
    expect(lines[0]?.value).toMatchObject({ tenants: [] })
    const kept = readdirSync(folder).find((name) => name.startsWith('settings.unreadable-')) ?? ''
    expect(readFileSync(join(folder, kept), 'utf8')).toBe('{"settings": {"te')
    expect(errors).toContain(kept)
    rmSync(folder, { recursive: true, force: true })
  })

  it('says what to do about a lock that is none', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'lock.db'), 'x'.repeat(5000))
    const { code, lines } = await run(['call', 'app.state', '--home', folder])
    expect([code, lines[0]?.failure?.code]).toEqual([2, 'storage'])
    expect(lines[0]?.failure?.message).toContain('"lock.db"')
    rmSync(folder, { recursive: true, force: true })
  })

  it('needs the data folder for itself', async () => {
    writeFileSync(join(home, 'not-a-folder'), '')
    const { code, lines } = await run(['call', 'app.state', '--home', join(home, 'not-a-folder')])
    expect(code).not.toBe(0)
    expect(lines[0]?.failure?.code).toBe('storage')
    expect(existsSync(join(home, 'not-a-folder'))).toBe(true)
  })
})
