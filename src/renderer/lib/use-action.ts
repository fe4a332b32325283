import { useMutation } from '@tanstack/react-query'
import { useCallback, useRef } from 'react'
import type { Failure } from '../../contract/failure.ts'
import { failureOf } from './application/client.ts'
import { toastFailure } from './toast.ts'

/** Something that a button does: how to begin it, whether it is under way, and how it failed last. */
export interface Action<Given extends readonly unknown[], Done> {
  /** Begins it; gives `undefined` where it failed, and where it was under way already and does not wait: nothing is done twice. */
  run: (...given: Given) => Promise<Done | undefined>
  pending: boolean
  /** How it failed last; null while it is under way, after a success, and when a toast says it. */
  failure: Failure | null
  /** Forgets the failure, for instance once the field that caused it was changed. */
  clear: () => void
}

/**
 * Work of a button with its state. A failure is given as `failure`, to be shown where the person looks; with `failed`
 * ("Nothing was copied") it is a toast of that title instead. With `inTurn` what is begun meanwhile waits for its turn, for rows that are
 * decided one after the other faster than each is kept. What `run` is given stays in no state, so it may be a secret.
 *
 *     const save = useAction(() => act('users.export', input), { failed: 'Nothing was exported' })
 *     <Button loading={save.pending} onClick={() => void save.run()}>
 */
export function useAction<Given extends readonly unknown[], Done>(
  work: (...given: Given) => Promise<Done>,
  { failed, inTurn = false }: { failed?: string; inTurn?: boolean } = {},
): Action<Given, Done> {
  // The mutation is given a closure, and gives nothing back: TanStack keeps both for as long as the component is there.
  const { mutateAsync, reset, isPending, error } = useMutation<void, Error, () => Promise<void>>({
    mutationFn: (task) => task(),
  })
  const underWay = useRef<Promise<unknown> | null>(null)
  const newest = useRef(work)
  newest.current = work
  const begin = useCallback(
    async (given: Given): Promise<Done | undefined> => {
      let done: Done | undefined
      try {
        await mutateAsync(async () => {
          done = await newest.current(...given)
        })
        return done
      } catch (reason) {
        if (failed !== undefined) toastFailure(failed, reason)
        return undefined
      }
    },
    [mutateAsync, failed],
  )
  const run = useCallback(
    async (...given: Given): Promise<Done | undefined> => {
      const before = underWay.current
      if (before !== null && !inTurn) return undefined
      const mine = before === null ? begin(given) : before.then(() => begin(given))
      underWay.current = mine
      try {
        return await mine
      } finally {
        if (underWay.current === mine) underWay.current = null
      }
    },
    [begin, inTurn],
  )
  return { run, pending: isPending, failure: error && failed === undefined ? failureOf(error) : null, clear: reset }
}
