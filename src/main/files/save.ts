import { createHash, randomBytes } from 'node:crypto'
import { type FileHandle, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { hostname } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { explain } from '../store/open.ts'

/**
 * Finds a place for a file, by asking the person or by itself, and has `fill` write the whole file there with `writeWhole`;
 * gives the path, or null when the person chose none.
 */
export type SaveFile = (suggestedName: string, fill: (file: FileHandle) => Promise<void>) => Promise<string | null>

const computer = createHash('sha256').update(hostname()).digest('hex').slice(0, 8)
const partName = /^\.provost-(?:([0-9a-f]{8})-(\d{1,10})-)?[0-9a-f]{16}\.part$/
/** Of a process that cannot be asked after, a part that nobody has written to for a day is nobody's. */
const forgottenMs = 24 * 3_600_000

/** Removes what exports left in this folder whose process was killed. Never fails: it stands in nobody's way. */
async function sweepParts(folder: string): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const [, where, pid] = partName.exec(name) ?? [null]
    if (!partName.test(name)) continue
    const path = join(folder, name)
    const changed = (await stat(path).catch(() => null))?.mtimeMs ?? Date.now()
    const ended = where === computer && pid !== undefined && !isAlive(Number(pid))
    if (ended || Date.now() - changed > forgottenMs) await rm(path, { force: true }).catch(() => {})
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Of another account's process it is known that it is there.
    return (error as NodeJS.ErrnoException).code !== 'ESRCH'
  }
}

/**
 * Writes a whole file, or leaves what was there: beside its place first, then renamed, so that a full disk or a cancelled
 * export harms nothing. Only this account can read it.
 * @throws Refusal `storage` when the disk is full or the place cannot be written
 */
export async function writeWhole(path: string, fill: (file: FileHandle) => Promise<void>): Promise<void> {
  await sweepParts(dirname(path))
  // A name of its own, so that two at once do not meet and the longest name has room; whose it is tells whether it was left behind.
  const beside = join(dirname(path), `.provost-${computer}-${process.pid}-${randomBytes(8).toString('hex')}.part`)
  try {
    const file = await open(beside, 'wx', 0o600)
    try {
      await fill(file)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(beside, path)
  } catch (error) {
    await rm(beside, { force: true }).catch(() => {})
    throw explain(error)
  }
}

/** Saves a text, or bytes, and says whether and under which name. */
export async function saveText(
  saveFile: SaveFile,
  name: string,
  content: string | Uint8Array,
): Promise<{ saved: boolean; file: string | null }> {
  const path = await saveFile(name, (file) => file.writeFile(content))
  return { saved: path !== null, file: path === null ? null : basename(path) }
}

/** A label as a part of a file name: labels are free text, file names are not. */
export const fileNameOf = (label: string, otherwise: string): string =>
  label
    .normalize('NFKD')
    .replace(/[^a-zA-Z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '') || otherwise
