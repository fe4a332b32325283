import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const Parts = z.array(z.object({ name: z.string(), version: z.string(), licence: z.string(), text: z.string() }))
export type BundledPart = z.infer<typeof Parts>[number]

/** What is bundled into this application, each part with its licence, as the build wrote it down; empty where it was not built. */
export function readParts(folder: string | undefined): BundledPart[] {
  if (folder === undefined) return []
  try {
    const all = readdirSync(folder).flatMap((name) => Parts.parse(JSON.parse(readFileSync(join(folder, name), 'utf8'))))
    const once = new Map(all.map((part) => [`${part.name}@${part.version}`, part]))
    return [...once.values()].sort((one, other) => (one.name < other.name ? -1 : 1))
  } catch {
    return []
  }
}
