import { EventEmitter, once } from 'node:events'
import { beforeEach, expect, test, vi } from 'vitest'
import { createKeytarVault } from '../../../src/main/keychain/vault.ts'
import { endWith } from '../../../src/main/shell/shutdown.ts'
import { createFakeKeychain } from '../../fakes/keychain.ts'

const electron = vi.hoisted(() => ({ app: null as never as EventEmitter & { exit: () => void; quit: () => void } }))
vi.mock('electron', () => ({
  get app() {
    return electron.app
  },
}))
beforeEach(() => {
  const app = new EventEmitter()
  electron.app = Object.assign(app, {
    exit: () => void app.emit('exit'),
    quit: () => void app.emit('will-quit', event),
  })
})
const event = { preventDefault: () => {} }

/** Ends with rooms that close at once; gives which signal the process sent itself, if any. */
async function end(): Promise<unknown> {
  const kill = vi.spyOn(process, 'kill').mockReturnValue(true)
  const closed = vi.fn(async () => {})
  endWith(Promise.resolve({ app: { close: closed } }), () => {})
  const exit = once(electron.app, 'exit')
  electron.app.emit('window-all-closed')
  await exit
  expect(closed).toHaveBeenCalledOnce()
  return kill.mock.calls[0]?.[1]
}

test('with the last window the rooms are closed, then the process ends by itself', async () => {
  expect(await end()).toBeUndefined()
})

test('rooms that never close keep no process alive: it ends without them after ten seconds', async () => {
  vi.useFakeTimers()
  try {
    endWith(Promise.resolve({ app: { close: () => new Promise(() => {}) } }), () => {})
    const ended = vi.fn()
    electron.app.on('exit', ended)
    electron.app.emit('window-all-closed')
    await vi.advanceTimersByTimeAsync(9_999)
    expect(ended).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    expect(ended).toHaveBeenCalledOnce()
  } finally {
    vi.useRealTimers()
  }
})

test('a keychain that does not answer keeps no process alive, and one that has answered ends none', async () => {
  const fake = createFakeKeychain()
  const vault = createKeytarVault({
    service: 'Provost',
    timeLimitMs: 10,
    load: async () => fake.keychain,
    env: { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/run/example' },
  })
  fake.hang()
  await expect(vault.read('a')).rejects.toThrow('did not answer')
  expect(await end()).toBe('SIGKILL')
  fake.unlock()
  await expect.poll(() => vault.available()).toMatchObject({ available: true })
  vi.restoreAllMocks()
  expect(await end()).toBeUndefined()
})
