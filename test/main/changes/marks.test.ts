import { randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createSealer } from '../../../src/main/changes/journal/hash-chain.ts'
import { createWitness, type Mark, parseMark } from '../../../src/main/changes/journal/head-checkpoint.ts'
import { createJournal, type Head } from '../../../src/main/changes/journal/journal.ts'
import { findLostLines, lostLinesEntry, missingLines } from '../../../src/main/changes/journal/lost-lines.ts'
import { journalMigrations } from '../../../src/main/store/migrations/journal.ts'
import { openStore } from '../../../src/main/store/open.ts'
import type { Store } from '../../../src/main/store/store.ts'
import { temporaryFolder } from '../../harness/application.ts'

// What the keychain remembers of a journal, piece by piece: the parts of it stand behind one another in a whole application.

const hashOf = (letter: string) => letter.repeat(64)
const mark = (seq: number, hash = hashOf('a')): Mark => ({
  ...{ seq, hash, run: null, lost: 0, pending: false, why: 'lines' as const },
})

describe("the keychain's mark", () => {
  const noted = async (known: Mark | null, head: Head) => {
    const written: Mark[] = []
    const witness = createWitness({
      known,
      write: async (next) => void written.push(next),
      head: () => head,
      read: async () => null,
      run: 'r',
    })
    await witness.before('job')
    await witness.close()
    return written.map(({ seq }) => seq)
  }

  it('goes on with the journal', async () => {
    expect(await noted(mark(5), { seq: 9, hash: hashOf('b') })).toContain(9)
  })

  it('is never lowered, whatever the file says', async () => {
    expect(await noted(mark(9), { seq: 5, hash: hashOf('b') })).toEqual([])
    expect(await noted(mark(9), { seq: 0, hash: hashOf('0') })).toEqual([])
  })

  it('follows within seconds while lines are written, without anybody asking', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    try {
      const head = { seq: 7, hash: hashOf('b') }
      const written: number[] = []
      const write = async (next: Mark) => void written.push(next.seq)
      const witness = createWitness({ known: mark(5), write, head: () => head, read: async () => null, run: 'r' })
      witness.touch()
      await vi.advanceTimersByTimeAsync(4900)
      expect(written).toEqual([])
      head.seq = 8
      witness.touch()
      await vi.advanceTimersByTimeAsync(100)
      expect(written).toEqual([8])
      head.seq = 9
      witness.touch()
      await vi.advanceTimersByTimeAsync(5000)
      expect(written).toEqual([8, 9])
      await witness.close()
    } finally {
      vi.useRealTimers()
    }
  })

  it.each(['', 'null', '{', '{"seq":-1,"hash":"x"}', '{"seq":1.5}', '[]', '"a"'])('%j is none', (text) => {
    expect(parseMark(text)).toBeNull()
  })
})

describe('a journal beside its mark', () => {
  let folder: string
  let store: Store
  const secret = randomBytes(32)
  const seal = createSealer(secret)
  beforeEach(() => {
    folder = temporaryFolder()
    store = openStore({
      ...{ file: join(folder, 'journal.db'), key: 'ab'.repeat(32), migrations: journalMigrations },
      durability: 'normal',
    })
  })
  afterEach(() => {
    store.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const journal = (own = secret) => createJournal(store, own, Date.now)

  it('misses what is beyond its end', () => {
    const own = journal()
    own.append([{ kind: 'a' }, { kind: 'b' }])
    expect(missingLines(store, own.head(), mark(5), [], false)?.lines).toBe(3)
    expect(missingLines(store, own.head(), mark(2, own.head().hash), [], false)).toBeNull()
  })

  it('is another one where the line that is remembered is another, however long it is', () => {
    const own = journal()
    own.append([{ kind: 'a' }, { kind: 'b' }, { kind: 'c' }])
    expect(missingLines(store, own.head(), mark(2), [], false)).toMatchObject({
      lines: 1,
      why: expect.stringContaining('is not the one that the keychain remembers'),
    })
  })

  it('says that its log is gone', () => {
    const own = journal()
    own.append([{ kind: 'a' }])
    expect(missingLines(store, own.head(), mark(1, own.head().hash), [], true)?.why).toContain('is gone')
  })

  it('tells of losses by lines under its own seal alone', () => {
    const entry = (lines: number) => lostLinesEntry(lines, null, { seq: 0, hash: hashOf('0') }, 'Why.')
    journal().append([entry(3)])
    journal(randomBytes(32)).append([entry(4000)])
    expect(findLostLines(store, seal).map(({ lines }) => lines)).toEqual([3])
  })
})
