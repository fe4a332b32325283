import type { Family } from '../contract/families.ts'
import type { Seat } from '../contract/model.ts'
import type { Signal } from '../contract/signals.ts'
import { toldProgress } from './directory/told-status.ts'
import type { TenantsOptions } from './tenants/tenants.ts'

/** The signals to the page: that a job moved, how far a refresh or an export has come, and which families of reads are out of date. */
interface Signals {
  listen(listener: (signal: Signal) => void): () => void
  /** Reads of these families are out of date. */
  changed(...families: string[]): void
  /** An export has come so far. */
  exported(progress: { written: number; total: number }): void
  /** Tells what happened to the open tenant, with the reads that are out of date by it. */
  tell(event: Parameters<TenantsOptions['announce']>[0]): void
}

/** The families whose reads draw on the people, groups, invitations and shared folders at hand. */
const drawOnPeople: readonly Family[] = [
  'directory',
  'users',
  'groups',
  'folders',
  'access',
  'joiners',
  'scores',
  'snapshots',
  'leavers',
  'reviews',
  'changes',
]

export function createSignals(seat: () => Seat): Signals {
  const listeners = new Set<(signal: Signal) => void>()
  const announce = (signal: Signal) => {
    for (const listener of listeners) listener(signal)
  }
  const changed = (...families: string[]) => announce({ name: 'changed', families })
  return {
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    changed,
    exported: (progress) => announce({ name: 'export', ...progress }),
    tell(event) {
      if (event.kind === 'job') announce({ name: 'job', job: event.job })
      else if (event.kind === 'stale') changed(...event.families)
      else if (event.kind === 'progress') {
        announce({
          name: 'sync',
          progress: toldProgress(event.progress, seat()),
        })
        if (event.progress === null) changed('directory', 'requests')
      } else if (event.kind === 'changed') {
        changed(...drawOnPeople)
      } else if (event.kind === 'reach') changed('directory')
      else changed('app')
    },
  }
}
