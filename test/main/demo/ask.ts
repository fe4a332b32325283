import { createHash } from 'node:crypto'
import { createDemo, type DemoOptions, type DemoService } from '../../../src/main/demo/service/service.ts'

/** Saturday, 14 March 2026, noon in New York: six days after the clocks went forward. */
export const founded = Date.UTC(2026, 2, 14, 16)

export interface User {
  username: string
  fullname: string
  created: string
  last_pw_change: string
  last_login: string
  neverloggedin: boolean
  disabled: boolean
  admin: boolean
  mpstrength: string
  totalscore: string | null
  groups?: string[]
  attribs?: Record<string, unknown> | []
  multifactor?: string
  password_reset_required: boolean
  [other: string]: unknown
}
export interface UserData {
  total?: number
  count?: number
  Users: Record<string, User>
  Groups?: Record<string, string[]>
  invited?: string[]
}
export interface Event {
  Time: string
  Username: string
  IP_Address: string
  Action: string
  Data: string
  ID?: string
}
export interface Report {
  status: string
  next: number | null
  data: Record<string, Event>
}

/** A small company with a clock that only the test moves. */
export function company(options: Partial<DemoOptions> = {}): DemoService & { clock: { now: number } } {
  const clock = { now: founded + 3_600_000 }
  const service = createDemo({ people: 60, seed: 5, founded, now: () => clock.now, ...options })
  return Object.defineProperties({ clock }, Object.getOwnPropertyDescriptors(service)) as DemoService & {
    clock: { now: number }
  }
}

/** The request body of a command. */
export function requestOf(service: DemoService, cmd: string, data?: unknown, more: object = {}): string {
  return JSON.stringify({ cid: Number(service.cid), provhash: service.hash, cmd, data, ...more })
}

/** The text that a command is answered with. */
export function askText(service: DemoService, cmd: string, data?: unknown, more: object = {}): string {
  return String(service.answer(requestOf(service, cmd, data, more)).body)
}

/** What a command is answered with, as JSON. */
export function ask<T = Record<string, unknown>>(
  service: DemoService,
  cmd: string,
  data?: unknown,
  more: object = {},
): T {
  return JSON.parse(askText(service, cmd, data, more)) as T
}

/** Everybody who has an account. */
export function everybody(service: DemoService): User[] {
  return Object.values(ask<UserData>(service, 'getuserdata').Users)
}

/** One account; undefined when there is none of that name. */
export function account(service: DemoService, username: string): User | undefined {
  return Object.values(ask<UserData>(service, 'getuserdata', { username }).Users)[0]
}

/** The first account that somebody uses these days and that is neither an admin's nor disabled. */
export function ordinary(service: DemoService, skip = 0): User {
  const found = everybody(service).filter((user) => !user.admin && !user.disabled && user.last_login > '2026-03-09')[
    skip
  ]
  if (!found) throw new Error('no such account')
  return found
}

/** The events of one answer, in its order. */
export function eventsOf(report: Report): Event[] {
  return Object.values(report.data)
}

/** `fetch` of a service, with the parts that every request has. */
export function send(service: DemoService, body: string, signal = new AbortController().signal) {
  return service.fetch('http://127.0.0.1/', { method: 'POST', headers: {}, body, signal, redirect: 'error' })
}

/** Everything that there is to see of a company, each part as a fingerprint. */
export function portrait(service: DemoService, from = '2025-09-01 00:00:00'): string[] {
  return [
    askText(service, 'getuserdata'),
    askText(service, 'getdetailedsfdata', { data: 'all', pagesize: 1000 }),
    askText(service, 'reporting', { from, search: '@' }),
    askText(service, 'expiredmasterpwlist'),
  ].map((text) => createHash('sha256').update(text).digest('hex'))
}

/** What the log says about writes, oldest first; reads are left out. */
export function written(service: DemoService): [string, string][] {
  const { data } = ask<Report>(service, 'reporting', { from: '2026-03-14 13:00:00' })
  const events = Object.values(data).filter(({ Data }: Event) => !Data.startsWith('Initiated by API'))
  return events.reverse().map(({ Action, Data }) => [Action, Data])
}

const vaultLogin = /^LastPass via |^authorizationserver/
/** Whether an event is somebody's login to the vault, not one to a site. */
export const isLogin = ({ Action, Data }: Event) => /^(log in|saml login)$/i.test(Action) && vaultLogin.test(Data)

/** Everything from the newest event back, page after page, and how often a cursor repeated events. */
export function walk(service: DemoService, data: object): { pages: Event[][]; seen: Event[]; repeated: number } {
  const pages: Event[][] = []
  const seen: Event[] = []
  let repeated = 0
  let next: number | null = null
  do {
    // The number of an event tells apart what is shown alike.
    const more: object = { ...data, format: 'siem', ...(next === null ? {} : { next: String(next) }) }
    const report = ask<{ events: Event[]; next?: number }>(service, 'reporting', more)
    pages.push(report.events)
    const boundary = new Set(seen.slice(-20).map(({ ID }) => ID))
    const fresh = report.events.filter(({ ID }) => !boundary.has(ID))
    repeated += report.events.length - fresh.length
    seen.push(...fresh)
    next = report.next ?? null
  } while (next !== null)
  return { pages, seen, repeated }
}
