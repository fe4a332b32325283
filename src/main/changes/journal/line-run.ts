import { hash as digest } from 'node:crypto'
import type { Store } from '../../store/store.ts'
import type { Sealer } from './hash-chain.ts'

// A run of neighbouring lines as one text of bytes: a row and a buffer for each line cost three times as much as looking at it.

/** Stand between the columns of a line and between lines; JSON never holds them bare. */
const betweenColumns = 0x1f
const betweenLines = 0x1e
/** Stands for a column that is null. */
const none = '\u0001'
/** The hash of a line, and the line feed before its body. */
const hashLength = 64

/** The hash stands right before the body: the hash of the line before takes its place, and both are hashed where they lie. */
const selectRun = `SELECT count(*) AS lines,
    CAST(group_concat(seal || char(31) || kind || char(31) || coalesce(job, char(1)) || char(31) || coalesce(key, char(1)) || char(31)
      || hash || char(10) || body, char(30)) AS BLOB) AS bytes
  FROM (SELECT * FROM journal WHERE seq >= ? AND seq < ? ORDER BY seq)`

/** What a line says first, as it is written: its number, time, kind, job and person. */
const beginningOf =
  /^\{"seq":(\d+),"time":"[^"\\]*","kind":"([^"\\]*)","job":(?:null|"([^"\\]*)"),"change":(?:null|\{"kind":"[^"\\]*","username":"([^"\\]*)")/
/** All of that fits into so many bytes, but for the longest addresses. */
const beginningLength = 400

/** The hash of the last line of a run; null: something in it is not as usual, and each line has to be looked at. */
export type RunCheck = (first: number, count: number, before: string) => string | null

/**
 * Checks many lines at once: that they are all there, one after the other, sealed, and filed under what they name. It only ever says
 * that all is well: what is wrong, and with which line, the slower look says.
 */
export function createRunCheck(store: Store, seal: Sealer): RunCheck {
  const read = store.prepare(selectRun)

  function checkLine(line: Buffer, seq: number, before: string): string | null {
    const ends: number[] = []
    for (let at = line.indexOf(betweenColumns); at !== -1 && ends.length < 5; at = line.indexOf(betweenColumns, at + 1))
      ends.push(at)
    const [sealEnd, kindEnd, jobEnd, keyEnd] = ends
    if (ends.length !== 4 || sealEnd === undefined || kindEnd === undefined || jobEnd === undefined) return null
    const start = (keyEnd as number) + 1
    const bodyStart = start + hashLength + 1
    if (line[bodyStart - 1] !== 0x0a) return null
    const hash = line.toString('latin1', start, start + hashLength)
    line.write(before, start, 'latin1')
    if (digest('sha256', line.subarray(start)) !== hash) return null
    if (seal(hash) !== line.toString('latin1', 0, sealEnd)) return null
    const said = beginningOf.exec(line.toString('utf8', bodyStart, bodyStart + beginningLength))
    if (said === null || Number(said[1]) !== seq) return null
    const [, , kind, job = none, username] = said
    return kind === line.toString('utf8', sealEnd + 1, kindEnd) &&
      job === line.toString('utf8', kindEnd + 1, jobEnd) &&
      (username?.toLowerCase() ?? none) === line.toString('utf8', jobEnd + 1, keyEnd)
      ? hash
      : null
  }

  function checkLines(first: number, count: number, before: string): string | null {
    const { lines, bytes } = read.get(first, first + count) as { lines: number; bytes: ArrayBuffer | Uint8Array | null }
    if (lines !== count || bytes === null) return null
    const run =
      bytes instanceof ArrayBuffer ? Buffer.from(bytes) : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    let last = before
    let start = 0
    for (let line = 0; line < count; line++) {
      const end = line === count - 1 ? run.length : run.indexOf(betweenLines, start)
      if (end === -1) return null
      const hash = checkLine(run.subarray(start, end), first + line, last)
      if (hash === null) return null
      last = hash
      start = end + 1
    }
    return last
  }

  return (first, count, before) => {
    try {
      return checkLines(first, count, before)
    } catch {
      return null
    }
  }
}
