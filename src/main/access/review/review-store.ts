import { randomUUID } from 'node:crypto'
import type { ReviewLine } from '../../../contract/calls/reviews.ts'
import { Refusal } from '../../../contract/failure.ts'
import type { ReviewDecision } from '../../../contract/reviews.ts'
import type { Kept } from '../../store/kept.ts'
import type { ReviewScope, ShownLine } from './review-lines.ts'

/** A review without its lines. */
export interface Review {
  review: string
  title: string
  scope: ReviewScope
  startedAt: string
  startedBy: string
  /** The data that was shown. */
  asOf: string | null
  lines: number
  signedAt: string | null
  signedBy: string | null
  /** Of the record that was signed. */
  sha256: string | null
}

interface Decided {
  decision: ReviewDecision
  reason: string
}

/** Reviews in a store: the lines as they were shown, and each decision by itself. */
export function createReviewStore(kept: Kept) {
  const decisionsOf = (id: string) => `decisions/${id}`
  const get = (id: string): Review => {
    const found = kept.get<Review>('review', id)
    if (found === null) throw new Refusal('not-found', 'This review is not kept here.', { path: 'review' })
    return found.value
  }
  /** How often something was written: what was read with pauses before and after that is no one state. */
  let writes = 0
  function* lines(id: string): Generator<void, ReviewLine[]> {
    for (;;) {
      const before = writes
      const shown = kept.get<ShownLine[]>('review-lines', id)?.value ?? []
      const found = yield* kept.inParts<Decided>(decisionsOf(id))
      if (writes !== before) continue
      const decided = new Map(found.map(({ key, value }) => [Number(key), value]))
      return shown.map((line) => ({ ...line, ...(decided.get(line.line) ?? { decision: null, reason: '' }) }))
    }
  }
  return {
    get,
    /** The lines as they stood at one moment, read with pauses. */
    lines,
    all: (): Review[] =>
      kept
        .all<Review>('review')
        .map(({ value }) => value)
        .sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1)),
    begin(given: Omit<Review, 'review' | 'lines' | 'signedAt' | 'signedBy' | 'sha256'>, shown: ShownLine[]): Review {
      const review: Review = {
        ...given,
        review: randomUUID(),
        lines: shown.length,
        signedAt: null,
        signedBy: null,
        sha256: null,
      }
      kept.put('review-lines', review.review, shown)
      kept.put('review', review.review, review)
      return review
    },
    decide(id: string, numbers: readonly number[], decided: Decided | null): void {
      writes++
      for (const number of numbers)
        if (decided === null) kept.remove(decisionsOf(id), String(number))
        else kept.put(decisionsOf(id), String(number), decided)
    },
    save: (review: Review): void => kept.put('review', review.review, review),
    discard(id: string): void {
      writes++
      for (const { key } of kept.all(decisionsOf(id))) kept.remove(decisionsOf(id), key)
      kept.remove('review-lines', id)
      kept.remove('review', id)
    },
  }
}
export type ReviewStore = ReturnType<typeof createReviewStore>
