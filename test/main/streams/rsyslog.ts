import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { vi } from 'vitest'
import type { TestCertificates } from './certificates.ts'

/** What a real rsyslog made of one message. */
export interface ReadMessage {
  pri: string
  time: string
  app: string
  msgid: string
  data: string
  message: string
}

/** A real rsyslog on loopback. */
export interface Rsyslog {
  port: number
  messages(): ReadMessage[]
  stop(signal?: NodeJS.Signals): Promise<void>
}

/** A port of loopback that nobody has at the moment. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}

/** Starts rsyslog with a configuration of its own; it writes what it parsed as a line of JSON a message. */
export async function startRsyslog(
  folder: string,
  options: { certificates?: TestCertificates; port?: number } = {},
): Promise<Rsyslog> {
  const { certificates } = options
  const port = options.port ?? (await freePort())
  const out = join(folder, 'received')
  const secure = certificates !== undefined
  const property = (name: string, of: string) => `property(outname="${name}" name="${of}" format="jsonf")`
  const config = `
global(workDirectory="${folder}" maxMessageSize="64k"${
    certificates === undefined
      ? ''
      : ` DefaultNetstreamDriver="gtls" DefaultNetstreamDriverCAFile="${certificates.authorityFile}" DefaultNetstreamDriverCertFile="${certificates.certificateFile}" DefaultNetstreamDriverKeyFile="${certificates.keyFile}"`
  })
module(load="imtcp"${secure ? ' StreamDriver.Name="gtls" StreamDriver.Mode="1" StreamDriver.AuthMode="anon"' : ''})
input(type="imtcp" port="${port}" address="127.0.0.1")
template(name="parsed" type="list" option.jsonf="on") {
  ${property('pri', 'pri')}
  ${property('time', 'timereported').replace('format', 'dateFormat="rfc3339" format')}
  ${property('app', 'app-name')}
  ${property('msgid', 'msgid')}
  ${property('data', 'structured-data')}
  ${property('message', 'msg')}
}
action(type="omfile" file="${out}" template="parsed")
`
  const path = join(folder, 'rsyslog.conf')
  writeFileSync(path, config)
  const child: ChildProcess = spawn('rsyslogd', ['-n', '-f', path, '-i', join(folder, 'rsyslog.pid')], {
    stdio: 'pipe',
  })
  let said = ''
  child.stderr?.on('data', (text) => {
    said += text
  })
  await vi.waitFor(
    async () => {
      const socket = connect(port, '127.0.0.1')
      try {
        await once(socket, 'connect')
      } catch {
        throw new Error(`rsyslog does not answer: ${said}`)
      } finally {
        socket.destroy()
      }
    },
    { timeout: 20_000, interval: 50 },
  )
  return {
    port,
    messages: () =>
      existsSync(out)
        ? readFileSync(out, 'utf8')
            .split('\n')
            .slice(0, -1)
            .map((line) => JSON.parse(line) as ReadMessage)
        : [],
    async stop(signal = 'SIGTERM') {
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, 'exit')
      child.kill(signal)
      await ended
    },
  }
}
