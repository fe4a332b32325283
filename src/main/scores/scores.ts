import { Refusal } from '../../contract/failure.ts'
import type { Seat } from '../../contract/model.ts'
import type { Directory } from '../directory/directory.ts'
import type { HandlersOf } from '../dispatch.ts'
import type { TenantRecord } from '../settings/preferences.ts'
import { withDamage } from '../store/damage.ts'
import type { Store } from '../store/open.ts'
import { attentionOf } from './attention.ts'
import { dayAt, dayNumber } from './history/day.ts'
import { readHead } from './lists/list-store.ts'
import type { ListCall } from './lists/lists.ts'
import { createScoreReads, type ScopeOf, type ScoreReads } from './score-reads.ts'
import { readScoreSettings, writeScoreSettings } from './settings.ts'

type ScoreCall = Exclude<Extract<keyof import('../../contract/calls.ts').Calls, `scores.${string}`>, ListCall>

/** An open tenant, as far as scores need it. */
export interface ScoreSession {
  directory: Directory
  record: TenantRecord
  scores: { store(): Promise<Store>; damaged(): Error }
}

/** Fewer people than this are told of to nobody who does not see people. */
const fewest = 5

export interface ScoresOptions {
  /** @throws Refusal `not-connected` */
  session: () => ScoreSession
  seat: () => Seat
  now: () => number
}

/** The scores of the open tenant: what they are now, what they were, and why they moved. */
export function createScores({ session, seat, now }: ScoresOptions): HandlersOf<ScoreCall> {
  async function open() {
    const { directory, record, scores } = session()
    const store = await scores.store()
    const today = dayAt(now(), record.timeZone)
    const reads = withDamage(createScoreReads({ store, directory, now, today }), () => scores.damaged())
    return { store, directory, today, reads }
  }
  const seesPeople = () => seat() !== 'manager'
  const requirePeople = (username: string | undefined) => {
    if (username !== undefined && !seesPeople())
      throw new Refusal('not-allowed', `This workstation's seat shows nobody's own score. An admin seat can do it.`)
  }

  /** Security rule: a seat that sees nobody's account gets no number about a few either. Test: test/main/scores/manager.test.ts. */
  const requireMany = (scope: ScopeOf, reads: ScoreReads) => {
    if (seesPeople() || scope.kind === 'all') return scope
    const { withScore } = reads.summary(scope)
    if (withScore >= fewest) return scope
    throw new Refusal('not-allowed', `This seat is told nothing about fewer than ${fewest} people.`, {
      path: scope.kind,
    })
  }

  return {
    'scores.summary': async (scope) => {
      const { reads } = await open()
      return reads.summary(requireMany(oneScope(scope), reads))
    },
    'scores.trend': async ({ from, to, username, ...scope }) => {
      requirePeople(username)
      const { reads, today } = await open()
      const span = {
        from: from === undefined ? 0 : dayNumber(from),
        // Days after today come from a clock that was ahead.
        to: Math.min(today, to === undefined ? today : dayNumber(to)),
      }
      if (username === undefined) {
        const points = reads.trend(requireMany(oneScope(scope), reads), span)
        return { points: points.filter(({ withScore }) => seesPeople() || withScore >= fewest).slice(-5000) }
      }
      if (scope.group !== undefined || scope.department !== undefined) throw tooMany()
      return { points: reads.personTrend(username, span).slice(-5000) }
    },
    'scores.scopes': async ({ kind, days }) => {
      const { reads, today } = await open()
      const found = reads.scopes(kind, { from: today - days, to: today })
      return seesPeople() ? found : { ...found, rows: found.rows.filter(({ withScore }) => withScore >= fewest) }
    },
    'scores.change': async ({ from, to, movers, ...scope }) => {
      const { reads, today } = await open()
      return reads.change(requireMany(oneScope(scope), reads), {
        from: dayNumber(from),
        to: Math.min(today, dayNumber(to)),
        movers: seesPeople() ? movers : 0,
      })
    },
    'scores.settings': async () => readScoreSettings((await open()).store),
    'scores.set': async (settings) => {
      const { store } = await open()
      const next = { ...readScoreSettings(store), ...withoutUndefined(settings) }
      writeScoreSettings(store, next)
      return next
    },
    'scores.attention': async () => {
      const { directory, store } = await open()
      const rows = attentionOf(directory.reads, readScoreSettings(store).threshold)
      // Nobody on a list that was never read is not the same as nobody.
      const read = readHead(store, 'expired') !== null
      return { rows: rows.filter(({ id }) => read || id !== 'expired-master-password') }
    },
  }
}

const withoutUndefined = <T extends object>(value: T) =>
  Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>
  }

const tooMany = () =>
  new Refusal('invalid', 'One line is of a person, a department or a group: give one of them.', { path: 'group' })

/** What is asked about: one department, one group, or everyone. @throws Refusal `invalid` for both at once */
export function oneScope({
  group,
  department,
}: {
  group?: string | undefined
  department?: string | undefined
}): ScopeOf {
  if (group !== undefined && department !== undefined) throw tooMany()
  if (group !== undefined) return { kind: 'group', name: group }
  return department === undefined ? { kind: 'all', name: '' } : { kind: 'department', name: department }
}
