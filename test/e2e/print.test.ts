import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Console, openConsole, openDemo } from './console.ts'

let window: Console
beforeAll(async () => {
  window = await openConsole()
  await openDemo(window.page)
})
afterAll(() => window?.close())

/** Asks main itself, past the page's own code. */
const ask = (name: string, input: object): Promise<{ ok: boolean; value: Record<string, unknown> }> =>
  window.page.evaluate(
    async ([call, given]) =>
      (await globalThis.window.provost.call(call as string, given, Math.floor(Math.random() * 1e9))) as never,
    [name, input] as const,
  )

test('the record of a leaver becomes a PDF, and the window that printed it is gone', async () => {
  const file = join(tmpdir(), `provost-record-${process.pid}.pdf`)
  await window.app.evaluate(({ dialog }, path) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath: path })
  }, file)
  const people = await ask('users.page', { status: ['active'], admin: false, limit: 40 })
  const usernames = (people.value.rows as { username: string }[]).map(({ username }) => username)
  const started = await ask('leavers.start', { usernames, reason: '<script>document.title="ran"</script>' })
  const saved = await ask('leavers.record', { batch: started.value.batch, format: 'pdf' })
  expect(saved).toMatchObject({ ok: true, value: { saved: true, rows: 40 } })
  const bytes = await readFile(file)
  expect(bytes.subarray(0, 5).toString('latin1')).toBe('%PDF-')
  expect(bytes.byteLength).toBeGreaterThan(5000)
  const pages = Math.max(
    ...[...bytes.toString('latin1').matchAll(/\/Count (\d+)/g)].map(([, number]) => Number(number)),
  )
  // An auditor reads it: two people and more a page, and everybody on one line before.
  expect(pages).toBeGreaterThan(5)
  expect(pages).toBeLessThanOrEqual(20)
  expect(await window.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
})
