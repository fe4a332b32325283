import { createHash, X509Certificate } from 'node:crypto'
import { z } from 'zod'
import { auditCategories } from '../../contract/audit/audit.ts'
import type { ReceiverShown } from '../../contract/calls/streams.ts'

const Authority = z.string().nullable()

/** Where a stream goes, as it is kept: without secrets. */
const KeptReceiver = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('file'), path: z.string(), maxMegabytes: z.int(), keep: z.int() }),
  z.object({
    kind: z.literal('syslog'),
    host: z.string(),
    port: z.int(),
    transport: z.enum(['tls', 'tcp']),
    unencrypted: z.boolean(),
    authority: Authority,
  }),
  z.object({ kind: z.literal('otlp'), url: z.string(), headers: z.array(z.string()), authority: Authority }),
  z.object({
    kind: z.literal('splunk'),
    url: z.string(),
    index: z.string(),
    acknowledge: z.boolean(),
    authority: Authority,
  }),
])
export type KeptReceiver = z.infer<typeof KeptReceiver>

/** A stream as it is kept. */
export const StreamRecord = z.object({
  id: z.string(),
  /** Its place in the keychain, from 1. */
  slot: z.int(),
  name: z.string(),
  categories: z.array(z.enum(auditCategories)).nullable(),
  /** Epoch seconds; 0: from the beginning. */
  since: z.int(),
  created: z.string(),
  paused: z.boolean(),
  receiver: KeptReceiver,
})
export type StreamRecord = z.infer<typeof StreamRecord>

/** The certificates of a PEM text. @throws Error when there is none, or one cannot be read */
export function certificatesOf(pem: string): X509Certificate[] {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g) ?? []
  if (blocks.length === 0) throw new Error('It holds no certificate in PEM form.')
  return blocks.map((block) => new X509Certificate(block))
}

/** How a certificate is called: its common name, else its subject. */
export const certificateName = ({ subject }: X509Certificate): string =>
  (/(?:^|\n)CN=([^\n]*)/.exec(subject)?.[1] ?? subject.replace(/\n/g, ', ')).slice(0, 200)

const authorityShown = (pem: string | null) =>
  pem === null
    ? null
    : {
        names: certificatesOf(pem).slice(0, 20).map(certificateName),
        fingerprint: createHash('sha256').update(pem).digest('hex').slice(0, 16),
      }

/** A receiver as the page is shown it. */
export function shown(receiver: KeptReceiver): ReceiverShown {
  switch (receiver.kind) {
    case 'file':
      return receiver
    case 'syslog':
    case 'otlp':
    case 'splunk':
      return { ...receiver, authority: authorityShown(receiver.authority) }
  }
}

/** Where a receiver is, for people and for the journal. */
export function placeOf(receiver: KeptReceiver): string {
  switch (receiver.kind) {
    case 'file':
      return receiver.path
    case 'syslog':
      return `${receiver.transport} ${receiver.host.includes(':') ? `[${receiver.host}]` : receiver.host}:${receiver.port}`
    case 'otlp':
    case 'splunk':
      return receiver.url
  }
}

/** The host that a receiver is at; null: it is a file. */
export function hostOf(receiver: KeptReceiver): string | null {
  switch (receiver.kind) {
    case 'file':
      return null
    case 'syslog':
      return receiver.host
    case 'otlp':
    case 'splunk':
      return new URL(receiver.url).hostname.replace(/^\[|\]$/g, '')
  }
}

/** Whether a host is this computer by its name alone, whatever a name server says. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || /^127\.(?:\d{1,3}\.){2}\d{1,3}$/.test(host)

/** What its secrets are bound to: where they go, and whose certificates are trusted there. */
export const bindingOf = (receiver: KeptReceiver): string =>
  JSON.stringify([
    receiver.kind,
    placeOf(receiver),
    receiver.kind === 'file' || receiver.authority === null
      ? null
      : createHash('sha256').update(receiver.authority).digest('hex'),
    receiver.kind === 'otlp' ? receiver.headers : [],
  ])
