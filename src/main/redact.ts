/** Keeps secrets out of everything that is written down. */
export interface Redactor {
  /** From now on this secret is masked wherever it stands. */
  add(secret: string): void
  forget(secret: string): void
  /** The text with every secret masked. */
  text(text: string): string
}

const mask = '[secret]'
/** Masking shorter strings would eat ordinary words, and nothing so short protects anything. */
const shortestSecret = 4

/** Secrets can be told by the name they stand under, whatever they look like: `"provhash":"…"`, `provhash=…`, `hash: …`. */
const named =
  /((?:"|\\"|')?(?:provhash|provisioning_?hash|prov_?hash|hash|password|passwd|secret|api[_-]?key|token|authorization|encryption_?key)(?:"|\\"|')?\s*[:=]\s*)("(?:[^"\\]|\\.)*"|\\"(?:[^"\\]|\\[^"])*\\"|'[^']*'|(?:api-key|basic|bearer)\s+[^\s"',;]+|[^\s"',;&}\])]+)/gi
const apiKey = /lpkey_[A-Za-z0-9_-]+/g
/** A provisioning hash, a database key, a digest: 32 hexadecimal digits or more. */
const longHex = /(?<![0-9a-f])[0-9a-f]{32,}(?![0-9a-f])/gi

/** The forms that a secret takes inside logs: as it is, in JSON, in an address, in base64. */
function formsOf(secret: string): string[] {
  const json = JSON.stringify(secret).slice(1, -1)
  const bytes = Buffer.from(secret, 'utf8')
  const unpadded = bytes.toString('base64').replace(/=+$/, '')
  return [
    ...new Set([
      secret,
      json,
      JSON.stringify(json).slice(1, -1),
      encodeURIComponent(bytes.toString('utf8')),
      unpadded,
      bytes.toString('base64url'),
      bytes.toString('hex'),
    ]),
  ]
}

/** A redactor that knows no secret yet, and masks by looks and by name from the start. */
export function createRedactor(): Redactor {
  const forms = new Map<string, string[]>()

  return {
    add(secret) {
      if (secret.length >= shortestSecret) forms.set(secret, formsOf(secret))
    },
    forget(secret) {
      forms.delete(secret)
    },
    text(text) {
      // Longest first: a secret that is part of another must not leave the rest of the other standing.
      const known = [...forms.values()].flat().sort((a, b) => b.length - a.length)
      const without = known.reduce((rest, form) => rest.replaceAll(form, mask), text)
      return without
        .replace(named, (_, name: string) => `${name}${mask}`)
        .replace(apiKey, mask)
        .replace(longHex, mask)
    },
  }
}
