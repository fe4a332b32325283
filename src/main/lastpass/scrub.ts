import { removed } from './coerce.ts'

/** Takes secrets out of what comes back; a service may echo the request. */
export interface Scrub {
  text(value: string): string
  /** The body itself, or a copy without the secrets. */
  bytes(body: Uint8Array): Uint8Array
}

/** So short a secret may be a part of ordinary words, and data must not be changed by mistake. */
const longEnough = 16
/** A text may end in the middle of an echoed secret: so many of its first characters are removed too. Anything shorter tells nothing. */
const telling = 4

/** The ways in which a secret may be written in JSON, a form, an address, or a web page. */
function spellings(secret: string): string[] {
  const json = JSON.stringify(secret).slice(1, -1)
  const url = encodeURIComponent(secret)
  const form = new URLSearchParams({ s: secret }).toString().slice(2)
  const lower = (text: string): string => text.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase())
  const html = secret.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')
  const unicode = json.replace(/[^\x20-\x7e]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)
  const base64 = Buffer.from(secret).toString('base64')
  return [
    ...new Set([
      secret,
      json,
      json.replaceAll('/', '\\/'),
      unicode,
      unicode.replaceAll('/', '\\/'),
      url,
      lower(url),
      form,
      lower(form),
      html,
      html.replaceAll("'", '&#39;'),
      html.replaceAll("'", '&#039;'),
      base64,
      base64.replace(/=+$/, ''),
    ]),
  ].sort((a, b) => b.length - a.length)
}

/** Removes these secrets, in whatever spelling, from texts and bodies. */
export function createScrub(secrets: readonly string[]): Scrub {
  const known = secrets.filter((secret) => secret.length >= telling)
  const all = known.flatMap(spellings)
  const inBodies = known.filter((secret) => secret.length >= longEnough).flatMap(spellings)
  const needles = inBodies.map((spelling) => Buffer.from(spelling))

  const text = (value: string): string => {
    let clean = value
    for (const spelling of all) clean = clean.replaceAll(spelling, removed)
    return withoutTail(clean, all)
  }
  return {
    text,
    bytes(body) {
      const view = Buffer.from(body.buffer, body.byteOffset, body.byteLength)
      if (!needles.some((needle) => view.includes(needle))) return body
      // latin1 maps bytes to characters one to one, so what is not removed comes out as it was.
      let clean = view.toString('latin1')
      for (const needle of needles) clean = clean.replaceAll(needle.toString('latin1'), removed)
      return Buffer.from(clean, 'latin1')
    },
  }
}

function withoutTail(value: string, spellings: readonly string[]): string {
  for (const spelling of spellings) {
    for (let length = Math.min(spelling.length - 1, value.length); length >= telling; length--) {
      if (value.endsWith(spelling.slice(0, length))) return value.slice(0, -length) + removed
    }
  }
  return value
}
