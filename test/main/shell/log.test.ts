import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createRedactor } from '../../../src/main/redact.ts'
import { openLog } from '../../../src/main/shell/log.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'provost-log-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const lines = () => readFileSync(join(folder, 'provost.log'), 'utf8').trimEnd().split('\n')

describe('the log', () => {
  test('writes each line with its time, level and reference, and gives the reference back', () => {
    const log = openLog(folder, createRedactor())
    const references = [
      log.info('Started.'),
      log.warn('Slow.', { ms: 80 }),
      log.error('Broke.', { problem: new Error('no disk') }),
    ]
    const [first, second, third] = lines()
    expect(first).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z info [0-9a-f]{10} Started\.$/)
    expect(second).toContain(`warn ${references[1]} Slow. {"ms":80}`)
    expect(third).toContain(`error ${references[2]} Broke.`)
    expect(third).toContain('no disk')
    expect(third).toContain('log.test.ts')
    expect(new Set(references).size).toBe(3)
  })

  test('holds no secret: not in the words, not in what comes with them, not in an error', () => {
    const redactor = createRedactor()
    redactor.add('wíth "quotes" and ünicode')
    const log = openLog(folder, redactor)
    log.info('it is wíth "quotes" and ünicode here')
    log.warn('as data', { body: JSON.stringify({ anything: 'wíth "quotes" and ünicode' }) })
    log.error('as an error', { problem: new Error('refused wíth "quotes" and ünicode') })
    log.error('by name', { provhash: 'never-added' })
    log.error('by looks', { url: 'lpkey_abc_def' })
    const text = lines().join('\n')
    expect(lines()).toHaveLength(5)
    for (const part of ['quotes', 'ünicode', 'never-added', 'abc_def']) expect(text).not.toContain(part)
  })

  test('cannot be made to hold a line that nobody wrote', () => {
    const log = openLog(folder, createRedactor())
    log.info('one\n2026-01-01T00:00:00.000Z error 0123456789 forged', { more: 'a\u2028b' })
    expect(lines()).toHaveLength(1)
  })

  test('takes anything: things that hold themselves, large numbers, templates, colours', () => {
    const log = openLog(folder, createRedactor())
    const round: { self?: unknown } = {}
    round.self = round
    log.warn('Round.', round)
    log.warn('Large.', { count: 10n ** 20n })
    log.warn('100 %s %c sure {text} {iso}')
    expect(lines()[0]).toContain('not writable')
    expect(lines()[1]).toContain('100000000000000000000')
    expect(lines()[2]).toContain('100 %s %c sure {text} {iso}')
  })

  test('cuts what is too long, after looking for secrets', () => {
    const redactor = createRedactor()
    const secret = 'S'.repeat(20) + 'E'.repeat(20)
    redactor.add(secret)
    const log = openLog(folder, redactor)
    // So that the cut would fall into the secret.
    log.info('a'.repeat(19_980) + secret + 'a'.repeat(500_000))
    expect(lines()[0]?.length).toBeLessThan(20_100)
    expect(lines()[0]).not.toContain('SSSS')
  })

  test('is readable by its owner alone', () => {
    openLog(folder, createRedactor()).info('x')
    expect(statSync(join(folder, 'provost.log')).mode & 0o077).toBe(0)
  })

  test('begins a new file at 2 MB, and keeps five', () => {
    const log = openLog(folder, createRedactor())
    const long = 'x '.repeat(9_000)
    for (let line = 0; line < 800; line++) log.info(`${line} ${long}`)
    expect(readdirSync(folder).sort()).toEqual([
      'provost.1.log',
      'provost.2.log',
      'provost.3.log',
      'provost.4.log',
      'provost.log',
    ])
    for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).size).toBeLessThan(2_100_000)
    expect(lines().at(-1)).toContain(' 799 ')
  })
})
