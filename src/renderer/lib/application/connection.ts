/** Where LastPass answers, unless a company's data is elsewhere. */
export const defaultAddress = 'https://lastpass.com/enterpriseapi.php'

/** What is wrong with an entry, by field; empty when nothing is. */
export interface ConnectionErrors {
  cid?: string
  hash?: string
  label?: string
  baseUrl?: string
}

/** Says before anything is sent what cannot be right. Main checks again; these words are for the fields. */
export function checkConnection(input: {
  cid: string
  hash: string
  label: string
  baseUrl: string
}): ConnectionErrors {
  const errors: ConnectionErrors = {}
  if (input.cid === '') errors.cid = 'Enter the account number.'
  else if (!/^\d+$/.test(input.cid)) errors.cid = 'The account number has digits only.'
  else if (input.cid.length > 12) errors.cid = 'The account number is shorter than that.'
  const hash = checkHash(input.hash)
  if (hash) errors.hash = hash
  if (input.label.length > 60) errors.label = 'At most 60 letters.'
  if (!isServiceAddress(input.baseUrl)) errors.baseUrl = 'Enter an address that begins with https://.'
  return errors
}

/** What is wrong with a hash as entered; null when it could be one. */
export function checkHash(hash: string): string | null {
  if (hash === '') return 'Paste the provisioning hash.'
  if (hash.startsWith('lpkey_'))
    return 'This is a key of another interface of LastPass. Use the provisioning hash from Advanced, Enterprise API.'
  if (/^\d{1,12}$/.test(hash)) return 'This looks like the account number. The hash is longer and has letters too.'
  if (hash.length < 8) return 'The provisioning hash is longer than that.'
  if (hash.length > 512) return 'The provisioning hash is shorter than that.'
  if (/\s/.test(hash)) return 'There is a space or a line break inside it. Copy it again.'
  return null
}

/** https, or http to this computer itself. */
export function isServiceAddress(address: string): boolean {
  if (!URL.canParse(address)) return false
  const url = new URL(address)
  return (
    url.protocol === 'https:' ||
    (url.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname))
  )
}
