import type { FileHandle } from 'node:fs/promises'
import type { Store } from '../../store/store.ts'
import { bytesOf, textRows } from '../../store/text.ts'
import { beginning, hashLine } from './hash-chain.ts'
import type { Head } from './journal.ts'

/** The first line of an exported journal, which says how to check it by hand. */
export const fileHeading =
  '# Provost journal, version 1. Each line: SHA-256 hash, space, JSON. hash = SHA-256(hash of the line before, line feed, JSON); the first line follows 64 zeros.'

/** 200 lines a piece: little memory, and others have their turn in between. */
const together = 200

/** Writes the journal up to its present end into a file, as text that anybody can check without Provost. */
export async function writeJournal(file: FileHandle, store: Store, { seq: final, hash }: Head): Promise<void> {
  await file.write(`${fileHeading}\n`)
  const read = store.prepare(
    `SELECT seq, ${bytesOf('body', 'hash')} FROM journal WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ?`,
  )
  for (let last = 0; last < final; ) {
    const lines = textRows<{ seq: number; body: string; hash: string }>(read.all(last, final, together))
    if (lines.length === 0) break
    last = lines.at(-1)?.seq ?? final
    await file.write(lines.map((line) => `${line.hash} ${line.body}\n`).join(''))
  }
  await file.write(`# anchor ${final} ${hash}\n`)
}

/** What checking an exported journal found. */
export interface FileCheck {
  intact: boolean
  entries: number
  /** The first line that is altered, moved or missing. */
  brokenAt: number | null
  reason: string | null
  /** The hash of the last line. */
  anchor: string | null
  /** With an anchor given: the line whose hash it is. Up to there, the file is as it was when the anchor was written down. */
  anchorAt: number | null
}

/** Checks the lines of an exported journal, and that an anchor written down earlier is among its hashes. Needs no secret. */
export function checkFile(text: Iterable<string>, anchor: string | null): FileCheck {
  let last = beginning
  let entries = 0
  let anchorAt: number | null = null
  let end: { seq: number; hash: string } | null = null
  let heading = false
  const wanted = anchor?.trim().toLowerCase() ?? null
  const broken = (reason: string): FileCheck => ({
    intact: false,
    entries,
    brokenAt: entries + 1,
    reason,
    anchor: entries === 0 ? null : last,
    anchorAt,
  })
  for (const line of text) {
    if (line === '') continue
    if (!heading) {
      if (line !== fileHeading) return broken('This is not a journal that Provost has exported.')
      heading = true
      continue
    }
    if (end !== null) return broken('There are lines after the end.')
    const closing = /^# anchor (\d+) ([0-9a-f]{64})$/.exec(line)
    if (closing !== null) {
      end = { seq: Number(closing[1]), hash: closing[2] as string }
      continue
    }
    const parts = /^([0-9a-f]{64}) (\{.*\})$/.exec(line)
    if (parts === null) return broken(`Line ${entries + 1} is not a line of a journal.`)
    const [, hash, body] = parts as unknown as [string, string, string]
    if (hashLine(last, body) !== hash)
      return broken(`Line ${entries + 1} was altered or moved, or one before it is missing.`)
    last = hash
    entries++
    if (hash === wanted) anchorAt = entries
  }
  if (!heading) return broken('This is not a journal that Provost has exported.')
  if (end === null) return broken('The end is missing: lines may have been cut off.')
  if (end.seq !== entries || end.hash !== last) return broken('The end does not match: lines were cut off or added.')
  if (wanted !== null && anchorAt === null)
    return broken('The anchor is not among the lines: this is another journal, or lines before it were altered.')
  return { intact: true, entries, brokenAt: null, reason: null, anchor: entries === 0 ? null : last, anchorAt }
}

/** What checking found of a file as it lies on a disk, and what a program on its way did to its form. */
export interface BytesCheck extends FileCheck {
  /** `byte-order-mark`: one was put before the text; `line-ends`: they are not line feeds any more. Neither touches a line. */
  reshaped: ('byte-order-mark' | 'line-ends')[]
}

/** Checks an exported journal as it came: mail programs and editors change line ends and put a byte order mark before a text. */
export function checkBytes(bytes: Uint8Array, anchor: string | null): BytesCheck {
  const reshaped: BytesCheck['reshaped'] = []
  let text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')
  if (text.startsWith('\ufeff')) {
    reshaped.push('byte-order-mark')
    text = text.replace(/^\ufeff+/, '')
  }
  // JSON writes a carriage return as \r, so every bare one is the end of a line.
  if (text.includes('\r')) {
    reshaped.push('line-ends')
    text = text.replace(/\r+\n|\r/g, '\n')
  }
  return { ...checkFile(text.split('\n'), anchor), reshaped }
}
