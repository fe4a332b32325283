import { readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { build } from './lib/build.mjs'
import { electronInUse } from './lib/electron.mjs'
import { writeNativeProof, writePapers } from './lib/packaging/package-papers.mjs'
import { root } from './lib/paths.mjs'
import { finish, Refusal, run, say, tool } from './lib/process.mjs'
import { setup } from './setup.mjs'

const output = 'dist'

function unpackedFolder() {
  const names = readdirSync(join(root, output)).filter((name) => /(-unpacked|^mac.*)$/.test(name))
  const changedAt = (name) => statSync(join(root, output, name)).mtimeMs
  return join(root, output, names.sort((one, other) => changedAt(other) - changedAt(one))[0])
}

// What makes the registry's Electron run a folder is of no use to an application that carries its own.
function removeFallbackParts(folder) {
  for (const part of ['provost.json', join('resources', 'default_app.asar')])
    rmSync(join(folder, part), { force: true })
}

await finish(async () => {
  await setup()
  await build()
  writeNativeProof()
  const { folder, version, isFallback } = electronInUse()
  const settings = [`-c.electronVersion=${version}`, `-c.directories.output=${output}`]
  // The registry's Electron has no release to fetch; the official one is fetched per platform by electron-builder.
  if (isFallback) settings.push(`-c.electronDist=${folder}`)
  const [command, args, options] = tool('electron-builder', ['--dir', '--config', 'electron-builder.yml', ...settings])
  const code = await run(command, args, options)
  if (code !== 0) throw new Refusal('electron-builder failed.')
  const packed = unpackedFolder()
  if (isFallback) {
    removeFallbackParts(packed)
    say(`Packed with Electron ${version}: to try out here, never to give away.`)
  }
  writePapers(packed, version)
  console.log(packed)
})
