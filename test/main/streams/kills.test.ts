import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { createJsonLinesReceiver } from '../../../src/main/streams/receivers/json-lines.ts'
import { temporaryFolder } from '../../harness/application.ts'
import { threadFile } from '../../harness/threads.ts'
import { never } from './lines.ts'
import { openStream } from './opened-stream.ts'

const kills = 12

test(
  'a process that is killed at any moment of adding and streaming loses no event; doubles have equal keys',
  async () => {
    const folder = temporaryFolder()
    const path = join(folder, 'events.jsonl')
    let drained = 0
    for (let round = 1; round <= kills; round++) {
      const child = spawn(
        process.execPath,
        [fileURLToPath(threadFile('streaming-child')), folder, path, String(round * 7919)],
        { stdio: ['ignore', 'pipe', 'inherit'] },
      )
      let said = ''
      child.stdout.on('data', (bytes: Buffer) => {
        said += bytes.toString()
      })
      const begun = () => said.includes('ready') && said.split('drained').length > round % 3
      while (!begun()) await once(child.stdout, 'data')
      // The moment is the test: it is spread over what the child does, and every one of them has to be right.
      await delay((round * 97) % 460)
      child.kill('SIGKILL')
      await once(child, 'close')
      drained += said.split('drained').length - 1
    }
    const stream = openStream(folder)
    const receiver = createJsonLinesReceiver({ path, largest: 1e9, keep: 1 })
    await stream.drain((lines) => receiver.send(lines, never))
    const wanted = stream.keys()
    stream.close()
    const received = readFileSync(path, 'utf8')
      .split('\n')
      .flatMap((line) => {
        try {
          return [(JSON.parse(line) as { key: string }).key]
        } catch {
          return []
        }
      })
    expect(drained).toBeGreaterThan(kills / 2)
    expect(wanted.length).toBeGreaterThan(50)
    expect([...new Set(received)].toSorted()).toEqual([...wanted].toSorted())
    expect(received.length - new Set(received).size).toBeLessThanOrEqual(kills * 10)
    rmSync(folder, { recursive: true, force: true })
  },
  kills * 20_000,
)
