import { clamp, mix, pick, unit } from '../random.ts'
import type { Names } from './names.ts'
import { itDepartment, offices, type Structure } from './structure.ts'

/** How somebody uses LastPass. */
export const habit = { daily: 0, weekly: 1, rare: 2, dormant: 3, left: 4, never: 5 } as const
export type Habit = (typeof habit)[keyof typeof habit]

/** A day later than any that is asked for. */
const never = 1_000_000

/**
 * What everything else is computed from, one number a person in columns: some 20 bytes each, so that a company of
 * 100,000 is there in a few milliseconds. Days count from 1970 in UTC.
 */
export interface Roster {
  people: number
  seed: number
  foundedDay: number
  /** The first day of the history that the service still has: it keeps two years. */
  historyDay: number
  habit: Uint8Array
  department: Uint8Array
  office: Uint8Array
  createdDay: Int32Array
  /** First and last day on which somebody logs in. */
  firstDay: Int32Array
  lastDay: Int32Array
  passwordDay: Int32Array
  /** Somebody works on an ordinary day when a number drawn for that day is below this. */
  threshold: Uint32Array
  /** Numbers of the admins, the super admins first. */
  admins: readonly number[]
  superAdmins: readonly number[]
  /** Who is signed in by the company's identity provider. */
  federated(index: number): boolean
}

const chances = [0.4, 0.12, 0.02, 0.1, 0.35, 0]

function drawHabit(at: number): Habit {
  if (at < 0.045) return habit.left
  if (at < 0.075) return habit.never
  if (at < 0.125) return habit.dormant
  if (at < 0.245) return habit.rare
  return at < 0.5 ? habit.weekly : habit.daily
}

/** The first day of the week (Monday) that a day lies in. */
function monday(day: number): number {
  return day - ((day + 3) % 7)
}

/** Hires the people: when each came, where they work, how they use LastPass and whether they left. Pauses now and then. */
export function* createRoster(
  seed: number,
  people: number,
  foundedDay: number,
  names: Names,
  structure: Structure,
): Generator<void, Roster> {
  const columns = {
    habit: new Uint8Array(people),
    department: new Uint8Array(people),
    office: new Uint8Array(people),
    createdDay: new Int32Array(people),
    firstDay: new Int32Array(people),
    lastDay: new Int32Array(people),
    passwordDay: new Int32Array(people),
    threshold: new Uint32Array(people),
  }
  const start = foundedDay - 1640
  const rollout = Math.floor(people * 0.45)
  const adminCount = clamp(3 + Math.floor(people / 400), 3, 8)
  const admins = Array.from({ length: adminCount }, (_, n) =>
    Math.floor(((n + unit(seed, n, 40) * 0.9) * rollout) / adminCount),
  )
  const superAdmins = admins.slice(0, 2)
  const isAdmin = new Set(admins)
  // However small the company: somebody who never came, somebody who left, somebody who forgot.
  const certain = new Map<number, Habit>([
    [Math.floor(people * 0.7), habit.never],
    [Math.floor(people * 0.5), habit.left],
    [Math.floor(people * 0.6), habit.dormant],
  ])
  // The service of a very large company would log more than anybody can look at: people use it less.
  const calm = Math.min(1, 0.2 + 3000 / people)

  for (let i = 0; i < people; i++) {
    if (i % 5000 === 4999) yield
    const draw = (what: number) => unit(seed ^ 0x726f7374, i, what)
    let kind = isAdmin.has(i) ? habit.daily : (certain.get(i) ?? drawHabit(draw(0)))
    const came =
      i < rollout
        ? start + Math.floor((i / rollout) * 120)
        : start + 120 + Math.floor(((i - rollout) / (people - rollout)) * (foundedDay - 4 - start - 120))
    const created = Math.max(start, monday(came))
    let first = created + 1 + Math.floor(draw(1) * draw(2) * 20)
    if ((kind === habit.left && first > foundedDay - 40) || (kind === habit.dormant && first > foundedDay - 120))
      kind = habit.weekly
    let last = never
    if (kind === habit.left) last = Math.max(first, foundedDay - 2 - Math.floor(draw(3) ** 1.4 * 850))
    if (kind === habit.dormant) last = Math.max(first, foundedDay - 95 - Math.floor(draw(3) * 800))
    const changed = draw(4) < 0.3 ? first : first + Math.floor(draw(5) * (Math.min(last, foundedDay - 2) - first))
    if (kind === habit.never) first = never
    columns.habit[i] = kind
    columns.department[i] = isAdmin.has(i) ? itDepartment : structure.department(i)
    columns.office[i] = pick(names.cultureOf(i).offices, draw(6))
    columns.createdDay[i] = created
    columns.firstDay[i] = first
    columns.lastDay[i] = last
    columns.passwordDay[i] = Math.max(first, changed)
    columns.threshold[i] = Math.floor((chances[kind] ?? 0) * calm * 4_294_967_295)
  }

  return {
    people,
    seed,
    foundedDay,
    historyDay: foundedDay - 730,
    ...columns,
    admins,
    superAdmins,
    // Berlin and Tokyo came with a directory of their own.
    federated: (index) => {
      const office = offices[columns.office[index] ?? 0]?.name
      return (office === 'Berlin' || office === 'Tokyo') && !isAdmin.has(index) && mix(seed, index, 71) % 5 !== 0
    },
  }
}
