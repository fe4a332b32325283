import { existsSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeFolder } from '../../../src/main/files/private-folder.ts'
import { temporaryFolder } from '../../harness/application.ts'

let place: string
beforeAll(() => {
  place = temporaryFolder()
})
afterAll(() => rmSync(place, { recursive: true, force: true }))

describe('a folder that is made', () => {
  it('comes with those above it, for this account only, and may be there already', () => {
    const folder = join(place, 'one', 'two')
    makeFolder(folder)
    makeFolder(folder)
    for (const each of [folder, join(place, 'one')]) expect(statSync(each).mode & 0o777).toBe(0o700)
  })

  it('is refused below a file, and in the place of one', () => {
    writeFileSync(join(place, 'file'), '')
    expect(() => makeFolder(join(place, 'file'))).toThrow('EEXIST')
    expect(() => makeFolder(join(place, 'file', 'below'))).toThrow('ENOTDIR')
  })

  // mkdir of Node's own with `recursive` asks for ever here.
  it.runIf(existsSync('/proc/self'))('is refused at once where the system takes none', () => {
    expect(() => makeFolder('/proc/nope')).toThrow('ENOENT')
    expect(() => makeFolder('/proc/nope/below')).toThrow('ENOENT')
  })
})
