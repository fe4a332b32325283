import { createHash } from 'node:crypto'
import { rmSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { say } from './process.mjs'

// A listening socket, because the system frees it when its owner dies, however it dies. Only macOS leaves a file.
function address(name) {
  const short = `provost-${createHash('sha256').update(name).digest('hex').slice(0, 16)}`
  if (process.platform === 'linux') return `\0${short}`
  if (process.platform === 'win32') return `\\\\.\\pipe\\${short}`
  return join(tmpdir(), `${short}.sock`)
}

function listen(where) {
  return new Promise((done, fail) => {
    const server = createServer((socket) => socket.destroy())
    server.once('error', (problem) => (problem.code === 'EADDRINUSE' ? done(undefined) : fail(problem)))
    server.listen(where, () => done(server))
  })
}

function removeAbandoned(where) {
  if (process.platform === 'linux' || process.platform === 'win32') return
  const probe = connect(where)
  probe.once('connect', () => probe.destroy())
  probe.once('error', (problem) => problem.code === 'ECONNREFUSED' && rmSync(where, { force: true }))
}

/** Lets one process on this machine at a time do the named work; the others wait. */
export async function withLock(name, work) {
  const where = address(name)
  let server = await listen(where)
  if (!server) say('Another setup is at work; waiting for it.')
  while (!server) {
    removeAbandoned(where)
    await pause(300)
    server = await listen(where)
  }
  try {
    return await work()
  } finally {
    await new Promise((done) => server.close(done))
  }
}
