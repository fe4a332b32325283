import { inSlices } from '../../cooperative/slices.ts'
import type { Store } from '../../store/store.ts'
import { bytesOf, textOf, textRow } from '../../store/text.ts'
import { beginning, createSealer, hashLine, headText, type Sealer } from './hash-chain.ts'
import type { Head } from './journal.ts'
import { createRunCheck } from './line-run.ts'
import { findLostLines, type LostLines, lossInWords } from './lost-lines.ts'
import { findLoss, type Loss } from './lost-secret.ts'

/** Whether a journal is as it was written. `brokenAt`: the first line that is altered, moved or missing. */
export interface Verification {
  intact: boolean
  entries: number
  brokenAt: number | null
  reason: string | null
  /** The hash of the last line: written down elsewhere, it shows later that nothing before it was altered. */
  anchor: string | null
  /** Lines whose seals cannot be checked any more, because the secret was lost; never together with `intact`. Null: none. */
  lost: {
    lines: number
    since: string /** The first line after them that is wrong; null: those are as they were written. */
    restBrokenAt: number | null
  } | null
  /** Losses that the journal itself tells of; never together with `intact`. */
  missing: LostLines[]
}

/** What was found of a run of lines. */
type Found = Omit<Verification, 'lost' | 'missing'>

/** A line as it is checked; the columns beside the body are those by which it is found. */
interface StoredLine {
  seq: number
  kind: string
  job: string
  key: string
  hash: string
  seal: string
  body: string
}

/** Stands between the columns; JSON never holds it bare. */
const between = '\u001f'
/** Stands for a column that is null. */
const none = '\u0001'

/** All columns as one run of bytes: one buffer a line costs a fraction of six, and bytes may be anything. */
const selectLines = `SELECT seq, CAST(kind || char(31) || coalesce(job, char(1)) || char(31) || coalesce(key, char(1)) || char(31)
  || hash || char(31) || seal || char(31) || body AS BLOB) FROM journal WHERE seq >= ? AND seq <= ? ORDER BY seq LIMIT ?`

function lineOf([seq, bytes]: [number, Uint8Array]): StoredLine {
  const [kind = '', job = '', key = '', hash = '', seal = '', ...body] = textOf(bytes).split(between)
  return { seq, kind, job, key, hash, seal, body: body.join(between) }
}

/** 100 lines a read: about a millisecond. */
const together = 100

/**
 * Checks the whole journal: every line against the one before, its seal and its searchable columns, the sealed length, and
 * `witness`, which was noted outside the file: a file that was put back to an earlier state looks right by itself. Lines under a
 * secret that is gone are checked by their hashes, and said to be no longer provable.
 */
export const verify = (store: Store, secret: Uint8Array, witness: Head | null): Promise<Verification> =>
  inSlices(check(store, secret, witness))

function* check(store: Store, secret: Uint8Array, witness: Head | null): Generator<void, Verification> {
  const seal = createSealer(secret)
  const found = yield* checkAll(store, seal, witness)
  let missing: LostLines[] = []
  try {
    missing = findLostLines(store, seal).slice(-100)
  } catch {
    // What cannot be read was found above, with its line.
  }
  const [first] = missing
  if (first === undefined) return { ...found, missing }
  const rest = found.intact ? ['The lines that are here are as they were written.'] : [found.reason]
  return {
    ...found,
    intact: false,
    brokenAt: found.brokenAt ?? first.at,
    reason: [lossInWords(missing), ...rest].filter(Boolean).join(' '),
    missing,
  }
}

function* checkAll(store: Store, seal: Sealer, witness: Head | null): Generator<void, Omit<Verification, 'missing'>> {
  let loss: Loss | null = null
  try {
    loss = findLoss(store, seal)
  } catch {
    // What cannot be read is found again below, with its line.
  }
  if (loss === null) return { ...(yield* checkLines(store, seal, witness, beginningOf)), lost: null }
  const rest = yield* checkLines(store, seal, witness, { seq: loss.lines, hash: loss.last })
  const before = yield* checkLines(store, null, witness, beginningOf, loss.lines)
  const lost = { lines: loss.lines, since: loss.since, restBrokenAt: rest.brokenAt }
  const words = [
    before.reason,
    inWords(loss, before),
    rest.reason ?? `The lines from ${loss.lines + 1} on are as they were written.`,
  ]
  const { entries, brokenAt, anchor } = before.intact ? { ...rest, brokenAt: 1 } : before
  return { intact: false, entries, brokenAt, reason: words.filter(Boolean).join(' '), anchor, lost }
}

/** What can still be said of lines under a secret that is gone. */
function inWords({ lines, since }: Loss, { intact }: Found): string {
  const which = lines === 1 ? 'Line 1' : `Lines 1 to ${lines}`
  const were = lines === 1 ? 'It was' : 'They were'
  return `${which} can no longer be proved by this workstation since ${since.slice(0, 10)}, because the secret that sealed ${lines === 1 ? 'it' : 'them'} is gone from the keychain.${intact ? ` ${were} not altered after that; whether before, a journal exported earlier or its anchor tells.` : ''}`
}

const beginningOf: Head = { seq: 0, hash: beginning }

/** Checks the lines after one that is known. `seal` null: the lines up to `until` alone, by their hashes, without their seals. */
function* checkLines(
  store: Store,
  seal: Sealer | null,
  witness: Head | null,
  from: Head,
  until?: number,
): Generator<void, Found> {
  let expected = from.seq + 1
  let last = from.hash
  const broken = (seq: number, reason: string): Found => ({
    intact: false,
    entries: expected - 1,
    brokenAt: seq,
    reason,
    anchor: expected === 1 ? null : last,
  })
  try {
    const row = store
      .prepare(`SELECT CAST(seq AS INTEGER) AS seq, ${bytesOf('hash', 'seal')} FROM head WHERE id = 1`)
      .get()
    const head = row === undefined ? undefined : textRow<Head & { seal: string }>(row)
    const newest = store.prepare('SELECT max(seq) AS seq FROM journal').get() as { seq: number | null }
    const read = store.prepare(selectLines)
    // Without this, each row would become an object, at twice the cost.
    read.raw(true)
    // Lines that are added meanwhile are not of this check.
    const final = until ?? newest.seq ?? 0
    const checkRun = seal === null ? null : createRunCheck(store, seal)
    while (expected <= final) {
      const count = Math.min(together, final - expected + 1)
      const remembered = witness !== null && witness.seq >= expected && witness.seq < expected + count
      const end = remembered ? null : (checkRun?.(expected, count, last) ?? null)
      if (end !== null) {
        last = end
        expected += count
        yield
        continue
      }
      const lines = (read.all(expected, final, together) as unknown as [number, Uint8Array][]).map(lineOf)
      if (lines.length === 0) return broken(expected, `Line ${expected} is missing.`)
      for (const line of lines) {
        const { seq, body, hash } = line
        if (seq !== expected) return broken(expected, `Line ${expected} is missing.`)
        if (hashLine(last, body) !== hash) return broken(seq, `Line ${seq} was altered, or the line before it was.`)
        if (seal !== null && seal(hash) !== line.seal)
          return broken(
            seq,
            `Line ${seq} was not written by this Provost, or the secret that seals the journal was lost.`,
          )
        if (!agrees(line)) return broken(seq, `Line ${seq} is filed under a person, kind or job that it does not name.`)
        if (witness?.seq === seq && witness.hash !== hash)
          return broken(seq, `Line ${seq} is not the one that the keychain remembers.`)
        last = hash
        expected++
      }
      yield
    }
    if (seal === null) return { intact: true, entries: final, brokenAt: null, reason: null, anchor: last }
    if (final === 0 && head === undefined) {
      return witness === null || witness.seq === 0
        ? { intact: true, entries: 0, brokenAt: null, reason: null, anchor: null }
        : broken(1, `The journal is empty, but the keychain remembers ${witness.seq} lines.`)
    }
    if (head === undefined) return broken(expected, 'The record of how long the journal is was removed.')
    if (seal(headText(head.seq, head.hash)) !== head.seal)
      return broken(expected, 'The record of how long the journal is was altered.')
    if (head.seq > final)
      return broken(expected, `The journal had ${head.seq} lines; the last ${head.seq - final} are missing.`)
    if (head.seq < final || head.hash !== last)
      return broken(head.seq + 1, 'There are lines after the end that was recorded.')
    if (witness !== null && witness.seq > final)
      return broken(
        expected,
        `The keychain remembers ${witness.seq} lines; the journal was put back to an earlier state.`,
      )
    return { intact: true, entries: final, brokenAt: null, reason: null, anchor: last }
  } catch (error) {
    return broken(
      expected,
      `Line ${expected} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    )
  }
}

/** Whether the columns by which a line is found say what the line says. */
function agrees({ seq, kind, job, key, body }: StoredLine): boolean {
  const line = JSON.parse(body) as {
    seq: number
    kind: string
    job: string | null
    change: { username: string } | null
  }
  return (
    line.seq === seq &&
    line.kind === kind &&
    (line.job ?? none) === job &&
    (line.change?.username.toLowerCase() ?? none) === key
  )
}
