import { useSyncExternalStore } from 'react'

/** A snapshot that is to be opened: a file's text, or the file that the system handed over. */
export interface SnapshotFile {
  name: string
  /** Null: it is too large to be one; left out: the system handed it over. */
  content?: string | null
}

let files: readonly SnapshotFile[] = []
const listeners = new Set<() => void>()

/** Asks for these snapshots to be shown in place of those that are; none closes them. */
export function showSnapshots(next: readonly SnapshotFile[]): void {
  files = next
  for (const listener of listeners) listener()
}

/** The snapshots that are to be shown. */
export const useSnapshotFiles = (): readonly SnapshotFile[] =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => files,
  )
