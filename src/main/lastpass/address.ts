import { Refusal } from '../../contract/failure.ts'

/** 127.0.0.0/8, ::1 and localhost; the URL parser has turned other spellings of them into these. */
const loopback = /^(127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\]|localhost)$/

/** True for a host that never leaves this computer. */
export const isLoopback = (url: URL): boolean => loopback.test(url.hostname)

/**
 * The address of a service that the hash may be sent to: https, or http on this computer. Ends with `invalid` for anything else,
 * because over plain http everybody on the way could read the hash.
 */
export function checkAddress(address: string): URL {
  let url: URL
  try {
    url = new URL(address)
  } catch {
    throw new Refusal(
      'invalid',
      'The address of the service is not a web address. LastPass is at https://lastpass.com/enterpriseapi.php.',
      { path: 'baseUrl' },
    )
  }
  if (url.username !== '' || url.password !== '')
    throw new Refusal('invalid', 'The address of the service must not hold a name or password.', { path: 'baseUrl' })
  if (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url))) {
    url.hash = ''
    return url
  }
  throw new Refusal('invalid', 'The address of the service must begin with https://. Nothing was sent.', {
    path: 'baseUrl',
  })
}
