import { clamp, mix, pick, unit } from '../random.ts'

/** Where people work; `hours` is the distance from UTC, kept the same all year. */
export const offices = [
  { name: 'New York', hours: -5 },
  { name: 'Chicago', hours: -6 },
  { name: 'São Paulo', hours: -3 },
  { name: 'London', hours: 0 },
  { name: 'Berlin', hours: 1 },
  { name: 'Warszawa', hours: 1 },
  { name: 'Cairo', hours: 2 },
  { name: 'Bengaluru', hours: 5.5 },
  { name: 'Tokyo', hours: 9 },
] as const

/** The departments, and how many people in a hundred each has. */
export const departments = [
  { name: 'Engineering', share: 20 },
  { name: 'Sales', share: 15 },
  { name: 'Customer Support', share: 12 },
  { name: 'Operations', share: 11 },
  { name: 'Finance', share: 8 },
  { name: 'Marketing', share: 8 },
  { name: 'IT', share: 6 },
  { name: 'Product', share: 6 },
  { name: 'Human Resources', share: 5 },
  { name: 'Research', share: 4 },
  { name: 'Legal', share: 3 },
  { name: 'Executive Office', share: 2 },
] as const

export const itDepartment = departments.findIndex(({ name }) => name === 'IT')
const departmentAt = departments.flatMap(({ share }, at) => Array<number>(share).fill(at))

const plants =
  'Juniper Larch Saffron Thistle Bramble Cedar Marigold Nettle Willow Aspen Clover Fennel Heather Iris Laurel Myrtle Oleander Poppy Rowan Sorrel Tansy Yarrow Hazel Sedge Tamarind Verbena Hawthorn Lupin Mallow Bergamot'.split(
    ' ',
  )
const companies = [
  'halvard.example.com',
  'northgate.example.net',
  'brightwater.example.com',
  'castellan.example.org',
  'tidewell.example.net',
]

/** The group that nobody is in. */
export const emptyGroup = 'Project Larkspur (planned)'

/** What the company consists of, before there are people in it. */
export interface Structure {
  domain: string
  /** Where people from outside have their addresses. */
  partnerDomain: string
  projects: readonly string[]
  groups: readonly string[]
  department(index: number): number
  /** The groups of somebody, as their department, office and projects have it. */
  groupsOf(index: number, department: number, office: number): string[]
}

/** Draws up the departments, offices and projects of a company of this size. */
export function createStructure(seed: number, people: number): Structure {
  const count = clamp(Math.round(Math.sqrt(people) / 2.5), 3, 90)
  const projects = Array.from({ length: count }, (_, n) => {
    const round = Math.floor(n / plants.length)
    return `Project ${plants[(n + seed) % plants.length]}${round === 0 ? '' : ` ${round + 1}`}`
  })
  const domain = companies[mix(seed, 11) % companies.length] as string
  const groups = [
    ...departments.map(({ name }) => name),
    ...offices.map(({ name }) => `Office ${name}`),
    ...projects,
    // Two that people take for others: one differs by a word, one by nothing but case.
    'Finance Team',
    'marketing',
    'Contractors',
    'On-call',
    'People managers',
    'VPN & remote access',
    emptyGroup,
  ]

  function groupsOf(index: number, department: number, office: number): string[] {
    const at = (what: number) => unit(seed ^ 0x67727073, index, what)
    if (at(0) < 0.03) return []
    const found: string[] = []
    const home = departments[department]?.name ?? ''
    if (at(1) < 0.96) found.push(home)
    if (at(2) < 0.97) found.push(`Office ${offices[office]?.name ?? ''}`)
    const wanted = at(3)
    const first = pick(projects, at(4))
    if (wanted < 0.45) found.push(first)
    if (wanted < 0.12) {
      const second = pick(projects, at(5))
      if (second !== first) found.push(second)
    }
    if (home === 'Finance' && at(6) < 0.12) found.push('Finance Team')
    if (home === 'Marketing' && at(6) < 0.05) found.push('marketing')
    if ((home === 'IT' || home === 'Engineering') && at(7) < 0.15) found.push('On-call')
    if (at(8) < 0.08) found.push('People managers')
    if (at(9) < 0.1) found.push('VPN & remote access')
    return found
  }

  return {
    domain,
    partnerDomain: 'partners.example.org',
    projects,
    groups,
    department: (index) => departmentAt[mix(seed ^ 0x64657074, index) % departmentAt.length] ?? 0,
    groupsOf,
  }
}
