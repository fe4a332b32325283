import { readFileSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { longestSnapshot } from '../../../contract/scores/scores.ts'
import type { HandedSnapshot } from '../../ports.ts'

/** The snapshot that the system names in a start's arguments, as by a double click; null: there is none. */
export const snapshotAmong = (args: readonly string[]): string | null =>
  args.slice(1).find((each) => !each.startsWith('-') && /\.provost$/i.test(each)) ?? null

/** Reads a snapshot that the system handed over; one that cannot be read, or is too large, has no content. */
export function readHanded(path: string): HandedSnapshot {
  const name = basename(path).slice(0, 300)
  try {
    return { name, content: statSync(path).size > longestSnapshot ? null : readFileSync(path, 'utf8') }
  } catch {
    return { name, content: null }
  }
}
