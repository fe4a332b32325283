import type { ReceiverInput } from '../../contract/calls/streams.ts'
import { Refusal } from '../../contract/failure.ts'
import { certificatesOf, hostOf, isLoopback, type KeptReceiver } from './stream-record.ts'
import type { Secrets } from './stream-secret.ts'

/** A receiver as it was entered, split into what is kept and what is secret; `secrets` null: they were not entered. */
export interface Entered {
  receiver: KeptReceiver
  secrets: Secrets | null
}

const invalid = (path: string, message: string) => new Refusal('invalid', message, { path: `receiver.${path}` })

/** Headers that say how a request is to be read, and those that only a connection may set. */
const ours = /^(?:host|content-|transfer-encoding|connection|expect|upgrade|te|trailer|keep-alive|proxy-)/i

/**
 * Reads what was entered. `path`: the file that the person chose, for a receiver of that kind; `before`: what it is to replace.
 * Security rule: events go out encrypted, but for receivers on this computer and for plain syslog that somebody was warned of; secrets
 * never go out otherwise. Test: test/main/streams/entered-receiver.test.ts.
 * @throws Refusal `invalid`
 */
export function readEntered(input: ReceiverInput, path: string, before: KeptReceiver | null): Entered {
  const given = input.kind === 'file' ? null : input.authority
  const authority = given !== undefined ? given : before === null || before.kind === 'file' ? null : before.authority
  checkAuthority(authority)
  switch (input.kind) {
    case 'file':
      return { receiver: { ...input, path }, secrets: null }
    case 'syslog': {
      const host = hostName(input.host)
      if (input.transport === 'tcp' && !isLoopback(host) && !input.unencrypted)
        throw invalid(
          'transport',
          `Without TLS everybody on the way to ${host} can read and alter the events. Choose TLS, or say that you want it all the same.`,
        )
      return { receiver: { ...input, host, authority }, secrets: null }
    }
    case 'otlp': {
      const { headers, ...rest } = input
      const url = webAddress(input.url)
      checkHeaders(headers ?? [])
      return {
        receiver: {
          ...{ ...rest, url, authority },
          headers: headers?.map(({ name }) => name) ?? (before?.kind === 'otlp' ? before.headers : []),
        },
        secrets: headers === undefined ? null : Object.fromEntries(headers.map(({ name, value }) => [name, value])),
      }
    }
    case 'splunk': {
      const { token, ...rest } = input
      if (token !== undefined && !/^[\x21-\x7e]+$/.test(token))
        throw invalid('token', 'A token has no blanks and no letters beyond ASCII. Copy it again from Splunk.')
      return {
        receiver: { ...rest, url: webAddress(input.url), authority },
        secrets: token === undefined ? null : { token },
      }
    }
  }
}

function hostName(text: string): string {
  const bare = text.replace(/^\[|\]$/g, '')
  try {
    const { hostname } = new URL(`https://${bare.includes(':') ? `[${bare}]` : bare}`)
    if (hostname !== '' && !/[/?#@]/.test(bare)) return hostname.replace(/^\[|\]$/g, '')
  } catch {
    // Said below.
  }
  throw invalid(
    'host',
    `"${text}" is no name or address of a computer. Enter it without "syslog://" and without the port.`,
  )
}

function webAddress(text: string): string {
  let url: URL
  try {
    url = new URL(/^[a-z]+:\/\//i.test(text) ? text : `https://${text}`)
  } catch {
    throw invalid('url', `"${text}" is no address. Enter it as https://collector.example.com:4318.`)
  }
  if (url.username !== '' || url.password !== '')
    throw invalid('url', 'An address must not hold a name or a password: it is shown and written into the journal.')
  if (url.search !== '' || url.hash !== '')
    throw invalid('url', 'Enter the address without what stands after a question mark or a number sign.')
  const isPlainHere = url.protocol === 'http:' && isLoopback(url.hostname.replace(/^\[|\]$/g, ''))
  if (url.protocol !== 'https:' && !isPlainHere)
    throw invalid(
      'url',
      'Only https is possible, or http to this computer itself: everything else could be read on its way.',
    )
  return url.href
}

function checkHeaders(headers: readonly { name: string; value: string }[]): void {
  const seen = new Set<string>()
  for (const { name, value } of headers) {
    if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name)) throw invalid('headers', `"${name}" is no name of a header.`)
    if (ours.test(name)) throw invalid('headers', `The header "${name}" is set by Provost itself.`)
    if (!/^[\x20-\x7e]*$/.test(value))
      throw invalid('headers', `The value of "${name}" has characters that a header cannot hold. Copy it again.`)
    if (seen.has(name.toLowerCase())) throw invalid('headers', `The header "${name}" is there twice.`)
    seen.add(name.toLowerCase())
  }
}

function checkAuthority(pem: string | null): void {
  if (pem === null) return
  try {
    certificatesOf(pem)
  } catch {
    throw invalid('authority', 'The file holds no certificate that can be read. It has to be in PEM form.')
  }
}

/** What a policy of this machine says of receivers. */
export interface AllowedReceivers {
  kinds: readonly string[]
  hosts: readonly string[] | null
}

/** Why a receiver may not be used; null: it may. A host that begins with `*.` stands for every name below it. */
export function forbidden(receiver: KeptReceiver, { kinds, hosts }: AllowedReceivers): string | null {
  if (!kinds.includes(receiver.kind)) return 'The policy of this computer does not allow streams of this kind.'
  const host = hostOf(receiver)?.toLowerCase() ?? null
  if (host === null || hosts === null) return null
  const fits = hosts.some((each) => {
    const allowed = each.toLowerCase()
    return allowed.startsWith('*.') ? host.endsWith(allowed.slice(1)) : host === allowed
  })
  return fits ? null : `The policy of this computer does not allow streams to ${host}.`
}
