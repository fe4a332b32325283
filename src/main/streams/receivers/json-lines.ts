import { type FileHandle, open, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { DeliveryProblem, type Receiver } from './receiver.ts'

export interface JsonLinesOptions {
  path: string
  /** Bytes; a file that has grown to them is put aside as `.1`. */
  largest: number
  /** How many files that were put aside are kept. */
  keep: number
}

const lineFeed = 0x0a

/** Appends events to a file, a line of JSON each. What a call gave is on the disk when it ends, whole lines or nothing. */
export function createJsonLinesReceiver({ path, largest, keep }: JsonLinesOptions): Receiver {
  return {
    async send(lines) {
      const bytes = Buffer.from(lines.map(({ whole }) => `${JSON.stringify(whole)}\n`).join(''))
      try {
        const mode = await makeRoom(path, { bytes: bytes.byteLength, largest, keep })
        await append(path, bytes, mode)
      } catch (error) {
        throw fileProblem(error, path)
      }
      return { refused: 0, said: null }
    },
    close() {},
  }
}

async function append(path: string, bytes: Buffer, mode: number): Promise<void> {
  const file = await open(path, 'a+', mode)
  try {
    const before = await file.stat()
    if (!before.isFile()) throw new DeliveryProblem('settings', `${path} is no file that can be appended to.`)
    // A line that was cut off when the computer stopped must not swallow the next one; that event is sent again.
    const torn = before.size > 0 && !(await endsWithLine(file, before.size))
    try {
      await writeAll(file, torn ? Buffer.concat([Buffer.from('\n'), bytes]) : bytes)
      await file.sync()
    } catch (error) {
      await file.truncate(before.size).catch(() => {})
      throw error
    }
  } finally {
    await file.close()
  }
}

async function writeAll(file: FileHandle, bytes: Buffer): Promise<void> {
  for (let at = 0; at < bytes.byteLength; )
    at += (await file.write(bytes, at, bytes.byteLength - at, null)).bytesWritten
}

async function endsWithLine(file: FileHandle, size: number): Promise<boolean> {
  const last = Buffer.alloc(1)
  await file.read(last, 0, 1, size - 1)
  return last[0] === lineFeed
}

/** Puts a full file aside; gives the rights that the next one has: those of the one before, so that whoever reads it still may. */
async function makeRoom(
  path: string,
  { bytes, largest, keep }: { bytes: number; largest: number; keep: number },
): Promise<number> {
  const now = await stat(path).catch(() => null)
  if (now === null) {
    await stat(dirname(path))
    return 0o600
  }
  if (!now.isFile() || now.size === 0 || now.size + bytes <= largest) return now.mode & 0o777
  await rm(`${path}.${keep}`, { force: true })
  for (let n = keep - 1; n >= 1; n--) await rename(`${path}.${n}`, `${path}.${n + 1}`).catch(ignoreMissing)
  await rename(path, `${path}.1`)
  return now.mode & 0o777
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error
}

function fileProblem(error: unknown, path: string): DeliveryProblem {
  if (error instanceof DeliveryProblem) return error
  const { code = '', message } = error as NodeJS.ErrnoException
  const told: Readonly<Record<string, ['passing' | 'settings', string]>> = {
    ENOSPC: ['passing', `The disk with ${path} is full. The events wait; make room.`],
    EDQUOT: ['passing', `No more may be written to the disk with ${path}. The events wait; make room.`],
    ENOENT: ['settings', `The folder ${dirname(path)} is not there any more. The events wait until it is.`],
    ENOTDIR: ['settings', `The folder ${dirname(path)} is not there any more. The events wait until it is.`],
    EACCES: ['settings', `${path} may not be written by this account. The events wait.`],
    EPERM: ['settings', `${path} may not be written by this account. The events wait.`],
    EROFS: ['settings', `The disk with ${path} can only be read. The events wait.`],
    EISDIR: ['settings', `${path} is a folder, not a file. The events wait.`],
    EBUSY: ['passing', `Another program holds ${path}. The events wait.`],
  }
  const [kind, words] = told[code] ?? ['passing', `${path} could not be written. The events wait.`]
  return new DeliveryProblem(kind, words, { details: message })
}
