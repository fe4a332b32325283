import { expect } from 'vitest'
import { readUserData } from '../../../src/main/lastpass/answers/user-data.ts'

export const zone = 'US/Eastern'
export const bytes = (value: unknown): Uint8Array =>
  new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value))
export const read = (value: unknown) => readUserData(bytes(value), zone)
/** The one account of an answer, given only what is of interest. */
export const user = (fields: object) => {
  const [only] = read({ Users: { 7: { username: 'ann@example.com', ...fields } } }).users
  if (!only) throw new Error('The account was set aside.')
  return only
}
export const code = (code: string) => expect.objectContaining({ failure: expect.objectContaining({ code }) })

export const full = {
  username: 'dora@example.com',
  fullname: 'Dora Example',
  mpstrength: '75',
  created: '2024-06-02 03:04:05',
  last_pw_change: '2024-02-03 04:05:06',
  last_login: '2025-01-01 00:00:00',
  neverloggedin: false,
  disabled: false,
  admin: true,
  totalscore: '83.2',
  legacytotalscore: '81',
  hasSharingKeys: true,
  duousername: 'dora',
  multifactor: 'lastpassauth',
  linked: 'dora.home@example.net',
  sites: '25',
  notes: 1,
  formfills: '0',
  applications: 0,
  attachments: '2',
  password_reset_required: false,
  attribs: { Department: 'Sales' },
  groups: ['Sales', 'Berlin'],
}
