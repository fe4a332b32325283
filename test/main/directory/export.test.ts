import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { UserRow } from '../../../src/contract/model.ts'
import { exportRows, safeCell } from '../../../src/main/directory/export.ts'
import { writeWhole } from '../../../src/main/files/save.ts'
import { unguarded } from '../../../src/main/text/cells.ts'
import { temporaryFolder } from '../../harness/application.ts'
import { fc } from '../../harness/properties.ts'
import { person } from './people-data.ts'

let home: string
beforeEach(() => {
  home = temporaryFolder()
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

const row = (fullname: string, at = 0): UserRow => ({
  ...person({ username: `u${at}@example.com`, fullname }),
  groupCount: 0,
  folderCount: 0,
  duplicate: false,
  passwordExpired: null,
  weakPasswords: null,
  reusedPasswords: null,
})
const signal = new AbortController().signal
const exported = (name: string, options: Parameters<typeof exportRows>[1]) =>
  writeWhole(join(home, name), async (file) => {
    await exportRows(file, options)
  })
const write = (rows: UserRow[], format: 'csv' | 'json', name = 'out') =>
  exported(name, {
    format,
    wanted: ['username', 'fullname'],
    total: rows.length,
    read: (offset, limit) => rows.slice(offset, offset + limit),
    signal,
  })

describe('a cell', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =1', '\u200b=1', '＝1', '\n=x'])(
    'that a spreadsheet would run is made harmless: %j',
    (text) => {
      expect(safeCell(text)).toBe(`'${text}`)
    },
  )

  it('shows what would command a terminal, a printer or the eye, and gives it back', () => {
    expect(safeCell('Anna \u202etxt.exe')).toBe('Anna [U+202E]txt.exe')
    expect(safeCell('\u001b]0;x\u0007\u0000\u009b31m\u200f')).toBe('[U+001B]]0;x[U+0007][U+0000][U+009B]31m[U+200F]')
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom('\u001b', '\u0000', '\u0085', '\u202e', '\u2066', '[U+202E]', '[U+', ']', '=', 'a', '\n'),
        ),
        (parts) => {
          const text = parts.join('')
          expect(safeCell(text)).not.toMatch(/[^\P{Cc}\t\n\r]|\p{Bidi_Control}|[\u2028\u2029]/u)
          expect(unguarded(safeCell(text))).toBe(text)
        },
      ),
    )
  })

  it('never begins as a formula, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.constantFrom('=', '+', '-', '@').chain((head) => fc.string().map((rest) => head + rest)),
        ),
        (text) => {
          expect(safeCell(text)).not.toMatch(/^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]/u)
        },
      ),
    )
  })

  it('leaves other texts as they are', () => {
    for (const text of ['Ann Lee', 'a-b', '李雷', '', '1=1']) expect(safeCell(text)).toBe(text)
  })
})

describe('an export', () => {
  it('is read back as it was, line breaks, quotes and all', async () => {
    const names = ['Ann "A" Lee', 'two\nlines', 'semi;colon, comma', '😀', 'x'.repeat(300)]
    await write(names.map(row), 'csv')
    const table = parse(readFileSync(join(home, 'out')), { bom: true }) as string[][]
    expect(table[0]).toEqual(['username', 'fullname'])
    expect(table.slice(1).map(([, fullname]) => fullname)).toEqual(names)
  })

  it('gives exact data as JSON, more rows than a slice included', async () => {
    const rows = Array.from({ length: 1203 }, (_, at) => row(`=${at}`, at))
    await write(rows, 'json')
    const read = JSON.parse(readFileSync(join(home, 'out'), 'utf8')) as { fullname: string }[]
    expect(read.map(({ fullname }) => fullname)).toEqual(rows.map(({ fullname }) => fullname))
    await write([], 'json', 'empty')
    expect(JSON.parse(readFileSync(join(home, 'empty'), 'utf8'))).toEqual([])
  })

  it('has the older score too, and nothing where it is not told', async () => {
    const rows = [{ ...row('Ann'), legacyScore: 61.5 }, row('Ben', 1)]
    await exported('scores', { format: 'csv', wanted: ['legacyScore'], total: 2, read: () => rows, signal })
    expect(parse(readFileSync(join(home, 'scores')), { bom: true })).toEqual([['legacyScore'], ['61.5'], ['']])
  })

  it('leaves no half file when it is cancelled', async () => {
    const abort = new AbortController()
    const rows = Array.from({ length: 2000 }, (_, at) => row('x', at))
    const writing = exported('out', {
      format: 'csv',
      wanted: ['username'],
      total: rows.length,
      read: (offset, limit) => {
        if (offset === 500) abort.abort()
        return rows.slice(offset, offset + limit)
      },
      signal: abort.signal,
    })
    await expect(writing).rejects.toMatchObject({ failure: { code: 'cancelled' } })
    expect(readdirSync(home)).toEqual([])
  })

  it('refuses a column that does not exist', async () => {
    const writing = exported('out', {
      format: 'csv',
      wanted: ['__proto__'],
      total: 0,
      read: () => [],
      signal,
    })
    await expect(writing).rejects.toMatchObject({ failure: { code: 'invalid' } })
    expect(readdirSync(home)).toEqual([])
  })
})
