import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Output } from '../../../src/contract/calls.ts'
import type { Change, Outcome } from '../../../src/contract/change.ts'
import { carriedOut, disable, type Engine, openEngine } from '../../harness/session.ts'

let engine: Engine
beforeEach(async () => {
  engine = await openEngine()
})
afterEach(() => engine.close())

const outcomes = (job: Output<'jobs.get'>): Outcome[] => job.rows.map(({ outcome }) => outcome)
const messages = (job: Output<'jobs.get'>) => job.rows.map(({ message }) => message ?? '')
const requirement = (username: string): Change => ({ kind: 'require-password-change', username })
const kindsIn = async (job: string) => {
  const { rows } = await engine.call('journal.page', { job })
  return rows.map(({ kind, data }) => (kind === 'outcome' ? `outcome ${data.outcome}` : kind))
}

/** The lines that are in the journal at this moment. */
function linesNow(): { kind: string }[] {
  const page = engine.session.changes.handlers['journal.page'](
    { offset: 0, limit: 50, newestFirst: false },
    new AbortController().signal,
  )
  if (page instanceof Promise) throw new Error('the journal is read at once')
  return page.rows
}

describe('a job', () => {
  it('sends each kind in its own way and confirms it by reading again', async () => {
    const [a, b, c, d, e, f, g] = engine.people(7) as [string, string, string, string, string, string, string]
    const [group] = engine.session.directory.people.lookup([d])[0]?.[0]?.groups ?? []
    const job = await engine.run([
      disable(a),
      { kind: 'rename', username: b, fullname: 'Neu "Name" \\ ü' },
      requirement(c),
      { kind: 'groups', username: d, add: [], remove: [group as string] },
      { kind: 'remove', username: e },
      { kind: 'add', username: 'new.joiner@example.com', fullname: 'New Joiner' },
      { kind: 'reset-password', username: f },
      { kind: 'change-email', username: g, newUsername: 'other.name@example.com' },
    ])
    expect(job.state).toBe('done')
    expect(outcomes(job)).toEqual(job.rows.map(() => 'confirmed'))
    // What only LastPass' word vouches for says so.
    expect(messages(job).map((text) => /^Read again/.test(text))).toEqual([
      true,
      true,
      true,
      true,
      true,
      true,
      false,
      false,
    ])
    expect(messages(job)[6]).toContain('cannot be verified')
    expect(engine.demo.ledger.map(({ command }) => command).sort()).toEqual([
      'batchadd',
      'batchchangegrp',
      'deluser',
      'disableuser',
      'requiremasterpasswordchange',
      'resetpassword',
      'updateemail',
      'updateuser',
    ])
    expect(await engine.call('journal.verify', {})).toMatchObject({ intact: true })
  })

  it('has its intents on record before anything reaches the service', async () => {
    const [a] = engine.people(1) as [string]
    const kinds: string[] = []
    engine.demo.misbehave({
      how: { kind: 'slow', milliseconds: 1 },
      // Looks just as the request has come in, before it is carried out.
      on: (command) => {
        if (command === 'disableuser') kinds.push(...linesNow().map(({ kind }) => kind))
        return false
      },
    })
    await engine.run([disable(a)])
    expect(kinds).toEqual(['apply', 'intent'])
  })

  it('does not trust a yes: the service that does nothing is found out', async () => {
    const people = engine.people(3)
    engine.demo.misbehave({ how: { kind: 'idle' }, on: 'disableuser' })
    const job = await engine.run(people.map(disable))
    expect(outcomes(job)).toEqual(['failed', 'failed', 'failed'])
    expect(messages(job)[0]).toContain('after LastPass answered without an error for it')
    engine.demo.misbehave(null)
    await engine.call('jobs.resume', { job: job.job.id })
    const again = await engine.call('jobs.wait', { job: job.job.id })
    expect(outcomes(again)).toEqual(['confirmed', 'confirmed', 'confirmed'])
    expect([...carriedOut(engine, 'disableuser').values()]).toEqual([1, 1, 1])
  })

  it('is confirmed by a later refresh that shows what came too late', async () => {
    const [a, b] = engine.people(2) as [string, string]
    engine.demo.misbehave({ how: { kind: 'idle' }, on: 'disableuser' })
    const { job } = await engine.run([disable(a), disable(b)])
    expect(job.counts).toMatchObject({ failed: 2 })
    engine.demo.misbehave(null)
    engine.demo.edit.disable(a)
    await engine.session.directory.sync(false)
    await engine.session.changes.recover()
    expect((await engine.call('jobs.get', { job: job.id })).rows).toMatchObject([
      { outcome: 'confirmed', message: expect.stringContaining('later refresh') },
      { outcome: 'failed' },
    ])
    expect(await kindsIn(job.id)).toContain('outcome confirmed')
    expect((await engine.call('errors.page', {})).total).toBe(1)
    // What another job has done since is that job's doing.
    await engine.run([disable(b)])
    await engine.session.directory.sync(false)
    await engine.session.changes.recover()
    expect((await engine.call('jobs.get', { job: job.id })).rows[1]?.outcome).toBe('failed')
  })

  it('says of a change that is not to be seen yet that LastPass named no error, and does not call it failed', async () => {
    const [a] = engine.people(1) as [string]
    const seen: (string | undefined)[] = []
    let job = ''
    await engine.reopen({
      timing: { lagMs: 1500, settleMs: 30_000 },
      sleep: async () => {
        const { rows } = await engine.call('jobs.get', { job })
        seen.push(rows[0]?.message)
        if (seen.length === 2) engine.demo.edit.disable(a)
      },
    })
    engine.demo.misbehave({ how: { kind: 'idle' }, on: 'disableuser' })
    const { plan } = await engine.call('changes.preview', { changes: [disable(a)] })
    job = (await engine.call('changes.apply', { plan })).job
    expect(outcomes(await engine.call('jobs.wait', { job }))).toEqual(['confirmed'])
    expect(seen).toHaveLength(2)
    for (const message of seen)
      expect(message).toContain('LastPass answered without an error for it. It is not visible yet')
  })

  it.each(['pause', 'cancel'] as const)('waits for a late effect only until somebody wishes to %s', async (wish) => {
    const [a, b] = engine.people(2) as [string, string]
    let waits = 0
    await engine.reopen({
      timing: { lagMs: 1500, settleMs: 30_000 },
      // Time stands still: whatever waits, waits until it is cut off.
      sleep: (_, signal) =>
        new Promise((_, reject) => {
          waits++
          signal.addEventListener('abort', () => reject(signal.reason), { once: true })
        }),
    })
    engine.demo.misbehave({ how: { kind: 'idle' }, on: 'disableuser' })
    const first = await engine.call('changes.preview', { changes: [disable(a)] })
    const { job } = await engine.call('changes.apply', { plan: first.plan })
    await expect.poll(() => waits).toBe(1)
    const next = await engine.call('changes.preview', { changes: [{ kind: 'rename', username: b, fullname: 'Other' }] })
    const other = await engine.call('changes.apply', { plan: next.plan })
    await engine.call(`jobs.${wish}`, { job })
    expect((await engine.call('jobs.wait', { job })).state).toBe(wish === 'pause' ? 'paused' : 'cancelled')
    expect(outcomes(await engine.call('jobs.wait', other))).toEqual(['confirmed'])
    // What became of the row is still looked for, and a later job does not wait for that either.
    await expect.poll(() => waits).toBe(2)
    engine.demo.edit.disable(a)
    const last = await engine.call('changes.preview', { changes: [{ kind: 'rename', username: b, fullname: 'Third' }] })
    expect(outcomes(await engine.call('jobs.wait', await engine.call('changes.apply', { plan: last.plan })))).toEqual([
      'confirmed',
    ])
    await expect.poll(async () => outcomes(await engine.call('jobs.get', { job }))).toEqual(['confirmed'])
  })

  it('resolves a warning row by row', async () => {
    const people = engine.people(4)
    engine.demo.misbehave({ how: { kind: 'warn', usernames: [people[1] as string] }, on: 'disableuser' })
    const job = await engine.run(people.map(disable))
    expect(outcomes(job)).toEqual(['confirmed', 'failed', 'confirmed', 'confirmed'])
    expect(job.rows[1]?.details).toContain('does not exist')
    const { rows } = await engine.call('errors.page', {})
    expect(rows[0]?.details).toContain('does not exist')
    await engine.call('errors.dismiss', { ids: rows.map(({ id }) => id) })
    expect((await engine.call('errors.page', {})).total).toBe(0)
  })

  it('keeps the words of a refusal', async () => {
    const [a] = engine.people(1) as [string]
    engine.demo.misbehave({ how: { kind: 'warn', usernames: [a] }, on: 'updateuser' })
    const job = await engine.run([{ kind: 'rename', username: a, fullname: 'Other' }])
    expect(outcomes(job)).toEqual(['failed'])
    expect(job.rows[0]?.message).toContain('does not exist')
  })

  it.each(['lost', 'cut'] as const)(
    'reads again, and sends nothing twice, when the answer is %s after the change was made',
    async (kind) => {
      const people = engine.people(3)
      engine.demo.misbehave({ how: { kind }, on: 'requiremasterpasswordchange', times: 1 })
      const job = await engine.run(people.map(requirement))
      expect(outcomes(job)).toEqual(['confirmed', 'confirmed', 'confirmed'])
      expect(messages(job)[0]).toContain('answer was lost')
      expect([...carriedOut(engine, 'requiremasterpasswordchange').values()]).toEqual([1, 1, 1])
      expect(await kindsIn(job.job.id)).toContain('outcome unknown')
      // Before anything else is sent, LastPass is asked what became of it.
      const commands = engine.service.requests.map(({ command }) => command)
      expect(commands[commands.indexOf('requiremasterpasswordchange') + 1]).toBe('getuserdata')
    },
  )

  it('calls a change failed that was lost before it was made, and sends it again only when a person says so', async () => {
    const [a] = engine.people(1) as [string]
    engine.demo.misbehave({ how: { kind: 'status', status: 503 }, on: 'requiremasterpasswordchange', times: 1 })
    const job = await engine.run([requirement(a)])
    expect(outcomes(job)).toEqual(['failed'])
    expect(messages(job)[0]).toContain('nothing was sent a second time')
    expect(carriedOut(engine, 'requiremasterpasswordchange').size).toBe(0)
    await engine.call('jobs.resume', { job: job.job.id })
    expect(outcomes(await engine.call('jobs.wait', { job: job.job.id }))).toEqual(['confirmed'])
    expect(carriedOut(engine, 'requiremasterpasswordchange').get(a)).toBe(1)
  })

  it('waits for an effect that comes late', async () => {
    const [a] = engine.people(1) as [string]
    await engine.reopen({ timing: { lagMs: 30, settleMs: 3000 } })
    // Nothing is to be seen at the first reading, and then the change arrives.
    let reads = 0
    engine.demo.misbehave([
      { how: { kind: 'status', status: 503 }, on: 'disableuser', times: 1 },
      {
        how: { kind: 'slow', milliseconds: 1 },
        on: (command) => {
          if (command === 'getuserdata' && ++reads === 2) engine.demo.edit.disable(a)
          return false
        },
      },
    ])
    const job = await engine.run([disable(a)])
    expect(outcomes(job)).toEqual(['confirmed'])
    expect(reads).toBeGreaterThan(1)
  })

  it('does not know what became of a mail whose answer was lost, says so, and does not send it again', async () => {
    const [a] = engine.people(1) as [string]
    engine.demo.misbehave({ how: { kind: 'lost' }, on: 'resetpassword' })
    const job = await engine.run([{ kind: 'reset-password', username: a }])
    expect(job.state).toBe('done')
    expect(outcomes(job)).toEqual(['unknown'])
    expect(await engine.refused('jobs.resume', { job: job.job.id })).toMatchObject({ code: 'conflict' })
    await engine.session.changes.recover()
    expect(engine.service.requests.filter(({ command }) => command === 'resetpassword')).toHaveLength(1)
  })

  it('waits when the service asks to slow down, in the middle, and carries each row out once', async () => {
    const people = engine.people(8)
    engine.demo.misbehave([
      { how: { kind: 'status', status: 429, retryAfter: '0' }, on: 'requiremasterpasswordchange', after: 3, times: 2 },
      { how: { kind: 'status', status: 429, retryAfter: '0' }, on: 'getuserdata', after: 1, times: 1 },
    ])
    const job = await engine.run(people.map(requirement))
    expect(outcomes(job)).toEqual(people.map(() => 'confirmed'))
    expect([...carriedOut(engine, 'requiremasterpasswordchange').values()]).toEqual(people.map(() => 1))
  })

  it.each([false, true])(
    'looks before it sends again what was answered with "slow down" (carried out: %s)',
    async (done) => {
      const people = engine.people(2)
      engine.demo.misbehave({
        how: { kind: 'status', status: 429, retryAfter: '0', carriedOut: done },
        on: 'updateuser',
        times: 2,
      })
      const job = await engine.run(
        people.map((username) => ({ kind: 'rename', username, fullname: `New ${username}` })),
      )
      expect(outcomes(job)).toEqual(['confirmed', 'confirmed'])
      expect(engine.demo.ledger.length).toBe(2)
      const sent = engine.service.requests.filter(({ command }) => command === 'updateuser').length
      const kinds = await kindsIn(job.job.id)
      expect([sent, kinds.filter((kind) => kind === 'intent').length]).toEqual(done ? [2, 2] : [4, 4])
    },
  )

  it('does not know of a mail that was answered with "slow down" whether it went, and does not send it again', async () => {
    const [a] = engine.people(1) as [string]
    const how = { kind: 'status', status: 429, retryAfter: '0', carriedOut: true } as const
    engine.demo.misbehave({ how, on: 'resetpassword' })
    const job = await engine.run([{ kind: 'reset-password', username: a }])
    expect(job.state).toBe('done')
    expect(outcomes(job)).toEqual(['unknown'])
    expect(messages(job)[0]).toContain('asked to slow down')
    expect(engine.demo.ledger).toHaveLength(1)
    expect(await engine.refused('jobs.resume', { job: job.job.id })).toMatchObject({ code: 'conflict' })
  })

  it('leaves to a person what is answered with "slow down" again and again', async () => {
    const [a] = engine.people(1) as [string]
    engine.demo.misbehave({ how: { kind: 'status', status: 429, retryAfter: '0' }, on: 'updateuser' })
    const job = await engine.run([{ kind: 'rename', username: a, fullname: 'Somebody Else' }])
    expect(job.state).toBe('paused')
    expect(outcomes(job)).toEqual(['waiting'])
    expect(engine.service.requests.filter(({ command }) => command === 'updateuser')).toHaveLength(5)
    expect((await kindsIn(job.job.id)).filter((kind) => kind === 'intent')).toHaveLength(5)
  })

  it('pauses where there is no connection, with nothing sent, and goes on when asked', async () => {
    const people = engine.people(3)
    const { plan } = await engine.call('changes.preview', { changes: people.map(disable) })
    await engine.service.pause()
    const { job } = await engine.call('changes.apply', { plan })
    const paused = await engine.call('jobs.wait', { job })
    expect(paused.state).toBe('paused')
    expect(paused.job.note).toContain('Nothing was sent')
    expect(outcomes(paused)).toEqual(['waiting', 'waiting', 'waiting'])
    await engine.service.resume()
    await engine.call('jobs.resume', { job })
    expect(outcomes(await engine.call('jobs.wait', { job }))).toEqual(['confirmed', 'confirmed', 'confirmed'])
    expect(await kindsIn(job)).toEqual(
      ['apply', 'pause', 'resume'].concat(
        ...[people.map(() => 'intent'), ['answer'], people.map(() => 'outcome confirmed'), ['done']],
      ),
    )
  })

  it('stops when the hash is reset half-way, keeps what was sent as sent, and reads that again first', async () => {
    const people = engine.people(30)
    engine.demo.misbehave({ how: { kind: 'hash-reset' }, on: 'requiremasterpasswordchange', after: 10 })
    const job = await engine.run(people.map(requirement))
    expect(job.state).toBe('paused')
    expect(job.job.note).toContain('refused')
    expect(job.job.counts).toMatchObject({ sent: 10, waiting: 20 })
    expect(engine.session.credential()).toBe('refused')
    engine.demo.misbehave(null)
    const from = engine.service.requests.length
    await engine.call('jobs.resume', { job: job.job.id })
    const done = await engine.call('jobs.wait', { job: job.job.id })
    expect(outcomes(done)).toEqual(people.map(() => 'confirmed'))
    expect(engine.service.requests[from]?.command).toBe('getuserdata')
    expect([...carriedOut(engine, 'requiremasterpasswordchange').values()]).toEqual(people.map(() => 1))
  })

  it('does not overwrite what somebody else changed between the preview and the sending', async () => {
    const [a, b, c, d] = engine.people(4) as [string, string, string, string]
    const { plan } = await engine.call('changes.preview', {
      changes: [
        { kind: 'rename', username: a, fullname: 'Mine' },
        { kind: 'rename', username: b, fullname: 'Same' },
        requirement(c),
        { kind: 'rename', username: d, fullname: 'Clean' },
      ],
    })
    engine.demo.edit.rename(a, 'Theirs')
    engine.demo.edit.rename(b, 'Same')
    engine.demo.edit.removeUser(c)
    const { job } = await engine.call('changes.apply', { plan })
    const done = await engine.call('jobs.wait', { job })
    expect(outcomes(done)).toEqual(['skipped', 'skipped', 'skipped', 'confirmed'])
    expect(messages(done)[0]).toContain('“Theirs”')
    expect(messages(done)[1]).toContain('already')
    expect(messages(done)[2]).toContain('Nobody')
    expect(engine.demo.ledger).toHaveLength(1)
  })

  it('sends nothing to an account that somebody else has disabled meanwhile', async () => {
    const [a, b] = engine.people(2) as [string, string]
    const { plan } = await engine.call('changes.preview', { changes: [disable(a), disable(b)] })
    engine.demo.edit.disable(a)
    const { job } = await engine.call('changes.apply', { plan })
    const done = await engine.call('jobs.wait', { job })
    expect(outcomes(done)).toEqual(['skipped', 'confirmed'])
    expect(messages(done)[0]).toContain('already')
    expect([...carriedOut(engine, 'disableuser').keys()]).toEqual([b])
  })

  it('knows that somebody else was first, and does not offer to undo what it did not do', async () => {
    const [a, b] = engine.people(2) as [string, string]
    const { plan } = await engine.call('changes.preview', { changes: [disable(a), disable(b)] })
    engine.demo.misbehave({
      how: { kind: 'slow', milliseconds: 1 },
      on: (command) => {
        if (command === 'disableuser') engine.demo.edit.disable(a)
        return false
      },
    })
    const { job } = await engine.call('changes.apply', { plan })
    const done = await engine.call('jobs.wait', { job })
    expect(outcomes(done)).toEqual(['confirmed', 'confirmed'])
    expect(messages(done)[0]).toContain('already when the request came')
    expect(done.job.undoable).toBe(1)
    const undo = await engine.call('jobs.undo', { job })
    expect(undo.rows.map(({ change, verdict }) => [change.kind, verdict])).toEqual([
      ['enable', 'change'],
      ['disable', 'blocked'],
    ])
  })

  it('undoes what can be undone, and says of the rest that it cannot', async () => {
    const [a, b, c] = engine.people(3) as [string, string, string]
    const before = engine.session.directory.people.lookup([a, b]).map(([user]) => user)
    const first = await engine.run([
      disable(a),
      { kind: 'groups', username: b, add: [], remove: before[1]?.groups ?? [] },
      { kind: 'rename', username: b, fullname: 'Changed' },
      { kind: 'remove', username: c },
    ])
    expect(outcomes(first)).toEqual(['confirmed', 'confirmed', 'confirmed', 'confirmed'])
    const undo = await engine.call('jobs.undo', { job: first.job.id })
    expect(undo.counts).toEqual({ change: 3, unchanged: 0, blocked: 1 })
    expect(undo.rows[3]).toMatchObject({
      change: { kind: 'remove', username: c },
      reason: expect.stringContaining('No undo'),
    })
    const { job } = await engine.call('changes.apply', { plan: undo.plan, confirm: undo.confirm ?? '' })
    expect((await engine.call('jobs.wait', { job })).job).toMatchObject({
      undoOf: first.job.id,
      counts: { confirmed: 3 },
    })
    const now = engine.session.directory.people.lookup([a, b]).map(([user]) => user)
    expect(now.map((user) => [user?.disabled, user?.fullname, user?.groups])).toEqual(
      before.map((user) => [user?.disabled, user?.fullname, user?.groups]),
    )
    // And only for one of the people.
    const part = await engine.call('jobs.undo', { job: first.job.id, usernames: [a.toUpperCase()] })
    expect(part.rows.map(({ verdict }) => verdict)).toEqual(['unchanged'])
  })

  it('builds no undo on a journal line that was altered', async () => {
    const [a] = engine.people(1) as [string]
    const { job } = await engine.run([{ kind: 'rename', username: a, fullname: 'Changed' }])
    await engine.session.close()
    const { openJournal } = await import('../../../src/main/changes/journal/open-journal.ts')
    const key = (await engine.vault.read('tenant/database-key')) as string
    const opened = await openJournal({
      ...{ folder: engine.home, key, keyLost: false, vault: engine.vault, now: Date.now },
      names: { secret: 'tenant/journal-secret', head: 'tenant/journal-head' },
    })
    opened.store.exec('DROP TRIGGER journal_stays')
    opened.store
      .prepare('UPDATE journal SET body = replace(body, \'"fullname":"\', \'"fullname":"X\') WHERE kind = \'intent\'')
      .run()
    opened.store.close()
    await engine.reopen().catch(() => {})
    expect(await engine.refused('jobs.undo', { job: job.id })).toMatchObject({ code: 'conflict' })
    expect(await engine.call('journal.verify', {})).toMatchObject({ intact: false, brokenAt: 2 })
  })
})
