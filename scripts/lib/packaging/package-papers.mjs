import { createHash, randomUUID } from 'node:crypto'
import { copyFileSync, existsSync, globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../paths.mjs'
import { allParts } from './bundled-parts.mjs'

const hashOf = (file) => createHash('sha256').update(readFileSync(file)).digest('hex')

/** Notes what each native module is, before they are packed beside the archive: the application compares them at its start. */
export function writeNativeProof() {
  const files = globSync(['node_modules/@libsql/*/index.node', 'node_modules/keytar/build/Release/keytar.node'], {
    cwd: root,
  })
  const proof = Object.fromEntries(files.map((file) => [file.replaceAll('\\', '/'), hashOf(join(root, file))]))
  writeFileSync(join(root, 'out', 'main', 'natives.json'), `${JSON.stringify(proof)}\n`)
}

const licences = (licence) =>
  /^[A-Za-z0-9.+-]+$/.test(licence) ? [{ license: { id: licence } }] : [{ expression: licence }]

/** A bill of materials in CycloneDX' JSON: every bundled part with its version, licence and package address. */
export function billOf(parts, { name, version, electron, time }) {
  const component = (part) => ({
    type: 'library',
    'bom-ref': `pkg:npm/${part.name.replace('@', '%40')}@${part.version}`,
    name: part.name,
    version: part.version,
    licenses: part.licence === 'not stated' ? [] : licences(part.licence),
    purl: `pkg:npm/${part.name.replace('@', '%40')}@${part.version}`,
  })
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    serialNumber: `urn:uuid:${randomUUID()}`,
    version: 1,
    metadata: {
      timestamp: time,
      component: { type: 'application', 'bom-ref': `${name}@${version}`, name, version, licenses: licences('MIT') },
    },
    components: [...parts, { name: 'electron', version: electron, licence: 'MIT' }].map(component),
  }
}

/** Writes the licence, the notices and the bill of materials beside the packed application. */
export function writePapers(packed, electron, parts = allParts()) {
  const { productName: name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const bill = billOf(parts, { name, version, electron, time: new Date().toISOString() })
  writeFileSync(`${packed}.cdx.json`, `${JSON.stringify(bill, null, 2)}\n`)
  const notices = parts.map((part) => `${part.name} ${part.version} (${part.licence})\n\n${part.text}\n`)
  writeFileSync(join(packed, 'NOTICES.txt'), `${notices.join(`\n${'-'.repeat(78)}\n\n`)}`)
  // Electron's own licence has that name there.
  if (existsSync(join(root, 'LICENSE'))) copyFileSync(join(root, 'LICENSE'), join(packed, 'LICENSE.provost.txt'))
}
