import { useRead } from '../../lib/application/queries.ts'

/** Whether LastPass ever gave the shared folders: else none of them is no number. */
export function useFoldersKnown(): boolean {
  const missing = useRead('directory.status', {}).data?.missing ?? []
  return !missing.some(({ what, asOf }) => what === 'folders' && asOf === null)
}
