import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { build } from 'vite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { electronBinary } from '../../scripts/setup.mjs'

const source = resolve(import.meta.dirname, '../../src/main')
let folder: string

/** The real client over the real network of Electron, without a window: a read, then a change. */
const program = `
  import { app } from 'electron'
  import { createClient } from ${JSON.stringify(join(source, 'lastpass/client.ts'))}
  import { createServiceFetch, sendOnce } from ${JSON.stringify(join(source, 'shell/wire/network.ts'))}
  app.setPath('userData', process.env.TEST_HOME)
  sendOnce(app)
  app.whenReady().then(async () => {
    const credential = { cid: '1', hash: '0f9e8d7c6b5a49382716' }
    const lastpass = createClient({ baseUrl: process.env.TEST_URL, credential, fetch: createServiceFetch() })
    const { users } = await lastpass.send('getuserdata', {})
    const change = await lastpass.send('disableuser', ['a@example.com']).then((answer) => answer.status, (refusal) => refusal.failure)
    const switches = ['disable-http2', 'disable-quic'].map((name) => app.commandLine.hasSwitch(name))
    process.stdout.write('RESULT' + JSON.stringify({ users: users.length, change, switches }) + '\\n')
    app.exit(0)
  })
`

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'provost-test-'))
  await writeFile(join(folder, 'program.ts'), program)
  await writeFile(
    join(folder, 'package.json'),
    '{"name":"program","version":"1.0.0","type":"module","main":"program.js"}',
  )
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true, external: ['electron'] },
    build: {
      ssr: join(folder, 'program.ts'),
      outDir: folder,
      emptyOutDir: false,
      rolldownOptions: { external: ['electron'], output: { entryFileNames: 'program.js' } },
    },
  })
})

afterAll(async () => {
  await rm(folder, { recursive: true, force: true, maxRetries: 3 })
})

test('a change reaches the service once, also when it hangs up without an answer', async () => {
  const received: string[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString()
    })
    request.on('end', () => {
      const { cmd } = JSON.parse(body) as { cmd: string }
      received.push(cmd)
      if (cmd === 'disableuser') request.socket.destroy()
      else {
        // Nobody asked for these, and they are passed over.
        response.writeContinue()
        response.writeProcessing()
        response.end('{"Users":{"1":{"username":"a@example.com"}}}')
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    const { stdout } = await promisify(execFile)(electronBinary(), ['--no-sandbox', folder], {
      env: {
        ...process.env,
        TEST_HOME: join(folder, 'home'),
        TEST_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
      },
      timeout: 45_000,
    })
    expect(JSON.parse(/RESULT(.*)/.exec(stdout)?.[1] ?? 'null')).toEqual({
      users: 1,
      change: expect.objectContaining({ code: 'unknown-outcome' }),
      switches: [true, true],
    })
    expect(received).toEqual(['getuserdata', 'disableuser'])
  } finally {
    server.closeAllConnections()
    server.close()
  }
})
