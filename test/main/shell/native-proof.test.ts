import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { nativeProblem } from '../../../src/main/shell/start/native-proof.ts'
import { temporaryFolder } from '../../harness/application.ts'

const module = 'node_modules/@libsql/linux-x64-gnu/index.node'

function packed(content = 'as it was built') {
  const folder = temporaryFolder()
  const file = join(folder, module)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, content)
  const hash = createHash('sha256').update('as it was built').digest('hex')
  const proof = join(folder, 'natives.json')
  writeFileSync(proof, JSON.stringify({ [module]: hash, 'node_modules/@libsql/win32-x64-msvc/index.node': hash }))
  return { packaged: true, unpacked: folder, proof, platform: 'linux' as const }
}

it('lets the modules that were packed be loaded, others of other platforms aside', async () => {
  expect(await nativeProblem(packed())).toBeNull()
})

it.each(['as it was builT', '', 'as it was built and more'])('refuses one that was swapped: %j', async (content) => {
  expect(await nativeProblem(packed(content))).toContain(module)
})

it('refuses a proof that is gone or damaged, and asks for none where nothing was packed', async () => {
  const place = packed()
  expect(await nativeProblem({ ...place, proof: join(place.unpacked, 'nothing') })).toContain('missing or damaged')
  writeFileSync(place.proof, '[')
  expect(await nativeProblem(place)).toContain('missing or damaged')
  expect(await nativeProblem({ ...place, packaged: false })).toBeNull()
  expect(await nativeProblem({ ...place, platform: 'darwin' })).toBeNull()
})

it('comes before any is loaded: whatever the application imports at its start loads none', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--input-type=module',
    '--eval',
    `for (const file of ${JSON.stringify(['store/open.ts', 'store/lock.ts', 'keychain/vault.ts', 'writer/client.ts'])})
       await import(${JSON.stringify(pathToFileURL(join(import.meta.dirname, '../../../src/main')).href)} + '/' + file)
     console.log(JSON.stringify(process.report.getReport().sharedObjects.filter((name) => name.endsWith('.node'))))`,
  ])
  expect(JSON.parse(stdout)).toEqual([])
})
