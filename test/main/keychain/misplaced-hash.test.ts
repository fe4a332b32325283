import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createMisplacedHash } from '../../../src/main/keychain/misplaced-hash.ts'
import { openTenant, type TestTenant } from '../../harness/application.ts'
import { fc } from '../../harness/properties.ts'

const hash = 'f3c19ab07d52e864b1f0a7c35d9e2846f3c1c0de9b27a451'

function find(call: string, input: unknown, known: readonly string[] = [hash]): string | null {
  const misplaced = createMisplacedHash()
  for (const each of known) misplaced.know(each)
  const work = misplaced.find(call, input)
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
  }
}

const spelled: Record<string, (text: string) => string> = {
  plain: (text) => text,
  'in capitals': (text) => text.toUpperCase(),
  'within a sentence': (text) => `asked by Ann, hash ${text}, thanks`,
  'with invisible characters': (text) => [...text].join('\u200b'),
  'in groups': (text) => (text.match(/.{1,8}/g) ?? []).join('-'),
  'of an address': (text) => text.replaceAll('a', '%61'),
  'in base64': (text) => Buffer.from(`hash=${text}`).toString('base64'),
  'in hexadecimal': (text) => Buffer.from(text).toString('hex'),
  'its first half': (text) => text.slice(0, 24),
}

describe('a provisioning hash in a field that is not meant for it', () => {
  it.each(Object.entries(spelled))('is found by value: %s', (_, spell) => {
    expect(find('users.page', { text: spell(hash), offset: 0 })).toBe('text')
    expect(find('changes.preview', { changes: [{ kind: 'add', attributes: { costCentre: spell(hash) } }] })).toBe(
      'changes.0.attributes.costCentre',
    )
    expect(find('changes.preview', { changes: [{ attributes: { [spell(hash)]: 'x' } }] })).toBe('changes.0.attributes')
  })

  it('is found wherever it stands in a list of 5 MB, which costs little time', () => {
    const line = 'Anna Lee;anna.lee@example.com;Sales, Zürich;2026-11-02\n'
    const list = line.repeat(Math.ceil((5 * 1_048_576) / line.length))
    const started = performance.now()
    expect(find('leavers.check', { text: list })).toBeNull()
    expect(performance.now() - started).toBeLessThan(1000)
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 70_000 }), (at) => {
        const part = list.slice(0, 140_000)
        expect(find('leavers.check', { text: part.slice(0, at) + hash + part.slice(at) })).toBe('text')
      }),
      { numRuns: 40 },
    )
  })

  it.each(['utf8', 'utf16le'] as const)('is found in a file that comes as base64, in %s', (encoding) => {
    const bytes = Buffer.from(`name,note\nAnna Lee,${hash}\n`, encoding)
    for (let shift = 0; shift < 3; shift++)
      expect(find('leavers.upload', { file: null, base64: bytes.subarray(2 * shift).toString('base64') })).toBe(
        'base64',
      )
  })

  it('is not found in its own field, nor where another call has a field of that name', () => {
    for (const call of ['tenants.connect', 'tenants.reconnect'])
      expect(find(call, { hash, label: 'Example' })).toBeNull()
    expect(find('users.page', { hash })).toBe('hash')
  })

  it('is found beside its own field the first time that it is entered', () => {
    expect(find('tenants.connect', { hash, label: hash.slice(0, 40) }, [])).toBe('label')
    expect(find('tenants.connect', { hash: ` "${hash}" `, label: hash }, [])).toBe('label')
  })

  it('is not seen in what only looks like one', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 3000 }), (text) => {
        expect(find('users.page', { text })).toBeNull()
      }),
    )
    for (let count = 0; count < 200; count++)
      expect(find('users.page', { text: randomBytes(24).toString('hex') })).toBeNull()
  })
})

describe('the application', () => {
  let tenant: TestTenant
  beforeAll(async () => {
    tenant = await openTenant()
  })
  afterAll(() => tenant.close())

  it.each([
    ['users.page', (text: string) => ({ text, offset: 0, limit: 10 })],
    ['audit.page', (text: string) => ({ text, offset: 0, limit: 10 })],
    [
      'changes.preview',
      (text: string) => ({ changes: [{ kind: 'rename', username: 'a@example.com', fullname: text }] }),
    ],
  ])('refuses it in %s with a sentence, and does not say it back', async (call, input) => {
    const failure = await tenant.refused(call, input(`x ${tenant.demo.hash}`))
    expect(failure).toMatchObject({ code: 'invalid', message: expect.stringContaining('provisioning hash') })
    expect(JSON.stringify(failure)).not.toContain(tenant.demo.hash)
  })
})
