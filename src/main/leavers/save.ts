import { open, rename, rm } from 'node:fs/promises'
import { basename } from 'node:path'
import type { AppOptions } from '../app.ts'
import { explain } from '../store/open.ts'

/** Lets the person choose a place and writes the whole file there, or leaves what was there. */
export async function saveText(
  saveFile: AppOptions['saveFile'],
  name: string,
  content: string | Uint8Array,
): Promise<{ saved: boolean; file: string | null }> {
  const path = await saveFile(name, async (chosen) => {
    const beside = `${chosen}.part`
    try {
      const file = await open(beside, 'w', 0o600)
      try {
        await file.writeFile(content)
        await file.sync()
      } finally {
        await file.close()
      }
      await rename(beside, chosen)
    } catch (error) {
      await rm(beside, { force: true }).catch(() => {})
      throw explain(error)
    }
  })
  return { saved: path !== null, file: path === null ? null : basename(path) }
}
