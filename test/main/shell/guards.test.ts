import { describe, expect, test, vi } from 'vitest'
import { guardApp, guardSession, isOurs } from '../../../src/main/shell/guards.ts'
import { createFakeApp, createFakeContents, createFakeSession } from '../../fakes/electron.ts'

const page = 'app://console/index.html'
const report = vi.fn()

const permissions = [
  'clipboard-read',
  'deprecated-sync-clipboard-read',
  'display-capture',
  'fullscreen',
  'geolocation',
  'hid',
  'idle-detection',
  'media',
  'mediaKeySystem',
  'midi',
  'midiSysex',
  'notifications',
  'openExternal',
  'pointerLock',
  'keyboardLock',
  'serial',
  'speaker-selection',
  'storage-access',
  'top-level-storage-access',
  'usb',
  'window-management',
  'fileSystem',
  'unknown',
  'local-fonts',
  'sensors',
  'background-sync',
  'made-up-tomorrow',
]

function guarded() {
  const fake = createFakeSession()
  guardSession(fake.session, report)
  const { request, check, device, display, web } = fake.handlers as Record<string, (...values: unknown[]) => unknown>
  const ask = (permission: string, details: object) => {
    const answer = vi.fn()
    request?.(null, permission, answer, details)
    return answer.mock.calls[0]?.[0]
  }
  const fetched = (url: string) => {
    const answer = vi.fn()
    web?.({ url, resourceType: 'xhr' }, answer)
    return answer.mock.calls[0]?.[0]
  }
  return { ...fake, ask, check, device, display, fetched }
}

describe('permissions', () => {
  test.each(permissions)('%s is refused, when asked for and when looked up', (permission) => {
    const { ask, check } = guarded()
    expect(ask(permission, { isMainFrame: true, requestingUrl: page })).toBe(false)
    expect(check?.(null, permission, 'app://console', { isMainFrame: true })).toBe(false)
  })

  test('copying is granted to the main frame of our page', () => {
    const { ask, check } = guarded()
    expect(ask('clipboard-sanitized-write', { isMainFrame: true, requestingUrl: page })).toBe(true)
    expect(check?.(null, 'clipboard-sanitized-write', 'app://console/', { isMainFrame: true })).toBe(true)
  })

  test.each([
    ['a frame inside', { isMainFrame: false, requestingUrl: page }, 'app://console'],
    ['another page', { isMainFrame: true, requestingUrl: 'https://example.com/' }, 'https://example.com'],
    ['another host of our scheme', { isMainFrame: true, requestingUrl: 'app://other/index.html' }, 'app://other'],
    ['nobody', { isMainFrame: true, requestingUrl: '' }, ''],
  ])('but not to %s', (_who, details, requestingOrigin) => {
    const { ask, check } = guarded()
    expect(ask('clipboard-sanitized-write', details)).toBe(false)
    expect(check?.(null, 'clipboard-sanitized-write', requestingOrigin, details)).toBe(false)
  })

  test('no device is ever given, and no screen', () => {
    const { device, display } = guarded()
    expect(device?.({ deviceType: 'usb', origin: 'app://console', device: {} })).toBe(false)
    expect(display).toBeNull()
  })
})

describe('the page’s session', () => {
  test.each([
    'http://192.0.2.1/',
    'https://lastpass.com/',
    'ws://127.0.0.1:1/',
    'wss://example.com/',
    'file:///etc/passwd',
    'ftp://example.com/',
    'app://other/x',
    'other:x',
  ])('refuses %s before it leaves', (url) => {
    expect(guarded().fetched(url)).toEqual({ cancel: true })
  })

  test.each([page, 'app://console/assets/index.js', 'data:image/png;base64,AA==', 'blob:app://console/1'])(
    'lets %s pass',
    (url) => {
      expect(guarded().fetched(url)).toEqual({})
    },
  )

  test('has a proxy that nobody serves, for loopback as well, and lends no credentials', () => {
    expect(guarded().said).toMatchObject({
      proxy: {
        mode: 'fixed_servers',
        proxyRules: expect.stringContaining('127.0.0.1:9'),
        proxyBypassRules: '<-loopback>',
      },
      credentials: '',
      spellChecker: false,
    })
  })

  test('downloads nothing', () => {
    const event = { preventDefault: vi.fn() }
    guarded().emitter.emit('will-download', event)
    expect(event.preventDefault).toHaveBeenCalledOnce()
  })

  test('says in the log what was refused, and only the origin of it', () => {
    report.mockClear()
    guarded().fetched('https://example.com/path?with=data')
    expect(report).toHaveBeenCalledExactlyOnceWith(expect.any(String), { origin: 'https://example.com', type: 'xhr' })
  })
})

describe('what shows a page', () => {
  function guardedContents() {
    const { app, emitter } = createFakeApp()
    guardApp(app, report)
    const fake = createFakeContents()
    emitter.emit('web-contents-created', {}, fake.contents)
    const attempt = (name: string, details: object = {}) => {
      const event = { preventDefault: vi.fn(), ...details }
      fake.emitter.emit(name, event)
      return event.preventDefault.mock.calls.length > 0 ? 'refused' : 'allowed'
    }
    return { ...fake, attempt }
  }

  test.each(['will-navigate', 'will-frame-navigate', 'will-redirect'])('never leaves our page: %s', (name) => {
    const { attempt } = guardedContents()
    for (const url of [
      'https://lastpass.com/',
      'file:///etc/passwd',
      'app://console/other.html',
      'app://console/index.html?x',
      'app://other/index.html',
      'data:text/html,x',
      'javascript:1',
      '',
    ]) {
      expect(attempt(name, { url, isMainFrame: true })).toBe('refused')
    }
    expect(attempt(name, { url: page, isMainFrame: false })).toBe('refused')
  })

  test('may load our page again', () => {
    const { attempt } = guardedContents()
    expect(attempt('will-navigate', { url: page, isMainFrame: true })).toBe('allowed')
    expect(attempt('will-navigate', { url: `${page}#/users?sort=name`, isMainFrame: true })).toBe('allowed')
  })

  test('holds no web view', () => {
    expect(guardedContents().attempt('will-attach-webview')).toBe('refused')
  })

  test('opens no window', () => {
    const open = guardedContents().said.open as (details: object) => unknown
    expect(open({ url: page })).toEqual({ action: 'deny' })
    expect(open({ url: 'https://lastpass.com/' })).toEqual({ action: 'deny' })
  })

  test('sends nothing past the proxy through WebRTC', () => {
    expect(guardedContents().said.rtc).toBe('disable_non_proxied_udp')
  })
})

test.each([
  ['app://console/index.html', true],
  ['app://console', true],
  ['app://console.example.com/', false],
  ['app://console:80/', false],
  ['https://console/', false],
  ['about:blank', false],
  ['', false],
])('%s is ours: %s', (url, expected) => {
  expect(isOurs(url)).toBe(expected)
})
