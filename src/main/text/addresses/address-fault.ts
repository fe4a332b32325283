const longestAddress = 320
const longestLocal = 64
/** Marks that RFC 5322 allows inside of quotation marks alone; people mean something else by them. */
const foreign = /[\s"(),:;<>[\\\]]/u
const host = /^(?=.{1,253}$)(?:(?!-)[\p{L}\p{M}\p{N}-]{1,63}(?<!-)\.)+(?!-)[\p{L}\p{M}\p{N}-]{2,63}(?<!-)$/u

/** Why a text is not one address and nothing else, as the end of a sentence; null: it is one. */
export function addressFault(text: string): string | null {
  const at = text.lastIndexOf('@')
  if (at === -1) return 'it has no "@"'
  const [local, domain] = [text.slice(0, at), text.slice(at + 1)]
  if (local === '') return 'nothing stands before its "@"'
  if (local.includes('@')) return 'it has more than one "@"'
  if (text.length > longestAddress) return `it is longer than ${longestAddress} characters`
  if (local.length > longestLocal) return `what stands before its "@" is longer than ${longestLocal} characters`
  if (local.startsWith('.') || local.endsWith('.')) return 'a dot begins or ends what stands before its "@"'
  if (local.includes('..')) return 'two dots follow each other in it'
  const mark = foreign.exec(local)?.[0]
  if (mark !== undefined) return `${mark.trim() === '' ? 'a blank' : `'${mark}'`} cannot stand before its "@"`
  return host.test(domain) ? null : `"${domain}" is not a domain`
}

/** Whether a text is an address and nothing else. */
export const isAddress = (text: string): boolean => addressFault(text) === null
