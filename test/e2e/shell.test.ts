import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { statSync } from 'node:fs'
import { type AddressInfo, createServer, type Server } from 'node:net'
import type { ElectronApplication, Page } from 'playwright'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Bridge } from '../../src/contract/bridge.ts'
import { launch, makeHome, readLog, start } from './launch.ts'

declare global {
  // What runs in the page sees it so.
  var provost: Bridge
}

const { home, remove } = makeHome()
const startPage = 'app://console/index.html'
let app: ElectronApplication
let page: Page
/** Whatever the page manages to reach on this machine ends here. */
let outside: Server
let address = ''
let connections = 0
let callId = 1

beforeAll(async () => {
  outside = createServer((socket) => {
    connections++
    socket.destroy()
  })
  outside.listen(0, '127.0.0.1')
  await once(outside, 'listening')
  address = `127.0.0.1:${(outside.address() as AddressInfo).port}`
  ;({ app, page } = await launch(home))
})

afterAll(async () => {
  await app.close()
  outside.close()
  await remove()
})

beforeEach(() => {
  connections = 0
})

const call = (name: unknown, input?: unknown): Promise<unknown> =>
  page.evaluate(
    ([name, input, id]) => globalThis.provost.call(name as string, input, id as number),
    [name, input, callId++],
  )

const times = (text: string) => readLog(home).split(text).length - 1

/** Does something in the page, and waits until the log tells that it was refused. */
async function refused(line: string, attempt: () => Promise<unknown>): Promise<void> {
  const before = times(line)
  await attempt()
  await expect.poll(() => times(line)).toBeGreaterThan(before)
}

describe('the page', () => {
  test('has no Node and no Electron, and the bridge has three functions', async () => {
    const found = await page.evaluate(() => ({
      node: ['process', 'require', 'module', 'Buffer', '__dirname', 'electron'].filter((name) => name in globalThis),
      bridge: Object.entries(globalThis.provost).map(([name, value]) => `${name}: ${typeof value}`),
      opener: globalThis.opener,
    }))
    expect(found).toEqual({
      node: [],
      bridge: ['call: function', 'cancel: function', 'listen: function'],
      opener: null,
    })
  })

  test('cannot change the bridge', async () => {
    const changed = await page.evaluate(() => {
      const before = globalThis.provost.call
      try {
        globalThis.provost.call = async () => 'mine'
      } catch {}
      return globalThis.provost.call !== before
    })
    expect(changed).toBe(false)
  })

  test('is a sandboxed guest, in a session of its own', async () => {
    const preferences = await app.evaluate(({ BrowserWindow, session }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
        getLastWebPreferences(): Record<string, unknown>
        session: unknown
      }
      return { ...contents.getLastWebPreferences(), isDefault: contents.session === session.defaultSession }
    })
    expect(preferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      isDefault: false,
    })
  })

  test('hears three channels and no more', async () => {
    const channels = await app.evaluate(({ ipcMain }) => {
      const handlers = (ipcMain as unknown as { _invokeHandlers: Map<string, unknown> })._invokeHandlers
      return [...handlers.keys(), ...ipcMain.eventNames().filter((name) => name !== 'error')]
    })
    expect(channels).toEqual(['call', 'cancel'])
  })
})

describe('the page reaches nothing', () => {
  test('neither by requests, nor by elements, nor by sockets, workers or hints', async () => {
    const { outcomes, violated } = await page.evaluate(async (address) => {
      const violated = new Set<string>()
      document.addEventListener('securitypolicyviolation', (event) => violated.add(event.effectiveDirective))
      const http = `http://${address}/`
      const element = (name: string, attributes: Record<string, string>) =>
        new Promise<string>((resolve) => {
          const made = Object.assign(document.createElement(name))
          for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
          made.onload = () => resolve('loaded')
          made.onerror = () => resolve('refused')
          document.body.append(made)
        })
      const attempt = async (work: () => unknown) => {
        try {
          await work()
          return 'done'
        } catch {
          return 'refused'
        }
      }
      const socket = (make: () => WebSocket | EventSource) =>
        new Promise<string>((resolve) => {
          try {
            const made = make()
            made.onopen = () => resolve('open')
            made.onerror = () => resolve('refused')
          } catch {
            resolve('refused')
          }
        })
      // Hints have no outcome; the server counts what comes of them.
      for (const rel of ['preconnect', 'dns-prefetch', 'prefetch', 'preload', 'modulepreload', 'prerender']) {
        const link = Object.assign(document.createElement('link'), { rel, href: http, as: 'script' })
        document.head.append(link)
      }
      const outcomes = {
        fetch: await attempt(() => fetch(http, { mode: 'no-cors' })),
        file: await attempt(() => fetch('file:///etc/hostname')),
        ownScheme: await attempt(() => fetch('app://other/index.html')),
        image: await element('img', { src: `${http}a.png` }),
        fileImage: await element('img', { src: 'file:///usr/share/pixmaps/a.png' }),
        styles: await element('link', { rel: 'stylesheet', href: `${http}a.css` }),
        webSocket: await socket(() => new WebSocket(`ws://${address}/`)),
        eventSource: await socket(() => new EventSource(http)),
        worker: await attempt(() => new Worker(URL.createObjectURL(new Blob(['1'])))),
      }
      return { outcomes, violated: [...violated] }
    }, address)
    expect(outcomes).toEqual(Object.fromEntries(Object.keys(outcomes).map((name) => [name, 'refused'])))
    // Refused by the policy already; the filter of requests stands behind it.
    expect(violated).toEqual(expect.arrayContaining(['connect-src', 'img-src', 'style-src-elem']))
    expect(connections).toBe(0)
  })

  test('nor when its own policy is out of the way', async () => {
    const fetched = (url: string) =>
      app.evaluate(
        ({ BrowserWindow }, url) =>
          BrowserWindow.getAllWindows()[0]
            ?.webContents.session.fetch(url)
            .then(
              ({ status }) => `answered ${status}`,
              ({ message }) => message,
            ),
        url,
      )
    // By the filter, before the dead proxy would refuse it too.
    for (const protocol of ['http', 'https'])
      expect(await fetched(`${protocol}://${address}/`)).toContain('ERR_BLOCKED_BY_CLIENT')
    expect(connections).toBe(0)
  })

  test('nor past a proxy that nobody serves', async () => {
    const proxy = await app.evaluate(
      ({ BrowserWindow }, url) => BrowserWindow.getAllWindows()[0]?.webContents.session.resolveProxy(url),
      `http://${address}/`,
    )
    expect(proxy).toBe('PROXY 127.0.0.1:9')
  })

  test('nor through WebRTC', async () => {
    const listener: Socket = createSocket('udp4')
    let packets = 0
    listener.on('message', () => packets++)
    listener.bind(0, '127.0.0.1')
    await once(listener, 'listening')
    try {
      const candidates = await page.evaluate(
        async (urls) => {
          const connection = new RTCPeerConnection({ iceServers: [{ urls, username: 'a', credential: 'b' }] })
          const found: string[] = []
          connection.createDataChannel('x')
          const gathered = new Promise<void>((resolve) => {
            connection.onicecandidate = ({ candidate }) => (candidate ? found.push(candidate.candidate) : resolve())
          })
          await connection.setLocalDescription(await connection.createOffer())
          await gathered
          connection.close()
          return found
        },
        [`stun:127.0.0.1:${listener.address().port}`, `turn:${address}?transport=tcp`],
      )
      expect({ packets, connections, candidates }).toEqual({ packets: 0, connections: 0, candidates: [] })
    } finally {
      listener.close()
    }
  })
})

describe('the page runs nothing but what was built', () => {
  test('no text becomes a script', async () => {
    const result = await page.evaluate(async () => {
      const violated: string[] = []
      document.addEventListener('securitypolicyviolation', (event) => violated.push(event.effectiveDirective))
      const attempts: Record<string, () => unknown> = {
        // biome-ignore lint/security/noGlobalEval: that it is refused is the point
        eval: () => globalThis.eval('globalThis.broken = 1'),
        function: () => new Function('globalThis.broken = 1')(),
        timer: () => setTimeout('globalThis.broken = 1' as unknown as () => void, 0),
        script: () => {
          const script = document.createElement('script')
          script.append('globalThis.broken = 1')
          document.body.append(script)
        },
        markup: () => {
          document.body.insertAdjacentHTML('beforeend', '<img src="x" onerror="globalThis.broken = 1">')
        },
        handler: () => {
          const made = document.createElement('button')
          made.setAttribute('onclick', 'globalThis.broken = 1')
          document.body.append(made)
          made.click()
          made.remove()
        },
        styles: () => {
          const style = document.createElement('style')
          style.append('body { --broken: 1 }')
          document.head.append(style)
          if (getComputedStyle(document.body).getPropertyValue('--broken') !== '') throw new Error('the style applies')
        },
      }
      // In a turn of its own: the protocol that drives the page lifts the policy for what it calls itself.
      const threw = await new Promise<string[]>((resolve) =>
        setTimeout(() => {
          const failing = Object.entries(attempts).filter(([, attempt]) => {
            try {
              attempt()
              return false
            } catch {
              return true
            }
          })
          resolve(failing.map(([name]) => name))
        }),
      )
      // What was set off above, a timer among it, comes before this.
      await new Promise((resolve) => setTimeout(resolve, 50))
      return { broken: 'broken' in globalThis, threw, violated: [...new Set(violated)].sort() }
    })
    expect(result.broken).toBe(false)
    expect(result.threw).not.toContain('styles')
    expect(result.threw).toEqual(expect.arrayContaining(['eval', 'function', 'markup']))
    expect(result.violated).toEqual(['require-trusted-types-for', 'style-src-elem'])
  })

  test('no module comes from elsewhere', async () => {
    const urls = [`http://${address}/a.js`, 'data:text/javascript,globalThis.broken = 1', 'app://console/nothing.js']
    // As text: the tests' own compiler would put something else in the place of `import`.
    const outcomes = await page.evaluate(
      `Promise.all(${JSON.stringify(urls)}.map((url) => import(url).then(() => 'loaded', () => 'refused')))`,
    )
    expect(outcomes).toEqual(['refused', 'refused', 'refused'])
    expect(await page.evaluate(() => 'broken' in globalThis)).toBe(false)
    expect(connections).toBe(0)
  })

  test('its rules come as headers with every answer, and nothing is served but the files of the build', async () => {
    const answers = await app.evaluate(
      async ({ BrowserWindow }, paths) => {
        const session = BrowserWindow.getAllWindows()[0]?.webContents.session
        return Promise.all(
          paths.map(async (path) => {
            const answer = await session?.fetch(`app://console${path}`)
            return { path, status: answer?.status, policy: answer?.headers.get('content-security-policy') ?? '' }
          }),
        )
      },
      [
        '/index.html',
        '/',
        '/nothing.js',
        '/..%2fmain%2findex.js',
        '/..%2f..%2fpackage.json',
        '/%2e%2e/main/index.js',
        '/../preload/index.cjs',
        '/__proto__',
      ],
    )
    expect(answers.map(({ path, status }) => [path, status])).toEqual([
      ['/index.html', 200],
      ...answers.slice(1).map(({ path }) => [path, 404]),
    ])
    for (const { policy } of answers)
      expect(policy).toMatch(/^default-src 'none'; script-src 'self'; .*require-trusted-types-for 'script'/)
  })
})

describe('the window stays', () => {
  const leave = (url: string) =>
    page.evaluate((url) => {
      location.href = url
    }, url)

  test.each(['https://example.com/', 'app://console/assets/', 'app://other/index.html'])(
    'it does not go to %s',
    async (url) => {
      await refused('A navigation was refused.', () => leave(url))
      expect(page.url().split('#')[0]).toBe(startPage)
    },
  )

  test('it loads our page again when the page asks for it', async () => {
    await page.evaluate(() => Object.assign(globalThis, { mark: 1 }))
    await page.evaluate(() => location.reload())
    await expect.poll(() => page.evaluate(() => 'mark' in globalThis).catch(() => true)).toBe(false)
    await page.waitForLoadState()
    expect(page.url().split('#')[0]).toBe(startPage)
  })

  test('it opens no other window', async () => {
    await refused('A new window was refused.', async () => {
      expect(await page.evaluate(() => window.open('https://example.com/'))).toBeNull()
    })
    await refused('A new window was refused.', () =>
      page.evaluate(() => {
        const link = Object.assign(document.createElement('a'), { href: 'app://console/index.html', target: '_blank' })
        document.body.append(link)
        link.click()
        link.remove()
      }),
    )
    expect(app.windows()).toHaveLength(1)
  })

  test('it holds no frame, also not of our page', async () => {
    await page.evaluate((address) => {
      for (const src of ['app://console/index.html', `http://${address}/`]) {
        const frame = Object.assign(document.createElement('iframe'), { src })
        document.body.append(frame)
      }
    }, address)
    const loaded = () => page.frames().filter((frame) => /^(app|http):/.test(frame.url()))
    expect(loaded()).toHaveLength(1)
    expect(connections).toBe(0)
  })

  test('it downloads nothing', async () => {
    await app.evaluate(({ BrowserWindow }) => {
      const { session } = BrowserWindow.getAllWindows()[0]?.webContents ?? {}
      session?.on('will-download', ({ defaultPrevented }) =>
        Object.assign(globalThis, { download: { defaultPrevented } }),
      )
    })
    await refused('A download was refused.', () =>
      page.evaluate(() => {
        const link = document.createElement('a')
        Object.assign(link, { href: 'data:application/octet-stream,x', download: 'x.bin' })
        document.body.append(link)
        link.click()
        link.remove()
      }),
    )
    expect(await app.evaluate(() => (globalThis as { download?: unknown }).download)).toEqual({
      defaultPrevented: true,
    })
  })

  test('it is given nothing by the system', async () => {
    const answers = await page.evaluate(async () => {
      const state = async (name: string) => (await navigator.permissions.query({ name: name as PermissionName })).state
      return {
        geolocation: await state('geolocation'),
        camera: await state('camera'),
        microphone: await state('microphone'),
        notifications: await Notification.requestPermission(),
        clipboard: await state('clipboard-read'),
        midi: await state('midi'),
        position: await new Promise((resolve) =>
          navigator.geolocation.getCurrentPosition(
            () => resolve('given'),
            ({ code }) => resolve(code),
          ),
        ),
        screen: await navigator.mediaDevices.getDisplayMedia().then(
          () => 'given',
          ({ name }) => name,
        ),
      }
    })
    expect(answers).toEqual({
      geolocation: 'denied',
      camera: 'denied',
      microphone: 'denied',
      notifications: 'denied',
      clipboard: 'denied',
      midi: 'denied',
      // PERMISSION_DENIED
      position: 1,
      screen: expect.stringMatching(/^(NotAllowed|NotSupported|InvalidState)Error$/),
    })
  })
})

describe('the door', () => {
  test.each([
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    '',
    'users.page ',
    'app.state\u0000',
    'a'.repeat(5000),
  ])('knows no call %j', async (name) => {
    expect(await call(name, {})).toMatchObject({ ok: false, failure: { code: 'invalid' } })
  })

  test.each([null, 7, {}, ['app.state']])('takes no %j for a name', async (name) => {
    expect(await call(name, {})).toMatchObject({ ok: false, failure: { code: 'invalid' } })
  })

  test('refuses 10 MB, and answers the next call', async () => {
    const result = await page.evaluate(() =>
      globalThis.provost.call('users.page', { text: 'a'.repeat(10_000_000) }, 900_001),
    )
    expect(result).toMatchObject({ ok: false, failure: { code: 'invalid', message: expect.stringContaining('1 MB') } })
    expect(await call('app.state', {})).toMatchObject({ ok: true })
  })

  test('refuses what is not plain data', async () => {
    const results = await page.evaluate(() => {
      const round: { self?: unknown } = {}
      round.self = round
      return Promise.all(
        [new Map(), new Uint8Array(8), round].map((input, at) =>
          globalThis.provost.call('app.state', input, 900_100 + at),
        ),
      )
    })
    expect(results).toEqual(
      Array(3).fill(expect.objectContaining({ ok: false, failure: expect.objectContaining({ code: 'invalid' }) })),
    )
  })

  test('says nothing of main’s insides in any of it', async () => {
    const text = JSON.stringify([
      await call('__proto__'),
      await call('app.state', { extra: 1 }),
      await call('users.page', { limit: 'x' }),
    ])
    expect(text).not.toMatch(/node_modules|\/out\/|at \w+ \(|Error:/)
  })
})

describe('the application', () => {
  test('is one for each data folder: the second says so, brings the first to the front, and ends', async () => {
    await app.evaluate(({ BrowserWindow }) => {
      const window = BrowserWindow.getAllWindows()[0]
      if (window) window.focus = () => Object.assign(globalThis, { focused: true })
    })
    const second = start(home)
    let said = ''
    second.stdout?.on('data', (part) => {
      said += part
    })
    const [code] = await once(second, 'exit')
    expect(code).toBe(0)
    expect(said.trim().split('\n')).toEqual([expect.stringMatching(/running already/)])
    await expect.poll(() => app.evaluate(() => 'focused' in globalThis)).toBe(true)
    expect(app.windows()).toHaveLength(1)
  })

  test('keeps its data where only its owner looks', () => {
    expect(statSync(`${home}/logs/provost.log`).mode & 0o077).toBe(0)
    expect(statSync(`${home}/browser`).mode & 0o077).toBe(0)
  })
})
