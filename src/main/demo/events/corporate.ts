import type { Company } from '../company/company.ts'
import type { Folders, SharedFolder } from '../company/folders.ts'
import { dice, mix, pick, unit } from '../random.ts'
import { eventId, type Happening } from './event-line.ts'

const day = 86_400
const policies = [
  'Minimum master password length New value: 14',
  'Require multifactor authentication',
  'Restrict sharing outside the company',
  'Log item names in reporting',
  'Session timeout New value: 15',
  'Prohibit export',
]

/** Writes what admins, machines and strangers do on a day: a function of the seed and the day. */
export function createCorporate(company: Company, folders: Folders): (date: number, out: Happening[]) => void {
  const { roster, activity, seed, structure } = company
  let leaving: Map<number, number[]> | null = null
  let founding: Map<number, SharedFolder[]> | null = null

  /** Who was disabled on which day. */
  function leavers(date: number): readonly number[] {
    if (!leaving) {
      leaving = new Map()
      for (let index = 0; index < roster.people; index++) {
        const at = activity.disabledAt(index)
        if (at === null) continue
        const on = Math.floor(at / day)
        leaving.set(on, [...(leaving.get(on) ?? []), index])
      }
    }
    return leaving.get(date) ?? []
  }

  /** Who came on a day: numbers are in order of creation, so that a search by halves finds the first. */
  function newcomers(date: number): number[] {
    let [low, high] = [0, roster.people]
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((roster.createdDay[middle] ?? 0) < date) low = middle + 1
      else high = middle
    }
    const found: number[] = []
    for (let index = low; roster.createdDay[index] === date && index < roster.people; index++) found.push(index)
    return found
  }

  /** Which folders were created on a day; half of them are older than the log. */
  function newFolders(date: number): readonly SharedFolder[] {
    if (!founding) {
      founding = new Map()
      for (const [n, folder] of folders.list.entries()) {
        const on = roster.foundedDay - 3 - Math.floor(unit(seed, n, 80) * 1450)
        founding.set(on, [...(founding.get(on) ?? []), folder])
      }
    }
    return founding.get(date) ?? []
  }

  return (date, out) => {
    const throwDice = dice(mix(seed ^ 0x636f7270, date))
    // After all the people's.
    let id = eventId(date, 900_000)
    const busy = activity.rhythm(date)
    const name = (index: number, at: number) => company.username(index, at)
    const random = () => Math.floor(throwDice() * roster.people)
    const hour = (from: number, to: number) => date * day + Math.floor((from + (to - from) * throwDice()) * 3600)
    const write = (at: number, username: string, ip: string, action: string, data: string, admin: boolean) =>
      out.push({
        at: Math.min(at, (date + 1) * day - 1) * 1_000_000 + Math.floor(throwDice() * 1_000_000),
        username,
        ip,
        action,
        data,
        admin,
        id: String(++id),
      })
    const byAdmin = (at: number, action: string, data: string, admin = pick(roster.admins, throwDice())) =>
      write(at, name(admin, at), `198.51.100.${10 + (roster.office[admin] ?? 0)}`, action, data, true)

    for (const admin of roster.admins) {
      const at = hour(8, 20)
      if (throwDice() < 0.3 * busy && !company.isAway(admin, at))
        byAdmin(at, 'Login to admin console', name(admin, at), admin)
    }
    const came = newcomers(date)
    for (let n = 0; n < came.length; n += 20) {
      const at = activity.createdAt(came[n] as number)
      byAdmin(
        at - 60,
        'Employee invited',
        came
          .slice(n, n + 20)
          .map((index) => name(index, at))
          .join(', '),
      )
    }
    for (const index of came) {
      const at = activity.createdAt(index)
      byAdmin(at, 'Employee account created', name(index, at))
      const groups = structure.groupsOf(index, roster.department[index] ?? 0, roster.office[index] ?? 0)
      for (const group of groups) byAdmin(at + 30, 'Adding user to group', `${name(index, at)} - ${group}`)
    }
    for (const index of leavers(date)) {
      const at = activity.disabledAt(index) ?? 0
      byAdmin(at, 'Employee account disabled', name(index, at))
      if (company.people.account(index, at).groups.length > 0) continue
      const groups = structure.groupsOf(index, roster.department[index] ?? 0, roster.office[index] ?? 0)
      for (const group of groups) byAdmin(at + 120, 'Remove from group', `'${group}' '${name(index, at)}'`)
    }
    for (const folder of newFolders(date)) {
      const at = hour(9, 17)
      const owner = folder.members.find(({ administers }) => administers)?.index ?? pick(roster.admins, throwDice())
      const ip = `198.51.100.${10 + (roster.office[owner] ?? 0)}`
      write(at, name(owner, at), ip, 'Created shared folder', folder.name, true)
      for (const { index } of folder.members.slice(1, 12))
        write(at + 40, name(owner, at), ip, 'Add to shared folder', `'${folder.name}' '${name(index, at)}'`, true)
      if (folder.deleted) write(at + 3 * 3600, name(owner, at), ip, 'Deleted shared folder', folder.name, true)
    }
    const list = folders.list
    for (let n = Math.floor(throwDice() * 4 * busy); n > 0; n--) {
      const folder = pick(list, throwDice())
      const member = folder.members.length > 0 ? pick(folder.members, throwDice()) : null
      if (!member || member.administers) continue
      const at = hour(9, 18)
      const rights = `Read only:${member.readonly ? 'yes' : 'no'} Admin:no Hide PW:${member.give ? 'no' : 'yes'}`
      byAdmin(at, 'Update folder permissions', `'${folder.name}' '${name(member.index, at)}' '${rights}'`)
    }
    if (throwDice() < 0.04 * busy) byAdmin(hour(9, 17), 'Edit policy', pick(policies, throwDice()))
    if (throwDice() < 0.05 * busy) byAdmin(hour(9, 17), 'Require password change', name(random(), date * day))
    if (date === roster.foundedDay - 401) byAdmin(hour(9, 17), 'Enterprise API secret regenerated', '')
    attack()
    machines()

    /** Somebody outside tries passwords: many on one account, or one on many. */
    function attack(): void {
      const kind = throwDice()
      if (kind > 0.11) return
      const ip = `203.0.113.${230 + Math.floor(throwDice() * 20)}`
      let at = hour(0, 23.5)
      const target = random()
      const times = 8 + Math.floor(throwDice() * 35)
      for (let n = 0; n < times; n++) {
        at += 1 + Math.floor(throwDice() * 14)
        write(at, name(kind < 0.08 ? target : random(), at), ip, 'Failed login attempt', '', false)
      }
      if (kind < 0.03) write(at + 1, name(target, at), ip, 'Account lockout', '', false)
    }

    /** What reads the log for others, and the directory that accounts come from. */
    function machines(): void {
      // An older version of the service left the name empty.
      const caller = date < roster.foundedDay - 400 ? '' : 'API'
      for (const at of [1, 7, 13, 19])
        write(date * day + at * 3600 + 12, caller, '192.0.2.90', 'Reporting', 'Initiated by API: log-export', true)
      write(date * day + 4 * 3600 + 31, caller, '192.0.2.91', 'Get user data', 'Initiated by API', true)
      if (busy > 0.3) write(hour(3, 4), '', '192.0.2.92', 'Provisioning sync happened', '', true)
    }
  }
}
