import { mkdtempSync, readdirSync, rmSync, statfsSync, statSync } from 'node:fs'
import { freemem, tmpdir } from 'node:os'
import { join } from 'node:path'

const memory = '/dev/shm'
const prefix = 'provost-test-'
const roomFor = 4 * 1024 ** 3
const dayMs = 86_400_000

function isRoomy() {
  try {
    const { bavail, bsize } = statfsSync(memory)
    return process.platform === 'linux' && bavail * bsize > roomFor && freemem() > 2 * roomFor
  } catch {
    return false
  }
}

/** What runs left behind that were killed: there it takes memory. */
function sweep() {
  for (const name of readdirSync(memory).filter((each) => each.startsWith(prefix))) {
    const path = join(memory, name)
    if (Date.now() - statSync(path).mtimeMs > dayMs) rmSync(path, { recursive: true, force: true })
  }
}

/**
 * Makes a folder for all that a run of the tests writes. Where there is room, it is in memory: each test opens stores anew, and each
 * store waits for the disk at every step of its making, which no test is about.
 */
export function makeTestFolder() {
  const inMemory = isRoomy()
  if (inMemory) sweep()
  return mkdtempSync(join(inMemory ? memory : tmpdir(), prefix))
}
