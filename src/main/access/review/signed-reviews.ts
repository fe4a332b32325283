import type { ReviewLine, ReviewSummary } from '../../../contract/calls/reviews.ts'
import type { JournalLine } from '../../../contract/change.ts'
import { digestOf, type ReviewRecord } from './review-file.ts'
import type { Review, ReviewStore } from './review-store.ts'

/** The kind of the journal's line of a signing. */
export const signedKind = 'access-review'

/** A review that was signed off, for whoever collects evidence. */
export interface SignedReview extends Omit<ReviewSummary, 'signedAt'> {
  signedAt: string
  /** Of the record, as the journal has it where it has the signing. */
  sha256: string
  /** Whether the record is as the journal says. */
  intact: boolean
  /** Empty where the record is gone, or is not kept as a signed one. */
  decisions: readonly ReviewLine[]
}

/** A review in short, counted by its lines. */
export const summaryOf = (review: Review, lines: readonly ReviewLine[]): ReviewSummary => ({
  ...review,
  scope: { ...review.scope },
  kept: lines.filter(({ decision }) => decision === 'keep').length,
  removed: lines.filter(({ decision }) => decision === 'remove').length,
})

/** What is signed of a review. */
export const recordOf = (review: Review, lines: readonly ReviewLine[]): ReviewRecord => ({
  review: review.review,
  title: review.title,
  scope: review.scope,
  startedAt: review.startedAt,
  startedBy: review.startedBy,
  asOf: review.asOf,
  signedAt: review.signedAt ?? '',
  signedBy: review.signedBy ?? '',
  lines,
})

/** Pages of the journal's lines of one kind, the newest first. */
export type Signings = (page: { offset: number; limit: number }) => { rows: readonly JournalLine[] }

const together = 500

/** The journal's line of the last signing of one review; null: it has none. */
export function signingOf(signings: Signings, review: string): JournalLine | null {
  for (let offset = 0; ; offset += together) {
    const { rows } = signings({ offset, limit: together })
    const found = rows.find(({ data }) => data.review === review)
    if (found !== undefined || rows.length < together) return found ?? null
  }
}

/** The journal's lines of the last signing of every review. */
function lastSignings(signings: Signings): Map<string, JournalLine> {
  const found = new Map<string, JournalLine>()
  for (let offset = 0; ; offset += together) {
    const { rows } = signings({ offset, limit: together })
    for (const line of rows) {
      const { review } = line.data
      if (typeof review === 'string' && !found.has(review)) found.set(review, line)
    }
    if (rows.length < together) return found
  }
}

/** Whether what is kept is what the journal says was signed. */
export function isIntact(review: Review, lines: readonly ReviewLine[], signing: JournalLine | null): boolean {
  const digest = digestOf(recordOf(review, lines))
  return signing !== null && signing.data.sha256 === digest && review.sha256 === digest
}

const secondOf = (instant: string): number => Math.floor(Date.parse(instant) / 1000)
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
const numberOf = (value: unknown): number => (typeof value === 'number' ? value : 0)

/** What the journal alone still says of a review whose record is gone, or is not kept as a signed one. */
const onlySigned = (id: string, { time, data }: JournalLine): SignedReview => ({
  review: id,
  title: textOf(data.title),
  scope: {},
  startedAt: time,
  startedBy: '',
  asOf: null,
  lines: numberOf(data.lines),
  kept: numberOf(data.kept),
  removed: numberOf(data.removed),
  signedAt: time,
  signedBy: textOf(data.signedBy),
  sha256: textOf(data.sha256),
  intact: false,
  decisions: [],
})

/**
 * The reviews that were signed in a span of time, both its seconds taken in, the newest first; by the journal or by the record, so that
 * one whose record was taken away or dated otherwise is named too. Yields after each.
 */
export function* signedIn(
  { from, to }: { from: string; to: string },
  store: ReviewStore,
  journal: Signings,
): Generator<void, SignedReview[]> {
  const [first, last] = [secondOf(from), secondOf(to)]
  const isIn = (instant: string) => secondOf(instant) >= first && secondOf(instant) <= last
  const signings = lastSignings(journal)
  const found: SignedReview[] = []
  for (const review of store.all()) {
    const signing = signings.get(review.review) ?? null
    const { signedAt, sha256 } = review
    if (signedAt === null || sha256 === null) continue
    signings.delete(review.review)
    if (!isIn(signedAt) && !(signing !== null && isIn(signing.time))) continue
    const decisions = yield* store.lines(review.review)
    const intact = isIntact(review, decisions, signing)
    // A record as it was signed bears the very instant; the journal's line came a moment after it.
    if (intact && !isIn(signedAt)) continue
    found.push({
      ...summaryOf(review, decisions),
      signedAt,
      sha256: textOf(signing?.data.sha256) || sha256,
      intact,
      decisions,
    })
    yield
  }
  for (const [id, signing] of signings) if (isIn(signing.time)) found.push(onlySigned(id, signing))
  return found.sort((a, b) =>
    a.signedAt < b.signedAt ? 1 : a.signedAt > b.signedAt ? -1 : a.review < b.review ? -1 : 1,
  )
}
