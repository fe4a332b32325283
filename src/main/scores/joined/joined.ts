import { Refusal } from '../../../contract/failure.ts'
import type { KnownKey } from '../../../contract/scores/snapshot.ts'
import { dayAt, dayText } from '../../clock/calendar-day.ts'
import type { HandlersOf } from '../../dispatch.ts'
import { fileNameOf, type SaveFile } from '../../files/save.ts'
import { createUploads } from '../../intake/uploads.ts'
import type { Identity } from '../../keychain/signing-key.ts'
import type { ThreadCalls } from '../../threads/thread-calls.ts'
import { daysIn } from '../history/trend.ts'
import type { ScoreSession } from '../score-session.ts'
import { longestHistory, signHeader } from './history-file.ts'
import type { HistoryOperations } from './history-operations.ts'
import { joinedDays, sourcesOf } from './joined-sources.ts'

type HistoryCall = keyof typeof import('../../../contract/calls/score-history.ts').historyCalls

/** An open tenant, as far as its history goes to another workstation or comes from one. */
interface HistorySession extends Pick<ScoreSession, 'record'> {
  /** `history`: the thread that alone writes it. */
  scores: Pick<ScoreSession['scores'], 'store'> & { history: Pick<ThreadCalls<HistoryOperations>, 'ask'> }
  changes: { note(kind: 'history-exported' | 'history-joined', data: Record<string, unknown>): void }
}

export interface HistoryFilesOptions {
  /** @throws Refusal `not-connected` */
  session: () => HistorySession
  identity: Identity
  saveFile: SaveFile
  /** Keys that were compared by eye here. */
  keys: { knownKeys(): KnownKey[] }
  /** Who works here, and on which computer. */
  by: () => string
  now: () => number
}

/** The history of scores as a file for another workstation of the same company, and such a file joined. */
export function createHistoryFiles({
  session,
  identity,
  saveFile,
  keys,
  by,
  now,
}: HistoryFilesOptions): HandlersOf<HistoryCall> {
  const uploads = createUploads(now, {
    most: longestHistory,
    tooLong: `The file is longer than ${longestHistory / 1_000_000} MB: it is no history of scores.`,
  })
  const ever = { from: 0, to: Number.MAX_SAFE_INTEGER }
  const expected = ({ record }: HistorySession) => ({ cid: record.cid, zone: record.timeZone, now: now() })

  return {
    'scores.history': async () => {
      const store = await session().scores.store()
      const days = daysIn(store, ever)
      const [first, last] = [days[0], days.at(-1)]
      return {
        days: days.length,
        from: first === undefined ? null : dayText(first),
        to: last === undefined ? null : dayText(last),
        joined: sourcesOf(store, joinedDays(store, ever)),
        // Without a keychain there is none, and everything else works.
        fingerprint: (await identity.find().catch(() => null))?.fingerprint ?? null,
      }
    },
    'scores.exportHistory': async ({ passphrase }) => {
      const { record, scores, changes } = session()
      await scores.store()
      const created = new Date(now()).toISOString()
      const { cid, label, timeZone: zone } = record
      const signer = await identity.need()
      const sealed = await scores.history.ask('exportHistory', { cid, created, passphrase, until: dayAt(now(), zone) })
      const { days, from, to } = sealed
      if (from === null || to === null)
        throw new Refusal('not-found', 'No scores were kept yet. Refresh from LastPass first.')
      const about = {
        ...{ provost: 'history' as const, version: 1 as const, tenant: label },
        ...{ cid, zone, by: by(), created, days, from, to },
      }
      const header = signHeader(about, sealed, signer)
      const name = `${fileNameOf(label, 'company').toLowerCase()}-score-history-${to}.provost-history`
      const path = await saveFile(name, async (file) => {
        await file.writeFile(header)
        await file.writeFile(sealed.content)
      })
      if (path !== null) changes.note('history-exported', { file: path, days, from, to })
      return { path, days, from, to, fingerprint: signer.fingerprint }
    },
    'scores.uploadHistory': ({ file, base64 }) => uploads.add(file, base64),
    'scores.checkHistory': async ({ file, passphrase }) => {
      const of = session()
      await of.scores.store()
      const checked = await of.scores.history.ask('checkHistory', {
        file: uploads.bytes(file),
        passphrase,
        ...expected(of),
      })
      // Without a keychain nothing is known as our own, and everything else works.
      const own = await identity.find().catch(() => null)
      return {
        ...checked,
        own: own !== null && own.fingerprint === checked.signedBy,
        known: keys.knownKeys().find(({ fingerprint }) => fingerprint === checked.signedBy) ?? null,
      }
    },
    'scores.joinHistory': async ({ file, passphrase, plan }) => {
      const of = session()
      await of.scores.store()
      const joined = await of.scores.history.ask('joinHistory', {
        ...{ file: uploads.bytes(file), passphrase, plan },
        ...expected(of),
      })
      of.changes.note('history-joined', { ...joined })
      return joined
    },
  }
}
