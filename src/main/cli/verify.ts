import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs'
import { longestSnapshot } from '../../contract/scores/scores.ts'
import { checkReviewFile, reviewMark } from '../access/review/review-file.ts'
import { checkPack, isPack } from '../audit/pack/check-pack.ts'
import { checkBytes } from '../changes/journal/export-file.ts'
import { historyMark, type OpenedHistory, openHistory } from '../scores/joined/history-file.ts'
import { type OpenedSnapshot, openSnapshot } from '../snapshots/snapshot-file.ts'
import { print, refuse } from './json-lines.ts'

/** What `provost verify` tells of a file. */
interface Verified {
  kind: 'access-review' | 'journal' | 'score-history' | 'pack' | 'snapshot'
  valid: boolean
  reason: string | null
  signedBy: string | null
  expires: string | null
}

/** An exported journal is longer than a snapshot can be. */
const mostBytes = 1_000_000_000

const cannot = (message: string): number => {
  print(refuse({ code: 'not-found', message }))
  return 2
}

/** The text of a file that may be a snapshot; a text instead of one says why it is not read. */
function readText(file: string): { text: string } | { problem: string } {
  try {
    const { size } = statSync(file)
    if (size > longestSnapshot)
      return { problem: `This file is too large to be a snapshot: ${Math.round(size / 1_000_000)} MB.` }
    return { text: readFileSync(file, 'utf8') }
  } catch {
    return { problem: 'This file cannot be read.' }
  }
}

/** The first letters of a file, however large it is. */
function headOf(file: string): string {
  const opened = openSync(file, 'r')
  try {
    const head = Buffer.alloc(64)
    return head.toString('utf8', 0, readSync(opened, head, 0, 64, 0))
  } finally {
    closeSync(opened)
  }
}

const snapshotMark = '{"provost":"snapshot"'

/** Tells of a file that Provost signed or sealed, on standard output; gives the exit status: 0 valid, 1 not, 2 unreadable. */
export function verifyFile(file: string, passphrase: string | undefined): number {
  let head: string
  let size: number
  try {
    size = statSync(file).size
    head = headOf(file)
  } catch {
    return cannot('This file cannot be read.')
  }
  if (size > mostBytes) return cannot('This file is too large to be one of Provost.')
  if (head.startsWith(snapshotMark)) {
    const read = readText(file)
    return 'problem' in read
      ? cannot(read.problem)
      : tellSnapshot(openSnapshot(read.text, { now: Date.now(), passphrase }), passphrase !== undefined)
  }
  const bytes = readFileSync(file)
  if (head.startsWith(reviewMark))
    return tell({ kind: 'access-review', ...checkReviewFile(bytes.toString('utf8')), expires: null })
  if (head.startsWith(historyMark)) return tellHistory(openHistory(bytes), passphrase)
  if (isPack(bytes)) return tell({ kind: 'pack', ...checkPack(bytes), expires: null })
  const check = checkBytes(bytes, null)
  if (check.entries === 0 && !check.intact)
    return cannot('This is no file that Provost signs or seals, or it was altered at its very beginning.')
  return tell({ kind: 'journal', valid: check.intact, reason: check.reason, signedBy: null, expires: null })
}

function tell(value: Verified): number {
  print({ ok: true, value })
  return value.valid ? 0 : 1
}

function tellSnapshot({ state, reason, signedBy, expires }: OpenedSnapshot, opened: boolean): number {
  if (state === 'unreadable' || state === 'newer') return cannot(reason ?? 'This file cannot be read.')
  // The signature is over what is encrypted too: without the passphrase it is known to be whole.
  const sealed = state === 'locked' && !opened
  const expired = expires !== null && Date.parse(expires) <= Date.now()
  return tell({
    kind: 'snapshot',
    valid: state === 'valid' || (sealed && !expired),
    reason: sealed && expired ? `It expired on ${expires.slice(0, 10)}. Ask for a new one.` : sealed ? null : reason,
    signedBy,
    expires,
  })
}

function tellHistory(opened: OpenedHistory, passphrase: string | undefined): number {
  if (opened.state === 'newer' || opened.state === 'unreadable') return cannot(opened.reason)
  const told = { kind: 'score-history', expires: null } as const
  if (opened.state !== 'whole') return tell({ ...told, valid: false, reason: opened.reason, signedBy: null })
  // The signature is over what is encrypted too: without the passphrase it is known to be whole.
  const opens = passphrase === undefined || opened.open(passphrase) !== null
  const reason = opens ? null : 'The passphrase is not the one that it was written with.'
  return tell({ ...told, valid: opens, reason, signedBy: opened.signedBy })
}

/** Prints a snapshot's numbers as JSON; 0: it is valid, 1: it is not, 2: it cannot be read. */
export function printSnapshot(file: string, passphrase: string | undefined): number {
  const read = readText(file)
  if ('problem' in read) return cannot(read.problem)
  const { state, reason, signedBy, body } = openSnapshot(read.text, { now: Date.now(), passphrase })
  if (state === 'unreadable' || state === 'newer') return cannot(reason ?? 'This file cannot be read.')
  if (body === null) {
    print(refuse({ code: state === 'locked' ? 'not-allowed' : 'invalid', message: reason ?? 'It cannot be opened.' }))
    return 1
  }
  print({ ok: true, value: { ...body, state, reason, signedBy } })
  return state === 'valid' ? 0 : 1
}
