import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

const Proof = z.record(z.string(), z.string())

/**
 * Compares the native modules, which lie beside the archive, with what they were when the application was packed, before any is
 * loaded. A sentence where one is another; null: all are the same, or nothing was packed. On macOS the system checks their
 * signatures, which packing puts into them. On Linux nothing checks the archive that has the proof: see docs/security.md.
 * Security rule: a native module that was swapped is not loaded. Test: test/main/shell/native-proof.test.ts.
 */
export async function nativeProblem(options: {
  packaged: boolean
  /** Where the archive is unpacked to. */
  unpacked: string
  /** The file that packing wrote. */
  proof: string
  platform?: NodeJS.Platform
}): Promise<string | null> {
  const { packaged, unpacked, proof, platform = process.platform } = options
  if (!packaged || platform === 'darwin') return null
  const refused = (why: string) =>
    `Provost does not start: ${why}. Somebody or something changed the installation. Install Provost again, from where you got it, into a folder that only administrators can write.`
  let known: z.infer<typeof Proof>
  try {
    known = Proof.parse(JSON.parse(await readFile(proof, 'utf8')))
  } catch {
    return refused('the list of its native modules is missing or damaged')
  }
  const looked = await Promise.all(
    Object.entries(known).map(async ([file, hash]) => {
      const bytes = await readFile(join(unpacked, file)).catch(() => null)
      // Those of other platforms are not there.
      return bytes === null || createHash('sha256').update(bytes).digest('hex') === hash ? null : file
    }),
  )
  const other = looked.find((file) => file !== null)
  return other === undefined ? null : refused(`${other} is not the file that was packed`)
}
