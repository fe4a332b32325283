import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { safeFileName, saveFile } from '../../../src/main/shell/window/dialogs.ts'
import { fc } from '../../harness/properties.ts'

const { showSaveDialog } = vi.hoisted(() => ({ showSaveDialog: vi.fn() }))
vi.mock('electron', () => ({ dialog: { showSaveDialog } }))

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'provost-dialogs-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const choose = (filePath: string) => showSaveDialog.mockReset().mockResolvedValue({ canceled: false, filePath })

describe('saving a file', () => {
  test('writes where the person chose, and nothing else', async () => {
    const target = join(folder, 'people.csv')
    choose(target)
    expect(await saveFile(null, folder, 'people.csv', (file) => file.writeFile('a,b'))).toBe(target)
    expect(readdirSync(folder)).toEqual(['people.csv'])
    expect(readFileSync(target, 'utf8')).toBe('a,b')
    expect(showSaveDialog).toHaveBeenCalledWith({ defaultPath: target })
  })

  test('writes nothing when they thought better of it', async () => {
    showSaveDialog.mockReset().mockResolvedValue({ canceled: true, filePath: '' })
    const write = vi.fn()
    expect(await saveFile(null, folder, 'people.csv', write)).toBeNull()
    expect(write).not.toHaveBeenCalled()
  })

  test('puts the new file in the place of the old one only once it is whole', async () => {
    const target = join(folder, 'people.csv')
    writeFileSync(target, 'old')
    choose(target)
    await saveFile(null, folder, 'people.csv', async (file) => {
      await file.write('first half, ')
      expect(readFileSync(target, 'utf8')).toBe('old')
      await file.write('second half')
    })
    expect(readFileSync(target, 'utf8')).toBe('first half, second half')
    expect(readdirSync(folder)).toEqual(['people.csv'])
  })

  test('leaves the old file as it was when writing fails, and no part of the new one', async () => {
    const target = join(folder, 'people.csv')
    writeFileSync(target, 'old')
    choose(target)
    const failing = saveFile(null, folder, 'people.csv', async (file) => {
      await file.write('half')
      throw new Error('no space left on device')
    })
    await expect(failing).rejects.toThrow('no space left')
    expect(readdirSync(folder)).toEqual(['people.csv'])
    expect(readFileSync(target, 'utf8')).toBe('old')
  })
})

describe('a suggested name', () => {
  test('is one that every platform takes, whatever was suggested', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (name) => {
        const safe = safeFileName(name)
        expect(safe).toBe(basename(safe))
        expect(safe).not.toMatch(/[\\/:*?"<>|\p{Cc}]/u)
        expect(safe).not.toMatch(/^\.|[. ]$/)
        expect(safe.length).toBeGreaterThan(0)
        expect(safe.length).toBeLessThanOrEqual(150)
      }),
    )
  })

  test('is kept when it is fine', () => {
    expect(safeFileName('Users 2026-11-21.csv')).toBe('Users 2026-11-21.csv')
    expect(safeFileName('../../etc/passwd')).toBe('etc-passwd')
    expect(safeFileName(`${'a'.repeat(300)}.csv`)).toMatch(/a\.csv$/)
    expect(safeFileName('...')).toBe('export')
  })
})
