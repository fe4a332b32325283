import type { ReviewLine, ReviewSummary } from '../../../contract/calls/reviews.ts'
import { Refusal } from '../../../contract/failure.ts'
import { inSlices } from '../../cooperative/slices.ts'
import type { HandlersOf } from '../../dispatch.ts'
import { saveTable } from '../../files/table-file.ts'
import type { Identity } from '../../keychain/signing-key.ts'
import type { AppOptions } from '../../ports.ts'
import { withDamage } from '../../store/damage.ts'
import { createKept } from '../../store/kept.ts'
import { keptMigrations, sealedKept } from '../../store/migrations/kept.ts'
import type { Session } from '../../tenants/session.ts'
import { digestOf, reviewFile } from './review-file.ts'
import { linesOf, reviewTitle } from './review-lines.ts'
import { removals } from './review-plan.ts'
import { createReviewStore, type Review, type ReviewStore } from './review-store.ts'
import { tableHead, tableRow } from './review-table.ts'
import {
  isIntact,
  recordOf,
  type SignedReview,
  type Signings,
  signedIn,
  signedKind,
  signingOf,
  summaryOf,
} from './signed-reviews.ts'

type ReviewCall =
  | 'reviews.start'
  | 'reviews.page'
  | 'reviews.get'
  | 'reviews.decide'
  | 'reviews.sign'
  | 'reviews.plan'
  | 'reviews.discard'
  | 'reviews.export'

export interface ReviewsOptions extends Pick<AppOptions, 'saveFile'> {
  /** @throws Refusal `not-connected` */
  session: () => Session
  identity: Identity
  /** Who works here, in words. */
  actor: () => { user: string; computer: string }
  now: () => number
}

function* followedBy<T, R>(before: Generator<void, T>, work: (value: T) => R): Generator<void, R> {
  return work(yield* before)
}

/** Access reviews: handlers, and the reviews signed in a span of time for the evidence of the control "access review". */
export function createReviews({ session, identity, saveFile, actor, now }: ReviewsOptions): {
  handlers: HandlersOf<ReviewCall>
  signedReviews: (span: { from: string; to: string }, signal?: AbortSignal) => Promise<SignedReview[]>
} {
  const stores = new WeakMap<Session, ReviewStore>()
  const store = (): ReviewStore => {
    const open = session()
    const known = stores.get(open)
    if (known !== undefined) return known
    const { store: file, damaged } = open.ownStore('reviews.db', keptMigrations, sealedKept)
    const made = createReviewStore(withDamage(createKept(file, now), damaged))
    stores.set(open, made)
    return made
  }
  const iso = () => new Date(now()).toISOString()

  const signings: Signings = (page) => session().changes.journal.page({ kind: signedKind, newestFirst: true, ...page })
  /** Lines of a review in slices. Stops where the tenant changed meanwhile: its stores are closed with that. */
  function* within<T>(work: Generator<void, T>): Generator<void, T> {
    const begun = session()
    for (;;) {
      const step = work.next()
      if (step.done) return step.value
      yield
      if (session() !== begun) throw new Refusal('cancelled', 'Another company was opened meanwhile.')
    }
  }
  /** What is to be done with a review's lines is done in the moment of which they are. */
  const withLines = <T>(id: string, signal: AbortSignal, work: (lines: ReviewLine[]) => T): Promise<T> =>
    inSlices(within(followedBy(store().lines(id), work)), signal)
  const linesNow = (id: string, signal: AbortSignal) => withLines(id, signal, (lines) => lines)
  const intactNow = (review: Review, lines: readonly ReviewLine[]): boolean =>
    isIntact(review, lines, signingOf(signings, review.review))
  function open(id: string): Review {
    const review = store().get(id)
    if (review.signedAt !== null)
      throw new Refusal('conflict', 'This review was signed off: nothing of it can be changed any more.')
    return review
  }
  function signed(id: string): Review & { signedAt: string } {
    const review = store().get(id)
    if (review.signedAt === null)
      throw new Refusal('invalid', 'This review was not signed off yet. Decide every line and sign it first.')
    return { ...review, signedAt: review.signedAt }
  }

  const handlers: HandlersOf<ReviewCall> = {
    'reviews.start': async ({ scope }, signal) => {
      const { directory } = session()
      const shown = await inSlices(linesOf(scope, directory.reads), signal)
      if (shown.length === 0)
        throw new Refusal('invalid', 'There is nothing to review: nobody has this access in the data at hand.')
      const title = reviewTitle(scope, directory.reads).slice(0, 300)
      const asOf = directory.meta()?.asOf ?? null
      const { review, lines } = store().begin(
        { title, scope, startedAt: iso(), startedBy: `${actor().user} at ${actor().computer}`, asOf },
        shown,
      )
      return { review, lines }
    },
    'reviews.page': async ({ offset, limit }, signal) => {
      const all = store().all()
      const rows: ReviewSummary[] = []
      for (const review of all.slice(offset, offset + limit))
        rows.push(summaryOf(review, await linesNow(review.review, signal)))
      return { rows, total: all.length }
    },
    'reviews.get': ({ review: id, decision, offset, limit }, signal) =>
      withLines(id, signal, (lines) => {
        const review = store().get(id)
        const found =
          decision === undefined
            ? lines
            : lines.filter((line) => (decision === 'open' ? line.decision === null : line.decision === decision))
        return {
          ...summaryOf(review, lines),
          rows: found.slice(offset, offset + limit),
          total: found.length,
          open: lines.filter((line) => line.decision === null).length,
          intact: review.signedAt === null ? null : intactNow(review, lines),
          sha256: review.sha256,
        }
      }),
    'reviews.decide': async ({ review: id, lines: numbers, decision, reason }, signal) => {
      const review = open(id)
      if (numbers.some((number) => number >= review.lines))
        throw new Refusal('invalid', 'The review has no such line.', { path: 'lines' })
      if (decision === 'remove' && reason === '')
        throw new Refusal('invalid', 'Say why this is to be removed.', { path: 'reason' })
      store().decide(id, numbers, decision === null ? null : { decision, reason })
      return { open: (await linesNow(id, signal)).filter((line) => line.decision === null).length }
    },
    'reviews.sign': ({ review: id, name }, signal) =>
      withLines(id, signal, (lines) => {
        const review = open(id)
        const left = lines.filter(({ decision }) => decision === null).length
        if (left > 0)
          throw new Refusal(
            'invalid',
            `${left.toLocaleString('en-US')} ${left === 1 ? 'line is' : 'lines are'} not decided yet.`,
          )
        const next: Review & { signedAt: string } = { ...review, signedAt: iso(), signedBy: name }
        const sha256 = digestOf(recordOf(next, lines))
        const { kept, removed } = summaryOf(next, lines)
        // The line comes first: a review without it counts as altered, one with it and not yet signed is signed again.
        session().changes.note(signedKind, {
          review: id,
          title: review.title,
          sha256,
          lines: lines.length,
          kept,
          removed,
          signedBy: name,
          by: actor(),
        })
        store().save({ ...next, sha256 })
        return { sha256, signedAt: next.signedAt }
      }),
    'reviews.plan': async ({ review: id, limit }, signal) => {
      const review = signed(id)
      const lines = await linesNow(id, signal)
      if (!intactNow(review, lines))
        throw new Refusal('conflict', 'This review is not as it was signed off, so no plan is made from it.')
      const { changes, byHand } = removals(lines)
      if (changes.length === 0)
        throw new Refusal(
          'invalid',
          byHand.length === 0
            ? 'This review removes nothing.'
            : `Everything that this review removes was given in person: take it away in LastPass’ own console (${byHand.length}).`,
        )
      const title = `Removals of the review “${review.title}”`.slice(0, 200)
      const reason = { reason: `Access review, signed off by ${review.signedBy ?? ''}`.slice(0, 300) }
      const view = await session().changes.plans.plan({ changes, reason, title }, { offset: 0, limit }, signal)
      return { ...view, byHand: byHand.slice(0, 10_000) }
    },
    'reviews.discard': ({ review: id }) => {
      open(id)
      store().discard(id)
      return {}
    },
    'reviews.export': async ({ review: id, format }, signal) => {
      const lines = await linesNow(id, signal)
      const name = `access-review-${iso().slice(0, 10)}`
      if (format === 'csv') {
        const review = store().get(id)
        const rows = lines.map((line) => tableRow(review, line))
        return saveTable(saveFile, { name, head: tableHead, rows }, signal)
      }
      const review = signed(id)
      const signer = await identity.need()
      const path = await saveFile(`${name}.json`, async (file) => {
        await file.write(reviewFile(recordOf(review, lines), signer))
      })
      return { path, rows: path === null ? 0 : lines.length }
    },
  }

  return {
    handlers,
    signedReviews: (span, signal) => inSlices(within(signedIn(span, store(), signings)), signal),
  }
}
