import type { Output } from '../../../contract/calls.ts'
import { Refusal } from '../../../contract/failure.ts'
import { computerDay, dayAt, dayNumber } from '../../clock/calendar-day.ts'
import { inSlices } from '../../cooperative/slices.ts'
import { flag } from '../../directory/index/columns.ts'
import type { HandlersOf } from '../../dispatch.ts'
import { createUploads } from '../../intake/uploads.ts'
import type { LastPass } from '../../lastpass/client.ts'
import type { Log } from '../../ports.ts'
import type { Store } from '../../store/store.ts'
import type { MovesOf } from '../history/recent-moves.ts'
import type { ScoreSession } from '../score-session.ts'
import { type ExpiredHead, expiredList, type ListedExpired } from './expired-list.ts'
import { findListed, type Listed } from './find-listed.ts'
import { dropList, readHead, readList, writeList } from './list-store.ts'
import type { Reported } from './security-report.ts'

export type ListCall =
  | 'scores.lists'
  | 'scores.readExpired'
  | 'scores.uploadReport'
  | 'scores.importReport'
  | 'scores.dropReport'

/** An open tenant, as far as its lists need it. */
interface ListSession extends ScoreSession {
  /** @throws Refusal `not-connected` */
  lastpass(): LastPass
  credential(): 'ready' | 'refused' | 'missing'
}

export interface PersonListsOptions {
  /** @throws Refusal `not-connected` */
  session: () => ListSession
  current: () => ListSession | null
  movesOf: MovesOf
  now: () => number
  log: Pick<Log, 'warn'>
  /** Whether LastPass may be asked without anybody asking for it. */
  mayAsk: () => boolean
  /** Hears that people have other marks than before. */
  changed: () => void
}

/** What is kept of a security report as a whole. */
type ReportHead = Pick<
  NonNullable<Output<'scores.lists'>['report']>,
  'made' | 'imported' | 'weakColumn' | 'reusedColumn' | 'doubled' | 'unread'
>

/** The lists as they are joined with the people at hand. */
interface Joined {
  of: ListSession
  asOf: string | null
  expired: Listed<ListedExpired> | null
  report: Listed<Reported> | null
}

/** 20 hours: once a working day. */
const oldMs = 20 * 3_600_000

/** Lists about people beside the people themselves: expired master passwords, the admin console's security report. */
export interface PersonLists {
  handlers: HandlersOf<ListCall>
  /** Another tenant is open: its lists are joined with its people. */
  tenantOpened(): void
  /** The people at hand are others: the lists are joined again, and one that is old is read anew. */
  peopleChanged(): void
}

export function createPersonLists({
  session,
  current,
  movesOf,
  now,
  log,
  mayAsk,
  changed,
}: PersonListsOptions): PersonLists {
  const uploads = createUploads(now)
  let joined: Joined | null = null
  let reading: { of: ListSession; done: Promise<void> } | null = null
  let problem: { of: ListSession; reason: string } | null = null

  /** Tells the directory whom the lists name. */
  async function join(of: ListSession): Promise<Joined> {
    const store = await of.scores.store()
    const asOf = of.directory.meta()?.asOf ?? null
    const listed = async <T extends { username: string }>(list: 'expired' | 'report') =>
      readHead(store, list) === null ? null : inSlices(findListed(of.directory, readList<T>(store, list)))
    const next = {
      of,
      asOf,
      expired: await listed<ListedExpired>('expired'),
      report: await listed<Reported>('report'),
    }
    if (current() !== of) return next
    joined = next
    of.directory.reads.mark({
      expired:
        next.expired === null
          ? null
          : new Map([...next.expired.rows].map(([n, { changed: at }]) => [n, at === null ? 0 : Date.parse(at) / 1000])),
      reported: next.report?.rows ?? new Map(),
    })
    movesOf(of, store)
    changed()
    return next
  }

  async function readExpired(of: ListSession, signal?: AbortSignal): Promise<void> {
    const store = await of.scores.store()
    try {
      const people = await expiredList(of.lastpass(), signal)
      writeList<ExpiredHead, ListedExpired>(store, 'expired', { asOf: new Date(now()).toISOString() }, people)
      problem = null
    } catch (error) {
      if (error instanceof Refusal && error.failure.code !== 'cancelled')
        problem = { of, reason: error.failure.message }
      throw error
    }
    await join(of)
  }

  /** One reading at a time; who asks meanwhile waits for it. */
  function readOnce(of: ListSession, signal?: AbortSignal): Promise<void> {
    if (reading?.of === of) return reading.done
    const done = readExpired(of, signal).finally(() => {
      reading = null
    })
    reading = { of, done }
    return done
  }

  async function quietly(work: (of: ListSession) => Promise<unknown>): Promise<void> {
    const of = current()
    if (of === null) return
    try {
      await work(of)
    } catch (error) {
      log.warn('The lists of people were not read', { error: String(error) })
    }
  }

  const isOld = (store: Store): boolean => {
    const head = readHead<ExpiredHead>(store, 'expired')
    const age = head === null ? Number.POSITIVE_INFINITY : now() - Date.parse(head.asOf)
    return age > oldMs || age < 0
  }

  async function told(of: ListSession): Promise<Output<'scores.lists'>> {
    const store = await of.scores.store()
    const { expired, report } = joined?.of === of ? joined : await join(of)
    const head = readHead<ReportHead>(store, 'report')
    return {
      expired: {
        asOf: readHead<ExpiredHead>(store, 'expired')?.asOf ?? null,
        listed: expired === null ? 0 : expired.rows.size + expired.unknown,
        unknown: expired?.unknown ?? 0,
        problem: problem?.of === of ? problem.reason : null,
      },
      report:
        head === null || report === null ? null : { ...head, unknown: report.unknown, ...sumsOf(of, report.rows) },
    }
  }

  return {
    handlers: {
      'scores.lists': () => told(session()),
      'scores.readExpired': async (_, signal) => {
        const of = session()
        await readOnce(of, signal)
        return told(of)
      },
      'scores.uploadReport': ({ file, base64 }) => uploads.add(file, base64),
      'scores.importReport': async ({ file, made }, signal) => {
        const of = session()
        // Whoever made it has this computer's calendar, which may be a day ahead of the account's.
        if (dayNumber(made) > dayAt(now(), of.record.timeZone) && made > computerDay(now()))
          throw new Refusal('invalid', 'The report would be of a day to come. Give the day that it was made on.', {
            path: 'made',
          })
        const { readSecurityReport } = await import('./security-report.ts')
        const { people, columns, doubled, unread } = await readSecurityReport(uploads.bytes(file), signal)
        const head = {
          made,
          imported: new Date(now()).toISOString(),
          weakColumn: columns.weak,
          reusedColumn: columns.reused,
          doubled,
          unread,
        }
        writeList<ReportHead, Reported>(await of.scores.store(), 'report', head, people)
        await join(of)
        return told(of)
      },
      'scores.dropReport': async () => {
        const of = session()
        dropList(await of.scores.store(), 'report')
        await join(of)
        return told(of)
      },
    },
    tenantOpened: () => void quietly(join),
    peopleChanged: () =>
      void quietly(async (of) => {
        const due = mayAsk() && of.credential() === 'ready' && isOld(await of.scores.store())
        // Somebody who was read again has their row already; only a whole refresh brings others.
        const same = joined?.of === of && joined.asOf === of.directory.meta()?.asOf
        if (due) await readOnce(of)
        else if (!same) await join(of)
      }),
  }
}

/** What the counts of a report add up to, of those who are not disabled. */
function sumsOf({ directory: { reads } }: ListSession, rows: ReadonlyMap<number, Reported>) {
  const sums = { people: 0, withWeak: 0, withReused: 0, weak: 0, reused: 0 }
  const { n, flags } = reads.columns()
  for (const [at, row] of n.entries()) {
    const found = ((flags[at] as number) & (flag.gone | flag.disabled)) === 0 ? rows.get(row) : undefined
    if (found === undefined) continue
    const { weak, reused } = found
    sums.people++
    if ((weak ?? 0) > 0) sums.withWeak++
    if ((reused ?? 0) > 0) sums.withReused++
    sums.weak += weak ?? 0
    sums.reused += reused ?? 0
  }
  return sums
}
