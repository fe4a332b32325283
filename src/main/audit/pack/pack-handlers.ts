import { Worker } from 'node:worker_threads'
import { Refusal } from '../../../contract/failure.ts'
import type { HandlersOf } from '../../dispatch.ts'
import type { Identity } from '../../keychain/signing-key.ts'
import { callThread, type ThreadCalls } from '../../threads/thread-calls.ts'
import { gapsIn } from '../fetch/coverage.ts'
import type { AuditOperations } from '../protocol.ts'
import type { PackCheck } from './check-pack.ts'
import type { ReadSignedReviews } from './make-pack.ts'
import { createPackUploads } from './pack-uploads.ts'
import { countPopulations } from './population.ts'
import { countReviews } from './review-source.ts'

type PackCall = 'audit.population' | 'audit.uploadPack' | 'audit.checkPack'

const secondOf = (instant: string): number => Math.floor(Date.parse(instant) / 1000)
const iso = (seconds: number): string => new Date(seconds * 1000).toISOString()

/** What is told of a pack before it is written, and of one that somebody has. */
export function createPackHandlers({
  ready,
  identity,
  signedReviews,
  auditFile,
  now,
}: {
  /** The entry file of the archive's thread. */
  auditFile: string | URL
  ready: () => Promise<{ thread: ThreadCalls<AuditOperations> }>
  identity: Identity
  signedReviews: ReadSignedReviews
  now: () => number
}): HandlersOf<PackCall> {
  const uploads = createPackUploads(now)
  return {
    'audit.population': async ({ from, to }, signal) => {
      if (Date.parse(to) < Date.parse(from))
        throw new Refusal('invalid', 'The end lies before the beginning.', { path: 'to' })
      const { thread } = await ready()
      const { known } = await thread.ask('coverage', {})
      const counted = await countPopulations(thread, { from, to }, signal)
      const reviews = await signedReviews({ from, to }, signal)
      const decisions = reviews.reduce((sum, review) => sum + review.decisions.length, 0)
      const gaps = gapsIn(known, secondOf(from), secondOf(to)).slice(0, 1000)
      return {
        controls: [...counted, { control: 'access review', events: decisions }],
        gaps: gaps.map(({ first, last }) => ({ from: iso(first), to: iso(last) })),
        reviews: countReviews(reviews),
      }
    },
    'audit.uploadPack': ({ file, base64 }) => ({ file: uploads.add(file, base64) }),
    'audit.checkPack': async ({ file }) => {
      const check = await checkApart(auditFile, uploads.take(file))
      const own = await identity.find()
      return { ...check, own: check.signedBy !== null && own?.fingerprint === check.signedBy }
    },
  }
}

/** Checks a pack in a thread of its own: unpacking takes a second, and what unpacks to more than there is memory ends there alone. */
async function checkApart(file: string | URL, bytes: Uint8Array<ArrayBuffer>): Promise<PackCheck & { sha256: string }> {
  const thread = callThread<AuditOperations>(new Worker(file))
  try {
    return await thread.ask('checkPack', { bytes }, [bytes.buffer])
  } catch (error) {
    throw new Refusal('invalid', 'This file could not be checked here. Check it with "provost verify FILE" instead.', {
      path: 'file',
      details: String(error).slice(0, 300),
    })
  } finally {
    await thread.close()
  }
}
