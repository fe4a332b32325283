import type { ScoreSettings } from '../../contract/calls/scores.ts'
import { Refusal } from '../../contract/failure.ts'
import { dayAt, dayNumber } from '../clock/calendar-day.ts'
import { inSlices } from '../cooperative/slices.ts'
import type { HandlersOf } from '../dispatch.ts'
import { fileNameOf, saveText } from '../files/save.ts'
import type { AppOptions } from '../ports.ts'
import { attentionOf } from './attention.ts'
import type { MovesOf } from './history/recent-moves.ts'
import { readHead } from './lists/list-store.ts'
import type { ListCall } from './lists/lists.ts'
import { boardReport } from './report/board-report.ts'
import { createScoreReads } from './score-reads.ts'
import type { ScoreSession } from './score-session.ts'
import { readScoreSettings, writeScoreSettings } from './settings.ts'
import type { ScopeOf, ToldScores } from './told-scores.ts'

type ScoreCall = Exclude<keyof typeof import('../../contract/calls/scores.ts').scoreCalls, ListCall>

export interface ScoresOptions extends Pick<AppOptions, 'saveFile' | 'printPdf'> {
  /** @throws Refusal `not-connected` */
  session: () => ScoreSession
  /** What the present seat is told in place of what is so; null: it sees people. */
  told: () => ToldScores | null
  movesOf: MovesOf
  now: () => number
}

/** The scores of the open tenant: what they are now, what they were, and why they moved. */
export function createScores({
  session,
  told,
  movesOf,
  now,
  saveFile,
  printPdf,
}: ScoresOptions): HandlersOf<ScoreCall> {
  async function open() {
    const { directory, record, scores } = session()
    const store = await scores.store()
    const today = dayAt(now(), record.timeZone)
    const reads = createScoreReads({ store, directory, now, today })
    const kept = {
      settings: () => readScoreSettings(store),
      set: (settings: ScoreSettings) => writeScoreSettings(store, settings),
      hasExpired: () => readHead(store, 'expired') !== null,
    }
    return { store, directory, today, reads, kept }
  }
  return {
    'scores.summary': async (scope) => {
      const asTold = told()
      if (asTold !== null) return asTold.summary(oneScope(scope))
      const { reads } = await open()
      return reads.summary(oneScope(scope))
    },
    'scores.trend': async ({ from, to, username, ...scope }) => {
      const asTold = told()
      const wanted = {
        from: from === undefined ? 0 : dayNumber(from),
        to: to === undefined ? Number.MAX_SAFE_INTEGER : dayNumber(to),
      }
      if (asTold !== null) {
        if (username !== undefined) throw new Refusal('not-allowed', 'This seat is shown nobody’s own line.')
        return asTold.trend(oneScope(scope), wanted)
      }
      const { reads, today } = await open()
      // Days after today come from a clock that was ahead.
      const span = { ...wanted, to: Math.min(today, wanted.to) }
      if (username === undefined) return reads.trend(oneScope(scope), span)
      if (scope.group !== undefined || scope.department !== undefined) throw tooMany()
      return reads.personTrend(username, span)
    },
    'scores.scopes': async ({ kind, days }) => {
      const { reads, today } = await open()
      return reads.scopes(kind, { from: today - days, to: today })
    },
    'scores.change': async ({ from, to, movers, ...scope }) => {
      const { reads, today } = await open()
      return reads.change(oneScope(scope), {
        from: dayNumber(from),
        to: Math.min(today, dayNumber(to)),
        movers,
      })
    },
    'scores.lift': async ({ goal, limit, ...scope }) => {
      const { reads, kept } = await open()
      return reads.lift(oneScope(scope), { goal: goal ?? kept.settings().threshold, most: limit })
    },
    'scores.report': async ({ from, to, dates, names, ...scope }) => {
      if (printPdf === undefined)
        throw new Refusal('not-allowed', 'The command line tool cannot print. Use the application.')
      const { record, changes } = session()
      const { reads, kept, today } = await open()
      const span = { from: dayNumber(from), to: Math.min(today, dayNumber(to)) }
      if (span.from > span.to)
        throw new Refusal('invalid', 'The period ends before it begins. Choose a later end.', { path: 'to' })
      const report = await inSlices(
        boardReport({
          reads,
          tenant: record.label,
          now: now(),
          scope: oneScope(scope),
          span,
          target: kept.settings().target,
          journal: (range) => changes.journal.page({ ...range, newestFirst: true }),
          zone: record.timeZone,
        }),
      )
      const { reportPage } = await import('./report/report-page.ts')
      const content = await printPdf(reportPage(report, { locale: dates, names }))
      return saveText(saveFile, `${fileNameOf(record.label, 'company').toLowerCase()}-scores-${to}.pdf`, content)
    },
    'scores.settings': async () => (await open()).kept.settings(),
    'scores.set': async (settings) => {
      const { kept } = await open()
      const next = { ...kept.settings(), ...withoutUndefined(settings) }
      kept.set(next)
      return next
    },
    'scores.attention': async () => {
      const of = session()
      const { directory, store, kept } = await open()
      const moves = await movesOf(of, store)()
      const rows = attentionOf(directory.reads, kept.settings().threshold, moves, now())
      // Nobody on a list that was never read is not the same as nobody.
      const read = kept.hasExpired()
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
