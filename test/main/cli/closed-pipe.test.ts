import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { threadFile } from '../../harness/threads.ts'

const tool = fileURLToPath(threadFile('cli'))

it('ends quietly where nobody reads on', async () => {
  const child = spawn(process.execPath, [tool, 'calls'], { stdio: ['ignore', 'pipe', 'pipe'] })
  child.stdout.destroy()
  let errors = ''
  child.stderr.on('data', (data: Buffer) => {
    errors += data
  })
  const code = await new Promise((resolve) => child.on('close', resolve))
  expect({ code, errors }).toEqual({ code: 0, errors: '' })
})
