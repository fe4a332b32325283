import { describe, expect, test, vi } from 'vitest'
import { Refusal, type Result } from '../../../src/contract/failure.ts'
import type { Signal } from '../../../src/contract/signals.ts'
import { type Answerer, openDoor } from '../../../src/main/shell/wire/ipc.ts'
import { createFakeContents, createFakeIpc } from '../../fakes/electron.ts'

const ours = { origin: 'app://console', parent: null }
const failure = (code: string) => ({ ok: false, failure: expect.objectContaining({ code }) })

/** An application that answers when it is told to. */
function createFakeApplication() {
  const calls: { name: string; input: unknown; signal: AbortSignal; answer: (result: Result<unknown>) => void }[] = []
  const listeners: ((signal: Signal) => void)[] = []
  const application: Answerer = {
    call: (name, input, options) =>
      new Promise((answer) => {
        const signal = options?.signal ?? new AbortController().signal
        calls.push({ name, input, signal, answer })
        signal.addEventListener('abort', () => answer({ ok: false, failure: { code: 'cancelled', message: '' } }))
      }),
    listen(listener) {
      listeners.push(listener)
      return () => {}
    },
  }
  return { application, calls, announce: (signal: Signal) => listeners.forEach((listener) => void listener(signal)) }
}

function open(application?: Promise<Answerer>) {
  const ipc = createFakeIpc()
  const page = createFakeContents(1)
  const fake = createFakeApplication()
  const report = vi.fn()
  openDoor({
    ipcMain: ipc.ipcMain,
    application: application ?? Promise.resolve(fake.application),
    pages: () => [page.contents],
    report,
  })
  const event = { sender: page.contents, senderFrame: ours }
  const call = (name: unknown, input?: unknown, callId: unknown = 1) => ipc.invoke('call', event, name, input, callId)
  return { ...fake, ipc, page, report, event, call }
}

describe('the door', () => {
  test('has two ways in, and signals are the only way out', () => {
    expect(open().ipc.channels()).toEqual(['call', 'cancel'])
  })

  test('hands a call of our page to the application, and its answer back', async () => {
    const { call, calls } = open()
    const answer = call('users.page', { offset: 0 })
    await expect.poll(() => calls).toHaveLength(1)
    expect(calls[0]).toMatchObject({ name: 'users.page', input: { offset: 0 } })
    calls[0]?.answer({ ok: true, value: 7 })
    expect(await answer).toEqual({ ok: true, value: 7 })
  })

  test.each([
    ['a frame that is gone', { senderFrame: null }],
    ['a frame inside the page', { senderFrame: { origin: 'app://console', parent: ours } }],
    ['a page of elsewhere', { senderFrame: { origin: 'https://example.com', parent: null } }],
    ['a page that claims much', { senderFrame: { origin: 'app://console.example.com', parent: null } }],
    ['a page without an origin', { senderFrame: { origin: 'null', parent: null } }],
    ['a window that is not ours', { sender: createFakeContents(2).contents }],
  ])('is shut for %s', async (_who, part) => {
    const { ipc, event, calls, report } = open()
    expect(await ipc.invoke('call', { ...event, ...part }, 'app.state', {}, 1)).toEqual(failure('not-allowed'))
    expect(calls).toHaveLength(0)
    expect(report).toHaveBeenCalledOnce()
  })

  test.each([
    ['a name that is no text', 7, {}, 1],
    ['a name that is too long', 'a'.repeat(101), {}, 1],
    ['no id', 'app.state', {}, null],
    ['an id that is no number', 'app.state', {}, 'one'],
    ['an id that is no whole number', 'app.state', {}, 1.5],
    ['an input above 1 MB', 'app.state', { text: 'a'.repeat(1_000_001) }, 1],
  ])('is shut for %s', async (_what, name, input, callId) => {
    const { call, calls } = open()
    expect(await call(name, input, callId)).toEqual(failure('invalid'))
    expect(calls).toHaveLength(0)
  })

  test('does not mix up two calls with one id', async () => {
    const { call, calls } = open()
    const first = call('a', {}, 5)
    await expect.poll(() => calls).toHaveLength(1)
    expect(await call('b', {}, 5)).toEqual(failure('invalid'))
    calls[0]?.answer({ ok: true, value: 'first' })
    expect(await first).toEqual({ ok: true, value: 'first' })
    const second = call('c', {}, 5)
    await expect.poll(() => calls).toHaveLength(2)
    calls[1]?.answer({ ok: true, value: 'second' })
    expect(await second).toEqual({ ok: true, value: 'second' })
  })
})

describe('a call is given up', () => {
  test('when the page cancels it, and only that one', async () => {
    const { call, calls, ipc, event } = open()
    const first = call('a', {}, 1)
    void call('b', {}, 2)
    await expect.poll(() => calls).toHaveLength(2)
    ipc.send('cancel', event, 1)
    expect(await first).toEqual(failure('cancelled'))
    expect(calls[1]?.signal.aborted).toBe(false)
  })

  test('not when somebody else says so', async () => {
    const { call, calls, ipc, event } = open()
    void call('a', {}, 1)
    await expect.poll(() => calls).toHaveLength(1)
    ipc.send('cancel', { ...event, senderFrame: null }, 1)
    expect(calls[0]?.signal.aborted).toBe(false)
  })

  test('not when the id means nothing', () => {
    const { ipc, event } = open()
    for (const id of [9, '__proto__', {}, null, undefined]) expect(() => ipc.send('cancel', event, id)).not.toThrow()
  })

  test.each(['destroyed', 'render-process-gone', 'did-navigate'])('when nobody waits for it: %s', async (name) => {
    const { call, calls, page } = open()
    const both = [call('a', {}, 1), call('b', {}, 2)]
    await expect.poll(() => calls).toHaveLength(2)
    page.emitter.emit(name)
    expect(await Promise.all(both)).toEqual([failure('cancelled'), failure('cancelled')])
  })

  test('also after the page was loaded many times, without piling up listeners', async () => {
    const { call, calls, page } = open()
    for (let load = 0; load < 20; load++) {
      const answer = call('a', {}, 1)
      await expect.poll(() => calls).toHaveLength(load + 1)
      page.emitter.emit('did-navigate')
      expect(await answer).toEqual(failure('cancelled'))
    }
    expect(page.emitter.listenerCount('destroyed')).toBe(1)
  })
})

describe('while the application starts', () => {
  test('what was asked meanwhile is begun one after the other: a small answer leaves before larger things are looked at', async () => {
    let ready = (_application: Answerer) => {}
    const { call } = open(new Promise((resolve) => (ready = resolve)))
    const told: string[] = []
    const small = call('settings.get', {}, 1).then(() => told.push('small is there'))
    const large = call('scores.summary', {}, 2)
    ready({
      // As dispatching goes: a few promises before an answer is out.
      call: async (name) => {
        for (let step = 0; step < 9; step++) await Promise.resolve()
        if (name === 'scores.summary') told.push('large is begun')
        return { ok: true, value: name }
      },
      listen: () => () => {},
    })
    await Promise.all([small, large])
    expect(told).toEqual(['small is there', 'large is begun'])
  })

  test('calls wait for it', async () => {
    const { application, calls } = createFakeApplication()
    let ready = (_application: Answerer) => {}
    const starting = new Promise<Answerer>((resolve) => {
      ready = resolve
    })
    const { call } = open(starting)
    const answer = call('app.state', {})
    expect(calls).toHaveLength(0)
    ready(application)
    await expect.poll(() => calls).toHaveLength(1)
    calls[0]?.answer({ ok: true, value: 1 })
    expect(await answer).toEqual({ ok: true, value: 1 })
  })

  test('and say why when it cannot start', async () => {
    const refused = open(Promise.reject(new Refusal('conflict', 'Another Provost uses this data folder.')))
    expect(await refused.call('app.state', {})).toEqual({
      ok: false,
      failure: { code: 'conflict', message: 'Another Provost uses this data folder.' },
    })
    const broken = open(Promise.reject(new Error('Cannot find module with a path in it')))
    const result = (await broken.call('app.state', {})) as { failure: { message: string } }
    expect(result).toEqual(failure('internal'))
    expect(result.failure.message).not.toContain('path')
    expect(broken.report).toHaveBeenCalledOnce()
  })
})

test('signals reach our pages that are still there', async () => {
  const { announce, page, application: _application } = open()
  await Promise.resolve()
  announce({ name: 'job', job: 'j1' })
  expect(page.sent).toEqual([['signal', { name: 'job', job: 'j1' }]])
  page.said.destroyed = true
  announce({ name: 'job', job: 'j2' })
  expect(page.sent).toHaveLength(1)
})
