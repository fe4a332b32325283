import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { App } from 'electron'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { refusedSwitches, takePlace } from '../../../src/main/shell/start/app-paths.ts'

const { showErrorBox } = vi.hoisted(() => ({ showErrorBox: vi.fn() }))
vi.mock('electron', () => ({ dialog: { showErrorBox } }))

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'provost-place-'))
  showErrorBox.mockClear()
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function createFakeApp(isPackaged: boolean) {
  const paths: Record<string, string> = {}
  const switches = new Set<string>(['home', 'enable-logging', ...refusedSwitches])
  const said: string[] = []
  const app = {
    isPackaged,
    setName: (name: string) => said.push(name),
    setPath: (name: string, path: string) => {
      paths[name] = path
    },
    setAppLogsPath: (path: string) => {
      paths.logs = path
    },
    enableSandbox: () => said.push('sandbox'),
    commandLine: {
      removeSwitch: (name: string) => switches.delete(name),
      appendSwitch: (name: string) => switches.add(name),
    },
  }
  return { app: app as unknown as App, paths, switches, said }
}

describe('the place that is taken', () => {
  test('is under the data folder, all of it, and nobody else’s to read', () => {
    const home = join(folder, 'deep', 'home')
    const { app, paths } = createFakeApp(false)
    expect(takePlace(app, home)).toBe(true)
    expect(paths.userData).toBe(home)
    for (const path of Object.values(paths)) expect(path.startsWith(home)).toBe(true)
    expect(statSync(home).mode & 0o077).toBe(0)
  })

  test('comes with the sandbox for everybody whom Chromium lets have one', () => {
    const user = createFakeApp(true)
    vi.spyOn(process, 'getuid').mockReturnValue(1000)
    takePlace(user.app, folder)
    expect(user.said).toContain('sandbox')

    const root = createFakeApp(true)
    vi.spyOn(process, 'getuid').mockReturnValue(0)
    takePlace(root.app, folder)
    expect(root.said).not.toContain('sandbox')
  })

  test('is refused, in words, when the folder cannot be made', () => {
    const file = join(folder, 'file')
    writeFileSync(file, '')
    const { app, paths } = createFakeApp(true)
    expect(takePlace(app, join(file, 'home'))).toBe(false)
    expect(showErrorBox).toHaveBeenCalledExactlyOnceWith(
      expect.stringContaining('data folder'),
      expect.stringContaining(file),
    )
    expect(paths).toEqual({})
    expect(existsSync(join(file, 'home'))).toBe(false)
  })
})

describe('switches that open the page to others', () => {
  test('are not heard once packaged', () => {
    const { app, switches } = createFakeApp(true)
    takePlace(app, folder)
    expect([...switches].filter((name) => refusedSwitches.includes(name))).toEqual([])
    expect(switches).toContain('enable-logging')
    for (const name of [
      'remote-debugging-port',
      'disable-web-security',
      'ignore-certificate-errors',
      'host-resolver-rules',
    ])
      expect(refusedSwitches).toContain(name)
  })

  test('are heard before, for tests', () => {
    const { app, switches } = createFakeApp(false)
    takePlace(app, folder)
    expect([...switches]).toEqual(expect.arrayContaining(refusedSwitches))
  })
})
