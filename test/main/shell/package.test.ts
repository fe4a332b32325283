import { globSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..', '..', '..')
// The very parser that packs the application reads the file here.
const builder = createRequire(createRequire(import.meta.url).resolve('electron-builder'))
const yaml = createRequire(builder.resolve('app-builder-lib'))('js-yaml') as { load(text: string): unknown }

interface Packing {
  asar: unknown
  asarUnpack: unknown
  npmRebuild: unknown
  files: string[]
  extraFiles?: unknown
  extraResources?: unknown
  electronVersion: string
  electronFuses: Record<string, boolean>
  extraMetadata?: { homepage?: string }
  linux: { target: string[]; maintainer?: string }
}

const packing = yaml.load(readFileSync(join(root, 'electron-builder.yml'), 'utf8')) as Packing
const project = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  devDependencies: Record<string, string>
}

test('every fuse is set, and to what it must be', () => {
  expect(packing.electronFuses).toEqual({
    runAsNode: false,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableCookieEncryption: true,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
  })
})

test('the deb names what electron-builder makes none without: a home page, and a maintainer with an address', () => {
  expect(packing.linux.target).toContain('deb')
  expect(packing.extraMetadata?.homepage).toMatch(/^https:\/\//)
  expect(packing.linux.maintainer).toMatch(/^.+ <[^<>@]+@[^<>@]+>$/)
})

test('no fuse that electron-builder knows is left to its default', () => {
  const schema = JSON.parse(readFileSync(builder.resolve('app-builder-lib/scheme.json'), 'utf8')) as {
    definitions: { FuseOptionsV1: { properties: Record<string, unknown> } }
  }
  // Not a fuse: it says whether an ad-hoc signature is renewed.
  const { resetAdHocDarwinSignature: _signature, ...fuses } = schema.definitions.FuseOptionsV1.properties
  expect(Object.keys(packing.electronFuses).sort()).toEqual(Object.keys(fuses).sort())
})

test('the bundles and the packages with binaries are packed, and nothing else', () => {
  expect(packing.files).toEqual([
    'out/**',
    'package.json',
    'LICENSE',
    '!**/*.map',
    '!out/made-of.sha256',
    '!node_modules/**',
    'node_modules/libsql/**',
    'node_modules/@libsql/**',
    '!node_modules/@libsql/*-musl/**',
    'node_modules/@neon-rs/load/**',
    'node_modules/detect-libc/**',
    'node_modules/keytar/package.json',
    'node_modules/keytar/lib/keytar.js',
    'node_modules/keytar/build/Release/keytar.node',
  ])
  expect(packing).not.toHaveProperty('extraFiles')
  expect(packing).not.toHaveProperty('extraResources')
})

test('the application is one archive, whose binaries alone lie outside', () => {
  expect(packing).toMatchObject({ asar: true, asarUnpack: ['**/*.node'], npmRebuild: false })
})

test('what is packed is the Electron that the project pins', () => {
  expect(packing.electronVersion).toBe(project.devDependencies.electron)
})

test('compiled code is kept in a folder of the user’s by an application that is not packed alone', () => {
  const main = globSync('src/main/**/*.ts', { cwd: root }).flatMap((file) =>
    readFileSync(join(root, file), 'utf8')
      .split('\n')
      .filter((line) => line.includes('enableCompileCache'))
      .map((line) => line.trim()),
  )
  expect(main).toHaveLength(1)
  expect(main[0]).toMatch(/^if \(!app\.isPackaged\) /)
})
