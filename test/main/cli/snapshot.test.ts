import { rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test, vi } from 'vitest'
import { printSnapshot, verifyFile } from '../../../src/main/cli/verify.ts'
import { createIdentity } from '../../../src/main/keychain/signing-key.ts'
import { createMemoryVault } from '../../../src/main/keychain/vault.ts'
import { sealSnapshot } from '../../../src/main/snapshots/snapshot-file.ts'
import { temporaryFolder } from '../../harness/application.ts'
import { snapshotBody } from '../snapshots/snapshot-data.ts'

const folder = temporaryFolder()
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const signer = await createIdentity(createMemoryVault()).need()
const body = { ...snapshotBody, expires: '2099-12-26T08:00:00.000Z' }
const write = (name: string, text: string): string => {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}
/** What the tool's command prints, and its exit status. */
function run(command: 'verify' | 'snapshot', file: string, passphrase?: string) {
  let out = ''
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += String(text)
    return true
  })
  try {
    const code = command === 'verify' ? verifyFile(file, passphrase) : printSnapshot(file, passphrase)
    return { code, said: JSON.parse(out) as { ok: boolean; value?: Record<string, unknown> } }
  } finally {
    spy.mockRestore()
  }
}

test('tells of a snapshot whether it is as it was signed, until when it is good, and by whom', () => {
  const good = write('good.provost', sealSnapshot(body, signer))
  expect(run('verify', good)).toEqual({
    code: 0,
    said: {
      ok: true,
      value: { kind: 'snapshot', valid: true, reason: null, signedBy: signer.fingerprint, expires: body.expires },
    },
  })
  expect(run('snapshot', good)).toMatchObject({
    code: 0,
    said: { ok: true, value: { summary: body.summary, tenant: 'Example Ltd' } },
  })
  const altered = write('altered.provost', sealSnapshot(body, signer).replace('Example Ltd', 'Exemple Ltd'))
  expect(run('verify', altered)).toMatchObject({ code: 1, said: { ok: true, value: { valid: false } } })
  expect(run('snapshot', altered)).toMatchObject({ code: 1, said: { ok: false } })
  const old = write('old.provost', sealSnapshot({ ...body, expires: '2026-11-26T08:00:01.000Z' }, signer))
  expect(run('verify', old)).toMatchObject({
    code: 1,
    said: { value: { valid: false, reason: expect.stringContaining('expired') } },
  })
})

test('opens an encrypted one with its passphrase, and reads nothing that is too large or none', () => {
  const sealed = write('sealed.provost', sealSnapshot(body, signer, 'correct horse battery'))
  expect(run('verify', sealed)).toMatchObject({ code: 0, said: { value: { valid: true } } })
  expect(run('verify', sealed, 'something else')).toMatchObject({ code: 1 })
  expect(run('snapshot', sealed, 'correct horse battery')).toMatchObject({
    code: 0,
    said: { value: { summary: body.summary } },
  })
  expect(run('snapshot', sealed)).toMatchObject({ code: 1, said: { ok: false } })
  const large = write('large.provost', sealSnapshot(body, signer))
  truncateSync(large, 500_000_000)
  expect(run('verify', large)).toMatchObject({ code: 2, said: { ok: false } })
  for (const path of [write('none.txt', 'hello'), join(folder, 'nowhere')])
    expect(run('verify', path)).toMatchObject({ code: 2, said: { ok: false } })
})
