import { type CallName, calls } from '../contract/calls.ts'
import type { Result } from '../contract/failure.ts'
import type { Signal } from '../contract/signals.ts'
import { createAccessHandlers } from './access/access.ts'
import { createReviews } from './access/review/review-handlers.ts'
import { createGeneralHandlers } from './application/handlers.ts'
import { createAudit } from './audit/audit.ts'
import { createChangesHandlers } from './changes/changes.ts'
import { onward } from './clock/believed-time.ts'
import { createServiceClock } from './clock/service-clock.ts'
import { createDirectoryHandlers } from './directory/handlers.ts'
import { createRefresher } from './directory/sync/auto-refresh.ts'
import { createDispatch, describeError, type Handlers } from './dispatch.ts'
import { createMisplacedHash } from './keychain/misplaced-hash.ts'
import { createIdentity } from './keychain/signing-key.ts'
import { createLeaverRooms } from './leaver-rooms.ts'
import { operator } from './operator.ts'
import { createPeopleRooms } from './people-rooms.ts'
import type { AppOptions } from './ports.ts'
import { createScoreRooms } from './score-rooms.ts'
import { createSeatHandlers } from './seats/handlers.ts'
import type { Policy } from './seats/policy.ts'
import { readPolicyFile } from './seats/policy-file.ts'
import { createSeats } from './seats/seats.ts'
import { createPreferences } from './settings/preferences.ts'
import { createSignals } from './signals.ts'
import { lockFolder } from './store/lock.ts'
import { createStreamRooms } from './stream-rooms.ts'
import { createTenants } from './tenants/tenants.ts'

export interface App {
  call(name: string, input: unknown, options?: { signal?: AbortSignal | undefined }): Promise<Result<unknown>>
  listen(listener: (signal: Signal) => void): () => void
  /** Hears that the system handed another snapshot over. */
  handedOver(): void
  /** How the machine-wide policy wants updates; null: it says nothing about them. */
  updates(): NonNullable<Policy['updates']> | null
  close(): Promise<void>
}

/**
 * Joins the rooms; the only file that knows them all.
 * @throws Refusal `conflict` when another Provost uses the data folder, `storage` when it cannot be used
 */
export async function createApp(options: AppOptions): Promise<App> {
  const { home, log, now = Date.now, online = () => true, refreshes = true } = options
  // A clock that is given passes as it is moved.
  const passed = options.passed ?? (options.now === undefined ? undefined : onward(now))
  const lock = options.once === undefined ? lockFolder(home) : null
  const signals = createSignals(() => seat())
  const { changed } = signals

  const policy = await readPolicyFile(options.policyFile)
  const { timeoutSeconds, baseUrl = null } = policy.policy
  const preferences = createPreferences(options.settings, () =>
    timeoutSeconds === undefined ? {} : { timeoutSeconds },
  )
  const noteSecret = options.noteSecret ?? (() => {})
  const identity = createIdentity(options.vault)
  const serviceClock = createServiceClock({ now, passed })
  const seats = await createSeats({
    ...{ vault: options.vault, identity, preferences, policy, now, passed, noteSecret },
    serviceTime: serviceClock.atLeast,
  })
  const { vault, seat } = seats
  const misplaced = createMisplacedHash()
  const tenants = createTenants({
    home,
    preferences,
    vault,
    // What is for one run has a number of its own, and leaves nothing behind.
    claims: options.once === undefined ? options.claims : undefined,
    fetch: options.fetch,
    noteSecret,
    noteHash: misplaced.know,
    writerFile: options.writerFile,
    now,
    settleMs: options.settleMs,
    serviceClock,
    fixedAddress: () => baseUrl,
    changes: {
      saveFile: options.saveFile,
      identity,
      writing: options.writing ?? false,
      actor: () => ({ ...operator(), seat: seat() }),
      allowedKinds: seats.allowed,
      policy: seats.guards,
      ...(passed === undefined ? {} : { passed }),
      ...(options.changeTiming === undefined ? {} : { timing: options.changeTiming }),
    },
    announce: (event) => {
      if (event.kind === 'job') leavers.jobMoved(event.job)
      signals.tell(event)
      if (event.kind === 'changed') scores.peopleChanged()
    },
    switched: () => {
      changed('app', 'directory', 'users', 'groups', 'folders', 'scores', 'snapshots', 'requests')
      refresher?.tenantOpened()
      leavers.tenantOpened()
      scores.tenantOpened()
      audit.tenantOpened()
      streams.tenantOpened()
    },
  })
  seats.onEnd(() => {
    tenants.current()?.changes.writing.disable('seat')
    changed('seats', 'app', 'writing')
  })
  // The credential of a seat that ended is not used by itself any more either.
  const mayAsk = () => online() && !seats.ended()
  const refresher = refreshes
    ? createRefresher({
        ...{ session: tenants.current, settings: preferences.settings, online: mayAsk },
        ...{ now, log, settleMs: options.settleMs },
      })
    : null

  const leavers = createLeaverRooms({
    ...options,
    current: tenants.current,
    session: tenants.session,
    now,
    allowed: seats.allowed,
    seat,
    changed: () => changed('leavers'),
    online: mayAsk,
    watches: refreshes,
    history: () => audit.history,
  })

  const scores = createScoreRooms({ ...options, preferences, tenants, seats, vault, identity, now, mayAsk, changed })

  const reviews = createReviews({
    session: tenants.session,
    identity,
    saveFile: options.saveFile,
    actor: operator,
    now,
  })

  const audit = createAudit({
    ...options,
    identity,
    signedReviews: reviews.signedReviews,
    session: tenants.session,
    current: tenants.current,
    settings: preferences.settings,
    online: mayAsk,
    watches: refreshes,
    now,
    changed: () => {
      changed('audit', 'findings')
      streams.eventsChanged()
    },
    exported: signals.exported,
    fetched: () => leavers.eventsCame(),
  })

  const streams = createStreamRooms({
    ...options,
    session: tenants.session,
    current: tenants.current,
    archive: audit.outgoing,
    policy: () => policy.policy.streams ?? true,
    // Security rule: events leave by an admin's seat alone. Test: test/main/streams/seat-streams.test.ts.
    maySend: () => seat() === 'admin' && !seats.ended(),
    online,
    sends: refreshes,
    now,
    noteSecret,
    changed: () => changed('streams'),
  })

  const people = createPeopleRooms({ options, tenants, audit, seats, now, serviceClock, watches: refreshes, changed })

  const handlers: Handlers = {
    ...createGeneralHandlers({
      ...options,
      vault,
      home,
      preferences,
      tenants,
      seat,
      now,
      clockProblem: serviceClock.problem,
      changed: () => refresher?.settingsChanged(),
    }),
    ...tenants.handlers,
    ...createChangesHandlers(() => tenants.session().changes),
    ...leavers.handlers,
    ...createSeatHandlers({
      seats,
      vault: options.vault,
      identity,
      tenants,
      saveFile: options.saveFile,
      now,
      changed: () => changed('seats', 'app', 'writing'),
    }),
    ...audit.handlers,
    ...streams.handlers,
    ...createAccessHandlers({ session: tenants.session, saveFile: options.saveFile }),
    ...reviews.handlers,
    ...scores.handlers,
    ...people.handlers,
    ...createDirectoryHandlers({ session: tenants.session, seat, saveFile: options.saveFile, now }),
  }
  const dispatch = createDispatch({
    handlers,
    seat,
    limits: () => seats.effective().limits,
    company: () => tenants.current()?.record.id ?? null,
    misplaced,
    report: (message, error) => log.error(message, { error: describeError(error) }),
  })

  if (options.once === undefined) await tenants.reopen()
  else await tenants.openOnce(options.once)

  return {
    call(name, input, { signal } = {}) {
      // A person who acts is there: changes stay enabled for their time.
      if (Object.hasOwn(calls, name) && calls[name as CallName].kind === 'act')
        tenants.current()?.changes.writing.touch()
      return dispatch(name, input, signal)
    },
    listen: signals.listen,
    updates: () => policy.policy.updates ?? null,
    handedOver: () => changed('snapshots'),
    async close() {
      refresher?.close()
      leavers.close()
      await scores.close()
      audit.close()
      streams.close()
      people.close()
      seats.close()
      await tenants.close().finally(() => lock?.release())
    },
  }
}
