import { open } from 'node:fs/promises'
import { Refusal } from '../../contract/failure.ts'
import { certificateName, certificatesOf } from './stream-record.ts'

/** 64 KB: a few dozen certificates. */
const longest = 64_000

const wrong = (message: string) => new Refusal('invalid', message, { path: 'authority' })

/** Reads the certificates of authorities that somebody chose. @throws Refusal `invalid` when the file holds none, or a key */
export async function readAuthority(path: string): Promise<{ pem: string; names: string[] }> {
  const pem = await beginning(path)
  if (pem.length > longest) throw wrong('The file is larger than 64 KB. Choose one with fewer certificates.')
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(pem))
    throw wrong('The file holds a private key. Choose one with certificates alone: a key is for its owner only.')
  try {
    return { pem, names: certificatesOf(pem).slice(0, 20).map(certificateName) }
  } catch {
    throw wrong(
      'The file holds no certificate that can be read. It has to be in PEM form, beginning with "-----BEGIN CERTIFICATE-----".',
    )
  }
}

/** Somebody may choose a file of any size. */
async function beginning(path: string): Promise<string> {
  const file = await open(path).catch(() => {
    throw wrong('The file cannot be read.')
  })
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(longest + 1), 0, longest + 1, 0)
    return buffer.toString('latin1', 0, bytesRead)
  } catch {
    throw wrong('The file cannot be read.')
  } finally {
    await file.close()
  }
}
