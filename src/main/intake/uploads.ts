import { randomUUID } from 'node:crypto'
import { Refusal } from '../../contract/failure.ts'
import { largestFile } from './decode.ts'

/** Files that come in parts, because one call takes less than 1 MB. They never touch the disk. */
export interface Uploads {
  add(file: string | null, base64: string): { file: string; bytes: number }
  bytes(file: string): Uint8Array
}

/** 30 minutes: long enough to choose columns over a coffee. */
const keptMs = 30 * 60_000
const mostFiles = 4

/** The most bytes that one file may have, and what is said of one that has more. */
interface Limit {
  most: number
  tooLong: string
}
const usual: Limit = {
  most: largestFile,
  tooLong: 'The file is longer than 5 MB. Split it, or keep only the columns with names and addresses.',
}

export function createUploads(now: () => number, { most, tooLong }: Limit = usual): Uploads {
  const files = new Map<string, { parts: Buffer[]; bytes: number; touched: number }>()

  function forgetOld(): void {
    for (const [id, { touched }] of files) if (now() - touched > keptMs) files.delete(id)
    while (files.size >= mostFiles) files.delete(files.keys().next().value as string)
  }
  function fileOf(id: string) {
    const file = files.get(id)
    if (file === undefined || now() - file.touched > keptMs)
      throw new Refusal('not-found', 'This file is not at hand any more. Choose it again.', { path: 'file' })
    return file
  }

  return {
    add(id, base64) {
      if (!/^[A-Za-z0-9+/]*={0,2}$/.test(base64) || base64.length % 4 !== 0)
        throw new Refusal('invalid', 'A part of the file is not base64. Nothing was kept.', { path: 'base64' })
      const part = Buffer.from(base64, 'base64')
      if (id === null) forgetOld()
      const file = id === null ? { parts: [], bytes: 0, touched: now() } : fileOf(id)
      if (file.bytes + part.byteLength > most) {
        if (id !== null) files.delete(id)
        throw new Refusal('invalid', tooLong, { path: 'file' })
      }
      file.parts.push(part)
      file.bytes += part.byteLength
      file.touched = now()
      const key = id ?? randomUUID()
      files.set(key, file)
      return { file: key, bytes: file.bytes }
    },
    bytes: (id) => Buffer.concat(fileOf(id).parts),
  }
}
