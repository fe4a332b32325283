import { createHmac } from 'node:crypto'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import { checkBytes, checkFile, writeJournal } from '../../../src/main/changes/journal/export-file.ts'
import { createSealer, hashLine, headText } from '../../../src/main/changes/journal/hash-chain.ts'
import { createJournal, type Head, type Journal } from '../../../src/main/changes/journal/journal.ts'
import { createRunCheck } from '../../../src/main/changes/journal/line-run.ts'
import { verify } from '../../../src/main/changes/journal/verify-chain.ts'
import { atOnce } from '../../../src/main/cooperative/slices.ts'
import { writeWhole } from '../../../src/main/files/save.ts'
import { inTransaction } from '../../../src/main/store/bulk.ts'
import { journalMigrations } from '../../../src/main/store/migrations/journal.ts'
import { openStore } from '../../../src/main/store/open.ts'
import type { Store } from '../../../src/main/store/store.ts'
import { bytesOf, textRow, textRows } from '../../../src/main/store/text.ts'
import { temporaryFolder } from '../../harness/application.ts'
import { fc } from '../../harness/properties.ts'

const secret = Buffer.from('5e'.repeat(32), 'hex')
const key = 'ab'.repeat(32)
let folder: string
let store: Store
let journal: Journal

const open = () =>
  openStore({ file: join(folder, 'journal.db'), key, migrations: journalMigrations, durability: 'full' })

beforeEach(() => {
  folder = temporaryFolder()
  store = open()
  journal = createJournal(store, secret, () => Date.parse('2026-11-20T08:00:00Z'))
})
afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true, force: true })
})

const write = (count: number) =>
  inTransaction(store, () =>
    journal.append(
      Array.from({ length: count }, (_, at) => ({
        kind: at % 2 === 0 ? 'intent' : 'outcome',
        job: 'job',
        change: { kind: 'disable' as const, username: `Person${at}@example.com` },
        data: { row: at, note: 'ä"\n😀' },
      })),
    ),
  )
const check = (witness: Head | null = null) => verify(store, secret, witness)
/** Somebody who has the file and its key is not stopped by triggers. */
const tamper = (sql: string, ...values: unknown[]) => {
  store.exec('DROP TRIGGER IF EXISTS journal_stays; DROP TRIGGER IF EXISTS journal_keeps')
  store.prepare(sql).run(...values)
}

describe('the seal', () => {
  it('is HMAC-SHA256', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 64 }), fc.string({ unit: 'binary' }), (own, text) => {
        expect(createSealer(own)(text)).toBe(createHmac('sha256', own).update(text, 'utf8').digest('hex'))
      }),
    )
    const own = Buffer.from('own')
    for (let length = 240; length < 270; length++)
      for (const text of ['x'.repeat(length), `${'x'.repeat(length - 1)}ä`])
        expect(createSealer(own)(text)).toBe(createHmac('sha256', own).update(text, 'utf8').digest('hex'))
    expect(() => createSealer(new Uint8Array())).toThrow('secret')
  })
})

describe('the journal', () => {
  it('is intact when empty, and after lines were added in any number of pieces', async () => {
    expect(await check()).toMatchObject({ intact: true, entries: 0, anchor: null })
    for (const count of [1, 49, 50, 51, 249]) write(count)
    expect(await check()).toMatchObject({ intact: true, entries: 400, brokenAt: null })
    expect((await check()).anchor).toBe(journal.head().hash)
  })

  it('gives its lines oldest first, each with the hash of the one before, and finds those of a person', () => {
    write(120)
    const { rows, total } = journal.page({ offset: 0, limit: 500, newestFirst: false })
    expect(total).toBe(120)
    expect(rows.map(({ seq }) => seq)).toEqual(Array.from({ length: 120 }, (_, at) => at + 1))
    for (const [at, line] of rows.entries()) expect(line.previous).toBe(rows[at - 1]?.hash ?? '0'.repeat(64))
    const own = journal.page({ username: 'PERSON7@example.com', offset: 0, limit: 10, newestFirst: true })
    expect(own.rows.map(({ seq }) => seq)).toEqual([8])
    expect(journal.page({ kind: 'intent', job: 'job', offset: 0, limit: 1, newestFirst: true })).toMatchObject({
      total: 60,
      rows: [{ seq: 119 }],
    })
  })

  it('is only added to, and nothing of a failed transaction stays', async () => {
    write(3)
    expect(() => store.prepare('UPDATE journal SET body = body WHERE seq = 1').run()).toThrow('only added to')
    expect(() => store.prepare('DELETE FROM journal WHERE seq = 1').run()).toThrow('only added to')
    expect(() =>
      inTransaction(store, () => {
        journal.append([{ kind: 'note' }])
        throw new Error('full')
      }),
    ).toThrow('full')
    write(1)
    expect(await check()).toMatchObject({ intact: true, entries: 4 })
  })

  it('tells of any altered byte of any line, and which line it is', async () => {
    write(40)
    const lines = textRows<Record<string, string | number>>(
      store
        .prepare(`SELECT seq, ${bytesOf('kind', 'job', 'key', 'body', 'hash', 'seal')} FROM journal ORDER BY seq`)
        .all(),
    )
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 39 }),
        fc.constantFrom('kind', 'job', 'key', 'body', 'hash', 'seal'),
        fc.nat(),
        fc.integer({ min: 1, max: 126 }),
        async (at, column, place, by) => {
          const line = lines[at] as Record<string, string>
          const text = Buffer.from(line[column] as string, 'latin1')
          const index = place % text.length
          text[index] = ((text[index] as number) + by) & 0x7f || 0x21
          const altered = text.toString('latin1')
          fc.pre(altered !== line[column])
          tamper(`UPDATE journal SET ${column} = ? WHERE seq = ?`, altered, at + 1)
          const found = await check()
          tamper(`UPDATE journal SET ${column} = ? WHERE seq = ?`, line[column], at + 1)
          expect(found.intact).toBe(false)
          // The hash of a line is also what the next one builds on.
          expect(found.brokenAt).toBe(at + 1)
        },
      ),
      { numRuns: 200 },
    )
    expect(await check()).toMatchObject({ intact: true })
  })

  it('tells of a line that is missing, in the middle or at the end, and of lines that changed places', async () => {
    write(30)
    tamper('DELETE FROM journal WHERE seq = 12')
    expect(await check()).toMatchObject({ intact: false, brokenAt: 12 })
    tamper('UPDATE journal SET seq = seq - 1 WHERE seq > 12')
    expect(await check()).toMatchObject({ intact: false, brokenAt: 12 })
    store.close()
    rmSync(join(folder, 'journal.db'))
    store = open()
    journal = createJournal(store, secret, Date.now)
    write(30)
    tamper('DELETE FROM journal WHERE seq > 25')
    expect(await check()).toMatchObject({ intact: false, brokenAt: 26, entries: 25 })
    tamper('UPDATE journal SET seq = 99 WHERE seq = 4')
    tamper('UPDATE journal SET seq = 4 WHERE seq = 5')
    tamper('UPDATE journal SET seq = 5 WHERE seq = 99')
    expect(await check()).toMatchObject({ intact: false, brokenAt: 4 })
  })

  it('tells of a whole chain made anew by somebody without the secret', async () => {
    write(5)
    const other = createSealer(Buffer.alloc(32, 7))
    const bodies = textRows<{ body: string }>(
      store.prepare(`SELECT ${bytesOf('body')} FROM journal ORDER BY seq`).all(),
    )
    let last = '0'.repeat(64)
    for (const [at, { body }] of bodies.entries()) {
      last = hashLine(last, body)
      tamper('UPDATE journal SET hash = ?, seal = ? WHERE seq = ?', last, other(last), at + 1)
    }
    tamper('UPDATE head SET hash = ?, seal = ?', last, other(headText(5, last)))
    expect(await check()).toMatchObject({ intact: false, brokenAt: 1, reason: expect.stringContaining('secret') })
  })

  it('tells of a shortened journal whose recorded length was altered too, or removed', async () => {
    write(10)
    const shorter = textRow<{ hash: string }>(
      store.prepare(`SELECT ${bytesOf('hash')} FROM journal WHERE seq = 8`).get(),
    )
    tamper('DELETE FROM journal WHERE seq > 8')
    tamper('UPDATE head SET seq = 8, hash = ?', shorter.hash)
    expect(await check()).toMatchObject({ intact: false, brokenAt: 9 })
    tamper('DELETE FROM head')
    expect(await check()).toMatchObject({ intact: false })
    tamper('DELETE FROM journal')
    expect(await check({ seq: 10, hash: 'ff' })).toMatchObject({ intact: false, brokenAt: 1 })
  })

  it('tells of a file that was put back to an earlier state, by what the keychain remembers', async () => {
    write(10)
    const earlier = journal.head()
    write(5)
    const later = journal.head()
    expect(await check(earlier)).toMatchObject({ intact: true })
    expect(await check(later)).toMatchObject({ intact: true })
    expect(await check({ ...later, seq: 20 })).toMatchObject({ intact: false, brokenAt: 16 })
    expect(await check({ seq: 7, hash: earlier.hash })).toMatchObject({ intact: false, brokenAt: 7 })
  })

  it('says so when the file itself is damaged', async () => {
    write(300)
    tamper('DROP TABLE head')
    expect(await check()).toMatchObject({ intact: false, reason: expect.stringContaining('cannot be read') })
  })
})

describe('many lines at once', () => {
  const sealOf = createSealer(secret)

  it('are looked at together, whoever they are about, and are the same as one by one', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            kind: fc.constantFrom('intent', 'outcome', 'no"te'),
            job: fc.option(fc.constantFrom('a', 'b\\c')),
            name: fc.option(
              fc.string({ unit: 'grapheme', minLength: 1, maxLength: 500 }).map((text) => `${text}@example.com`),
            ),
          }),
          { minLength: 1, maxLength: 130 },
        ),
        async (lines) => {
          store.close()
          rmSync(join(folder, 'journal.db'), { force: true })
          store = open()
          journal = createJournal(store, secret, () => Date.parse('2026-11-20T08:00:00Z'))
          journal.append(
            lines.map(({ kind, job, name }) => ({
              kind,
              job,
              change: name === null ? null : { kind: 'disable' as const, username: name },
            })),
          )
          expect(await check()).toMatchObject({ intact: true, entries: lines.length, anchor: journal.head().hash })
        },
      ),
      { numRuns: 25 },
    )
  })

  it('give the hash of the last, and nothing where anything in one of them is another', () => {
    write(50)
    const all = createRunCheck(store, sealOf)
    const run = (first = 1, count = 50, before = '0'.repeat(64)) => all(first, count, before)
    expect(run()).toBe(journal.head().hash)
    expect(run(1, 51)).toBeNull()
    expect(run(1, 50, '1'.repeat(64))).toBeNull()
    expect(createRunCheck(store, createSealer(Buffer.from('another')))(1, 50, '0'.repeat(64))).toBeNull()
    const column = (name: string) =>
      textRow<{ found: string }>(
        store.prepare(`SELECT CAST(${name} AS BLOB) AS found FROM journal WHERE seq = 25`).get(),
      ).found
    for (const name of ['kind', 'job', 'key', 'hash', 'seal', 'body']) {
      const was = column(name)
      for (const other of [`${was}x`, was.slice(1), was.replace(/^./, '~'), `${was}\u001f`, `\u001e${was}`, '']) {
        tamper(`UPDATE journal SET ${name} = ? WHERE seq = 25`, other)
        expect(run(), `${name} ${JSON.stringify(other)}`).toBeNull()
      }
      tamper(`UPDATE journal SET ${name} = ? WHERE seq = 25`, was)
      expect(run()).toBe(journal.head().hash)
    }
    tamper("UPDATE journal SET key = CAST(x'ff' AS TEXT) WHERE seq = 25")
    expect(run()).toBeNull()
  })
})

describe('an exported journal', () => {
  const exported = async () => {
    const file = join(folder, 'journal.txt')
    await writeWhole(file, (handle) => writeJournal(handle, store, journal.head()))
    return readFileSync(file, 'utf8').split('\n')
  }

  it('is checked without the secret, with or without an anchor of an earlier day', async () => {
    write(130)
    const anchor = journal.head().hash
    write(271)
    const lines = await exported()
    expect(checkFile(lines, null)).toMatchObject({
      intact: true,
      entries: 401,
      anchor: journal.head().hash,
      anchorAt: null,
    })
    expect(checkFile(lines, ` ${anchor.toUpperCase()} `)).toMatchObject({ intact: true, anchorAt: 130 })
    expect(checkFile(lines, 'ab'.repeat(32))).toMatchObject({ intact: false })
  })

  it('shows any altered byte, any missing line and any lines that changed places', async () => {
    write(12)
    const lines = await exported()
    const text = lines.join('\n')
    fc.assert(
      fc.property(fc.nat({ max: Buffer.byteLength(text) - 2 }), fc.integer({ min: 1, max: 127 }), (at, by) => {
        const bytes = Buffer.from(text, 'utf8')
        bytes[at] = ((bytes[at] as number) + by) & 0xff
        expect(checkFile(bytes.toString('utf8').split('\n'), null).intact).toBe(false)
      }),
      { numRuns: 500 },
    )
    for (let at = 0; at < lines.length - 1; at++) expect(checkFile(lines.toSpliced(at, 1), null).intact).toBe(false)
    const swapped = [...lines]
    ;[swapped[3], swapped[4]] = [swapped[4] as string, swapped[3] as string]
    expect(checkFile(swapped, null)).toMatchObject({ intact: false, brokenAt: 3 })
  })

  it('whose end was cut off together with the mark of the end is found out by the anchor', async () => {
    write(12)
    const anchor = journal.head().hash
    const lines = await exported()
    const eighth = lines[8]?.slice(0, 64) ?? ''
    const cut = [...lines.slice(0, 9), `# anchor 8 ${eighth}`]
    expect(checkFile(cut, null)).toMatchObject({ intact: true, entries: 8 })
    expect(checkFile(cut, anchor)).toMatchObject({ intact: false })
  })

  it('is as intact as before when a program on its way changed only line ends or put a byte order mark before it', async () => {
    write(12)
    const text = (await exported()).join('\n')
    const check = (changed: string) => checkBytes(Buffer.from(changed, 'utf8'), journal.head().hash)
    const found = { intact: true, entries: 12, anchorAt: 12 }
    expect(check(text)).toMatchObject({ ...found, reshaped: [] })
    const crlf = text.replaceAll('\n', '\r\n')
    for (const changed of [
      crlf,
      text.replaceAll('\n', '\r'),
      crlf.replace('\r\n', '\n'),
      crlf.replaceAll('\r', '\r\r'),
    ])
      expect(check(changed)).toMatchObject({ ...found, reshaped: ['line-ends'] })
    expect(check(`\ufeff${text}`)).toMatchObject({ ...found, reshaped: ['byte-order-mark'] })
    expect(check(`\ufeff${crlf}`)).toMatchObject({ ...found, reshaped: ['byte-order-mark', 'line-ends'] })
    fc.assert(
      fc.property(fc.nat({ max: crlf.length - 3 }), (at) => {
        fc.pre(!'\r\n'.includes(crlf[at] as string))
        const altered = `${crlf.slice(0, at)}${String.fromCharCode(crlf.charCodeAt(at) ^ 1)}${crlf.slice(at + 1)}`
        expect(check(altered).intact).toBe(false)
      }),
    )
  })
})

test('lines of a kind are found by when they were written, newest first', () => {
  let time = 0
  const timed = createJournal(store, secret, () => time)
  for (let minute = 0; minute < 50; minute++) {
    time = Date.parse('2026-11-20T08:00:00Z') + minute * 60_000
    inTransaction(store, () => timed.append([{ kind: 'intent' }, { kind: 'outcome' }]))
  }
  const at = (minute: number) => new Date(Date.parse('2026-11-20T08:00:00Z') + minute * 60_000).toISOString()
  const times = (from: number, to: number, limit = 100) =>
    timed.between({ from: at(from), to: at(to), kind: 'intent', limit }).map(({ time: one }) => one)
  expect(times(10, 13)).toEqual([at(12), at(11), at(10)])
  expect(times(-5, 2)).toEqual([at(1), at(0)])
  expect(times(48, 90)).toEqual([at(49), at(48)])
  expect(times(0, 50, 2)).toEqual([at(49), at(48)])
  expect(times(60, 90)).toEqual([])
})

describe('the lines of a group', () => {
  const member = (username: string, add: string[], remove: string[] = []) => ({
    kind: 'groups' as const,
    username,
    add,
    remove,
  })
  const of = (group: string, range = { newestFirst: true, offset: 0, limit: 500 }) =>
    atOnce(journal.ofGroup(group, range))

  it('are those that put somebody in or take somebody out, whatever else names it', () => {
    const group = `Crew "A", ä\\b`
    journal.append([
      { kind: 'intent', job: 'one', change: member('ann@example.com', [group]), data: { row: 0 } },
      {
        kind: 'outcome',
        job: 'one',
        change: member('ann@example.com', [group]),
        data: { row: 0, outcome: 'confirmed' },
      },
      { kind: 'intent', job: 'one', change: member('ben@example.com', ['Other'], ['Third', group]) },
      { kind: 'intent', job: 'two', change: { kind: 'add', username: 'cem@example.com', groups: [group] } },
      // Neither another writing of it, nor a name or a remark that holds it.
      { kind: 'intent', job: 'two', change: member('dan@example.com', [group.toUpperCase()]) },
      { kind: 'intent', job: 'two', change: { kind: 'rename', username: 'eve@example.com', fullname: group } },
      { kind: 'intent', job: 'two', change: member('fay@example.com', ['Other']), data: { note: group } },
      { kind: 'group-owner', data: { group } },
    ])
    expect(of(group).rows.map(({ seq }) => seq)).toEqual([4, 3, 2, 1])
    expect(of(group, { newestFirst: false, offset: 1, limit: 2 })).toMatchObject({
      total: 4,
      rows: [{ seq: 2 }, { seq: 3 }],
    })
    expect(of('Nobody’s')).toEqual({ rows: [], total: 0 })
  })

  it('are found among many, wherever they stand, in pieces', () => {
    write(700)
    journal.append([{ kind: 'intent', job: 'x', change: member('ann@example.com', ['Crew']) }])
    write(900)
    const work = journal.ofGroup('Crew', { newestFirst: true, offset: 0, limit: 10 })
    let pieces = 0
    for (let step = work.next(); ; step = work.next(), pieces++)
      if (step.done) {
        expect(step.value).toMatchObject({ total: 1, rows: [{ seq: 701, change: { add: ['Crew'] } }] })
        break
      }
    expect(pieces).toBeGreaterThan(3)
  })

  it('leave out one that was altered, which cannot be said to concern it', () => {
    journal.append([{ kind: 'intent', job: 'x', change: member('ann@example.com', ['Crew']) }])
    tamper(`UPDATE journal SET body = replace(body, 'ann@', 'eve@')`)
    expect(of('Crew').rows).toEqual([])
  })
})
