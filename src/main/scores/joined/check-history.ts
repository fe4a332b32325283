import { createHash } from 'node:crypto'
import type { HistoryCheck } from '../../../contract/calls/score-history.ts'
import { Refusal } from '../../../contract/failure.ts'
import type { JoinedSource } from '../../../contract/scores/joined-source.ts'
import { dayAt, dayNumber, dayText } from '../../clock/calendar-day.ts'
import { inTransaction } from '../../store/bulk.ts'
import type { Store } from '../../store/store.ts'
import { daysIn } from '../history/trend.ts'
import { type HistoryBody, unfoldHistory } from './history-body.ts'
import { type About, type OpenedHistory, openHistory } from './history-file.ts'
import { joinHistory, statesOf } from './join-history.ts'
import { readSources, writeSources } from './joined-sources.ts'

/** What a file is held against. */
export interface Expected {
  cid: string
  zone: string
  now: number
}

/** What is known of a file, without what this workstation knows of keys. */
export type CheckedHistory = Omit<HistoryCheck, 'own' | 'known'>

/** Two clocks may differ by so much: five minutes. */
const slackMs = 300_000

type Whole = Extract<OpenedHistory, { state: 'whole' }>
interface Joinable {
  body: HistoryBody
  wanted: ReadonlySet<number>
}

/** Why a file that is whole is not for this store now; null: it is. Security rule: nothing of another company, nothing older. */
function problemOf(store: Store, { about, signedBy }: Whole, { cid, zone, now }: Expected): string | null {
  if (about.cid !== cid)
    return `It is of another company: ${about.tenant}, account ${about.cid}. Nothing of it is joined here.`
  if (Date.parse(about.created) > now + slackMs)
    return `It says that it was written on ${about.created}, which is still to come by this computer’s clock. One of the two clocks is wrong; set it right, and export the file again if it was the other one.`
  if (about.zone !== zone)
    return `Its days are those of ${about.zone}, here they are those of ${zone}. Choose the same time zone for the company on both workstations, and export it again.`
  const newer = readSources(store)
    .filter((source) => source.signedBy === signedBy && source.created >= about.created)
    .at(-1)
  if (newer === undefined) return null
  return newer.created === about.created
    ? `It was joined already, on ${newer.joined.slice(0, 10)}.`
    : `It is older than one of the same workstation that was joined: that one was written on ${newer.created.slice(0, 10)}. Ask for a new file.`
}

/** Whether the days of a file are those that its header names, and each is of the time at which it was read. */
function datesHold({ days }: HistoryBody, about: About): boolean {
  const [first, last] = [days[0]?.[0], days.at(-1)?.[0]]
  return (
    days.length === about.days &&
    first === dayNumber(about.from) &&
    last === dayNumber(about.to) &&
    days.every(
      ([day, taken]) =>
        // A zone that was corrected later moved no day by more than one.
        Math.abs(dayAt(taken * 1000, about.zone) - day) <= 1 && taken * 1000 <= Date.parse(about.created) + slackMs,
    )
  )
}

/** Looks at a file of another workstation's history; writes nothing. */
export function checkHistory(
  store: Store,
  bytes: Uint8Array,
  passphrase: string | undefined,
  expected: Expected,
): { checked: CheckedHistory; joinable: Joinable | null } {
  const opened = openHistory(bytes)
  const told = {
    by: null as string | null,
    signedBy: null as string | null,
    created: null as string | null,
    joins: null,
    plan: null,
  }
  const refused = (reason: string) => ({ checked: { ...told, state: 'refused' as const, reason }, joinable: null })
  if (opened.state !== 'whole') return refused(opened.reason)
  const { about, signedBy } = opened
  Object.assign(told, { by: about.by, signedBy, created: about.created })
  const problem = problemOf(store, opened, expected)
  if (problem !== null) return refused(problem)
  const locked = (reason: string) => ({ checked: { ...told, state: 'locked' as const, reason }, joinable: null })
  if (passphrase === undefined) return locked('It asks for the passphrase that it was written with.')
  const folded = opened.open(passphrase)
  if (folded === null) return locked('The passphrase is not the one that it was written with.')
  const body = unfoldHistory(folded)
  if (body === null || !datesHold(body, about)) return refused('What it holds cannot be read. Nothing of it is joined.')
  const today = dayAt(expected.now, expected.zone)
  const here = new Set(daysIn(store, { from: 0, to: Number.MAX_SAFE_INTEGER }))
  const days = body.days.map(([day]) => day).filter((day) => day <= today)
  const wanted = new Set(days.filter((day) => !here.has(day)))
  const [first, last] = [Math.min(...wanted), Math.max(...wanted)]
  if (wanted.size === 0) return refused('Every day of it is kept here already: it would add nothing.')
  try {
    const counts = countIn(store, body, wanted)
    const joins = {
      ...{ days: wanted.size, from: dayText(first), to: dayText(last), both: days.length - wanted.size },
      ...counts,
    }
    const plan = createHash('sha256')
      .update(JSON.stringify([signedBy, about, [...wanted], joins]))
      .digest('hex')
    return { checked: { ...told, state: 'joinable', reason: null, joins, plan }, joinable: { body, wanted } }
  } catch (error) {
    if (error instanceof RangeError) return refused('What it holds cannot be read. Nothing of it is joined.')
    throw error
  }
}

/** How many people, departments and groups the days have that would be joined. @throws RangeError when the file is garbled */
function countIn(store: Store, body: HistoryBody, wanted: ReadonlySet<number>) {
  const met = new Set<number>()
  const sets = new Set<number>()
  for (const { day, blocks } of statesOf(body)) {
    if (!wanted.has(day)) continue
    blocks.forEach(({ sets: inSet }, block) => {
      inSet.forEach((set, at) => {
        if (set === 0) return
        met.add(block * inSet.length + at)
        sets.add(set)
      })
    })
  }
  const identities = body.people.flatMap(([k, identity]) => (met.has(k) ? [identity] : []))
  if (identities.length < met.size) throw new RangeError('an account is not explained')
  const { seen } = store
    .prepare('SELECT count(*) AS seen FROM people WHERE identity IN (SELECT value FROM json_each(?))')
    .get(JSON.stringify(identities)) as { seen: number }
  return { people: identities.length, unseen: identities.length - seen, ...scopesIn(body, sets) }
}

/** How many departments and groups these sets name. */
function scopesIn(body: HistoryBody, sets: ReadonlySet<number>) {
  const named = new Set(body.sets.flatMap(([id, members]) => (sets.has(id) ? members.split(',') : [])))
  const many = (wanted: string) => body.scopes.filter(([id, kind]) => kind === wanted && named.has(String(id))).length
  return { departments: many('department'), groups: many('group') }
}

/**
 * Joins the days of a file that are not kept here; those that are stay as they are.
 * @throws Refusal `conflict` where something else would be joined than what was looked at, `invalid` where the file cannot be joined
 */
export function takeHistory(
  store: Store,
  bytes: Uint8Array,
  passphrase: string,
  expected: Expected & { plan: string },
): JoinedSource {
  const { checked, joinable } = checkHistory(store, bytes, passphrase, expected)
  const { by, signedBy, created, joins, plan, reason } = checked
  if (joinable === null || joins === null || by === null || signedBy === null || created === null)
    throw new Refusal('invalid', `${reason ?? 'It cannot be joined.'}`, { path: 'file' })
  if (plan !== expected.plan)
    throw new Refusal(
      'conflict',
      'Something else would be joined than what was shown: the days that are kept here changed meanwhile. Nothing was joined; look at the file again.',
    )
  const source = { by, signedBy, created, joined: new Date(expected.now).toISOString() }
  try {
    inTransaction(store, () => {
      const sources = [...readSources(store), source]
      joinHistory(store, joinable.body, joinable.wanted, sources.length)
      writeSources(store, sources)
    })
  } catch (error) {
    if (error instanceof RangeError)
      throw new Refusal('invalid', 'What it holds cannot be read. Nothing of it was joined.', { path: 'file' })
    throw error
  }
  return { ...source, days: joins.days, from: joins.from, to: joins.to }
}
