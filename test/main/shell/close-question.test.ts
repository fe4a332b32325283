import { EventEmitter } from 'node:events'
import type { BrowserWindow } from 'electron'
import { beforeEach, expect, test, vi } from 'vitest'
import type { Signal } from '../../../src/contract/signals.ts'
import { askBeforeClosing, closeQuestion } from '../../../src/main/shell/window/close-question.ts'

const electron = vi.hoisted(() => ({ dialog: { showMessageBox: vi.fn() } }))
vi.mock('electron', () => electron)
beforeEach(() => {
  electron.dialog.showMessageBox.mockReset()
})

const job = (state: 'holding' | 'paused', waiting: number, title = 'Disable: 3 leavers') => ({
  job: title,
  title,
  state,
  note: null,
  created: '2026-11-20T08:00:00.000Z',
  waiting,
})

/** A window over an application whose jobs are these. */
async function open(jobs: { state: string }[]) {
  const listeners = new Set<(signal: Signal) => void>()
  const called: string[] = []
  const app = {
    call: async (name: string) => {
      called.push(name)
      if (name === 'jobs.unsent') return { ok: true, value: { jobs: structuredClone(jobs) } }
      if (name === 'writing.state') return { ok: true, value: { enabledUntil: '2026-11-20T08:15:00.000Z' } }
      if (name === 'jobs.wait')
        return { ok: true, value: { state: 'done', job: { counts: { failed: 1, unknown: 0, waiting: 0 } } } }
      return { ok: true, value: {} }
    },
    listen: (listener: (signal: Signal) => void) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
  const window = new EventEmitter()
  const closed = vi.fn()
  const close = () => {
    let prevented = false
    window.emit('close', {
      preventDefault: () => {
        prevented = true
      },
    })
    if (!prevented) closed()
  }
  Object.assign(window, { close, isDestroyed: () => closed.mock.calls.length > 0 })
  const composed = Promise.resolve({ app: app as never })
  askBeforeClosing(window as unknown as BrowserWindow, composed, () => false)
  await composed
  const announce = (signal: Signal) => listeners.forEach((listener) => void listener(signal))
  return { close, closed, called, announce, listeners }
}

test('nothing held is no question', () => {
  expect(closeQuestion([job('paused', 2)], true)).toBeNull()
})

test('all held changes are counted, and only the held ones', () => {
  const question = closeQuestion([job('holding', 3), job('holding', 1, 'Rename'), job('paused', 7)], true)
  expect(question).toMatchObject({ message: '4 changes are not sent yet' })
  expect(question?.detail).toContain('Disable: 3 leavers, and 1 more.')
})

test('a window without held changes closes at once', async () => {
  const { close, closed } = await open([])
  close()
  await expect.poll(() => closed.mock.calls.length).toBe(1)
  expect(electron.dialog.showMessageBox).not.toHaveBeenCalled()
})

test('the question goes when the hold is over meanwhile, and the window stays', async () => {
  const held = job('holding', 1) as { state: string }
  const { close, closed, called, announce, listeners } = await open([held])
  electron.dialog.showMessageBox.mockImplementation(
    (_, { signal, cancelId }: { signal: AbortSignal; cancelId: number }) =>
      new Promise((resolve) => signal.addEventListener('abort', () => resolve({ response: cancelId }))),
  )
  close()
  await expect.poll(() => listeners.size).toBe(1)
  held.state = 'running'
  announce({ name: 'job', job: 'x' })
  await expect.poll(() => listeners.size).toBe(0)
  await expect.poll(() => called.filter((name) => name === 'jobs.unsent').length).toBe(3)
  expect(called).not.toContain('jobs.cancel')
  expect(closed).not.toHaveBeenCalled()
})

test('what was sent and failed keeps the window open', async () => {
  const { close, closed, called } = await open([job('holding', 1)])
  electron.dialog.showMessageBox.mockResolvedValue({ response: 0 })
  close()
  await expect.poll(() => called.at(-1)).toBe('jobs.wait')
  expect(closed).not.toHaveBeenCalled()
  // Whoever closes again does not want to wait for it.
  electron.dialog.showMessageBox.mockResolvedValue({ response: 1 })
  close()
  await expect.poll(() => closed.mock.calls.length).toBe(1)
  expect(called.at(-1)).toBe('jobs.cancel')
})
