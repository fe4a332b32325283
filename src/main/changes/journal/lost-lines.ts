import type { Store } from '../../store/store.ts'
import { bytesOf, textRows } from '../../store/text.ts'
import type { Sealer } from './hash-chain.ts'
import type { Mark } from './head-checkpoint.ts'
import type { Entry, Head } from './journal.ts'

/** The kind of the line that says that lines before it were lost. */
const lostKind = 'lines-lost'

/** Lines that were lost, as a line of the journal tells of it. */
export interface LostLines {
  /** So many at least. */
  lines: number
  /** The line that says so. */
  at: number
  since: string
}

const words = (lines: number) =>
  lines === 0
    ? 'Lines of this journal were lost before here; how many is not known.'
    : `At least ${lines.toLocaleString('en-US')} ${lines === 1 ? 'line was' : 'lines were'} lost before here.`

/** The line that tells of a loss, for ever after. */
export const lostLinesEntry = (lines: number, remembered: Head | null, present: Head, why: string): Entry => ({
  kind: lostKind,
  data: {
    lines,
    remembered: remembered === null ? null : { seq: remembered.seq, hash: remembered.hash },
    present: { ...present },
    text: `${words(lines)} ${why}`,
  },
})

/** The lines under the present seal that tell of losses, oldest first. */
export function findLostLines(store: Store, seal: Sealer): LostLines[] {
  const found = store
    .prepare(`SELECT seq, ${bytesOf('body', 'hash', 'seal')} FROM journal WHERE kind = ? ORDER BY seq`)
    .all(lostKind)
  return textRows<{ seq: number; body: string; hash: string; seal: string }>(found).flatMap((row) => {
    if (seal(row.hash) !== row.seal) return []
    try {
      const { time, data } = JSON.parse(row.body) as { time: string; data: { lines?: number } }
      return [{ lines: Number(data.lines ?? 0), at: row.seq, since: time }]
    } catch {
      return []
    }
  })
}

/** What is missing of a journal that the keychain remembers; null: nothing that can be told. `lines`: at least so many. */
export function missingLines(
  store: Store,
  head: Head,
  mark: Mark | null,
  told: readonly LostLines[],
  logGone: boolean,
): { lines: number; why: string } | null {
  if (mark === null) return null
  // Lines that tell of earlier losses may be among those that are gone.
  const before = Math.max(0, mark.lost - told.reduce((sum, { lines }) => sum + lines, 0))
  if (head.seq < mark.seq)
    return {
      lines: mark.seq - head.seq + before,
      why:
        head.seq === 0
          ? `The keychain remembers ${mark.seq.toLocaleString('en-US')} lines, and the file is new.`
          : `The keychain remembers ${mark.seq.toLocaleString('en-US')} lines, and the file ends with line ${head.seq.toLocaleString('en-US')}: it was put back to an earlier state, or what was written last is gone.`,
    }
  if (mark.seq > 0 && hashAt(store, mark.seq) !== mark.hash)
    return {
      lines: 1 + before,
      why: `Line ${mark.seq.toLocaleString('en-US')} is not the one that the keychain remembers: the file is another one, or it was altered.`,
    }
  if (logGone)
    return {
      lines: before,
      why: 'Provost did not close properly the last time, and the file with the newest lines is gone.',
    }
  return null
}

function hashAt(store: Store, seq: number): string | null {
  const rows = store.prepare(`SELECT ${bytesOf('hash')} FROM journal WHERE seq = ?`).all(seq)
  return textRows<{ hash: string }>(rows)[0]?.hash ?? null
}

/** What a journal with a loss is told as. */
export function lossInWords(losses: readonly LostLines[]): string {
  return losses
    .map(
      ({ lines, at, since }) =>
        `${lines === 0 ? 'Lines' : `At least ${lines.toLocaleString('en-US')} ${lines === 1 ? 'line' : 'lines'}`} before line ${at} were lost, noticed on ${since.slice(0, 10)}.`,
    )
    .join(' ')
}
