import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { electronBinary } from '../../scripts/setup.mjs'
import { ask, faults, goTo } from './acts.ts'
import { type Console, openConsole, openDemo } from './console.ts'

// The policy belongs to root, and to the whole machine: it is put over /etc in a mount namespace of the window alone.
const canMount =
  process.platform === 'linux' &&
  process.getuid?.() === 0 &&
  spawnSync('unshare', ['-m', 'mount', '--make-rprivate', '/']).status === 0
let folder: string
let window: Console
const page = () => window.page
const settings = (name: string) =>
  page().getByRole('navigation', { name: 'Parts of the settings' }).getByRole('button', { name }).click()

/** A program that starts Electron on a machine with this policy. */
function under(policy: string): string {
  const etc = join(folder, 'etc')
  rmSync(join(etc, 'provost'), { recursive: true, force: true })
  mkdirSync(join(etc, 'provost'), { mode: 0o755 })
  writeFileSync(join(etc, 'provost', 'policy.json'), policy, { mode: 0o644 })
  const program = join(folder, 'electron')
  const mounted = 'mount --make-rprivate / && mount --bind "$0" /etc && exec "$@"'
  writeFileSync(program, `#!/bin/sh\nexec unshare -m sh -c '${mounted}' '${etc}' '${electronBinary()}' "$@"\n`)
  chmodSync(program, 0o755)
  return program
}

describe.skipIf(!canMount)('a policy of the machine', () => {
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'provost-test-'))
    execFileSync('cp', ['-a', '/etc', join(folder, 'etc')])
  })
  afterEach(() => window?.close())
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test('is shown where it fixes something, and what it fixes cannot be typed over', async () => {
    const baseUrl = 'https://lastpass.example.com/enterpriseapi.php'
    const policy = { cap: 5, timeoutSeconds: 30, baseUrl, kinds: ['disable', 'enable'], exports: false }
    window = await openConsole({ program: under(JSON.stringify(policy)) })
    await openDemo(page())
    expect(await page().getByRole('button', { name: 'Export' }).count()).toBe(0)
    await goTo(page(), 'Settings')
    await settings('Seat')
    const seat = page().getByRole('region', { name: 'This workstation’s seat' })
    await seat.getByText('Fixed by the policy', { exact: true }).waitFor()
    expect(await seat.textContent()).toContain('sends only the changes listed')
    expect(await faults(page())).toEqual([])
    await settings('Refresh')
    expect(await page().getByLabel('Seconds that one call may take').isDisabled()).toBe(true)
    await settings('Safety of changes')
    expect(await page().getByLabel('Ask for the typed count above').isDisabled()).toBe(true)
    await settings('Companies')
    await page().getByRole('button', { name: 'Connect another company' }).click()
    await page()
      .getByRole('button', { name: /^Advanced/ })
      .click()
    const address = page().getByLabel('Service address')
    expect([await address.inputValue(), await address.isDisabled()]).toEqual([baseUrl, true])
    expect(window.complaints).toEqual([])
  })

  test('that cannot be trusted is told on every screen, the first one too', async () => {
    window = await openConsole({ program: under('{ "seat": "help-desk", "caps": 5 }') })
    const told = page().getByRole('alert').getByText('is not applied: Unrecognized key: "caps".')
    await told.waitFor()
    await openDemo(page())
    await told.waitFor()
    expect((await ask(page(), 'writing.state', {})).kinds).toEqual([])
    await page().getByRole('button', { name: 'About this seat' }).click()
    await page().getByRole('region', { name: 'This workstation’s seat' }).getByRole('alert').waitFor()
    expect(await page().getByRole('alert').count()).toBe(1)
    expect(window.complaints).toEqual([])
  })
})
