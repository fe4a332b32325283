import type { Store } from '../../store/store.ts'
import { bytesOf, textRow } from '../../store/text.ts'
import { beginning, hashLine, type Sealer } from './hash-chain.ts'
import type { Entry, Head } from './journal.ts'

/** The kind of the line that says that the secret was gone: the first that is sealed with the new one. */
const lostKind = 'secret-lost'

/** From where on a journal can be proved again after its secret was gone. */
export interface Loss {
  /** The lines up to this one have seals that nobody can check any more. */
  lines: number
  /** The hash of the last of them. */
  last: string
  /** When that was noticed. */
  since: string
}

/**
 * The line that begins a journal's part under a new secret. It names the end of the older part, and its own hash goes over it: from
 * then on the older lines cannot be altered either without its seal failing.
 */
export const lostEntry = ({ seq, hash }: Head): Entry => ({
  kind: lostKind,
  data: {
    lines: seq,
    last: hash,
    text: 'The secret that seals the journal was gone from the keychain; lines from here on have a new one.',
  },
})

/**
 * Security rule: an older part is recognised only by a line under the present seal that names its end, which nobody can write
 * without the keychain, and a journal that has one is never called intact. Test: test/main/changes/lost.test.ts.
 */
export function findLoss(store: Store, seal: Sealer): Loss | null {
  const found = store
    .prepare(
      `SELECT ${bytesOf('j.body', 'j.hash', 'j.seal')}, CAST(p.hash AS BLOB) AS previous FROM journal j LEFT JOIN journal p ON p.seq = j.seq - 1
       WHERE j.kind = ? ORDER BY j.seq DESC LIMIT 1`,
    )
    .get(lostKind)
  if (found === undefined) return null
  const {
    body,
    hash,
    seal: kept,
    previous,
  } = textRow<Record<'body' | 'hash' | 'seal', string> & { previous: string | null }>(found)
  const last = previous ?? beginning
  if (hashLine(last, body) !== hash || seal(hash) !== kept) return null
  const line = JSON.parse(body) as { seq: number; time: string; kind: string; data: { lines?: number; last?: string } }
  if (line.kind !== lostKind || line.data.lines !== line.seq - 1 || line.data.last !== last) return null
  return { lines: line.seq - 1, last, since: line.time }
}
