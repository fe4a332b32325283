import { type Clock, formatWall, parseWall } from '../clock.ts'
import type { Company } from '../company/company.ts'
import type { Happening } from '../events/event-line.ts'
import type { Events } from '../events/events.ts'
import { fail, flag, isObject, phpMap, text, type Work, whole } from './answer.ts'

/** The most events of one answer. */
export const eventCeiling = 10_000

/** No zone is further from UTC than this, in seconds. */
const furthest = 15 * 3600

/** `reporting`: events, newest first, ten thousand at a time. */
export function* getReport(
  company: Company,
  events: Events,
  clock: Clock,
  asked: { data: unknown; user: string; now: number },
): Work {
  const data = isObject(asked.data) ? asked.data : {}
  const user = text(data.user) || asked.user
  const everybody = user === '' || user.toLowerCase() === 'allusers'
  const index = everybody ? null : company.find(user)
  if (!everybody && index === null) return fail('Please select a valid user.')
  const [from, to] = [readTime(data.from, Number.NEGATIVE_INFINITY), readTime(data.to, Number.POSITIVE_INFINITY)]
  if (from === null || to === null) return fail('Invalid date.')
  const search = text(data.search).toLowerCase()
  const adminOnly = flag(data.admin) === true
  const now = Math.floor(asked.now * 1_000_000)
  const cursor = whole(data.next) ?? Number.POSITIVE_INFINITY

  const lastDay = Math.floor(
    Math.min(Math.min(cursor, Math.max(now, events.newest())) / 1_000_000, to + furthest) / 86_400,
  )
  const firstDay = Math.max(company.roster.historyDay, Math.floor((from - furthest) / 86_400))
  const found: { event: Happening; wall: number }[] = []
  for (let date = lastDay; date >= firstDay && found.length <= eventCeiling; date--) {
    const kind = adminOnly ? events.official : events.day
    const lines = yield* index === null ? kind(date, now, cursor) : events.dayOf(index, date, now, cursor)
    for (const event of lines) {
      // What the wall shows is compared: in the hour that autumn repeats, both passes belong to the window.
      const wall = clock.wall(Math.floor(event.at / 1_000_000))
      if (wall < from || wall > to || (adminOnly && !event.admin) || !holds(event, search)) continue
      found.push({ event, wall })
      if (found.length > eventCeiling) break
    }
    yield
  }

  const more = found.length > eventCeiling
  if (more) found.pop()
  // Events at that time or earlier come with the next page: the last one of this page again.
  const next = more ? (found.at(-1)?.event.at ?? null) : null
  const siem = text(data.format).toLowerCase() === 'siem'
  const written: string[] = []
  for (const { event, wall } of found) {
    written.push(siem ? write(event, wall, event.id) : `"Event${written.length + 1}":${write(event, wall)}`)
    if (written.length % 1000 === 0) yield
  }
  if (siem) return `{"events":[${written.join(',')}]${next === null ? '' : `,"next":${next}`}}`
  return `{"status":"OK","next":${next},"data":${phpMap(written)}}`
}

function readTime(value: unknown, otherwise: number): number | null {
  return value === undefined || value === null || value === '' ? otherwise : parseWall(text(value))
}

function holds({ username, ip, action, data }: Happening, search: string): boolean {
  return search === '' || `${username}\n${ip}\n${action}\n${data}`.toLowerCase().includes(search)
}

function write({ username, ip, action, data }: Happening, wall: number, id?: string): string {
  const shown = `"Time":"${formatWall(wall)}","Username":${JSON.stringify(username)},"IP_Address":"${ip}"`
  return `{${shown},"Action":"${action}","Data":${JSON.stringify(data)}${id === undefined ? '' : `,"ID":"${id}"`}}`
}
