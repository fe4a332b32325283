import { notifyManager, QueryClient, type QueryKey, useMutation, useQuery } from '@tanstack/react-query'
import type { ActName, Input, Output, ReadName } from '../../../contract/calls.ts'
import { type Family, outdatedBy } from '../../../contract/families.ts'
import type { Signal } from '../../../contract/signals.ts'
import { call, listen } from './client.ts'

// What was read is drawn at once: by a timer it would come a frame later.
notifyManager.setScheduler(queueMicrotask)

/** Everything that the page has read; it is out of date only when main says so. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { networkMode: 'always', staleTime: Number.POSITIVE_INFINITY, retry: false, refetchOnWindowFocus: false },
    mutations: { networkMode: 'always', retry: false, gcTime: 0 },
  },
})

/** Under which key a read is kept: its name, then what was asked. */
export const readKey = <C extends ReadName>(name: C, input: Input<C>): QueryKey => [name, input]

const familyOf = (key: QueryKey): string => String(key[0]).split('.')[0] ?? ''

/** Marks every read of these families as out of date; those on screen are read again. */
export function invalidate(families: readonly string[]): Promise<void> {
  if (families.length === 0) return Promise.resolve()
  return queryClient.invalidateQueries({ predicate: (query) => families.includes(familyOf(query.queryKey)) })
}

/** How something is read. */
export const reading = <C extends ReadName>(name: C, input: Input<C>) => ({
  queryKey: readKey(name, input),
  queryFn: ({ signal }: { signal: AbortSignal }) => call(name, input, signal),
})

/** Reads something before anybody draws on it. */
export const readAhead = <C extends ReadName>(name: C, input: Input<C>): void =>
  void queryClient.prefetchQuery(reading(name, input))

/** What a read says, kept fresh. */
export function useRead<C extends ReadName>(
  name: C,
  input: Input<C>,
  options: { enabled?: boolean; keep?: boolean } = {},
) {
  return useQuery<Output<C>>({
    ...reading(name, input),
    enabled: options.enabled ?? true,
    ...(options.keep ? { placeholderData: (previous: Output<C> | undefined) => previous as never } : {}),
  })
}

/** Does an act, then marks what the contract says it changes; also when it failed, for it may have got half way. */
export async function act<C extends ActName>(name: C, input: Input<C>, signal?: AbortSignal): Promise<Output<C>> {
  try {
    return await call(name, input, signal)
  } finally {
    // An act keeps changes enabled for longer: how long is read again.
    void invalidate([...outdatedBy[name], 'writing'])
  }
}

/** An act with its state (pending, failed), for buttons. Not for secrets: what was sent stays in its state; use `act`. */
export function useAct<
  C extends Exclude<
    ActName,
    'tenants.connect' | 'tenants.reconnect' | 'streams.add' | 'streams.change' | 'joiners.planWithPassword'
  >,
>(name: C) {
  return useMutation<Output<C>, Error, Input<C>>({ mutationFn: (input) => act(name, input) })
}

/** Applies one of main's announcements to what has been read. */
export function heed(signal: Signal): void {
  if (signal.name === 'changed') void invalidate(signal.families satisfies string[] as Family[])
  // Cases of leavers follow what jobs do.
  if (signal.name === 'job') void invalidate(['jobs', 'leavers'])
  if (signal.name === 'sync') {
    const progress = signal.progress
    // That it ended is read together with how: else the page would for a moment know of neither the reading nor the data.
    if (progress === null) void invalidate(['directory'])
    else
      queryClient.setQueryData<Output<'directory.status'>>(
        readKey('directory.status', {}),
        (status) => status && { ...status, syncing: progress },
      )
  }
}

/** Starts heeding main's announcements; returns how to stop. */
export const startHeeding = (): (() => void) => listen(heed)
