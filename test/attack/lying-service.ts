import { rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createApp } from '../../src/main/app.ts'
import { createDemo, type DemoService } from '../../src/main/demo/service/service.ts'
import { callsOf, createKeptVault, temporaryFolder, testOptions } from '../harness/application.ts'
import { type Figures, noFigures, type Round, seeded } from './figures.ts'

/** What the stand-in received, and how it lies. */
interface Liar {
  url: string
  demo: DemoService
  /** Bodies of requests that change something, as they came in. */
  changes: string[]
  lie: Lie | null
  close(): Promise<void>
}

/** Makes another answer of the true one; `carryOut`: does what was asked, and gives the true answer. */
type Lie = (request: { command: string; body: string; hash: string }, carryOut: () => Answer) => Answer
interface Answer {
  status: number
  body: string
  headers?: Record<string, string>
}

const reads = new Set(['getuserdata', 'getsfdata', 'getdetailedsfdata', 'reporting'])

async function openLiar(seed: number): Promise<Liar> {
  const demo = createDemo({ people: 40, seed, now: Date.now })
  const changes: string[] = []
  const liar: Liar = { url: '', demo, changes, lie: null, close: async () => {} }
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const body = Buffer.concat(parts).toString()
      const command = /"cmd"\s*:\s*"([^"]*)"/.exec(body)?.[1] ?? ''
      if (!reads.has(command)) changes.push(body)
      const carryOut = (): Answer => {
        const { status, body: answer } = demo.answer(body)
        return { status, body: typeof answer === 'string' ? answer : Buffer.from(answer).toString() }
      }
      const { status, body: answer, headers } = liar.lie?.({ command, body, hash: demo.hash }, carryOut) ?? carryOut()
      if (status === 0) request.socket.destroy()
      else response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(answer)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  liar.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/enterpriseapi.php`
  liar.close = () =>
    new Promise((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return liar
}

const unicode = (text: string) =>
  [...text].map((letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')
const each = (text: string, make: (letter: string) => string) => [...text].map(make).join('')
const code = (letter: string) => letter.charCodeAt(0)

/** Spellings in which a service could give the hash back, as they stand in a JSON string. */
export const spellings: Readonly<Record<string, (hash: string) => string>> = {
  plain: (hash) => hash,
  upper: (hash) => hash.toUpperCase(),
  mixed: (hash) => each(hash, (letter) => (code(letter) % 2 ? letter.toUpperCase() : letter)),
  'one letter escaped': (hash) => unicode(hash.slice(0, 1)) + hash.slice(1),
  'all escaped': unicode,
  'escaped twice': (hash) => unicode(hash).replaceAll('\\', '\\\\'),
  url: (hash) => each(hash, (letter) => `%${code(letter).toString(16)}`),
  'url twice': (hash) => each(hash, (letter) => `%25${code(letter).toString(16)}`),
  'html decimal': (hash) => each(hash, (letter) => `&#${code(letter)};`),
  'html hexadecimal': (hash) => each(hash, (letter) => `&#x${code(letter).toString(16)};`),
  base64: (hash) => Buffer.from(hash).toString('base64'),
  'base64 of the bytes': (hash) => Buffer.from(hash, 'hex').toString('base64'),
  base64url: (hash) => Buffer.from(hash).toString('base64url'),
  'base64 twice': (hash) => Buffer.from(Buffer.from(hash).toString('base64')).toString('base64'),
  'base64 shifted': (hash) => Buffer.from(`x${hash}`).toString('base64'),
  hexadecimal: (hash) => Buffer.from(hash).toString('hex'),
  octal: (hash) => each(hash, (letter) => `\\\\${code(letter).toString(8)}`),
  'quoted printable': (hash) => each(hash, (letter) => `=${code(letter).toString(16).toUpperCase()}`),
  backwards: (hash) => [...hash].reverse().join(''),
  dashes: (hash) => hash.replace(/(.{4})(?=.)/g, '$1-'),
  blanks: (hash) => each(hash, (letter) => `${letter} `),
  'zero width': (hash) => each(hash, (letter) => `${letter}\u200b`),
  'soft hyphens': (hash) => each(hash, (letter) => `${letter}\u00ad`),
  'full width': (hash) => each(hash, (letter) => String.fromCodePoint(code(letter) + 0xfee0)),
  numbers: (hash) => [...hash].map(code).join(','),
  rotated: (hash) =>
    each(hash, (letter) => (/[a-z]/.test(letter) ? String.fromCharCode(((code(letter) - 97 + 13) % 26) + 97) : letter)),
  'the last 24': (hash) => hash.slice(-24),
  'the first 20': (hash) => hash.slice(0, 20),
}

/** What of an answer would give the hash away to who reads it: a test of its own, apart from what Provost removes by. */
function gives(text: string, hash: string): boolean {
  const bare = text.normalize('NFKC').toLowerCase()
  const kept = bare.replace(/[^a-z0-9]/g, '')
  const short = hash.slice(0, 20).toLowerCase()
  return (
    [hash, short, hash.slice(-20)].some(
      (part) => kept.includes(part.toLowerCase()) || kept.includes([...part].reverse().join('')),
    ) ||
    [
      Buffer.from(hash).toString('base64'),
      Buffer.from(hash, 'hex').toString('base64'),
      Buffer.from(hash).toString('base64url'),
      Buffer.from(hash).toString('hex'),
      unicode(hash),
      each(hash, (letter) => `%${code(letter).toString(16)}`),
      each(hash, (letter) => `&#${code(letter)};`),
    ].some((spelt) => bare.includes(spelt.toLowerCase()))
  )
}

const shown: readonly [name: string, input: object][] = [
  ['users.page', { limit: 500 }],
  ['groups.page', { limit: 500 }],
  ['folders.page', { limit: 500 }],
  ['errors.page', {}],
  ['directory.status', {}],
  ['directory.problems', { limit: 100 }],
  ['directory.history', { limit: 100 }],
  ['requests.page', {}],
  ['journal.page', { limit: 500 }],
  ['app.diagnostics', {}],
]

async function openApplication(liar: Liar) {
  const home = temporaryFolder()
  const app = await createApp(testOptions(home, { vault: createKeptVault(), writing: true }))
  const { call } = callsOf(app)
  await call('tenants.connect', { cid: liar.demo.cid, hash: liar.demo.hash, label: 'Example Co', baseUrl: liar.url })
  await call('directory.sync', {})
  return {
    app,
    call,
    async close() {
      await app.close()
      rmSync(home, { recursive: true, force: true })
    },
  }
}

/** A service that gives the hash back in every spelling and every place: names, groups, refusals, pages. */
export async function echo({ until, log, seed }: Round): Promise<Figures> {
  const figures = noFigures('echoes')
  const liar = await openLiar(seed)
  const { app, close } = await openApplication(liar)
  const places: Readonly<Record<string, (spelt: string) => Lie>> = {
    'a name': (spelt) => (_, carryOut) => {
      const { status, body } = carryOut()
      return { status, body: body.replace(/"fullname":"[^"]*"/, `"fullname":"${spelt}"`) }
    },
    'a group': (spelt) => (_, carryOut) => {
      const { status, body } = carryOut()
      return { status, body: body.replace(/"groups":\[/, `"groups":["${spelt}",`) }
    },
    'a refusal': (spelt) => () => ({ status: 200, body: `{"status":"FAIL","error":"bad request: ${spelt}"}` }),
    'a page': (spelt) => () => ({
      status: 503,
      body: `<html><body>You sent ${spelt}</body></html>`,
      headers: { 'content-type': 'text/html' },
    }),
  }
  try {
    for (const [spelling, spell] of Object.entries(spellings))
      for (const [place, make] of Object.entries(places)) {
        if (Date.now() > until) return figures
        liar.lie = make(spell(liar.demo.hash))
        const answers = [JSON.stringify(await app.call('directory.sync', { acceptFewer: true }))]
        for (const [name, input] of shown) answers.push(JSON.stringify(await app.call(name, input)))
        figures.tried++
        const given = answers.filter((text) => gives(text, liar.demo.hash))
        figures.hashes += given.length
        figures.internal += answers.some((text) => text.includes('"code":"internal"')) ? 1 : 0
        if (given.length === 0) figures.harmless++
        else {
          figures.silent++
          log(`the hash, ${spelling}, in ${place}: came back in ${given.length} answers`)
        }
      }
  } finally {
    liar.lie = null
    await close()
    await liar.close()
  }
  return figures
}

/** What somebody's account is, as the stand-in has it. */
function accountOf(demo: DemoService, username: string): string {
  const body = JSON.stringify({ cid: demo.cid, provhash: demo.hash, cmd: 'getuserdata', data: { username } })
  const { Users = {} } = JSON.parse(String(demo.answer(body).body)) as {
    Users?: Record<string, Record<string, unknown>>
  }
  const found = Object.values(Users)[0]
  return JSON.stringify([found?.fullname, found?.disabled, found?.groups, found?.password_reset_required])
}

/** A service that lies about what it did: what the rows of a job then say is compared with what it really did. */
export async function lies({ until, log, seed }: Round): Promise<Figures> {
  const figures = noFigures('lies')
  const liar = await openLiar(seed)
  const { app, call, close } = await openApplication(liar)
  const random = seeded(seed)
  const ok = { status: 200, body: '{"status":"OK"}' }
  const ofChanges =
    (lie: Lie): Lie =>
    (request, carryOut) =>
      reads.has(request.command) ? carryOut() : lie(request, carryOut)
  const cases: Readonly<Record<string, Lie>> = {
    'a true answer': (_, carryOut) => carryOut(),
    'OK that did nothing': ofChanges(() => ok),
    'yes that did something else': ofChanges(({ body, command }) => {
      const name = /"([^"@]+@[^"]+)"/.exec(body.slice(body.indexOf('"data"')))?.[1] ?? ''
      if (command === 'disableuser') liar.demo.edit.rename(name, 'Somebody Else')
      else liar.demo.edit.disable(name)
      return ok
    }),
    'no that did it': ofChanges((_, carryOut) => {
      carryOut()
      return { status: 200, body: '{"status":"FAIL","error":"no"}' }
    }),
    'slow down that did it': ofChanges((_, carryOut) => {
      carryOut()
      return { status: 429, body: 'Too Many Requests', headers: { 'retry-after': '0' } }
    }),
    'an error page that did it': ofChanges((_, carryOut) => {
      carryOut()
      return { status: 502, body: '<html>Bad Gateway</html>' }
    }),
    'an error page that did nothing': ofChanges(() => ({ status: 502, body: '<html>Bad Gateway</html>' })),
    'no answer, and done': ofChanges((_, carryOut) => {
      carryOut()
      return { status: 0, body: '' }
    }),
    'no answer, and not done': ofChanges(() => ({ status: 0, body: '' })),
    'rubbish that did it': ofChanges((_, carryOut) => {
      carryOut()
      return { status: 200, body: '{"status":' }
    }),
    'an empty answer that did it': ofChanges((_, carryOut) => {
      carryOut()
      return { status: 200, body: '' }
    }),
    'an answer of another command': ofChanges((_, carryOut) => {
      carryOut()
      return { status: 200, body: '{"total":0,"count":0,"Users":[]}' }
    }),
  }
  const kinds = ['disable', 'rename', 'require-password-change', 'reset-password'] as const
  try {
    for (const [words, lie] of Object.entries(cases))
      for (const kind of kinds) {
        if (Date.now() > until) return figures
        liar.lie = null
        await call('directory.sync', {})
        const { rows } = await call('users.page', { status: ['active'], admin: false, limit: 200 })
        const chosen = rows[Math.floor(random() * rows.length)]
        if (chosen === undefined) continue
        const { username } = chosen
        const change =
          kind === 'rename' ? { kind, username, fullname: `Robin ${figures.tried}` } : ({ kind, username } as const)
        const { plan, confirm, counts } = await call('changes.preview', { changes: [change] })
        if (counts.change !== 1) continue
        const before = accountOf(liar.demo, username)
        const done = liar.demo.ledger.length
        liar.changes.length = 0
        liar.lie = lie
        const { job } = await call('changes.apply', { plan, ...(confirm === null ? {} : { confirm }) })
        const view = await call('jobs.wait', { job, timeoutMs: 45_000 })
        liar.lie = null
        const after = accountOf(liar.demo, username)
        const carried = liar.demo.ledger.length - done
        const row = view.rows[0]
        figures.tried++
        figures.sentTwice += Math.max(0, liar.changes.length - 1)
        const hash = JSON.stringify(view).includes(liar.demo.hash)
        figures.hashes += hash ? 1 : 0
        const claims = row?.outcome === 'confirmed'
        const denies = row?.outcome === 'failed' || row?.outcome === 'waiting' || row?.outcome === 'skipped'
        // Confirmed and not done, or denied and done, is untrue; of what cannot be read an OK is all that there is.
        const readable = kind !== 'reset-password'
        const untrue = (claims && carried === 0 && readable) || (denies && carried > 0 && before !== after)
        if (untrue) {
          figures.silent++
          log(`${words}, ${kind}: the row says ${row?.outcome} (${row?.message}), done ${carried} times`)
        } else if (row?.outcome === 'confirmed' && carried === 1) figures.harmless++
        else figures.told++
        if (liar.changes.length > 1) log(`${words}, ${kind}: sent ${liar.changes.length} times`)
        await app.call('jobs.cancel', { job })
      }
  } finally {
    liar.lie = null
    await close()
    await liar.close()
  }
  return figures
}

/** Answers of another company: as many people, most of them others, or the same names with other numbers. */
export async function otherCompany({ until, log, seed }: Round): Promise<Figures> {
  const figures = noFigures('another-company')
  const liar = await openLiar(seed)
  const { app, call, close } = await openApplication(liar)
  const others = [seed + 1000, seed + 2000].map((each) => createDemo({ people: 40, seed: each, now: Date.now }))
  try {
    const before = JSON.stringify((await call('users.page', { limit: 500 })).rows)
    for (const other of others) {
      if (Date.now() > until) break
      liar.lie = ({ body }) => {
        const theirs = body.replaceAll(liar.demo.hash, other.hash).replaceAll(liar.demo.cid, other.cid)
        const { status, body: answer } = other.answer(theirs)
        return { status, body: typeof answer === 'string' ? answer : Buffer.from(answer).toString() }
      }
      const result = await app.call('directory.sync', {})
      liar.lie = null
      figures.tried++
      const after = JSON.stringify((await call('users.page', { limit: 500 })).rows)
      if (!result.ok && after === before) figures.told++
      else if (after === before) figures.harmless++
      else {
        figures.silent++
        log('people of another company were taken over without a question')
      }
    }
  } finally {
    await close()
    await liar.close()
  }
  return figures
}
