import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { ScheduleState, SnapshotSchedule } from '../../../contract/calls/snapshot-schedule.ts'
import type { Parsed } from '../../../contract/calls.ts'
import { Refusal } from '../../../contract/failure.ts'
import type { Changes } from '../../changes/changes.ts'
import { dayAt, dayNumber, dayText } from '../../clock/calendar-day.ts'
import type { HandlersOf } from '../../dispatch.ts'
import { fileNameOf } from '../../files/save.ts'
import type { Identity } from '../../keychain/signing-key.ts'
import type { Vault } from '../../keychain/vault.ts'
import type { AppOptions, Log } from '../../ports.ts'
import type { ScoreSession } from '../../scores/score-session.ts'
import type { Store } from '../../store/store.ts'
import type { Built } from '../build.ts'
import { sealSnapshot } from '../snapshot-file.ts'
import { dueOn } from './due-days.ts'
import { passphraseName } from './passphrase-name.ts'
import { type KeptSchedule, readSchedule, writeSchedule } from './schedule-store.ts'
import { writeInto } from './scheduled-file.ts'

type ScheduleCall = 'snapshots.schedule' | 'snapshots.setSchedule' | 'snapshots.stopSchedule'

/** An open tenant, as far as its scheduled snapshots need it. */
export interface ScheduleSession extends Omit<ScoreSession, 'changes'> {
  changes: Pick<Changes, 'note' | 'noteError'>
}

export interface ScheduleOptions extends Pick<AppOptions, 'openFolder'> {
  /** @throws Refusal `not-connected` */
  session: () => ScheduleSession
  current: () => ScheduleSession | null
  vault: Vault
  identity: Identity
  /** Whether this seat writes snapshots at all, now. */
  mayWrite: () => boolean
  /** Whether a refresh is about to bring the day's scores. */
  willRefresh: () => boolean
  build: (of: ScheduleSession, wanted: Parsed<'snapshots.preview'>) => Promise<Built>
  now: () => number
  log: Pick<Log, 'warn'>
  changed: () => void
}

/** Snapshots that are written by themselves while Provost runs. */
export interface Schedule {
  handlers: HandlersOf<ScheduleCall>
  /** Another tenant is open: what was missed meanwhile is written. */
  tenantOpened(): void
  /** A refresh brought scores: what is due is written from them. */
  peopleChanged(): void
  /** Writes what is due, if anything is. */
  check(): Promise<void>
  /** Waits for a file that is being written. */
  close(): Promise<void>
}

const hourMs = 3_600_000
/** So long a start waits for the refresh that goes with it, so that a snapshot is of the day on which it is written. */
const patienceMs = 180_000

export function createSchedule(options: ScheduleOptions): Schedule {
  const { session, current, vault, identity, mayWrite, willRefresh, build, now, log, changed, openFolder } = options
  let busy: Promise<void> = Promise.resolve()
  let patience: NodeJS.Timeout | undefined
  let closed = false
  const timer = setInterval(() => void check(), hourMs)
  timer.unref()

  const todayOf = (of: ScheduleSession) => dayAt(now(), of.record.timeZone)

  function stateOf(of: ScheduleSession, store: Store): ScheduleState {
    const { schedule, last, problem } = readSchedule(store)
    if (schedule === null) return { schedule, next: null, last, problem: null }
    const due = dueOn(dayNumber(schedule.since), schedule.every, todayOf(of), writtenDay(last))
    return { schedule, next: dayText(due.day ?? due.next), last, problem }
  }

  /** Tries to write what is due of this tenant; a failure is told once, and tried again an hour later. */
  async function write(of: ScheduleSession): Promise<void> {
    const store = await of.scores.store()
    if (current() !== of) return
    const kept = readSchedule(store)
    const { schedule } = kept
    if (schedule === null || !mayWrite()) return
    const today = todayOf(of)
    const due = dueOn(dayNumber(schedule.since), schedule.every, today, writtenDay(kept.last))
    if (due.day === null) return
    try {
      const { name, body, remember } = await writeFile(of, schedule)
      if (current() !== of) {
        // What cannot be remembered as told was not told.
        await rm(join(schedule.folder, name), { force: true })
        return
      }
      remember()
      const last = {
        due: dayText(due.day),
        written: new Date(now()).toISOString(),
        file: name,
        late: today - due.day,
        missed: due.missed,
        withheld: body.summary.withheld,
      }
      writeSchedule(store, { schedule, last, problem: null })
      of.changes.note('snapshot-written', { ...last, folder: schedule.folder, to: body.to })
    } catch (error) {
      if (current() !== of) return
      const message = error instanceof Refusal ? error.failure.message : String(error)
      if (kept.problem !== message) {
        writeSchedule(store, { ...kept, problem: message })
        of.changes.note('snapshot-failed', { due: dayText(due.day), message })
        of.changes.noteError({ what: 'Scheduled snapshot', message, details: detailsOf(error), job: null })
      }
      if (!(error instanceof Refusal)) log.warn('A scheduled snapshot was not written', { error: message })
    }
    changed()
  }

  async function writeFile(of: ScheduleSession, schedule: SnapshotSchedule) {
    const passphrase = schedule.sealed ? await vault.read(passphraseName(of.record.id)) : undefined
    if (passphrase === null)
      throw new Refusal(
        'storage',
        'The passphrase of scheduled snapshots is not in the keychain any more. Nothing was written; give it again under Settings, Snapshots.',
      )
    const { every: _, folder, sealed: __, since: ___, groups, departments, ...rest } = schedule
    const { body, remember } = await build(of, {
      ...rest,
      ...(groups.length > 0 ? { groups } : {}),
      ...(departments.length > 0 ? { departments } : {}),
    })
    const text = sealSnapshot(body, await identity.need(), passphrase)
    const name = `${fileNameOf(of.record.label, 'company').toLowerCase()}-scores-${body.to ?? 'none'}.provost`
    return { name: await writeInto(folder, name, (file) => file.writeFile(text)), body, remember }
  }

  /** One after another: two that are due at once would be the same one. */
  function check(): Promise<void> {
    clearTimeout(patience)
    busy = busy.then(async () => {
      const of = current()
      if (of === null || closed) return
      await write(of).catch((error: unknown) =>
        log.warn('What snapshots are due could not be told', { error: String(error) }),
      )
    })
    return busy
  }

  return {
    check,
    tenantOpened() {
      clearTimeout(patience)
      if (!willRefresh()) return void check()
      patience = setTimeout(() => void check(), patienceMs)
      patience.unref()
    },
    peopleChanged: () => void check(),
    async close() {
      clearInterval(timer)
      clearTimeout(patience)
      closed = true
      await busy
    },
    handlers: {
      'snapshots.schedule': async () => stateOf(session(), await session().scores.store()),
      'snapshots.setSchedule': async ({ chooseFolder, passphrase, ...wanted }) => {
        const of = session()
        const store = await of.scores.store()
        const { schedule: before, last } = readSchedule(store)
        const folder = await folderFor(chooseFolder ? null : (before?.folder ?? null))
        if (folder === null) return stateOf(of, store)
        if (typeof passphrase === 'string') await vault.write(passphraseName(of.record.id), passphrase)
        if (passphrase === null) await vault.erase(passphraseName(of.record.id))
        const schedule: SnapshotSchedule = {
          ...wanted,
          folder,
          sealed: passphrase === undefined ? (before?.sealed ?? false) : passphrase !== null,
          since: before?.every === wanted.every ? before.since : dayText(todayOf(of)),
        }
        // Another rhythm begins anew, with one that is due at once.
        const goesOn = before?.every === wanted.every
        writeSchedule(store, { schedule, last: goesOn ? last : null, problem: null })
        of.changes.note('snapshot-schedule', { before, after: schedule })
        await check()
        return stateOf(of, store)
      },
      'snapshots.stopSchedule': async () => {
        const of = session()
        const store = await of.scores.store()
        const { schedule: before } = readSchedule(store)
        await vault.erase(passphraseName(of.record.id))
        writeSchedule(store, { schedule: null, last: null, problem: null })
        if (before !== null) of.changes.note('snapshot-schedule', { before, after: null })
        return stateOf(of, store)
      },
    },
  }

  async function folderFor(known: string | null): Promise<string | null> {
    if (known !== null) return known
    if (openFolder === undefined)
      throw new Refusal('not-allowed', 'The folder is chosen in the application only. Nothing was changed.')
    return openFolder({ title: 'Folder for snapshots' })
  }
}

const detailsOf = (error: unknown): string | null => (error instanceof Refusal ? (error.failure.details ?? null) : null)

/** The due day up to which nothing is owed. */
const writtenDay = (last: KeptSchedule['last']): number | null => (last === null ? null : dayNumber(last.due))
