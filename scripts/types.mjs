import { checkTypes } from './lib/checks.mjs'
import { installPackages } from './lib/packages.mjs'
import { finish } from './lib/process.mjs'

await finish(async () => {
  await installPackages()
  const { status, output, errors } = await checkTypes()
  if (status !== 0) process.stdout.write(`${output}${errors}\n`)
  return status
})
