import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { Refusal } from '../../../src/contract/failure.ts'
import { type Archive, openArchive } from '../../../src/main/audit/archive/archive.ts'
import { createQuestions } from '../../../src/main/audit/query/questions.ts'
import { explain } from '../../../src/main/store/open.ts'
import { eventsOfMinute, key, start } from './minutes.ts'

/** Events of one leaf, and of one minute: few, so that all of them can be compared often. */
const leafSize = 250
const eachMinute = 8

/** Bytes that may still be written into files of leaves. */
const room = vi.hoisted(() => ({ left: Number.POSITIVE_INFINITY }))
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>()
  return {
    ...fs,
    writeSync: (file: number, bytes: Uint8Array, at: number) => {
      if (bytes.length - at > room.left) {
        fs.writeSync(file, bytes, at, room.left)
        throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
      }
      room.left -= bytes.length - at
      return fs.writeSync(file, bytes, at)
    },
  }
})
afterEach(() => {
  room.left = Number.POSITIVE_INFINITY
})

const cover = (minute: number) => ({
  first: start + minute * 60,
  last: start + minute * 60 + 59,
  fetched: 1,
  events: 50,
})
const addMinutes = (archive: Archive, from: number, to: number) =>
  archive.add(Array.from({ length: to - from }, (_, n) => eventsOfMinute(from + n).slice(0, eachMinute)).flat(), {
    covers: Array.from({ length: to - from }, (_, n) => cover(from + n)),
  })

/** Everything that can be asked of an archive. */
function all(archive: Archive) {
  const { rows, total } = createQuestions(archive, () => false).page({}, { offset: 0, limit: 100_000 })
  return {
    total,
    rows: rows.map(({ time, username, data }) => `${time} ${username} ${data}`),
    covers: archive.catalog.covers(),
    zone: archive.zone(),
    damaged: archive.catalog.damaged(),
  }
}

const acts: [string, (archive: Archive) => void][] = [
  ['adding', (archive) => addMinutes(archive, 60, 90)],
  ['splitting', (archive) => addMinutes(archive, 10, 75)],
  ['removing', (archive) => void archive.removeBefore(start + 37 * 60)],
  ['moving the zone', (archive) => archive.setZone('Etc/GMT+5')],
]

/** What an act makes of an archive whose disk has room. */
function wantedAfter(act: (archive: Archive) => void) {
  return inFolder((folder) => {
    const archive = prepared(folder)
    act(archive)
    const state = all(archive)
    archive.close()
    return state
  })
}
function inFolder<T>(work: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'provost-full-'))
  try {
    return work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
function prepared(folder: string): Archive {
  const archive = openArchive(folder, key, leafSize)
  archive.setZone('UTC')
  addMinutes(archive, 0, 20)
  addMinutes(archive, 30, 60)
  return archive
}
function attempt(act: () => void): boolean {
  try {
    act()
    return true
  } catch (error) {
    const said = explain(error)
    expect(said, String(said.stack)).toBeInstanceOf(Refusal)
    expect((said as Refusal).failure).toMatchObject({ code: 'storage' })
    return false
  }
}

describe.each(acts)('a disk that fills up while %s', (_, act) => {
  test('leaves the archive as it was, open and opened again, and the act succeeds later', () => {
    const wanted = wantedAfter(act)
    inFolder((folder) => {
      let archive = prepared(folder)
      const before = all(archive)
      let failures = 0
      for (const bytes of [0, 500, 3500, 9000]) {
        room.left = bytes
        const worked = attempt(() => act(archive))
        room.left = Number.POSITIVE_INFINITY
        if (worked) break
        failures++
        expect(all(archive)).toEqual(before)
        archive.close()
        archive = openArchive(folder, key, leafSize)
        expect(all(archive)).toEqual(before)
      }
      expect(failures).toBeGreaterThan(1)
      act(archive)
      expect(all(archive)).toEqual(wanted)
      archive.close()
      archive = openArchive(folder, key, leafSize)
      expect(all(archive)).toEqual(wanted)
      archive.close()
    })
  })
})

/** A file system of two megabytes; null: this machine does not let us have one. */
function smallDisk(): { folder: string; remove: () => void } | null {
  const folder = mkdtempSync(join(tmpdir(), 'provost-disk-'))
  const mounted =
    process.platform === 'linux' && spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', folder]).status === 0
  if (!mounted) {
    rmSync(folder, { recursive: true })
    return null
  }
  return {
    folder,
    remove() {
      spawnSync('umount', ['-l', folder])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
const disk = smallDisk()
disk?.remove()

test.skipIf(disk === null)('a real disk that is full, catalogue and all, loses nothing and doubles nothing', () => {
  const small = smallDisk()
  if (small === null) throw new Error('The small disk could not be had again.')
  try {
    let archive = prepared(small.folder)
    let filled = 0
    for (const [, act] of acts) {
      for (const spare of [0, 8192, 40_960]) {
        const before = all(archive)
        const { bavail, bsize } = statfsSync(small.folder)
        writeFileSync(join(small.folder, 'filler'), Buffer.alloc(Math.max(0, bavail * bsize - spare)))
        const worked = attempt(() => act(archive))
        if (!worked) {
          filled++
          expect(all(archive)).toEqual(before)
        }
        rmSync(join(small.folder, 'filler'))
        archive.close()
        archive = openArchive(small.folder, key, leafSize)
        if (!worked) expect(all(archive)).toEqual(before)
      }
      act(archive)
    }
    expect(filled).toBeGreaterThan(2)
    const { total, rows } = all(archive)
    expect(total).toBe((90 - 37) * eachMinute)
    expect(new Set(rows).size).toBeLessThan(rows.length)
    archive.close()
  } finally {
    small.remove()
  }
})
