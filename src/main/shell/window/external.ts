import { shell } from 'electron'
import { Refusal } from '../../../contract/failure.ts'
import { pageAddresses } from '../../application/external-pages.ts'

const hosts: ReadonlySet<string> = new Set(['lastpass.com', 'admin.lastpass.com', 'support.lastpass.com'])
const known: ReadonlySet<string> = new Set(Object.values(pageAddresses))

/** Whether an address may be handed to the person's browser: one of the table's, on exactly one of LastPass' hosts, over https. */
export function mayOpen(address: string): boolean {
  if (!known.has(address)) return false
  const { protocol, host, username, password } = new URL(address)
  return protocol === 'https:' && hosts.has(host) && username === '' && password === ''
}

/** Security rule: the only way out to the browser. The system runs whatever it is given, so nothing but our own table gets there. */
export async function openPage(address: string): Promise<void> {
  if (!mayOpen(address)) throw new Refusal('not-allowed', 'Provost opens only pages of LastPass that it knows.')
  await shell.openExternal(address)
}
