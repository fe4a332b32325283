/** Shorter ones are refused. */
export const leastPassphrase = 12

/** How hard a passphrase is to guess, as far as its length and variety tell. */
export function strengthHint(passphrase: string): string {
  const words = passphrase.trim().split(/\s+/).length
  if (passphrase.length < leastPassphrase) return `${leastPassphrase - passphrase.length} more characters are needed.`
  if (new Set(passphrase).size < 6) return 'Weak: few different characters.'
  if (passphrase.length >= 20 || words >= 4) return 'Long enough, if nobody can guess the words.'
  return 'A longer one, of four or more unrelated words, is harder to guess.'
}
