import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { writeWhole } from '../../../src/main/files/save.ts'
import { temporaryFolder } from '../../harness/application.ts'

let folder: string
beforeEach(() => {
  folder = temporaryFolder()
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** The names that exports of these processes have while they are written. */
async function partOf(...pids: number[]): Promise<[string, string]> {
  let name = ''
  await writeWhole(join(folder, 'first.csv'), async () => {
    name = readdirSync(folder)[0] ?? ''
  })
  rmSync(join(folder, 'first.csv'))
  const [own = '', other = ''] = pids.map((pid) => name.replace(`-${process.pid}-`, `-${pid}-`))
  return [own, other]
}

describe('writing a whole file', () => {
  it('keeps the old one until the new one is whole, and gives it to this account alone', async () => {
    const path = join(folder, 'people.csv')
    writeFileSync(path, 'old', { mode: 0o644 })
    await writeWhole(path, async (file) => {
      await file.write('new, ')
      expect(readFileSync(path, 'utf8')).toBe('old')
      await file.write('whole')
    })
    expect(readFileSync(path, 'utf8')).toBe('new, whole')
    expect(readdirSync(folder)).toEqual(['people.csv'])
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600)
  })

  it('leaves what was there when it fails half-way', async () => {
    const path = join(folder, 'people.csv')
    writeFileSync(path, 'old')
    const failing = writeWhole(path, async (file) => {
      await file.write('half')
      throw Object.assign(new Error('no space left'), { code: 'ENOSPC' })
    })
    await expect(failing).rejects.toMatchObject({ failure: { code: 'storage' } })
    expect(readFileSync(path, 'utf8')).toBe('old')
    expect(readdirSync(folder)).toEqual(['people.csv'])
  })

  it('leaves nothing beside a place that cannot be written', async () => {
    const path = join(folder, 'taken')
    mkdirSync(path)
    writeFileSync(join(path, 'inside'), '')
    await expect(writeWhole(path, (file) => file.writeFile('x'))).rejects.toMatchObject({
      failure: { code: 'storage' },
    })
    expect(readdirSync(folder)).toEqual(['taken'])
  })

  it('sweeps what killed exports left beside it, and nothing else', async () => {
    const killed = spawnSync(process.execPath, ['-e', '']).pid
    const [own, left] = await partOf(process.pid, killed)
    const others = ['.provost-0123456789abcdef.part', '.provost-notes.part', 'people.part']
    for (const name of [own, left, '.provost-fedcba9876543210.part', ...others]) writeFileSync(join(folder, name), 'x')
    const old = new Date(Date.now() - 25 * 3_600_000)
    for (const name of ['.provost-fedcba9876543210.part', 'people.part']) utimesSync(join(folder, name), old, old)
    await writeWhole(join(folder, 'people.csv'), (file) => file.writeFile('x'))
    expect(readdirSync(folder).sort()).toEqual([own, ...others, 'people.csv'].sort())
  })

  it('takes the longest name that a file can have, and two at once', async () => {
    const path = join(folder, 'n'.repeat(255))
    await Promise.all(['one', 'two'].map((text) => writeWhole(path, (file) => file.writeFile(text))))
    expect(readFileSync(path, 'utf8')).toMatch(/^(one|two)$/)
    expect(readdirSync(folder)).toHaveLength(1)
  })
})
