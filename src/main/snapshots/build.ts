import { createHmac, randomBytes } from 'node:crypto'
import type { Parsed } from '../../contract/calls.ts'
import { Refusal } from '../../contract/failure.ts'
import { scoreDefinitions } from '../../contract/scores/score-definitions.ts'
import type { SnapshotBody, SnapshotNumbers } from '../../contract/scores/snapshot.ts'
import { dayNumber, dayText } from '../clock/calendar-day.ts'
import { createScopeDays, type ScopeDays } from '../scores/history/scope-days.ts'
import { daysIn, scopeNumber } from '../scores/history/trend.ts'
import { averageOf, count, emptyTally } from '../scores/numbers/tally.ts'
import { readScoreSettings } from '../scores/settings.ts'
import type { Store } from '../store/store.ts'
import { bytesOf, parseStored, wholeRow, wholeRows } from '../store/text.ts'
import { openPublisher, type Publisher } from './publisher.ts'

/** Without names only days that lie so far apart are told: of nearer ones too few people moved. */
const daysApart = 7
const mostDays = 8
const mostRows = 20_000

export interface BuildOptions {
  store: Store
  tenant: string
  now: number
  today: number
  expires: string
  wanted: Omit<Parsed<'snapshots.preview'>, 'expires'>
  /** All departments and groups now, for a snapshot of the whole company. */
  scopes: readonly { kind: 'department' | 'group'; name: string }[]
  /** The people of the directory by their row there. */
  peopleOf: (rows: readonly number[]) => Map<number, { username: string; fullname: string }>
}

/** A snapshot's contents, and what it would tell that was not told before. */
export interface Built {
  body: SnapshotBody
  /** Remembers what was told, once the file is written. */
  remember(): void
}

/** Gathers what a snapshot holds from the days that were kept; nothing in it is newer than its last day. */
export function* buildSnapshot(options: BuildOptions): Generator<void, Built> {
  const { store, tenant, now, today, expires, wanted, scopes, peopleOf } = options
  const { threshold, goodAbove, target } = readScoreSettings(store)
  const span = {
    from: wanted.from === undefined ? today - 90 : dayNumber(wanted.from),
    to: Math.min(today, wanted.to === undefined ? today : dayNumber(wanted.to)),
  }
  const all = daysIn(store, span)
  const last = all.at(-1)
  if (last === undefined)
    throw new Refusal('not-found', 'No scores were kept in this time. Refresh from LastPass, or choose another time.', {
      path: 'from',
    })
  const days = createScopeDays(store)
  const chosen = [
    ...(wanted.departments ?? []).map((name) => ({ kind: 'department' as const, name })),
    ...(wanted.groups ?? []).map((name) => ({ kind: 'group' as const, name })),
  ]
  const numbered = (chosen.length > 0 ? chosen : scopes).map((scope) => ({
    ...scope,
    id: scopeNumber(store, scope.kind, scope.name),
  }))
  const unknown = chosen.length > 0 ? numbered.find(({ id }) => id === null) : undefined
  if (unknown !== undefined)
    throw new Refusal('not-found', `No scores were kept of a ${unknown.kind} named "${unknown.name}".`, {
      path: `${unknown.kind}s`,
    })
  const whole = chosen.length === 0 ? 'all' : numbered.flatMap(({ id }) => (id === null ? [] : [id]))
  const named = wanted.people === 'named'
  const minimum = wanted.minimumGroup
  const sparse = named ? all : thin(all)
  yield* days.read(sparse)
  const publisher = yield* openPublisher(store, days, { minimum, threshold, open: named })
  const numbers = numbersWith(days, publisher, { threshold, minimum })

  const summary = yield* numbers(whole, { days: sparse, last, users: true })
  const first = summary.trend[0] === undefined ? last : dayNumber(summary.trend[0].day)
  const lines: SnapshotBody['scopes'] = []
  const sized = numbered
    .flatMap(({ kind, name, id }) =>
      id === null ? [] : [{ kind, name, id, size: days.scores([id], last).accounts.length }],
    )
    // The largest first: what is told of them leaves the least open.
    .sort((a, b) => b.size - a.size || (a.name < b.name ? -1 : 1))
  for (const { kind, name, id } of sized) {
    yield
    const told = yield* numbers([id], { days: named ? all : [...new Set([first, last])], last, users: false })
    lines.push({ kind, name, ...told })
  }
  const body: SnapshotBody = {
    tenant,
    created: new Date(now).toISOString(),
    expires,
    scope: { groups: wanted.groups ?? [], departments: wanted.departments ?? [] },
    from: dayText(first),
    to: dayText(last),
    people: wanted.people,
    minimumGroup: named ? null : minimum,
    threshold,
    goodAbove,
    target,
    summary,
    // Neither the order of lines nor that of people may say more than they do: by size, or by number of the account.
    scopes: lines.sort((a, b) => (a.average ?? 1000) - (b.average ?? 1000) || byName(a, b) || byText(a.kind, b.kind)),
    rows: summary.withheld === null ? rowsOf().sort((a, b) => (a.score ?? 0) - (b.score ?? 0) || byName(a, b)) : [],
    definitions: [
      scoreDefinitions.average,
      scoreDefinitions.scored,
      scoreDefinitions.below,
      scoreDefinitions.distribution,
      scoreDefinitions.counted,
    ].map((each) => ({ ...each })),
  }
  return { body, remember: publisher.remember }

  function rowsOf(): SnapshotBody['rows'] {
    if (wanted.people === 'hidden') return []
    const { accounts, scores } = days.scores(whole, last ?? 0)
    const scoreOf = new Map(Array.from(accounts, (k, index) => [k, scores[index] as number]))
    const found = [...scoreOf].sort(([a, one], [b, other]) => one - other || a - b).map(([k]) => k)
    const rows = wholeRows<{ k: number; n: number | null; identity: string }>(
      store
        .prepare(
          `SELECT k + 0 AS k, n + 0 AS n, ${bytesOf('identity')} FROM people WHERE k IN (SELECT value FROM json_each(?))`,
        )
        .all(JSON.stringify(found.slice(0, mostRows))),
    )
    const people = wanted.people === 'named' ? peopleOf(rows.flatMap(({ n }) => (n === null ? [] : [n]))) : new Map()
    const secret = wanted.people === 'named' ? '' : pseudonymKey(store)
    const byAccount = new Map(rows.map((row) => [row.k, row]))
    return found.slice(0, mostRows).flatMap((k) => {
      const row = byAccount.get(k)
      if (row === undefined) return []
      const score = scoreOf.get(k) as number
      if (wanted.people === 'pseudonyms') return [{ name: pseudonymOf(secret, row.identity), username: null, score }]
      const user = people.get(row.n)
      return user === undefined ? [] : [{ name: user.fullname, username: user.username, score }]
    })
  }
}

const byText = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)
const byName = (a: { name: string }, b: { name: string }): number => byText(a.name, b.name)

/** The last day, and others at least a week apart. */
function thin(days: readonly number[]): number[] {
  const kept: number[] = []
  for (const day of days.toReversed()) {
    const newest = kept.at(-1)
    if (newest === undefined || newest - day >= daysApart) kept.push(day)
  }
  return kept.slice(0, mostDays).toReversed()
}

function tallyIn(scores: Float64Array) {
  const tally = emptyTally()
  for (const score of scores) count(tally, score)
  return tally
}

/** The numbers of one line of a snapshot, as far as they can be told. */
function numbersWith(
  days: ScopeDays,
  publisher: Publisher,
  { threshold, minimum }: { threshold: number; minimum: number },
) {
  const none = (withheld: string | null): SnapshotNumbers => ({
    average: null,
    withScore: null,
    users: null,
    below: null,
    distribution: null,
    trend: [],
    withheld,
  })
  return function* (
    scopes: readonly number[] | 'all',
    asked: { days: readonly number[]; last: number; users: boolean },
  ): Generator<void, SnapshotNumbers> {
    const { scores } = days.scores(scopes, asked.last)
    const tally = tallyIn(scores)
    const told = yield* publisher.days(scopes, asked.last, asked.days)
    if (told === null)
      return none(
        tally.scored < minimum
          ? `withheld: fewer than ${minimum} people`
          : `withheld: else numbers about fewer than ${minimum} people could be worked out`,
      )
    const banded = publisher.bands(scopes, asked.last)
    const users =
      asked.users && publisher.users(scopes, asked.last) ? days.members(scopes, asked.last).accounts.length : null
    return {
      average: averageOf(tally),
      withScore: tally.scored,
      users,
      below: banded ? scores.reduce((sum, score) => sum + (score < threshold ? 1 : 0), 0) : null,
      distribution: banded ? tally.bands : null,
      trend: told.map((day) => {
        const of = tallyIn(days.scores(scopes, day).scores)
        return { day: dayText(day), average: averageOf(of), withScore: of.scored }
      }),
      withheld: null,
    }
  }
}

/** The key of pseudonyms: without it nobody finds a person by hashing addresses. It never leaves the encrypted database. */
function pseudonymKey(store: Store): string {
  const row = store.prepare(`SELECT ${bytesOf('json')} FROM meta WHERE name = 'pseudonyms'`).get()
  if (row !== undefined) return parseStored<string>(wholeRow<{ json: string }>(row).json)
  const made = randomBytes(32).toString('hex')
  store.prepare("INSERT INTO meta (name, json) VALUES ('pseudonyms', ?)").run(JSON.stringify(made))
  return made
}

const pseudonymOf = (key: string, identity: string): string =>
  `Person ${createHmac('sha256', Buffer.from(key, 'hex')).update(identity).digest('hex').slice(0, 10).toUpperCase()}`
