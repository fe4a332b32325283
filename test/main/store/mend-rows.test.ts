import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createReviews } from '../../../src/main/access/review/review-handlers.ts'
import { openCatalog } from '../../../src/main/audit/archive/catalog.ts'
import { dayText } from '../../../src/main/clock/calendar-day.ts'
import { mayReplace, readDay } from '../../../src/main/scores/history/day-store.ts'
import { daysIn, scopeNumber, trendOf } from '../../../src/main/scores/history/trend.ts'
import { withDamage } from '../../../src/main/store/damage.ts'
import { createKept } from '../../../src/main/store/kept.ts'
import { keptMigrations, sealedKept } from '../../../src/main/store/migrations/kept.ts'
import { openReader } from '../../../src/main/store/open.ts'
import { textRow } from '../../../src/main/store/text.ts'
import type { ScoresStore } from '../../../src/main/tenants/stores/scores-store.ts'
import { temporaryFolder } from '../../harness/application.ts'
import { type Engine, openEngine } from '../../harness/session.ts'

let engine: Engine
beforeEach(async () => {
  engine = await openEngine(40)
})
afterEach(() => engine.close())

const kept = () => {
  const { store } = engine.session.ownStore('joiners.db', keptMigrations, sealedKept)
  return createKept(store, Date.now)
}
const told = async () => (await engine.call('errors.page', {})).rows.map(({ message }) => message)

/** Alters a file past the triggers that seal, as somebody with the key could, or a block of noise would. */
async function tamper(name: string, ...sql: string[]): Promise<void> {
  await engine.session.close()
  const store = openReader(join(engine.home, name), (await engine.vault.read('tenant/database-key')) ?? '')
  store.exec('PRAGMA query_only = OFF')
  for (const each of sql) store.exec(each)
  store.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  store.close()
  await engine.reopen()
}

it.each([
  ['altered', "UPDATE kept SET json = '{\"seats\":9}' WHERE kind = 'settings'", '1 record is not as written', 2],
  ['removed', "DELETE FROM kept WHERE kind = 'settings'", '1 record is gone', 2],
  ['put in', "INSERT INTO kept (kind, key, time, json) VALUES ('fact', 'x@example.com', '', '{}')", '1 record', 3],
])(
  'a row that was %s hides itself alone, is told once, and the file as it was is kept',
  async (_, sql, words, left) => {
    const before = kept()
    before.put('settings', 'joiners', { seats: 5 })
    before.put('fact', 'a@example.com', { department: 'Sales' })
    before.put('fact', 'b@example.com', { department: 'Support' })
    await tamper('joiners.db', sql)
    const after = kept()
    expect(after.all('fact').length + after.all('settings').length).toBe(left)
    expect(after.all('fact').map(({ key }) => key)).toEqual(['a@example.com', 'b@example.com'])
    expect(await told()).toEqual([expect.stringContaining(words)])
    expect(readdirSync(engine.home).filter((name) => name.startsWith('joiners.damaged-'))).toHaveLength(1)
    const { rows } = await engine.call('journal.page', { kind: 'rows-damaged' })
    expect(rows[0]?.data.text).toContain('joiners.db')
    await engine.session.close()
    await engine.reopen()
    kept()
    expect(await told()).toHaveLength(1)
  },
)

it('a decision of a review that was altered is open again, and is told', async () => {
  const { signal } = new AbortController()
  const reviews = () =>
    createReviews({
      ...{ session: () => engine.session, actor: () => ({ user: 'ann', computer: 'one' }), now: Date.now },
      ...{ identity: null as never, saveFile: async () => null },
    }).handlers
  const { rows: groups } = engine.session.directory.reads.groupsPage({
    ...{ sort: 'members', direction: 'desc', offset: 0, limit: 1 },
  })
  const { review } = await reviews()['reviews.start']({ scope: { group: groups[0]?.name ?? '' } }, signal)
  await reviews()['reviews.decide']({ review, lines: [0, 1], decision: 'keep', reason: '' }, signal)
  await tamper(
    'reviews.db',
    'UPDATE kept SET json = \'{"decision":"remove","reason":""}\' WHERE kind LIKE \'decisions/%\' AND key = \'1\'',
  )
  const { rows } = await reviews()['reviews.get']({ review, offset: 0, limit: 10 }, signal)
  expect(rows.slice(0, 2).map(({ decision }) => decision)).toEqual(['keep', null])
  expect(await told()).toEqual([expect.stringContaining('reviews.db, which holds access reviews')])
})

it('a threshold that was altered, and a file of scores that was deleted, are told', async () => {
  const store = await engine.session.scores.store()
  store.prepare("INSERT INTO meta (name, json) VALUES ('settings', ?)").run('{"threshold":61,"target":null}')
  store.exec("INSERT INTO published (line, day) VALUES ('all', 1)")
  await tamper(
    'scores.db',
    'UPDATE meta SET json = \'{"threshold":1,"target":null}\' WHERE name = \'settings\'',
    'DELETE FROM published',
  )
  const again = await engine.session.scores.store()
  expect(again.prepare("SELECT count(*) AS n FROM meta WHERE name = 'settings'").get()).toMatchObject({ n: 0 })
  expect(await told()).toEqual([expect.stringContaining('scores.db')])
})

describe('the history of scores', () => {
  const altered = {
    totals: 'UPDATE totals SET sum = sum + 1 WHERE scope = 1',
    scopes: "UPDATE scopes SET name = 'Other' WHERE id = 2",
    sets: "UPDATE sets SET members = members || ',9' WHERE id = 1",
    people: 'UPDATE people SET line = 1 WHERE k = 2',
  }
  const rowsIn = async (table: string) =>
    (
      (await engine.session.scores.store()).prepare(`SELECT count(*) AS n FROM ${table}`).get() as {
        n: number
      }
    ).n

  it('with a number that was altered leaves that one out, and says so without being asked', async () => {
    const before = await rowsIn('totals')
    await tamper('scores.db', altered.totals)
    await expect.poll(told).toEqual([expect.stringContaining('1 record is not as written')])
    expect(await rowsIn('totals')).toBe(before - 1)
  })

  it('with a day that was altered leaves that day out alone, and keeps it out where a snapshot told of it', async () => {
    const store = await engine.session.scores.store()
    const { day } = store.prepare('SELECT day + 0 AS day FROM days').get() as { day: number }
    const older = `INSERT INTO days (day, taken) VALUES (${day - 1}, 1)`
    store.exec(older)
    const sums = await rowsIn('totals')
    await tamper('scores.db', `UPDATE days SET taken = taken + 86400 WHERE day = ${day}`)
    await expect.poll(told).toEqual([expect.stringContaining('1 record is not as written')])
    const again = await engine.session.scores.store()
    expect(daysIn(again, { from: 0, to: day })).toEqual([day - 1])
    expect(await rowsIn('totals')).toBe(sums)
    expect(mayReplace(again, day, 1)).toBe(true)
    again.exec(`INSERT INTO published (line, day) VALUES ('all', ${day})`)
    expect(mayReplace(again, day, Number.MAX_SAFE_INTEGER)).toBe(false)
  })

  it('with a state that was altered leaves out its days alone, says which, and has the next refresh keep the day anew', async () => {
    const store = await engine.session.scores.store()
    const { day } = store.prepare('SELECT day + 0 AS day FROM days').get() as { day: number }
    const sums = await rowsIn('totals')
    await tamper('scores.db', "UPDATE states SET data = CAST(substr(data, 1, length(data) - 1) || x'07' AS BLOB)")
    await expect
      .poll(told)
      .toEqual([
        expect.stringContaining(
          `1 record is not as written and left out. Scores of single people on ${dayText(day)} are`,
        ),
      ])
    expect([await rowsIn('days'), await rowsIn('totals')]).toEqual([0, sums])
    await engine.session.directory.sync(true)
    expect(daysIn(await engine.session.scores.store(), { from: 0, to: day })).toEqual([day])
    await (engine.session.scores as ScoresStore).check()
    expect(await told()).toHaveLength(1)
    expect(existsSync(join(engine.home, 'scores.db.damaged'))).toBe(false)
  })

  it('which says what it cannot say when it is read is left out then, and asked again', async () => {
    const store = await engine.session.scores.store()
    const { day } = store.prepare('SELECT day + 0 AS day FROM days').get() as { day: number }
    const other = openReader(join(engine.home, 'scores.db'), (await engine.vault.read('tenant/database-key')) ?? '')
    other.exec('PRAGMA query_only = OFF')
    other.exec("UPDATE states SET data = x'ffffffffff'")
    other.close()
    const { scores } = engine.session
    const read = withDamage({ day: async () => readDay(store, day) }, scores.damaged).day
    await expect(read()).rejects.toMatchObject({ failure: { code: 'storage' } })
    await expect.poll(told).toEqual([expect.stringContaining('1 record is not as written and left out')])
    expect(existsSync(join(engine.home, 'scores.db.damaged'))).toBe(false)
    expect(await read()).toEqual({ blocks: [] })
  })

  it('with a number that was altered shows the others alone, also before all rows were looked at', async () => {
    const store = await engine.session.scores.store()
    const { day } = store.prepare('SELECT day + 0 AS day FROM days').get() as { day: number }
    expect(trendOf(store, 1, { from: day, to: day })).toHaveLength(1)
    // Altered past the triggers while Provost runs, so that reading is what comes upon it.
    const other = openReader(join(engine.home, 'scores.db'), (await engine.vault.read('tenant/database-key')) ?? '')
    other.exec('PRAGMA query_only = OFF')
    other.exec(altered.totals)
    other.close()
    expect(trendOf(store, 1, { from: day, to: day })).toEqual([])
    await expect.poll(told).toEqual([expect.stringContaining('1 record is not as written')])
  })

  it('finds its numbers where an index was altered', async () => {
    const store = await engine.session.scores.store()
    const names = store.prepare("SELECT CAST(name AS BLOB) AS name FROM scopes WHERE kind = 'department'").all()
    expect(names.length).toBeGreaterThan(0)
    // An index of the same shape that says other names, as a garbled page of it would.
    await tamper(
      'scores.db',
      'PRAGMA writable_schema = ON',
      "UPDATE sqlite_schema SET sql = replace(sql, 'UNIQUE (kind, name)', 'UNIQUE (name, kind)') WHERE name = 'scopes'",
      'PRAGMA writable_schema = RESET',
      'REINDEX',
      'PRAGMA writable_schema = ON',
      "UPDATE sqlite_schema SET sql = replace(sql, 'UNIQUE (name, kind)', 'UNIQUE (kind, name)') WHERE name = 'scopes'",
      'PRAGMA writable_schema = RESET',
    )
    const again = await engine.session.scores.store()
    for (const row of names) {
      const { name } = textRow<{ name: string }>(row)
      expect([name, scopeNumber(again, 'department', name)]).toEqual([name, expect.any(Number)])
    }
    expect(await told()).toEqual([])
  })

  it.each(Object.entries(altered).slice(1))('whose %s were altered is put aside, and told', async (table, sql) => {
    expect(await rowsIn(table)).toBeGreaterThan(0)
    await tamper('scores.db', sql)
    await expect.poll(() => existsSync(join(engine.home, 'scores.db.damaged'))).toBe(true)
    await engine.reopen()
    expect(await rowsIn(table)).toBe(0)
    expect(await told()).toEqual([expect.stringMatching(/scores\.db.*was put aside as/)])
  })

  it('as it was written is whole, also after somebody left', async () => {
    engine.demo.edit.removeUser(engine.people(1)[0] ?? '')
    await engine.session.directory.sync(true)
    await engine.reopen()
    await (engine.session.scores as ScoresStore).check()
    expect(await told()).toEqual([])
    expect(await rowsIn('days')).toBe(1)
  })
})

it('of the audit catalogue, a muted finding that was altered is shown again, and a name is not taken for another', () => {
  const file = join(temporaryFolder(), 'catalog.db')
  const key = 'ab'.repeat(32)
  const seal = Buffer.alloc(32)
  const first = openCatalog(file, key, seal)
  expect(first.lost).toBeNull()
  first.mute(['one'], { reason: 'Known', at: 1 })
  first.mute(['two'], { reason: 'Known', at: 2 })
  first.commit({
    names: [
      { kind: 'person', n: 0, text: 'ann@example.com' },
      { kind: 'person', n: 1, text: 'ben@example.com' },
    ],
  })
  first.close()
  const store = openReader(file, key)
  store.exec('PRAGMA query_only = OFF')
  store.exec(
    "UPDATE mutes SET key = 'three' WHERE key = 'two'; UPDATE name_blocks SET json = '[\"ann@example.com\",\"cat@example.com\"]'",
  )
  store.close()
  const second = openCatalog(file, key, seal)
  expect(second.lost).toContain('2 records are not as written')
  expect(second.mutes().map((mute) => mute.key)).toEqual(['one'])
  expect(second.names('person').slice(0, 2)).toEqual(['[damaged] person 0', '[damaged] person 1'])
  second.close()
  const third = openCatalog(file, key, seal)
  expect(third.lost).toBeNull()
  third.close()
})
