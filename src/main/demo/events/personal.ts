import type { Company } from '../company/company.ts'
import type { Folders, SharedFolder } from '../company/folders.ts'
import { dice, mix, pick } from '../random.ts'
import { eventId, type Happening } from './event-line.ts'

const clients = [
  'LastPass via Chrome v4.134.0',
  'LastPass via Chrome v4.134.0',
  'LastPass via Chrome v4.129.1',
  'LastPass via Edge v4.134.0',
  'LastPass via Firefox v4.127.0',
  'LastPass via Safari v4.133.0',
  'LastPass via Website',
  'LastPass via Android v6.12.0',
  'LastPass via iPhone v6.10.2',
]
const ownSites = [
  'example.com',
  'www.example.net/login',
  'news.example.org',
  'travel.example.com',
  '192.0.2.60:8443/admin',
  'shop.example.net',
  'learning.example.org',
  'lunch.example.com/order',
  'calendar.example.net',
  'parcel.example.org',
]
const noteNames = ['Wi-Fi', 'Generic', 'Server', 'Bank account', 'Software licence', 'Passport', 'Door code']

/** 19 digits, as the service names an entry of a vault that it does not describe. */
function vaultId(throwDice: () => number): string {
  return `${1 + Math.floor(throwDice() * 9)}${String(Math.floor(throwDice() * 1e9)).padStart(9, '0')}${String(Math.floor(throwDice() * 1e9)).padStart(9, '0')}`
}

/** Writes what people do themselves on a day: a function of the seed, the person and the day. */
export function createPersonal(
  company: Company,
  folders: Folders,
): (index: number, date: number, out: Happening[]) => void {
  const { roster, activity, seed } = company
  // Since then the log names most entries by number instead of by site.
  const numbersSince = roster.foundedDay - 450

  return (index, date, out) => {
    if (!activity.works(index, date)) return
    const login = activity.loginAt(index, date)
    if (company.isAway(index, login)) return
    const throwDice = dice(mix(seed ^ 0x70657273, index, date))
    const username = company.username(index, login)
    const atOffice = throwDice() < 0.62
    const ip = atOffice
      ? `198.51.100.${10 + (roster.office[index] ?? 0)}`
      : `203.0.113.${20 + (mix(seed, index, 90) % 200)}`
    const [start, end] = [date * 86_400, (date + 1) * 86_400 - 1]
    // Within the day (of UTC), so that a day is complete in itself.
    let id = eventId(date, index)
    const mayStop = company.patchOf(index).away !== undefined
    const add = (seconds: number, action: string, data: string) => {
      const second = Math.min(end, Math.max(start, seconds))
      const at = second * 1_000_000 + Math.floor(throwDice() * 1_000_000)
      id++
      // Who is disabled in the middle of the day does nothing more on it.
      if (mayStop && company.isAway(index, second)) return
      out.push({ at, username, ip, action, data, admin: false, id: String(id) })
    }

    if (throwDice() < 0.035) {
      const times = 1 + Math.floor(throwDice() * 3)
      for (let n = times; n > 0; n--)
        add(
          login - n * (7 + Math.floor(throwDice() * 9)),
          'Failed login attempt',
          pick(['', 'lastpass.com', 'LastPass via Website'], throwDice()),
        )
    }
    if (throwDice() < 0.015) add(login - 4, 'Login verification email sent', '')
    if (roster.federated(index)) add(login, 'SAML login', 'authorizationserver.oidc')
    else add(login, 'Log in', pick(clients, throwDice()))
    if (date === roster.passwordDay[index]) add(login + 95, 'Master password changed', '')
    if (date === roster.firstDay[index] && throwDice() < 0.7) add(login + 240, 'Multifactor enabled', '')

    const times = Math.floor(throwDice() * throwDice() * 5)
    if (times === 0) return
    const reach = folders.of(index)
    for (let n = 0; n < times; n++) {
      const folder = reach.length > 0 && throwDice() < 0.55 ? pick(reach, throwDice()) : null
      const { action, data } = use(folder, index, date, throwDice)
      const later = 300 + Math.floor(throwDice() * 25_000)
      add(login + (later < end - login ? later : later % Math.max(1, end - login)), action, data)
    }
  }

  function use(
    folder: SharedFolder | null,
    index: number,
    date: number,
    throwDice: () => number,
  ): { action: string; data: string } {
    const kind = throwDice()
    const member = folder?.members.find((one) => one.index === index)
    const site =
      folder && folder.sites.length > 0
        ? pick(folder.sites.slice(member?.hidden ?? 0), throwDice())
        : pick(ownSites, throwDice())
    const from = folder ? ` from ${folder.name}` : ''
    const byNumber = date >= numbersSince && throwDice() < 0.6
    if (kind < 0.72) return { action: 'Log in', data: byNumber ? `VID: ${vaultId(throwDice)}${from}` : site }
    if (kind < 0.82) return { action: 'Open secure note', data: `Secure Note (${pick(noteNames, throwDice())})${from}` }
    if (kind < 0.86) return { action: 'Form filled', data: site }
    const mayEdit = folder === null || (member !== undefined && !member.readonly)
    if (!mayEdit) return { action: 'Log in', data: site }
    if (kind < 0.91) return { action: 'Site added', data: site }
    if (kind < 0.94) return { action: 'Site changed', data: byNumber ? `VID: ${vaultId(throwDice)}${from}` : site }
    if (kind < 0.96) return { action: 'Password changed', data: `VID: ${vaultId(throwDice)}` }
    if (kind < 0.975 || !folder)
      return { action: 'Deleted sites', data: [site, pick(ownSites, throwDice())].join(', ') }
    return kind < 0.99
      ? { action: 'Move to shared folder', data: `${site} to ${folder.name}` }
      : { action: 'Move from shared folder', data: `${site}${from}` }
  }
}
