import { describe, expect, test, vi } from 'vitest'

const limit = vi.hoisted(() => ({ bytes: Number.POSITIVE_INFINITY }))
vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof import('node:fs/promises')>()
  return {
    ...real,
    async open(...given: Parameters<typeof real.open>) {
      const file = await real.open(...given)
      const write = file.write.bind(file)
      file.write = (async (bytes: Buffer, from: number, length: number, at: null) => {
        if (limit.bytes <= 0) throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' })
        const done = await write(bytes, from, Math.min(length, limit.bytes), at)
        limit.bytes -= done.bytesWritten
        return done
      }) as never
      return file
    },
  }
})

const { readFileSync, rmSync } = await import('node:fs')
const { join } = await import('node:path')
const { createJsonLinesReceiver } = await import('../../../src/main/streams/receivers/json-lines.ts')
const { temporaryFolder } = await import('../../harness/application.ts')
const { lineWith, never } = await import('./lines.ts')

describe('a full disk', () => {
  test('leaves whole lines alone, is told, and what waits goes when there is room', async () => {
    const folder = temporaryFolder()
    const path = join(folder, 'events.jsonl')
    const to = createJsonLinesReceiver({ path, largest: 1e6, keep: 1 })
    await to.send([lineWith({ data: 'one' })], never)
    const before = readFileSync(path, 'utf8')
    for (const bytes of [0, 1, 200]) {
      limit.bytes = bytes
      await expect(to.send([lineWith({ data: 'two' })], never)).rejects.toMatchObject({
        kind: 'passing',
        message: `The disk with ${path} is full. The events wait; make room.`,
      })
      expect(readFileSync(path, 'utf8')).toBe(before)
    }
    limit.bytes = Number.POSITIVE_INFINITY
    await to.send([lineWith({ data: 'two' })], never)
    expect(readFileSync(path, 'utf8').split('\n')).toHaveLength(3)
    rmSync(folder, { recursive: true })
  })
})
