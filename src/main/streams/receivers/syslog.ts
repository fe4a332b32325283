import { connect as connectPlain, isIP, type Socket } from 'node:net'
import { hostname } from 'node:os'
import { connect as connectSecure } from 'node:tls'
import { connectionProblem, DeliveryProblem, type Receiver } from './receiver.ts'
import { framed, syslogMessage } from './syslog-text.ts'
import { trustOf } from './trust.ts'

export interface SyslogOptions {
  host: string
  port: number
  transport: 'tls' | 'tcp'
  authority: string | null
  version: string
  /** Milliseconds that connecting, writing and the receiver's closing may each take. */
  timeoutMs: number
}

/**
 * Sends over one connection a batch. Syslog has no receipt: a batch counts as handed over once the receiver, who was told that there is
 * no more, has closed its own side, which it does after it has read to the end. A connection that is cut before is no receipt.
 */
export function createSyslogReceiver(options: SyslogOptions): Receiver {
  const { host, port, version, timeoutMs } = options
  const where = `${host.includes(':') ? `[${host}]` : host}:${port}`
  const about = { host: hostname(), pid: process.pid, version }

  return {
    async send(lines, signal) {
      const socket = open(options)
      try {
        await deliver(socket, Buffer.concat(lines.map((line) => framed(syslogMessage(line, about)))), {
          ready: options.transport === 'tls' ? 'secureConnect' : 'connect',
          where,
          timeoutMs,
          signal,
        })
      } catch (error) {
        throw connectionProblem(error, where)
      } finally {
        socket.destroy()
      }
      return { refused: 0, said: null }
    },
    close() {},
  }
}

function open({ host, port, transport, authority }: SyslogOptions): Socket {
  if (transport === 'tcp') return connectPlain({ host, port })
  return connectSecure({
    host,
    port,
    ...(isIP(host) === 0 ? { servername: host } : {}),
    ...trustOf(authority),
  })
}

function deliver(
  socket: Socket,
  bytes: Buffer,
  { ready, where, timeoutMs, signal }: { ready: string; where: string; timeoutMs: number; signal: AbortSignal },
): Promise<void> {
  return new Promise((resolve, reject) => {
    let isOver = false
    let hasEnded = false
    const abort = () => socket.destroy(new DeliveryProblem('passing', 'Sending was stopped.'))
    const late = () =>
      socket.destroy(
        new DeliveryProblem(
          'passing',
          hasEnded
            ? `The receiver at ${where} took the events but did not close the connection afterwards, so it is not known whether it read them. They are sent again.`
            : `The receiver at ${where} does not take the events in time. They wait.`,
        ),
      )
    socket.setTimeout(timeoutMs, late)
    signal.addEventListener('abort', abort, { once: true })
    const end = (error?: Error) => {
      if (isOver) return
      isOver = true
      signal.removeEventListener('abort', abort)
      if (error === undefined) resolve()
      else reject(error)
    }
    socket.once('error', end)
    socket.once('close', () =>
      end(
        new DeliveryProblem(
          'passing',
          `The connection to ${where} was cut before all events were taken. They are sent again.`,
        ),
      ),
    )
    socket.once('end', () => {
      if (hasEnded) end()
      else socket.destroy()
    })
    socket.once(ready, () => {
      // What it says is of no use, but where nobody reads, the end is not seen.
      socket.resume()
      socket.end(bytes, () => {
        hasEnded = true
      })
    })
    if (signal.aborted) abort()
  })
}
