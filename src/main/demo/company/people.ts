import type { Activity } from '../events/activity.ts'
import { clamp, mix, unit } from '../random.ts'
import { type Names, writeFullName } from './names.ts'
import type { Roster } from './roster.ts'
import { departments, type Structure } from './structure.ts'

/** The counts of what is in a vault, in the service's order. */
export const counted = ['sites', 'notes', 'formfills', 'applications', 'attachments'] as const

/** One account, before it is written in the service's manner. Times are epoch seconds. */
export interface Account {
  index: number
  id: string
  username: string
  fullname: string
  created: number
  passwordChanged: number
  lastLogin: number | null
  disabled: boolean
  admin: boolean
  resetRequired: boolean
  strength: number
  score: number | null
  legacyScore: string | number | null
  sharingKeys: boolean
  multifactor: string | null
  duo: string | null
  linked: string | null
  counts: readonly number[]
  groups: readonly string[]
  attribs: Readonly<Record<string, unknown>> | null
}

/** The people as they were when the company was founded, each computed on demand. */
export interface People {
  id(index: number): string
  username(index: number): string
  fullname(index: number): string
  account(index: number, now: number): Account
}

const strengths = [0, 25, 25, 50, 50, 50, 50, 75, 75, 75, 75, 75, 75, 75, 100, 100, 100, 100, 100, 100]
const methods = [
  'lastpassauth',
  'lastpassauth',
  'lastpassauth',
  'lastpassauth',
  'googleauth',
  'googleauth',
  'microsoftauth',
  'duo',
  'yubikey',
  'totp',
]

/** Describes the people of a roster. */
export function createPeople(roster: Roster, names: Names, structure: Structure, activity: Activity): People {
  const { seed } = roster
  const admins = new Set(roster.admins)
  const firstId = 210_000_000 + (mix(seed, 3) % 400_000_000)
  const draw = (index: number, what: number) => unit(seed ^ 0x70656f70, index, what)

  // Numbers grow with the day of creation, with gaps, as an account number does that many companies share.
  const id = (index: number) => String(firstId + index * 61 + (mix(seed, index, 4) % 61))

  function username(index: number): string {
    let { local } = names.of(index)
    if (mix(seed, index, 5) % 40 === 7) local = local.replace(/(^|[.-])[a-z]/g, (start) => start.toUpperCase())
    const outside = mix(seed, index, 6) % 25 === 3 && !admins.has(index)
    return `${local}@${outside ? structure.partnerDomain : structure.domain}`
  }

  function attribs(index: number): Record<string, unknown> | null {
    const chance = draw(index, 20)
    if (chance < 0.03) return null
    const found: Record<string, unknown> = {
      Department: departments[roster.department[index] ?? 0]?.name,
      EmployeeNumber: String(10_000 + index),
    }
    if (roster.federated(index)) {
      const [a, b] = [mix(seed, index, 21), mix(seed, index, 22)].map((part) => part.toString(16).padStart(8, '0'))
      found.externalId = `${a}-${b?.slice(0, 4)}-4${b?.slice(5)}-a${a?.slice(1, 4)}-${b}${a?.slice(4)}`
      found.objectGUID = found.externalId
    }
    // Companies keep secrets here, although nobody should.
    if (mix(seed, index, 23) % 700 === 5) found.initialPassword = `welcome-${mix(seed, index, 24) % 1000}`
    return found
  }

  function groups(index: number): string[] {
    // Four in ten of those who left were also taken out of their groups; the others nobody thought of.
    if (activity.disabledAt(index) !== null && draw(index, 25) < 0.4) return []
    const found = structure.groupsOf(index, roster.department[index] ?? 0, roster.office[index] ?? 0)
    if (username(index).endsWith(structure.partnerDomain)) found.push('Contractors')
    return found
  }

  function score(index: number, strength: number, multifactor: boolean): number | null {
    const chance = draw(index, 30)
    if (chance < 0.05) return null
    if (chance < 0.075) return 0
    const bell = (draw(index, 31) + draw(index, 32) + draw(index, 33)) / 1.5 - 1
    const found = clamp(43 + strength / 4 + (multifactor ? 8 : -4) + bell * 38, 3, 100)
    return chance < 0.5 ? Math.round(found) : Math.round(found * 10) / 10
  }

  function account(index: number, now: number): Account {
    const lastLogin = activity.lastLogin(index, now)
    const used = lastLogin !== null
    const admin = admins.has(index)
    const federated = roster.federated(index)
    const strength = !used
      ? 0
      : federated
        ? 100
        : admin
          ? 75
          : (strengths[Math.floor(draw(index, 34) * strengths.length)] ?? 50)
    const multifactor =
      used && (admin || draw(index, 35) < 0.7) ? (methods[Math.floor(draw(index, 36) * methods.length)] ?? null) : null
    const total = used ? score(index, strength, multifactor !== null) : null
    const legacy = total === null ? null : Math.max(0, Math.round(total) - (mix(seed, index, 37) % 7))
    const size = draw(index, 38)
    const name = username(index)
    return {
      index,
      id: id(index),
      username: name,
      fullname: fullname(index),
      created: activity.createdAt(index),
      passwordChanged: activity.passwordAt(index, now),
      lastLogin,
      disabled: activity.disabledAt(index) !== null,
      admin,
      resetRequired: !used || draw(index, 39) < 0.01,
      strength,
      score: total,
      legacyScore: legacy === null ? null : mix(seed, index, 40) % 3 === 0 ? legacy : String(legacy),
      sharingKeys: used,
      multifactor,
      duo: multifactor === 'duo' ? name : null,
      linked: used && draw(index, 41) < 0.09 ? `${names.of(index).local}.home@example.net` : null,
      counts: [
        Math.floor(4 + size * size * 160),
        Math.floor(size * draw(index, 42) * 24),
        Math.floor(draw(index, 43) * 3),
        draw(index, 44) < 0.1 ? 1 : 0,
        Math.floor(draw(index, 45) * 1.2 * size),
      ],
      groups: groups(index),
      attribs: attribs(index),
    }
  }

  function fullname(index: number): string {
    return writeFullName(names.of(index), draw(index, 1), (n) => draw(index, 50 + n))
  }

  return { id, username, fullname, account }
}
