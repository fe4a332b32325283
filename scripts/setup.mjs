import { realpathSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { electronInUse, installElectron } from './lib/electron.mjs'
import { installPackages } from './lib/packages.mjs'
import { finish } from './lib/process.mjs'
import { installSystemPackages } from './lib/system.mjs'

/** Makes a fresh clone ready to build, run and test. What is there already is left alone, and then it says nothing. */
export async function setup({ forTests = false } = {}) {
  await installSystemPackages({ forTests })
  await installPackages()
  await installElectron()
}

/** The path of the Electron executable to run. */
export function electronBinary() {
  return electronInUse().binary
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  await finish(() => setup({ forTests: true }))
}
