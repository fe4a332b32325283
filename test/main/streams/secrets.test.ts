import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { createApp } from '../../../src/main/app.ts'
import { createDemo } from '../../../src/main/demo/service/service.ts'
import { createWatchedVault } from '../../../src/main/keychain/watched-vault.ts'
import { createRedactor } from '../../../src/main/redact.ts'
import { type FakeReceiver, type Received, serveReceiver } from '../../fakes/receivers.ts'
import { serve } from '../../fakes/service.ts'
import { callsOf, createKeptVault, temporaryFolder, testOptions } from '../../harness/application.ts'

const secret = 'Zx81-secret-token-that-must-not-be-seen'
const logged: string[] = []
const redactor = createRedactor()
const log = (message: string, more?: object) => {
  logged.push(redactor.text(`${message} ${JSON.stringify(more ?? {})}`))
  return 'reference'
}
let calls: ReturnType<typeof callsOf>
let close: () => Promise<void>
let server: FakeReceiver
let answer: (request: Received) => object = () => ({})
let isFailing = false
const entries = new Map<string, string>()
const home = temporaryFolder()

beforeAll(async () => {
  server = await serveReceiver((request) =>
    isFailing ? { status: 400, body: answer(request) } : { status: 200, body: { text: 'Success', code: 0 } },
  )
  const kept = createKeptVault()
  const vault = createWatchedVault(
    {
      ...kept,
      write: async (account, entry) => {
        entries.set(account, entry)
        await kept.write(account, entry)
      },
      erase: async (account) => {
        entries.delete(account)
        await kept.erase(account)
      },
    },
    redactor,
  )
  const demo = createDemo({ people: 20, seed: 3, now: Date.now, founded: Date.parse('2026-11-01T00:00:00Z') })
  const service = await serve(demo)
  const app = await createApp(
    testOptions(home, {
      ...{ refreshes: true, vault, noteSecret: redactor.add },
      log: { info: log, warn: log, error: log },
      streamTiming: { settleMs: 5, firstRetryMs: 5, stoppedRetryMs: 60_000 },
    }),
  )
  calls = callsOf(app)
  close = async () => {
    await app.close()
    await service.close()
  }
  await calls.call('tenants.connect', { cid: demo.cid, hash: demo.hash, label: 'Example', baseUrl: service.url })
})
afterEach(() => {
  isFailing = false
})
afterAll(async () => {
  await close()
  await server?.close()
  rmSync(home, { recursive: true, force: true })
})
const only = async () => (await calls.call('streams.list', {})).streams[0]
const found = () => {
  try {
    return execFileSync('grep', [
      '-rl',
      '-a',
      '-e',
      secret,
      '-e',
      Buffer.from(secret).toString('base64'),
      home,
    ]).toString()
  } catch {
    return ''
  }
}

describe('the secret of a stream', () => {
  test('is in the keychain and in the request, and nowhere else', async () => {
    const { id } = await calls.call('streams.add', {
      name: 'Splunk',
      receiver: { kind: 'splunk', url: server.url, token: secret },
      categories: null,
      from: 'now',
    })
    expect([...entries].filter(([, entry]) => entry.includes(secret))).toHaveLength(1)
    const tested = await calls.call('streams.test', { id: id as string })
    expect(tested.problem).toBeNull()
    expect(server.requests.at(-1)?.headers.authorization).toBe(`Splunk ${secret}`)
    expect(JSON.parse(server.requests.at(-1)?.body ?? '').event).toMatchObject({ test: true, key: tested.key })
    expect(JSON.stringify(await calls.call('streams.list', {}))).not.toContain(secret)
    expect(JSON.stringify(await calls.call('journal.page', { limit: 500 }))).not.toContain(secret)
    expect(found()).toBe('')
  })

  test.each([
    ['as it is', (text: string) => ({ text: `bad: ${text}`, code: 6 })],
    ['in base64', (text: string) => ({ text: Buffer.from(text).toString('base64'), code: 6 })],
    [
      'in a page',
      (text: string) => ({ text: `<p>${[...text].map((c) => `&#${c.charCodeAt(0)};`).join('')}</p>`, code: 6 }),
    ],
  ])('is not shown where a receiver echoes it %s', async (_, echo) => {
    isFailing = true
    answer = ({ headers }) => echo(String(headers.authorization).replace('Splunk ', ''))
    const { id = '' } = (await only()) ?? {}
    const { problem, details } = await calls.call('streams.test', { id })
    expect(problem).not.toBeNull()
    const said = `${problem} ${details} ${JSON.stringify(await calls.call('streams.list', {}))} ${logged.join('\n')}`
    expect(said).not.toContain(secret)
    expect(said).not.toContain(Buffer.from(secret).toString('base64'))
    expect(said).not.toContain(`&#${secret.charCodeAt(0)};&#${secret.charCodeAt(1)};`)
  })

  test('has to be entered again for another address, and nothing is sent there without', async () => {
    const elsewhere = await serveReceiver(() => ({ status: 200, body: { text: 'Success', code: 0 } }))
    const { id = '' } = (await only()) ?? {}
    const receiver = { kind: 'splunk' as const, url: elsewhere.url }
    expect(await calls.refused('streams.change', { id, receiver })).toMatchObject({
      code: 'invalid',
      path: 'receiver.token',
      message: expect.stringContaining('Enter it again'),
    })
    expect(await only()).toMatchObject({ receiver: { url: `${server.url}/` } })
    expect(elsewhere.requests).toEqual([])
    const [account = ''] = [...entries].find(([, each]) => each.includes(secret)) ?? []
    await calls.call('streams.change', { id, receiver: { ...receiver, token: `${secret}-2` } })
    expect((await calls.call('streams.test', { id })).problem).toBeNull()
    expect(elsewhere.requests.map(({ headers }) => headers.authorization)).toContain(`Splunk ${secret}-2`)
    expect(entries.get(account)).toContain(`${secret}-2`)
    await elsewhere.close()
  })

  test('goes from the keychain with the stream', async () => {
    const { id = '' } = (await only()) ?? {}
    await calls.call('streams.remove', { id })
    expect([...entries.values()].some((entry) => entry.includes(secret))).toBe(false)
    await vi.waitFor(async () => expect(await only()).toBeUndefined())
    expect(found()).toBe('')
    expect(logged.join('\n')).not.toContain(secret)
  })
})
