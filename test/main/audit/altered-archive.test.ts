import { hkdfSync } from 'node:crypto'
import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openArchive } from '../../../src/main/audit/archive/archive.ts'
import { openCatalog } from '../../../src/main/audit/archive/catalog.ts'
import type { NewEvent } from '../../../src/main/audit/archive/leaves/event-batch.ts'
import { createQuestions } from '../../../src/main/audit/query/questions.ts'
import { fc } from '../../harness/properties.ts'
import { eventsOfMinute, key, leafSize, start } from './minutes.ts'

const minutes = 120
let folder: string
let whole: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'provost-altered-'))
  whole = join(folder, 'whole')
  const archive = openArchive(whole, key, leafSize)
  archive.setZone('UTC')
  for (let minute = 0; minute < minutes; minute += 10)
    archive.add(Array.from({ length: 10 }, (_, n) => eventsOfMinute(minute + n)).flat(), {
      covers: [{ first: start + minute * 60, last: start + minute * 60 + 599, fetched: 1, events: 500 }],
    })
  archive.catalog.categorise('log in', 'other')
  archive.catalog.choose('networks', '[]')
  archive.catalog.mute(['one'], { reason: 'Known', at: 1 })
  archive.close()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Everything that can be asked of an archive in a folder; what it says is wrong with it comes apart. */
function look(at: string) {
  const archive = openArchive(at, key, leafSize)
  try {
    const { catalog } = archive
    const questions = createQuestions(archive, () => false)
    const page = () => questions.page({}, { offset: 0, limit: 1_000_000 })
    // A leaf that turns out to be damaged is set aside while it is read: asked again, nothing of it is there.
    page()
    questions.page({ text: '7' }, { offset: 0, limit: 10 })
    const rows = page().rows.map(({ time, username, data }) => `${time} ${username} ${data}`)
    return {
      rows,
      covers: catalog.covers(),
      chosen: [archive.zone(), catalog.categories(), catalog.choice('networks'), catalog.mutes()],
      told: { lost: archive.lost, damaged: catalog.damaged(), rebuilt: archive.wasRebuilt },
    }
  } finally {
    archive.close()
  }
}

test('one altered byte anywhere in the archive is told, or changes nothing; what is left is as it was, and no lost event is claimed', () => {
  const before = look(whole)
  const files = readdirSync(whole).map((name) => ({ name, size: statSync(join(whole, name)).size }))
  const leaves = files.filter(({ name }) => name.endsWith('.leaf'))
  expect(leaves.length).toBeGreaterThan(2)
  const place = fc.oneof(
    fc.constantFrom(...files.filter(({ name }) => name === 'catalog.db' || name === 'names.spare')),
    fc.constantFrom(...leaves),
  )
  let told = 0
  fc.assert(
    fc.property(place, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), fc.nat(7), (file, part, bit) => {
      const copy = join(folder, 'copy')
      cpSync(whole, copy, { recursive: true })
      try {
        const bytes = readFileSync(join(copy, file.name))
        const at = Math.floor(part * bytes.length)
        bytes[at] = (bytes[at] as number) ^ (1 << bit)
        writeFileSync(join(copy, file.name), bytes)
        const after = look(copy)
        const isTold = after.told.lost !== null || after.told.damaged.length > 0 || after.told.rebuilt
        if (isTold) told++
        else expect(after).toEqual(before)
        // Without its catalogue a leaf still proves itself.
        if (file.name === 'catalog.db') expect(after.rows).toEqual(before.rows)
        const claimed = (row: string) => {
          const time = Date.parse(row.slice(0, 24)) / 1000
          return after.covers.some(({ first, last }) => first <= time && last >= time)
        }
        expect(after.rows.filter(claimed)).toEqual(before.rows.filter(claimed))
        const left = after.rows.filter((row) => !claimed(row))
        expect(before.rows.filter((row) => !claimed(row))).toEqual(expect.arrayContaining(left))
        if (file.name !== 'catalog.db') expect(after.chosen).toEqual(before.chosen)
      } finally {
        rmSync(copy, { recursive: true, force: true })
      }
    }),
    { numRuns: Number(process.env.PROVOST_ALTERED ?? 25) },
  )
  expect(told).toBeGreaterThan(0)
}, 300_000)

test.each<[string, (at: string) => void]>([
  ['is gone', (at) => rmSync(join(at, 'catalog.db'))],
  ['is no database any more', (at) => writeFileSync(join(at, 'catalog.db'), Buffer.alloc(9000, 7))],
])('where the catalogue %s every event is read from its leaf, and fetched again is not doubled', (_, spoil) => {
  const before = look(whole)
  const copy = join(folder, 'copy')
  cpSync(whole, copy, { recursive: true })
  try {
    spoil(copy)
    const first = look(copy)
    expect(first).toMatchObject({ rows: before.rows, covers: [], told: { damaged: [] } })
    expect(first.told.lost).toContain(`${before.rows.length.toLocaleString('en-US')} events were read again from files`)
    expect(first.chosen[0]).toBe('UTC')
    const archive = openArchive(copy, key, leafSize)
    const added = archive.add(eventsOfMinute(5), {
      covers: [{ first: start, last: start + 600, fetched: 2, events: 50 }],
    })
    archive.close()
    expect(added).toBe(0)
    expect(look(copy)).toMatchObject({ rows: before.rows, told: { lost: null } })
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
})

test('an archive from before there was a second copy of its names gets one with its next events', () => {
  const copy = join(folder, 'copy')
  cpSync(whole, copy, { recursive: true })
  try {
    rmSync(join(copy, 'names.spare'))
    const archive = openArchive(copy, key, leafSize)
    archive.add([{ ...(eventsOfMinute(0)[0] as NewEvent), username: 'new@example.com' }], {})
    archive.close()
    const before = look(copy)
    rmSync(join(copy, 'catalog.db'))
    expect(look(copy).rows).toEqual(before.rows)
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
})

test('half a record at the end of the second copy is written over', () => {
  const copy = join(folder, 'copy')
  cpSync(whole, copy, { recursive: true })
  try {
    appendFileSync(join(copy, 'names.spare'), Buffer.from([9, 0, 0, 0, 1]))
    const archive = openArchive(copy, key, leafSize)
    archive.add([{ ...(eventsOfMinute(0)[0] as NewEvent), username: 'new@example.com' }], {})
    archive.close()
    const before = look(copy)
    expect(before.rows.some((row) => row.includes('new@example.com'))).toBe(true)
    rmSync(join(copy, 'catalog.db'))
    expect(look(copy).rows).toEqual(before.rows)
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
})

test('where the names are gone from both places events are lost with their span told, and their files are kept', () => {
  const before = look(whole)
  const copy = join(folder, 'copy')
  cpSync(whole, copy, { recursive: true })
  try {
    for (const name of ['catalog.db', 'names.spare']) writeFileSync(join(copy, name), Buffer.alloc(9000, 7))
    const leaves = readdirSync(copy).filter((name) => name.endsWith('.leaf'))
    const broken = leaves.at(-1) ?? ''
    writeFileSync(join(copy, broken), Buffer.alloc(9000, 7))
    const after = look(copy)
    expect(after).toMatchObject({ rows: [], covers: [] })
    expect(after.told.damaged.map(({ file }) => file).sort()).toEqual(
      leaves.filter((name) => name !== broken).map((name) => `${name}.damaged`),
    )
    const spans = after.told.damaged.map(({ first, last }) => [first, last] as const)
    expect(Math.min(...spans.map(([first]) => first))).toBe(Date.parse(before.rows.at(-1)?.slice(0, 24) ?? '') / 1000)
    expect(after.told.lost).toMatch(/[\d,]+ events are lost with the names in them, of which no copy is left\./)
    expect(after.told.lost).toContain('1 file of events could not be read at all.')
    look(copy)
    expect(readdirSync(copy).filter((name) => name.endsWith('.leaf.damaged'))).toHaveLength(leaves.length)
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
})

test('what was cut off before the leaves were read again is done at the next opening', () => {
  const before = look(whole)
  const copy = join(folder, 'copy')
  cpSync(whole, copy, { recursive: true })
  try {
    rmSync(join(copy, 'catalog.db'))
    const sealKey = Buffer.from(hkdfSync('sha256', Buffer.from(key, 'hex'), '', 'provost audit catalogue', 32))
    openCatalog(join(copy, 'catalog.db'), key, sealKey).close()
    expect(look(copy).rows).toEqual(before.rows)
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
})
