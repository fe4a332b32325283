import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, it } from 'vitest'
import { writeWhole } from '../../../src/main/files/save.ts'
import { disable, type Engine, openEngine } from '../../harness/session.ts'
import { threadFile } from '../../harness/threads.ts'

let engine: Engine
afterEach(() => engine.close())

const cli = fileURLToPath(threadFile('cli'))

it('an exported journal is checked by the tool, and by hand, without a secret', async () => {
  let saved = ''
  engine = await openEngine(80, {
    saveFile: async (name, fill) => {
      saved = join(engine.home, name)
      await writeWhole(saved, fill)
      return saved
    },
  })
  await engine.run([disable(engine.people(1)[0] as string)])
  const { anchor, file } = await engine.call('journal.export', {})
  expect(saved.endsWith(file ?? '?')).toBe(true)
  const check = (...args: string[]) => {
    const { stdout, status } = spawnSync(process.execPath, [cli, 'journal-check', ...args], { encoding: 'utf8' })
    return { ...(JSON.parse(stdout) as { value: { intact: boolean; entries: number } }).value, status }
  }
  expect(check(saved, anchor ?? '')).toMatchObject({ intact: true, entries: 5, anchorAt: 5, status: 0 })
  expect(check(saved, 'ab'.repeat(32))).toMatchObject({ intact: false, status: 1 })

  // By hand, as the first line of the file says.
  const [heading, ...lines] = readFileSync(saved, 'utf8').trimEnd().split('\n')
  expect(heading).toContain('SHA-256')
  let previous = '0'.repeat(64)
  for (const line of lines.slice(0, -1)) {
    const [hash = '', json = ''] = [line.slice(0, 64), line.slice(65)]
    expect(createHash('sha256').update(`${previous}\n${json}`).digest('hex')).toBe(hash)
    previous = hash
  }
  expect(previous).toBe(anchor)

  writeFileSync(saved, readFileSync(saved, 'utf8').replace('"outcome":"confirmed"', '"outcome":"failed"'))
  expect(check(saved)).toMatchObject({ intact: false, brokenAt: 4, status: 1 })
  expect(() =>
    execFileSync(process.execPath, [cli, 'journal-check', join(engine.home, 'none')], { stdio: 'pipe' }),
  ).toThrow()
}, 30_000)
