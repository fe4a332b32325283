import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { openArchive } from '../../../src/main/audit/archive/archive.ts'
import { createQuestions } from '../../../src/main/audit/query/questions.ts'
import { threadFile } from '../../harness/threads.ts'
import { eventsOfMinute, key, leafSize, minutes, start } from './minutes.ts'

const acts = ['add', 'remove', 'zone']
const kills = Number(process.env.PROVOST_KILLS ?? 12)

/** The minutes that the archive says it has; each of them is there whole, and nothing else is. */
function look(folder: string): Set<number> {
  const archive = openArchive(folder, key, leafSize)
  try {
    expect({ rebuilt: archive.wasRebuilt, damaged: archive.catalog.damaged() }).toEqual({ rebuilt: false, damaged: [] })
    const shift = archive.zone() === 'Etc/GMT+5' ? 5 * 3600 : 0
    const { rows } = createQuestions(archive, () => false).page({}, { offset: 0, limit: 1_000_000 })
    const there = new Map<string, number>()
    for (const { time, username, data } of rows) {
      const line = `${Date.parse(time) / 1000 - shift} ${username} ${data}`
      there.set(line, (there.get(line) ?? 0) + 1)
    }
    const covers = archive.catalog.covers().map(({ first, last }) => ({ first: first - shift, last: last - shift }))
    const covered = new Set<number>()
    for (let minute = 0; minute < minutes; minute++) {
      const first = start + minute * 60
      if (covers.some((cover) => cover.first <= first && cover.last >= first + 59)) covered.add(minute)
    }
    const wanted = new Map<string, number>()
    for (const minute of covered)
      for (const { time, username, data } of eventsOfMinute(minute)) {
        const line = `${time} ${username} ${data}`
        wanted.set(line, (wanted.get(line) ?? 0) + 1)
      }
    expect(there).toEqual(wanted)
    return covered
  } finally {
    archive.close()
  }
}

/** The minutes after something was done. */
function after(before: ReadonlySet<number>, act: string): Set<number> {
  const [name, number] = act.split(' ')
  if (name === 'add') return new Set([...before, Number(number)])
  return name === 'remove' ? new Set([...before].filter((minute) => minute >= Number(number))) : new Set(before)
}

const sorted = (numbers: ReadonlySet<number>) => [...numbers].sort((a, b) => a - b)

test(
  'a process that is killed at any moment of adding, splitting, removing and moving the zone has done what it said, whole or not at all',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'provost-kills-'))
    try {
      let known = new Set<number>()
      let done = 0
      const hit = { add: 0, remove: 0, zone: 0 }
      for (let round = 1; round <= kills; round++) {
        const child = spawn(
          process.execPath,
          [fileURLToPath(threadFile('ingesting-child')), folder, String(round * 7919)],
          { stdio: ['ignore', 'pipe', 'inherit'] },
        )
        let said = ''
        child.stdout.on('data', (bytes: Buffer) => {
          said += bytes.toString()
        })
        await once(child.stdout, 'data')
        // The moment is the test: it is spread over what the child does, and every one of them has to be right.
        await delay((round * 37) % 151)
        while (
          !said
            .trim()
            .split('\n')
            .at(-1)
            ?.startsWith(acts[round % 3] ?? '')
        )
          await once(child.stdout, 'data')
        await delay((round * 7) % 12)
        child.kill('SIGKILL')
        await once(child, 'close')
        const lines = said.trim().split('\n')
        let pending: string | null = null
        for (const line of lines.slice(1))
          if (line === 'done' && pending !== null) {
            known = after(known, pending)
            pending = null
            done++
          } else pending = line
        if (pending !== null) hit[pending.split(' ')[0] as keyof typeof hit]++
        const found = look(folder)
        const possible = [known, ...(pending === null ? [] : [after(known, pending)])].map(sorted)
        expect(possible).toContainEqual(sorted(found))
        known = found
      }
      expect(done).toBeGreaterThan(0)
      // Of so many every act is hit in its middle again and again.
      if (kills >= 60) for (const times of Object.values(hit)) expect(times).toBeGreaterThan(kills / 12)
      if (process.env.PROVOST_KILLS) console.info('killed in the middle of', hit, 'of', kills)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  },
  kills * 20_000,
)
