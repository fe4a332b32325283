import type { AuditCategory } from '../../../../contract/audit/audit.ts'
import type { Input } from '../../../../contract/calls.ts'
import type { ReceiverKind } from '../../../../contract/streams.ts'
import type { StreamView } from './stream-words.ts'

type ReceiverInput = Input<'streams.add'>['receiver']

/** What is entered of a stream, but for its secret. */
export interface Draft {
  name: string
  kind: ReceiverKind
  categories: readonly AuditCategory[] | null
  from: 'now' | 'beginning'
  maxMegabytes: string
  keep: string
  host: string
  port: string
  transport: 'tls' | 'tcp'
  unencrypted: boolean
  url: string
  header: string
  index: string
  acknowledge: boolean
  /** PEM; null: what the system trusts; undefined: as it is. */
  authority: string | null | undefined
  authorityNames: readonly string[]
}

/** A form for a new stream, or for one that is there. */
export function draftOf(stream: StreamView | null, kind: ReceiverKind): Draft {
  const none: Draft = {
    ...{ name: '', kind, categories: null, from: 'now', maxMegabytes: '100', keep: '20', host: '', port: '6514' },
    ...{ transport: 'tls', unencrypted: false, url: '', header: '', index: '', acknowledge: false },
    ...{ authority: null, authorityNames: [] },
  }
  if (stream === null) return none
  const { receiver } = stream
  const known = {
    ...{ ...none, name: stream.name, kind: receiver.kind, categories: stream.categories, authority: undefined },
    authorityNames: receiver.kind === 'file' ? [] : (receiver.authority?.names ?? []),
  }
  switch (receiver.kind) {
    case 'file':
      return { ...known, maxMegabytes: String(receiver.maxMegabytes), keep: String(receiver.keep) }
    case 'syslog': {
      const { host, port, transport, unencrypted } = receiver
      return { ...known, host, port: String(port), transport, unencrypted }
    }
    case 'otlp':
      return { ...known, url: receiver.url, header: receiver.headers[0] ?? '' }
    case 'splunk':
      return { ...known, url: receiver.url, index: receiver.index, acknowledge: receiver.acknowledge }
  }
}

/** Whether what is needed is there; the rest main says. */
export function isFilled({ name, kind, host, port, url, categories }: Draft): boolean {
  if (name.trim() === '' || categories?.length === 0) return false
  if (kind === 'syslog') return host.trim() !== '' && /^\d+$/.test(port.trim())
  return kind === 'file' || url.trim() !== ''
}

/** What main is given of a receiver; `secret` empty: it stays as it is. */
export function receiverOf(draft: Draft, secret: string, isKnown: boolean): ReceiverInput {
  const { kind } = draft
  const trusts = draft.authority === undefined ? {} : { authority: draft.authority }
  switch (kind) {
    case 'file':
      return { kind, maxMegabytes: Number(draft.maxMegabytes), keep: Number(draft.keep) }
    case 'syslog': {
      const { host, transport, unencrypted } = draft
      return { kind, host, port: Number(draft.port), transport, unencrypted, ...trusts }
    }
    case 'otlp': {
      const name = draft.header.trim()
      const headers = name === '' ? [] : [{ name, value: secret }]
      const isLeft = isKnown && secret === '' && name !== ''
      return { kind, url: draft.url, ...trusts, ...(isLeft ? {} : { headers }) }
    }
    case 'splunk': {
      const { url, index, acknowledge } = draft
      return { kind, url, index, acknowledge, ...trusts, ...(secret === '' ? {} : { token: secret }) }
    }
  }
}
