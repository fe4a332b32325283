import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { writeWhole } from '../../../src/main/files/save.ts'
import { temporaryFolder } from '../../harness/application.ts'

let folder: string
beforeEach(() => {
  folder = temporaryFolder()
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

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

  it('takes the longest name that a file can have, and two at once', async () => {
    const path = join(folder, 'n'.repeat(255))
    await Promise.all(['one', 'two'].map((text) => writeWhole(path, (file) => file.writeFile(text))))
    expect(readFileSync(path, 'utf8')).toMatch(/^(one|two)$/)
    expect(readdirSync(folder)).toHaveLength(1)
  })
})
