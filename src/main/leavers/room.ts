import { Refusal } from '../../contract/failure.ts'
import type { Directory } from '../directory/directory.ts'
import type { Reads } from '../directory/reads.ts'
import { type Comparisons, createComparisons } from './comparisons.ts'
import { gather, type Leaving } from './impact-view.ts'
import { createLists, type Lists } from './lists.ts'
import { createNameIndex } from './names.ts'
import { inSlices } from './slices.ts'
import { createUploads, type Uploads } from './uploads.ts'

/** What leavers need of an open tenant. */
export interface RoomOptions {
  directory: Pick<Directory, 'reads' | 'meta'>
  now: () => number
}

/** The leavers of one open tenant: lists, comparisons, files that were given. */
export interface Room {
  reads(): Reads
  asOf(): string | null
  uploads: Uploads
  lists: Lists
  comparisons: Comparisons
  /** The people of a list, or those who were named. @throws Refusal `invalid` unless exactly one is given */
  leaving(
    subject: { list?: string | undefined; usernames?: string[] | undefined },
    signal: AbortSignal,
  ): Promise<Leaving>
}

export function createRoom({ directory, now }: RoomOptions): Room {
  const reads = () => directory.reads
  const asOf = () => directory.meta()?.asOf ?? null
  const names = createNameIndex(() => reads().columns())
  const lists = createLists({ reads, asOf, names })
  let kept: { key: string; columns: unknown; leaving: Leaving } | null = null

  return {
    reads,
    asOf,
    uploads: createUploads(now),
    lists,
    comparisons: createComparisons({ reads, asOf, names }),
    async leaving({ list, usernames }, signal) {
      if ((list === undefined) === (usernames === undefined))
        throw new Refusal('invalid', 'Say either which list, or which people.', { path: 'usernames' })
      const wanted = usernames ?? lists.matched(list ?? '')
      const key = wanted.join('\n')
      const columns = reads().columns()
      // Pages of the same answer follow one another.
      if (kept?.key !== key || kept.columns !== columns)
        kept = { key, columns, leaving: await inSlices(gather(reads(), wanted), signal) }
      return kept.leaving
    },
  }
}
