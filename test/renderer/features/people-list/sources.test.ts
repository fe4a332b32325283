import { Buffer } from 'node:buffer'
import { afterEach, expect, test, vi } from 'vitest'
import { textSource, toBase64, upload } from '../../../../src/renderer/features/people-list/sources.ts'
import { fc } from '../../../harness/properties.ts'

afterEach(() => vi.unstubAllGlobals())

/** A main that only takes uploads, as the contract says: at most 900,000 characters a call. */
function taking() {
  const parts: { file: string | null; bytes: Buffer }[] = []
  const call = async (_name: string, input: { file: string | null; base64: string }) => {
    expect(input.base64.length).toBeLessThanOrEqual(900_000)
    parts.push({ file: input.file, bytes: Buffer.from(input.base64, 'base64') })
    return { ok: true, value: { file: 'f1', bytes: 0 } }
  }
  vi.stubGlobal('window', { provost: { call, cancel: () => undefined } })
  return parts
}

test('bytes are the same again after base64, whatever they are', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 20_000 }), (bytes) => {
      expect(Buffer.from(toBase64(bytes), 'base64').equals(Buffer.from(bytes))).toBe(true)
    }),
  )
})

test('a file goes over in parts, in order, with nothing lost', async () => {
  const parts = taking()
  const bytes = Uint8Array.from({ length: 1_300_001 }, (_, index) => index % 251)
  expect(await upload(bytes)).toBe('f1')
  expect(parts.map(({ file }) => file)).toEqual([null, 'f1', 'f1'])
  expect(Buffer.concat(parts.map((part) => part.bytes)).equals(Buffer.from(bytes))).toBe(true)
})

test('an empty file is handed over as well, so that main can say what is wrong with it', async () => {
  const parts = taking()
  await upload(new Uint8Array())
  expect(parts).toHaveLength(1)
})

test('short text goes as it is, long text as a file', async () => {
  const parts = taking()
  expect(await textSource('anna@example.com')).toEqual({ text: 'anna@example.com' })
  expect(parts).toHaveLength(0)
  expect(await textSource('ä'.repeat(800_001))).toEqual({ file: 'f1' })
  expect(Buffer.concat(parts.map((part) => part.bytes)).toString('utf8')).toBe('ä'.repeat(800_001))
})
