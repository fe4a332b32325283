// Plain values, without schemas: the page tells them while somebody types.

/** 12 characters: what LastPass asks of every master password. */
export const shortestFirstPassword = 12

const rows = ['abcdefghijklmnopqrstuvwxyz', '01234567890', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm']
const runs = [...rows, ...rows.map((row) => [...row].reverse().join(''))]
/** Signs that nobody sees, or that a keyboard may not give back. */
const unseen = /[^\x20-\x7e\u00a1-\u024f]|\u00ad/u

/** Whether four signs in a row follow from each other: "abcd", "4321", "aaaa". */
function hasRun(password: string): boolean {
  const text = password.toLowerCase()
  if (/(.)\1{3}/u.test(text)) return true
  for (let at = 0; at + 4 <= text.length; at++) {
    const four = text.slice(at, at + 4)
    if (runs.some((run) => run.includes(four))) return true
  }
  return false
}

/** Parts of an address and names of four letters or more. */
const partsOf = (texts: readonly string[]): string[] =>
  texts.flatMap((text) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u)).filter((part) => part.length >= 4)

/** What a first password lacks, each as the end of "The first password ..."; none: it can be used. `about`: the person's address and names. */
export function firstPasswordFaults(password: string, about: readonly string[]): string[] {
  const text = password.toLowerCase()
  const kinds = [
    [/[a-z]/u, 'a small letter'],
    [/[A-Z]/u, 'a capital letter'],
    [/\d/u, 'a digit'],
    [/[^A-Za-z0-9\s]/u, 'a sign'],
  ] as const
  const missing = kinds.filter(([kind]) => !kind.test(password)).map(([, word]) => word)
  return [
    ...(password.length < shortestFirstPassword ? [`needs at least ${shortestFirstPassword} characters`] : []),
    ...(missing.length > 0 ? [`needs ${missing.join(', ')}`] : []),
    ...(password !== password.trim() ? ['begins or ends with a space'] : []),
    ...(unseen.test(password) ? ['has a character that cannot be seen or typed everywhere'] : []),
    ...(partsOf(about).some((part) => text.includes(part)) ? ['has a part of the name or the address in it'] : []),
    ...(/passwor[dt]|lastpass|welcome/u.test(text) ? ['has a word in it that is tried first'] : []),
    ...(hasRun(password) ? ['has four signs in a row that follow from each other'] : []),
    ...(new Set(text).size < 8 ? ['repeats too few different signs'] : []),
  ]
}
