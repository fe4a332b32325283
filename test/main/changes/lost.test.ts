import { rmSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createSealer, hashLine, headText } from '../../../src/main/changes/journal/hash-chain.ts'
import { createJournal, type Entry } from '../../../src/main/changes/journal/journal.ts'
import { lostEntry } from '../../../src/main/changes/journal/lost-secret.ts'
import { type OpenedJournal, openJournal } from '../../../src/main/changes/journal/open-journal.ts'
import { verify } from '../../../src/main/changes/journal/verify-chain.ts'
import type { Vault } from '../../../src/main/keychain/vault.ts'
import { inTransaction } from '../../../src/main/store/bulk.ts'
import { bytesOf, textRows } from '../../../src/main/store/text.ts'
import { createKeptVault, temporaryFolder } from '../../harness/application.ts'

let folder: string
let vault: Vault
let opened: OpenedJournal
let now: number

const start = async (kept: Vault = vault) => {
  opened = await openJournal({
    ...{ folder, key: 'ab'.repeat(32), keyLost: false, vault: kept, now: () => now },
    names: { secret: 'secret', head: 'head' },
  })
}
const restart = async (kept?: Vault) => {
  opened.store.close()
  await start(kept)
}
const append = (entries: readonly Entry[], secret = opened.secret) =>
  inTransaction(opened.store, () => createJournal(opened.store, secret, () => now).append(entries))
const write = (count: number) => append(Array.from({ length: count }, (_, at) => ({ kind: 'note', data: { at } })))
const check = () => verify(opened.store, opened.secret, opened.witness)
const tamper = (sql: string, ...values: unknown[]) => {
  opened.store.exec('DROP TRIGGER IF EXISTS journal_stays; DROP TRIGGER IF EXISTS journal_keeps')
  opened.store.prepare(sql).run(...values)
}
/** Somebody with the file, and without the keychain, writes the chain anew from a line on. */
function forge(from: number, alter: (body: string) => string): void {
  const seal = createSealer(Buffer.alloc(32, 7))
  const lines = textRows<{ body: string; hash: string }>(
    opened.store.prepare(`SELECT ${bytesOf('body', 'hash')} FROM journal ORDER BY seq`).all(),
  )
  let last = from === 1 ? '0'.repeat(64) : (lines[from - 2]?.hash ?? '')
  for (const [at, { body }] of lines.entries()) {
    if (at + 1 < from) continue
    const next = at + 1 === from ? alter(body) : body
    last = hashLine(last, next)
    tamper('UPDATE journal SET body = ?, hash = ?, seal = ? WHERE seq = ?', next, last, seal(last), at + 1)
  }
  tamper('UPDATE head SET hash = ?, seal = ?', last, seal(headText(lines.length, last)))
}

beforeEach(async () => {
  folder = temporaryFolder()
  vault = createKeptVault()
  now = Date.parse('2026-11-20T08:00:00Z')
  await start()
  write(12)
})
afterEach(() => {
  opened.store.close()
  rmSync(folder, { recursive: true, force: true })
})

/** The secret goes from the keychain, and Provost starts again two days later. */
async function lose(): Promise<void> {
  await vault.erase('secret')
  now += 2 * 86_400_000
  await restart()
  write(5)
}

describe('a journal whose secret was lost', () => {
  it('says which lines cannot be proved since when, and that those from then on are as they were written', async () => {
    await lose()
    for (let starts = 0; starts < 2; starts++) {
      const found = await check()
      expect(found).toMatchObject({
        ...{ intact: false, entries: 18, brokenAt: 1 },
        lost: { lines: 12, since: '2026-11-22T08:00:00.000Z', restBrokenAt: null },
      })
      expect(found.reason).toContain('Lines 1 to 12 can no longer be proved by this workstation since 2026-11-22')
      expect(found.reason).toContain('lines from 13 on are as they were written')
      await restart()
    }
  })

  it('says where the newer lines break, and finds what was altered in the older ones since', async () => {
    await lose()
    tamper('UPDATE journal SET body = replace(body, \'"at":2\', \'"at":9\') WHERE seq = 16')
    expect(await check()).toMatchObject({ intact: false, brokenAt: 1, lost: { lines: 12, restBrokenAt: 16 } })
    tamper('UPDATE journal SET body = replace(body, \'"at":3\', \'"at":9\') WHERE seq = 4')
    expect(await check()).toMatchObject({ intact: false, brokenAt: 4, lost: { lines: 12, restBrokenAt: 16 } })
  })

  it('finds older lines that were altered together with all their hashes', async () => {
    await lose()
    const [kept] = textRows<Record<'body' | 'hash' | 'seal', string>>(
      opened.store.prepare(`SELECT ${bytesOf('body', 'hash', 'seal')} FROM journal WHERE seq = 13`).all(),
    )
    forge(5, (body) => body.replace('"at":4', '"at":9'))
    expect(await check()).toMatchObject({ intact: false, brokenAt: 1, lost: null })
    // The line that was sealed then names another end than these have now.
    tamper('UPDATE journal SET body = ?, hash = ?, seal = ? WHERE seq = 13', kept?.body, kept?.hash, kept?.seal)
    expect(await check()).toMatchObject({ intact: false, brokenAt: 1, lost: null })
  })

  it('may lose it again, and again where the keychain did not take the new one', async () => {
    await lose()
    await lose()
    expect(await check()).toMatchObject({ intact: false, lost: { lines: 18, restBrokenAt: null } })
    await vault.erase('secret')
    const full: Vault = { ...vault, write: () => Promise.reject(new Error('refused')) }
    await expect(restart(full)).rejects.toThrow('refused')
    await start()
    expect(await check()).toMatchObject({ intact: false, lost: { lines: 25, restBrokenAt: null } })
  })
})

describe('somebody who has the file and not the keychain', () => {
  it('cannot claim a loss: neither for altered lines, nor with a line that says so, nor by a start in between', async () => {
    const other = Buffer.alloc(32, 7)
    forge(1, (body) => body.replace('"at":0', '"at":9'))
    append([lostEntry(createJournal(opened.store, other, () => now).head())], other)
    expect(await check()).toMatchObject({ intact: false, brokenAt: 1, lost: null })
    await restart()
    expect(opened.problem).toBe(null)
    write(3)
    expect(await check()).toMatchObject({ intact: false, brokenAt: 1, lost: null })
  })

  it('cannot make another sealed line pass for the beginning of a newer part', async () => {
    forge(1, (body) => body.replace('"at":0', '"at":9'))
    write(1)
    tamper("UPDATE journal SET kind = 'secret-lost' WHERE seq = 13")
    expect(await check()).toMatchObject({ intact: false, brokenAt: 1, lost: null })
    // Nor with the words of such a line beside the seal of another.
    const { hash } = createJournal(opened.store, opened.secret, () => now).head()
    const [before] = textRows<{ hash: string }>(
      opened.store.prepare(`SELECT ${bytesOf('hash')} FROM journal WHERE seq = 12`).all(),
    )
    const { kind, data } = lostEntry({ seq: 12, hash: before?.hash ?? '' })
    const body = JSON.stringify({ seq: 13, time: '2026-11-20T08:00:00.000Z', kind, job: null, change: null, data })
    tamper('UPDATE journal SET body = ? WHERE seq = 13 AND hash = ?', body, hash)
    expect(await check()).toMatchObject({ intact: false, brokenAt: 1, lost: null })
  })

  it('cannot reach an intact journal by cutting off the older part', async () => {
    await lose()
    tamper('DELETE FROM journal WHERE seq <= 12')
    expect(await check()).toMatchObject({ intact: false, brokenAt: 1 })
    tamper('UPDATE journal SET seq = seq - 12')
    expect((await check()).intact).toBe(false)
  })
})
