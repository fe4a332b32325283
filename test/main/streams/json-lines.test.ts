import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { createJsonLinesReceiver } from '../../../src/main/streams/receivers/json-lines.ts'
import { temporaryFolder } from '../../harness/application.ts'
import { fc } from '../../harness/properties.ts'
import { lineWith, never } from './lines.ts'

const folders: string[] = []
const folder = () => {
  const made = temporaryFolder()
  folders.push(made)
  return made
}
afterAll(() => {
  for (const each of folders) rmSync(each, { recursive: true, force: true })
})
const to = (path: string, largest = 1e6, keep = 3) => createJsonLinesReceiver({ path, largest, keep })
const read = (path: string) =>
  readFileSync(path, 'utf8')
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as { data: string; key: string })

describe('a file of JSON lines', () => {
  test('has a line for each event, whatever stands in it, and keeps what was there', async () => {
    const path = join(folder(), 'events.jsonl')
    writeFileSync(path, '{"data":"before"}\n')
    const texts = ['a\nb', '\u2028', '\u0000', '日本語 🔒', '"\\', 'x'.repeat(100_000)]
    await to(path).send(
      texts.map((data) => lineWith({ data })),
      never,
    )
    expect(read(path).map(({ data }) => data)).toEqual(['before', ...texts])
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (data) => {
        const line = lineWith({ data })
        await to(path, 1e9).send([line], never)
        expect(read(path).at(-1)).toMatchObject({ key: line.key })
      }),
      { numRuns: 30 },
    )
  })

  test('begins readable for this account alone, and the next ones get the rights that it was given', async () => {
    const path = join(folder(), 'events.jsonl')
    await to(path, 500).send([lineWith()], never)
    expect(statSync(path).mode & 0o777).toBe(0o600)
    chmodSync(path, 0o640)
    await to(path, 500).send([lineWith(), lineWith()], never)
    expect(statSync(path).mode & 0o777).toBe(0o640)
    expect(existsSync(`${path}.1`)).toBe(true)
  })

  test('is put aside when it is full, and no more than so many are kept', async () => {
    const place = folder()
    const path = join(place, 'events.jsonl')
    for (let n = 1; n <= 6; n++)
      await to(path, 600, 2).send([lineWith({ data: `${n}` }), lineWith({ data: `${n}` })], never)
    expect(readdirSync(place).toSorted()).toEqual(['events.jsonl', 'events.jsonl.1', 'events.jsonl.2'])
    expect([path, `${path}.1`, `${path}.2`].map((each) => read(each)[0]?.data)).toEqual(['6', '5', '4'])
  })

  test('a line that was cut off swallows no other', async () => {
    const path = join(folder(), 'events.jsonl')
    await to(path).send([lineWith({ data: 'one' })], never)
    appendFileSync(path, '{"key":"torn')
    await to(path).send([lineWith({ data: 'two' })], never)
    const lines = readFileSync(path, 'utf8').split('\n')
    expect(lines[1]).toBe('{"key":"torn')
    expect(JSON.parse(lines[2] ?? '')).toMatchObject({ data: 'two' })
  })

  test('says what is wrong with its place, and makes no folder', async () => {
    const place = folder()
    await expect(to(join(place, 'gone', 'x.jsonl')).send([lineWith()], never)).rejects.toMatchObject({
      kind: 'settings',
      message: `The folder ${join(place, 'gone')} is not there any more. The events wait until it is.`,
    })
    expect(readdirSync(place)).toEqual([])
    mkdirSync(join(place, 'folder'))
    await expect(to(join(place, 'folder')).send([lineWith()], never)).rejects.toMatchObject({ kind: 'settings' })
    symlinkSync('/dev/full', join(place, 'full'))
    await expect(to(join(place, 'full')).send([lineWith()], never)).rejects.toMatchObject({ kind: 'settings' })
  })
})
