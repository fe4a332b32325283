import { type FileHandle, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Refusal } from '../../../contract/failure.ts'
import { writeWhole } from '../../files/save.ts'

const is = (code: string) => (error: unknown) => (error as NodeJS.ErrnoException).code === code
const missing = is('ENOENT')

/**
 * Writes a file into the folder that was chosen, under a name that is free there; gives the name.
 * @throws Refusal `storage` where the folder is gone, cannot be written, or the disk is full
 */
export async function writeInto(
  folder: string,
  name: string,
  fill: (file: FileHandle) => Promise<void>,
): Promise<string> {
  const found = await stat(folder).catch((error: unknown) => {
    if (missing(error)) return null
    throw unwritable(folder, error)
  })
  if (found === null || !found.isDirectory())
    throw new Refusal(
      'storage',
      `The folder ${folder} is not there. Nothing was written; connect it, or choose another.`,
    )
  const free = await freeName(folder, name)
  try {
    await writeWhole(join(folder, free), fill)
  } catch (error) {
    if (error instanceof Refusal && /disk is full/i.test(error.failure.message))
      throw new Refusal('storage', `The disk of ${folder} is full. Nothing was written; free some space there.`, {
        ...(error.failure.details === undefined ? {} : { details: error.failure.details }),
      })
    throw unwritable(folder, error)
  }
  return free
}

const unwritable = (folder: string, error: unknown): Refusal =>
  new Refusal('storage', `The folder ${folder} cannot be written. Nothing was written; check its permissions.`, {
    details: error instanceof Refusal ? (error.failure.details ?? '') : String(error),
  })

/** What is there already is somebody's: it is never written over. */
async function freeName(folder: string, name: string): Promise<string> {
  for (let number = 1; ; number++) {
    const tried = number === 1 ? name : name.replace(/(\.[a-z]+)$/, `-${number}$1`)
    const taken = await stat(join(folder, tried)).then(
      () => true,
      (error: unknown) => !missing(error),
    )
    if (!taken || number > 999) return tried
  }
}
