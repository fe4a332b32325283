import { expect, test, vi } from 'vitest'
import { createEarlyReport } from '../../../src/main/shell/start/early-log.ts'

const createLog = () => ({ info: vi.fn(() => ''), warn: vi.fn(() => ''), error: vi.fn(() => '') })

test('what is said before the log opens is written when it does, in order and once; later lines follow', () => {
  const early = createEarlyReport()
  const log = createLog()
  early.report('first', { at: 1 })
  early.report('second')
  early.attach(log)
  early.report('third')
  expect(log.warn.mock.calls).toEqual([
    ['first', { at: 1 }],
    ['second', undefined],
    ['third', undefined],
  ])
})

test('a page in a loop does not fill the memory', () => {
  const early = createEarlyReport()
  const log = createLog()
  for (let line = 0; line < 10_000; line++) early.report(`line ${line}`)
  early.attach(log)
  expect(log.warn.mock.calls.length).toBeLessThanOrEqual(200)
  expect(log.warn.mock.calls[0]).toEqual(['line 0', undefined])
})
