import { z } from 'zod'
import { Refusal } from '../../contract/failure.ts'
import type { Vault } from '../keychain/vault.ts'
import { bindingOf, placeOf, type StreamRecord } from './stream-record.ts'

/** Secrets of one stream: a token, or values of headers by their name. */
export type Secrets = Readonly<Record<string, string>>

const mark = 'stream1.'
const Kept = z.strictObject({ id: z.string(), binding: z.string(), secrets: z.record(z.string(), z.string()) })

/** Keychains of Windows take 2,560 bytes. */
const longestEntry = 2500

/** Secrets of streams in the keychain, each with where it may go. */
export interface StreamSecrets {
  /** null: none was ever entered. @throws Refusal `not-connected` when it was entered for another receiver */
  read(record: StreamRecord): Promise<Secrets | null>
  /** @throws Refusal `invalid` when they are too long, `storage` */
  write(record: StreamRecord, secrets: Secrets): Promise<void>
  erase(record: StreamRecord): Promise<void>
}

/**
 * Security rule: where a secret goes is kept with it in the keychain; a record that names another receiver, or other certificates to
 * trust, is refused before a byte leaves. Test: test/main/streams/stream-secret.test.ts.
 */
export function createStreamSecrets(
  vault: Vault,
  account: (slot: number) => string,
  noteSecret: (secret: string) => void,
): StreamSecrets {
  const note = (secrets: Secrets) => {
    for (const secret of Object.values(secrets)) noteSecret(secret)
  }
  return {
    async read(record) {
      const entry = await vault.read(account(record.slot))
      if (entry === null) return null
      const kept = parse(entry)
      if (kept === null || kept.id !== record.id || kept.binding !== bindingOf(record.receiver))
        throw new Refusal(
          'not-connected',
          `The stream "${record.name}" now names ${placeOf(record.receiver)}, but its secret was entered for another receiver. Nothing was sent. If this is what you want, enter the secret again; if not, find out who changed the stream.`,
        )
      note(kept.secrets)
      return kept.secrets
    },
    async write(record, secrets) {
      note(secrets)
      const entry = mark + JSON.stringify({ id: record.id, binding: bindingOf(record.receiver), secrets })
      if (Buffer.byteLength(entry) > longestEntry)
        throw new Refusal('invalid', 'The secrets are too long for a keychain. Use shorter ones, or fewer headers.', {
          path: 'receiver',
        })
      await vault.write(account(record.slot), entry)
    },
    erase: (record) => vault.erase(account(record.slot)),
  }
}

function parse(entry: string): z.infer<typeof Kept> | null {
  if (!entry.startsWith(mark)) return null
  try {
    return Kept.parse(JSON.parse(entry.slice(mark.length)))
  } catch {
    return null
  }
}
