import { execFileSync } from 'node:child_process'
import { lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { firstLook } from '../../../src/main/settings/settings-file.ts'
import { openSettings } from '../../../src/main/shell/settings.ts'

const electron = vi.hoisted(() => {
  const channels = new Set<string>()
  const ipcMain = {
    on: (name: string) => channels.add(name),
    removeAllListeners: (name: string) => channels.delete(name),
  }
  return { channels, ipcMain, app: { getPath: () => '/nowhere', getVersion: () => '1.2.3' }, shell: {} }
})
vi.mock('electron', () => ({ ...electron, default: electron }))

let folder = ''
const log = { info: vi.fn(() => ''), warn: vi.fn(() => ''), error: vi.fn(() => '') }
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'provost-settings-'))
  log.warn.mockClear()
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const file = () => join(folder, 'settings.json')

describe('settings', () => {
  test('are kept in the data folder and read back, beside the window’s place', () => {
    const settings = openSettings(folder, log)
    expect(settings.get()).toBeUndefined()
    settings.set({ theme: 'dark', density: 'compact', current: 'a-tenant' })
    settings.setWindow({ x: 1, y: 2, width: 900, height: 700, maximised: false, zoom: 1.5 })
    const again = openSettings(folder, log)
    expect(again.get()).toEqual({ theme: 'dark', density: 'compact', current: 'a-tenant' })
    expect(firstLook(folder)).toEqual({
      theme: 'dark',
      window: { x: 1, y: 2, width: 900, height: 700, maximised: false, zoom: 1.5 },
      company: 'a-tenant',
    })
  })

  test('leave no channel open for pages', () => {
    openSettings(folder, log)
    expect([...electron.channels]).toEqual([])
  })

  // Windows has no pipes that lie in a folder.
  test.skipIf(process.platform === 'win32')(
    'are not waited for where a pipe lies in their place: it is put aside',
    () => {
      execFileSync('mkfifo', [file()])
      expect(firstLook(folder)).toEqual({ theme: 'system', window: null, company: null })
      const settings = openSettings(folder, log)
      settings.set({ theme: 'light' })
      expect(firstLook(folder).theme).toBe('light')
      const kept = readdirSync(folder).filter((name) => name.startsWith('settings.unreadable-'))
      expect(kept.map((name) => lstatSync(join(folder, name)).isFIFO())).toEqual([true])
    },
  )

  test.each([
    ['cut off', '{"settings": {"theme": "da'],
    ['empty', ''],
    ['a list', '[1, 2]'],
    ['null', 'null'],
    ['binary', '\u0000\u0001\u0002'],
  ])('that are broken are put aside whole, and the usual ones are used: %s', (_how, text) => {
    writeFileSync(file(), text)
    const settings = openSettings(folder, log)
    expect(settings.get()).toBeUndefined()
    settings.set({ theme: 'light' })
    const kept = readdirSync(folder).filter((name) => name.startsWith('settings.unreadable-'))
    expect(kept).toHaveLength(1)
    expect(readFileSync(join(folder, kept[0] ?? ''), 'utf8')).toBe(text)
    expect(log.warn).toHaveBeenCalledOnce()
    expect(firstLook(folder).theme).toBe('light')
  })

  test('that are fine are not put aside', () => {
    writeFileSync(file(), '{"settings": {"theme": "dark"}, "unknown": 1}')
    expect(openSettings(folder, log).get()).toEqual({ theme: 'dark' })
    expect(readdirSync(folder)).toEqual(['settings.json'])
  })
})

describe('the first look', () => {
  test.each([
    ['no file', null],
    ['half a file', '{"settings"'],
    ['something else', '"text"'],
    ['null', 'null'],
    ['an unknown theme', '{"settings":{"theme":"<script>"},"window":"wide"}'],
  ])('takes the usual for %s', (_what, text) => {
    if (text !== null) writeFileSync(file(), text)
    expect(firstLook(folder)).toEqual({ theme: 'system', window: null, company: null })
  })
})
