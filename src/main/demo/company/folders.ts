import { clamp, dice, mix, pick, unit } from '../random.ts'
import { habit, type Roster } from './roster.ts'
import { departments, offices, type Structure } from './structure.ts'

/** One person's place in a shared folder. */
export interface FolderMember {
  index: number
  readonly: boolean
  give: boolean
  administers: boolean
  /** The group through which they have it; null: they were added themselves. */
  group: string | null
  /** How many of the folder's sites they do not see. */
  hidden: number
}

/** A shared folder. */
export interface SharedFolder {
  id: string
  name: string
  score: number
  deleted: boolean
  sites: readonly string[]
  members: FolderMember[]
}

/** The company's shared folders. */
export interface Folders {
  readonly list: readonly SharedFolder[]
  /** The folders that somebody can open. */
  of(index: number): readonly SharedFolder[]
}

const themes: Record<string, readonly string[]> = {
  Engineering: ['Build servers', 'Cloud consoles', 'Test accounts', 'Package registries', 'Staging', 'Observability'],
  Sales: ['CRM', 'Tender portals', 'Partner portals', 'Travel'],
  'Customer Support': ['Help desk', 'Customer test tenants', 'Phone system', 'Escalations'],
  Operations: ['Warehouse', 'Shipping', 'Building access', 'Suppliers'],
  Finance: ['Banks', 'Payroll', 'Tax portals', 'Year-end closing', 'Invoices'],
  Marketing: ['Social media', 'Newsletter', 'Event booking', 'Stock photos', 'Web analytics'],
  IT: ['Domain admin', 'Network', 'Backup', 'Printers & Wi-Fi', 'Licences', 'Break glass'],
  Product: ['Design tools', 'Research panels', 'Roadmap'],
  'Human Resources': ['Job boards', 'Applicants', 'Benefits', 'Training'],
  Research: ['Journals', 'Lab instruments', 'Data sets'],
  Legal: ['Registers', 'Contracts', 'Outside counsel'],
  'Executive Office': ['Board', 'Travel desk', 'Press'],
}
const hosts =
  'mail crm payroll portal console files wiki status billing shop login sso docs tickets build registry metrics backup vpn travel bank tax cloud press jobs survey photos fonts maps calls chat video board ledger stock lab library'.split(
    ' ',
  )
const endings = ['example.com', 'example.net', 'example.org', 'corp.example.com', 'eu.example.net', 'tools.example.org']
const regions = ['EMEA', 'Americas', 'APAC', 'archive', 'legacy', 'partners']
const strides = [7, 11, 13, 17, 19, 23, 29, 31, 37]

function siteNames(throwDice: () => number): string[] {
  const count = 2 + Math.floor(throwDice() * throwDice() * 22)
  return [...new Set(Array.from({ length: count }, () => `${pick(hosts, throwDice())}.${pick(endings, throwDice())}`))]
}

/** Shares the folders out among the people of a roster. Pauses now and then. */
export function* createFolders(roster: Roster, structure: Structure): Generator<void, Folders> {
  const { seed, people } = roster
  const byDepartment: number[][] = departments.map(() => [])
  const byOffice: number[][] = offices.map(() => [])
  const leavers: number[] = []
  for (let index = 0; index < people; index++) {
    if (index % 20_000 === 19_999) yield
    // Without sharing keys, which come with the first login, nobody gets into a folder.
    if (roster.habit[index] === habit.never) continue
    byDepartment[roster.department[index] ?? 0]?.push(index)
    byOffice[roster.office[index] ?? 0]?.push(index)
    if (roster.habit[index] === habit.left) leavers.push(index)
  }

  const count = Math.round(8 + 2.2 * Math.sqrt(people))
  const used = new Map<string, number>()
  const list: SharedFolder[] = []
  const reach = new Map<number, SharedFolder[]>()
  for (let n = 0; n < count; n++) {
    if (n % 25 === 24) yield
    const folder = createFolder(n)
    list.push(folder)
    if (folder.deleted) continue
    for (const { index } of folder.members) {
      const known = reach.get(index)
      if (known) known.push(folder)
      else reach.set(index, [folder])
    }
  }

  function nameOf(n: number, department: string, office: string, project: string | undefined): string {
    const [owner, list] =
      n % 7 === 2
        ? [`Office ${office}`, ['Wi-Fi', 'Printers', 'Building', 'Suppliers']]
        : [department, themes[department] ?? ['Shared']]
    if (project !== undefined && !used.has(project)) {
      used.set(project, 1)
      return project
    }
    // Each owner's subjects in turn, and then the same again for another region.
    const times = used.get(owner) ?? 0
    used.set(owner, times + 1)
    const round = Math.floor(times / list.length)
    const suffix = round === 0 ? '' : ` ${regions[round - 1] ?? round + 1}`
    return `${owner} - ${list[(times + mix(seed, owner.length, 60)) % list.length]}${suffix}`
  }

  function createFolder(n: number): SharedFolder {
    const throwDice = dice(mix(seed, n, 62))
    const departmentAt = mix(seed, n, 63) % departments.length
    const officeAt = mix(seed, n, 64) % offices.length
    const department = departments[departmentAt]?.name ?? ''
    const ofOffice = n % 7 === 2
    const project = n % 7 === 5 ? structure.projects[Math.floor(n / 7) % structure.projects.length] : undefined
    const pool = (ofOffice ? byOffice[officeAt] : byDepartment[departmentAt]) ?? []
    // Nobody in it, nobody who administers it, one who left and alone could: an admin has to find these.
    const [empty, deleted, soleLeaver] = [n === 7, n === 4 || n % 150 === 149, n === 11 && leavers.length > 0]
    const orphan = n === 3 || n === 9 || unit(seed, n, 65) < 0.03
    const size = empty ? 0 : clamp(Math.floor(3 + throwDice() ** 3 * (n % 10 === 1 ? 280 : 70)), 0, pool.length)
    const admins = orphan ? 0 : throwDice() < 0.22 ? 1 : 2 + Math.floor(throwDice() * 2)
    const start = Math.floor(throwDice() * pool.length)
    const stride = strides.find((step, at) => at >= mix(seed, n, 66) % 5 && pool.length % step !== 0) ?? 1
    const throughGroup = throwDice() < 0.3
    const sites = siteNames(throwDice)
    const members: FolderMember[] = []
    if (soleLeaver)
      members.push({
        index: leavers[0] as number,
        readonly: false,
        give: true,
        administers: true,
        group: null,
        hidden: 0,
      })
    for (let k = 0; k < size; k++) {
      const index = pool[(start + k * stride) % pool.length] as number
      if (soleLeaver && index === leavers[0]) continue
      const administers = !soleLeaver && members.length < admins
      const give = administers || throwDice() < 0.7
      const group = throughGroup && !administers && !ofOffice && throwDice() < 0.8 ? department : null
      members.push({
        index,
        administers,
        give,
        readonly: !administers && throwDice() < 0.6,
        group:
          group !== null && structure.groupsOf(index, departmentAt, roster.office[index] ?? 0).includes(group)
            ? group
            : null,
        hidden: !administers && throwDice() < 0.12 ? Math.floor(throwDice() * sites.length) : 0,
      })
    }
    const score = throwDice() < 0.06 ? 0 : Math.round(clamp(35 + throwDice() * 65, 0, 100))
    return {
      id: String(5_100_000 + n * 17 + (mix(seed, n, 67) % 17)),
      name: nameOf(n, department, offices[officeAt]?.name ?? '', project),
      score,
      deleted,
      sites,
      members,
    }
  }

  const none: readonly SharedFolder[] = []
  return { list, of: (index) => reach.get(index) ?? none }
}
