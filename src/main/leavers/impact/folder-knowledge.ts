import { type DirectoryMeta, foldersAsOf } from '../../directory/sync/apply.ts'

/** What is known of shared folders, on which the losses of leavers rest. */
export interface FolderKnowledge {
  known: boolean
  asOf: string | null
  /** Null: they are as young as the people. */
  message: string | null
}

/** Says where shared folders were never read, or are older than the people. */
export function folderKnowledge(meta: DirectoryMeta | null): FolderKnowledge {
  const asOf = foldersAsOf(meta)
  if (meta === null || asOf === null)
    return {
      known: false,
      asOf: null,
      message:
        'Shared folders are not known: LastPass did not give them. Whether a folder would lose its last administrator cannot be said; look in LastPass’ own console.',
    }
  const old = meta.foldersMissing ?? null
  return {
    known: true,
    asOf,
    message:
      old === null
        ? null
        : `Shared folders are as of ${asOf.slice(0, 16).replace('T', ' ')} UTC: the last refresh came without them. What changed in them since is not known.`,
  }
}
