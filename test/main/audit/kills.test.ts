import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { openArchive } from '../../../src/main/audit/archive/archive.ts'
import { createQuestions } from '../../../src/main/audit/query/questions.ts'
import { eventsOfMinute, key, minutes, start } from './minutes.ts'

const kills = Number(process.env.PROVOST_KILLS ?? 6)

/** What the archive has of each minute, and which minutes it says it has whole. */
function look(folder: string) {
  const archive = openArchive(folder, key)
  try {
    const shift = archive.zone() === 'Etc/GMT+5' ? 5 * 3600 : 0
    const { rows } = createQuestions(archive, () => false).page({}, { offset: 0, limit: 1_000_000 })
    const there = new Map<string, number>()
    for (const { time, username, data } of rows) {
      const line = `${Date.parse(time) / 1000 - shift} ${username} ${data}`
      there.set(line, (there.get(line) ?? 0) + 1)
    }
    const covers = archive.catalog.covers().map(({ first, last }) => ({ first: first - shift, last: last - shift }))
    return { there, covers, rebuilt: archive.wasRebuilt, damaged: archive.catalog.damaged() }
  } finally {
    archive.close()
  }
}

test(
  'a process that is killed at any moment loses nothing that coverage claims, and doubles nothing',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'provost-kills-'))
    try {
      let before = 0
      for (let round = 1; round <= kills; round++) {
        const child = spawn(
          process.execPath,
          [join(import.meta.dirname, 'ingesting-child.ts'), folder, String(round * 7919)],
          {
            stdio: ['ignore', 'pipe', 'inherit'],
          },
        )
        await once(child.stdout, 'data')
        // The moment is the test: it is spread over what the child does, and every one of them has to be right.
        await delay((round * 37) % 151)
        child.kill('SIGKILL')
        await once(child, 'exit')
        const { there, covers, rebuilt, damaged } = look(folder)
        expect({ rebuilt, damaged }).toEqual({ rebuilt: false, damaged: [] })
        let whole = 0
        for (let minute = 0; minute < minutes; minute++) {
          const wanted = new Map<string, number>()
          for (const { time, username, data } of eventsOfMinute(minute)) {
            const line = `${time} ${username} ${data}`
            wanted.set(line, (wanted.get(line) ?? 0) + 1)
          }
          const first = start + minute * 60
          const isCovered = covers.some((cover) => cover.first <= first && cover.last >= first + 59)
          if (isCovered) whole++
          for (const [line, count] of wanted) {
            expect(there.get(line) ?? 0, line).toBeLessThanOrEqual(count)
            if (isCovered) expect(there.get(line), line).toBe(count)
          }
        }
        expect([...there.values()].reduce((sum, count) => sum + count, 0)).toBe(whole * 50)
        expect(whole).toBeGreaterThanOrEqual(before)
        before = whole
      }
      expect(before).toBeGreaterThan(0)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  },
  kills * 20_000,
)
