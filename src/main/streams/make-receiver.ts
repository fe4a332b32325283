import type { StreamTiming } from '../ports.ts'
import { createJsonLinesReceiver } from './receivers/json-lines.ts'
import { createOtlpReceiver } from './receivers/otlp.ts'
import { DeliveryProblem, type Receiver } from './receivers/receiver.ts'
import { createSplunkReceiver } from './receivers/splunk.ts'
import { createSyslogReceiver } from './receivers/syslog.ts'
import type { KeptReceiver } from './stream-record.ts'
import type { Secrets } from './stream-secret.ts'

/** What a record describes, ready to send. @throws DeliveryProblem when its secret is missing */
export function makeReceiver(
  receiver: KeptReceiver,
  secrets: Secrets | null,
  {
    version,
    now,
    timing,
  }: { version: string; now: () => number; timing: Pick<StreamTiming, 'timeoutMs' | 'askAgainMs'> },
): Receiver {
  switch (receiver.kind) {
    case 'file':
      return createJsonLinesReceiver({
        path: receiver.path,
        largest: receiver.maxMegabytes * 1_000_000,
        keep: receiver.keep,
      })
    case 'syslog':
      return createSyslogReceiver({ ...receiver, version, timeoutMs: timing.timeoutMs })
    case 'otlp': {
      const known = secrets ?? {}
      if (receiver.headers.some((name) => known[name] === undefined)) throw missing()
      return createOtlpReceiver({ ...receiver, ...timing, headers: known, version, now })
    }
    case 'splunk': {
      const token = secrets?.token
      if (token === undefined) throw missing()
      return createSplunkReceiver({ ...receiver, ...timing, token, now })
    }
  }
}

const missing = () =>
  new DeliveryProblem(
    'settings',
    'The keychain does not hold the secret of this stream. Enter it again. Nothing was sent.',
  )
