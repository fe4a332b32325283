import { rm } from 'node:fs/promises'
import type { SeatLimits } from '../../contract/calls/company/seats.ts'
import type { Output, Parsed } from '../../contract/calls.ts'
import { Refusal } from '../../contract/failure.ts'
import type { Changes } from '../changes/changes.ts'
import { dayAt } from '../clock/calendar-day.ts'
import { inSlices } from '../cooperative/slices.ts'
import type { HandlersOf } from '../dispatch.ts'
import { fileNameOf, type SaveFile } from '../files/save.ts'
import type { Identity } from '../keychain/signing-key.ts'
import type { HandedSnapshot } from '../ports.ts'
import { departmentsOf } from '../scores/history/departments.ts'
import type { ScoreSession } from '../scores/score-session.ts'
import { readScoreSettings } from '../scores/settings.ts'
import type { ToldScores } from '../scores/told-scores.ts'
import type { Preferences } from '../settings/preferences.ts'
import { withDamage } from '../store/damage.ts'
import { type Built, buildSnapshot } from './build.ts'
import { liveNumbers } from './live.ts'
import { managerScores } from './manager-scores.ts'
import { openSnapshot, sealSnapshot } from './snapshot-file.ts'

type SnapshotCall = keyof typeof import('../../contract/calls/snapshots.ts').snapshotCalls

/** An open tenant, as far as its snapshots need it. */
interface SnapshotSession extends BuildSession {
  changes: Pick<Changes, 'note'>
}
type BuildSession = Pick<ScoreSession, 'directory' | 'record' | 'scores'>

/** Handlers of snapshots, and what rooms build on them. */
export interface Snapshots {
  handlers: HandlersOf<SnapshotCall>
  /** What a seat that sees nobody's account is told. */
  told: ToldScores
  /** What a snapshot of a tenant would hold. `stays`: whether that tenant is still open. @throws Refusal `cancelled` once it is not */
  build(wanted: Parsed<'snapshots.preview'>, of?: BuildSession, stays?: () => boolean): Promise<Built>
}

export interface SnapshotsOptions {
  /** @throws Refusal `not-connected` */
  session: () => SnapshotSession
  identity: Identity
  saveFile: SaveFile
  /** What the seat is limited to, and whether it names people. */
  limits: () => Pick<SeatLimits, 'scopes' | 'people'>
  /** Keys that were compared by eye here. */
  keys: Pick<Preferences, 'knownKeys' | 'saveKnownKeys'>
  /** The file that the system handed over last. */
  handed: () => HandedSnapshot | null
  now: () => number
}

/** Snapshots of scores for managers: what one would hold, writing it, opening it. */
export function createSnapshots({
  session,
  identity,
  saveFile,
  limits,
  keys,
  handed,
  now,
}: SnapshotsOptions): Snapshots {
  async function build(
    { expires, ...wanted }: Parsed<'snapshots.preview'>,
    of: BuildSession = session(),
    stays: () => boolean = () => true,
  ) {
    const { directory, record, scores } = of
    const store = await scores.store()
    const { reads } = directory
    const names = reads.names()
    const columns = reads.columns()
    const departments = departmentsOf(columns, names)
    const steps = withDamage({ build: buildSnapshot }, scores.damaged).build({
      store,
      tenant: record.label,
      now: now(),
      today: dayAt(now(), record.timeZone),
      expires: expiryOf(expires, now()),
      wanted,
      scopes: [
        ...departments.map(({ name }) => ({ kind: 'department' as const, name })),
        ...names.groups.map((name) => ({ kind: 'group' as const, name })),
      ],
      peopleOf(numbers) {
        const places = new Map<number, number>()
        for (const [at, n] of columns.n.entries()) places.set(n, at)
        const found = reads.at(numbers.flatMap((n) => places.get(n) ?? []))
        return new Map(found.map(({ at, user }) => [columns.n[at] as number, user]))
      },
    })
    return inSlices(whileOpen(steps, stays))
  }

  let heard: { file: ReturnType<typeof handed>; number: number } = { file: null, number: 0 }
  let kept: { of: string; live: Output<'snapshots.live'> } | null = null
  /** Built once for each reading of the company, each day and each seat: several calls are answered from it. */
  async function live(): Promise<Output<'snapshots.live'>> {
    const { directory, record, scores } = session()
    const store = await scores.store()
    const today = dayAt(now(), record.timeZone)
    const { scopes = null, people = 'hidden' } = limits()
    const of = JSON.stringify([record.id, directory.meta()?.asOf, today, scopes, people, readScoreSettings(store)])
    if (kept?.of === of) return kept.live
    const found = await liveNumbers({
      store,
      today,
      scopes,
      people,
      build: (wanted) => build({ ...wanted, expires: 1 }),
    })
    kept = { of, live: found }
    return found
  }

  const knownAs = (signer: string | null) => keys.knownKeys().find(({ fingerprint }) => fingerprint === signer) ?? null

  const handlers: HandlersOf<SnapshotCall> = {
    'snapshots.preview': async (asked) => {
      const { body } = await build(asked)
      const signer = await identity.find()
      return {
        body: { ...body, rows: body.rows.slice(0, 100) },
        people: body.rows.length,
        fingerprint: signer?.fingerprint ?? null,
      }
    },
    'snapshots.write': async ({ passphrase, ...asked }) => {
      const { record, changes } = session()
      const { body, remember } = await build(asked)
      const signer = await identity.need()
      const text = sealSnapshot(body, signer, passphrase)
      const name = `${fileNameOf(record.label, 'company').toLowerCase()}-scores-${body.to ?? 'none'}.provost`
      const path = await saveFile(name, (file) => file.writeFile(text))
      if (path !== null) {
        try {
          remember()
        } catch (error) {
          // What cannot be remembered as told was not told.
          await rm(path, { force: true })
          throw error
        }
        changes.note('snapshot-written', {
          file: path,
          to: body.to,
          people: body.people,
          withheld: body.summary.withheld,
        })
      }
      return { path, fingerprint: signer.fingerprint }
    },
    'snapshots.live': live,
    'snapshots.handed': () => {
      const file = handed()
      if (file !== heard.file) heard = { file, number: heard.number + 1 }
      return { name: file?.name ?? null, number: heard.number }
    },
    'snapshots.open': async ({ content, handed: fromSystem, passphrase }) => {
      const text = fromSystem ? (handed()?.content ?? null) : (content ?? null)
      if (text === null)
        throw new Refusal(
          'invalid',
          'There is no snapshot to open: the file cannot be read, or is too large to be one.',
          { path: 'content' },
        )
      const opened = openSnapshot(text, { now: now(), passphrase })
      // Without a keychain nothing is known as our own, and everything else works.
      const own = await identity.find().catch(() => null)
      return { ...opened, own: own !== null && own.fingerprint === opened.signedBy, known: knownAs(opened.signedBy) }
    },
    'snapshots.compared': ({ fingerprint, label, forget }) => {
      const others = keys.knownKeys().filter((key) => key.fingerprint !== fingerprint)
      const added = forget ? [] : [{ fingerprint, label, compared: new Date(now()).toISOString() }]
      keys.saveKnownKeys([...others, ...added].slice(-200))
      return { known: knownAs(fingerprint) }
    },
  }
  return { handlers, build, told: managerScores(live, () => (limits().scopes ?? null) !== null) }
}

/** When a snapshot ends; a day is meant to its end, in UTC. @throws Refusal `invalid` for what is over already */
function expiryOf(expires: string | number, now: number): string {
  const at =
    typeof expires === 'number'
      ? now + expires * 86_400_000
      : Date.parse(expires.length === 10 ? `${expires}T23:59:59.000Z` : expires)
  if (at <= now)
    throw new Refusal('invalid', 'The snapshot would be expired already. Choose a later day.', { path: 'expires' })
  return new Date(at).toISOString()
}

/** Stops work on a store before another step of it once its tenant was closed. */
function* whileOpen<T>(work: Generator<void, T>, stays: () => boolean): Generator<void, T> {
  for (;;) {
    if (!stays()) throw new Refusal('cancelled', 'The company was closed meanwhile.')
    const step = work.next()
    if (step.done) return step.value
    yield
  }
}
