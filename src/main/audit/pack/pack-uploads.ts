import { randomBytes } from 'node:crypto'
import { Refusal } from '../../../contract/failure.ts'

/** 64 MB, some 2 million events: it is held in memory, so a larger pack is left to the command line tool. */
const mostBytes = 64 * 1024 * 1024
/** What nobody went on with for ten minutes is forgotten. */
const forgottenMs = 10 * 60_000

/** Packs that the page hands over in parts. */
export interface PackUploads {
  /** Adds a part; `file` null begins. @throws Refusal `not-found`, `invalid` */
  add(file: string | null, base64: string): string
  /** The whole pack, which is forgotten with that. @throws Refusal `not-found` */
  take(file: string): Uint8Array<ArrayBuffer>
}

export function createPackUploads(now: () => number): PackUploads {
  // One at a time: somebody who begins another has given the one before up.
  let pending: { id: string; parts: Buffer[]; bytes: number; touched: number } | null = null
  function known(file: string) {
    if (pending?.id !== file || now() - pending.touched > forgottenMs)
      throw new Refusal('not-found', 'The file was not handed over to its end. Choose it again.')
    return pending
  }
  return {
    add(file, base64) {
      if (file === null) pending = { id: randomBytes(12).toString('base64url'), parts: [], bytes: 0, touched: now() }
      const upload = file === null && pending !== null ? pending : known(file ?? '')
      const part = Buffer.from(base64, 'base64')
      if (upload.bytes + part.length > mostBytes) {
        pending = null
        throw new Refusal('invalid', 'This file is larger than 64 MB. Check it with "provost verify FILE" instead.', {
          path: 'base64',
        })
      }
      upload.parts.push(part)
      upload.bytes += part.length
      upload.touched = now()
      return upload.id
    },
    take(file) {
      const { parts, bytes } = known(file)
      pending = null
      // Memory of its own, which a thread can take over: small buffers share theirs with others.
      const whole = new Uint8Array(bytes)
      parts.reduce((at, part) => {
        whole.set(part, at)
        return at + part.length
      }, 0)
      return whole
    },
  }
}
