import { join } from 'node:path'
import Database from 'libsql'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { disable, type Engine, openEngine } from '../../harness/session.ts'

let engine: Engine
let plan: string
let job: string

beforeEach(async () => {
  engine = await openEngine()
  await engine.session.directory.sync(false)
  await engine.call('guards.set', { protected: ['break.glass@example.com'], secondPersonAbove: 3 })
  const [a, b, c, d] = engine.people(4) as [string, string, string, string]
  job = (await engine.run([disable(a), disable(b)])).job.id
  plan = (await engine.call('changes.preview', { changes: [disable(c), disable(d)], title: 'Two who wait' })).plan
  await engine.call('changes.keep', { plan })
})
afterEach(() => engine.close())

/** Writes into the journal's file by its key, around everything, while it is closed. */
async function tamper(...sql: string[]): Promise<void> {
  const key = (await engine.vault.read('tenant/database-key')) ?? ''
  await engine.session.close()
  const store = new Database(join(engine.home, 'journal.db'), {
    encryptionCipher: 'aes256cbc',
    encryptionKey: key,
  } as Database.Options)
  for (const each of sql) store.exec(each)
  store.close()
  await engine.reopen()
}
const said = () => engine.session.problems.map(({ message }) => message).join(' ')
const errors = async () => (await engine.call('errors.page', {})).rows.map(({ message }) => message).join(' ')

describe('a row of the journal beside its lines', () => {
  it('stays as it is when nothing was altered, over starts', async () => {
    await engine.reopen()
    await engine.reopen()
    expect(engine.session.problems).toEqual([])
    expect(await errors()).toBe('')
    expect((await engine.call('changes.waiting', {})).plans).toHaveLength(1)
  })

  it.each([
    ['the guards altered', `UPDATE settings SET json = '{"protected":[]}' WHERE name = 'guards'`, 'the guards'],
    ['the guards removed', `DELETE FROM settings WHERE name = 'guards'`, 'of the settings'],
    ['a waiting plan removed', `DELETE FROM plans WHERE state = 'kept'`, 'of the plans'],
    ['a row of a waiting plan removed', `DELETE FROM plan_rows WHERE row = 1`, 'rows of the plan "Two who wait"'],
    [
      'a row of a waiting plan altered',
      `UPDATE plan_rows SET json = replace(json, '"before"', '"befora"')`,
      'rows of the plan "Two who wait"',
    ],
    ['a plan garbled', `UPDATE plans SET json = substr(json, 1, 20)`, 'a plan'],
    ['a job garbled', `UPDATE jobs SET json = 'x'`, 'a job'],
    ['an outcome altered', `UPDATE job_rows SET outcome = 'waiting' WHERE row = 0`, '1 row of a job'],
    ['an outcome removed', `DELETE FROM job_rows WHERE row = 0`, 'rows of jobs'],
    [
      'a row of a job added',
      `INSERT INTO job_rows (job, row, plan, kind, outcome) SELECT job, 7, plan, kind, outcome FROM job_rows LIMIT 1`,
      'row',
    ],
  ])('is told at the start and keeps changes off until an admin has looked: %s', async (_, sql, words) => {
    await tamper(sql)
    expect(said()).toContain(words)
    expect(said()).toContain('Changes stay off')
    expect(await engine.refused('writing.enable', {})).toMatchObject({ code: 'not-allowed' })
    expect(await errors()).toContain(words)
    // Nothing else is taken along, and no call makes a mistake of it.
    await engine.call('journal.page', {})
    await engine.call('jobs.page', {})
    await engine.call('changes.waiting', {})
    expect((await engine.call('journal.verify', {})).intact).toBe(true)
    await engine.reopen()
    expect(said()).toContain('Changes stay off')
    await engine.call('journal.acceptLoss', {})
    await engine.reopen()
    expect(engine.session.problems).toEqual([])
  })

  it('hides itself alone: the other row of its job stays', async () => {
    await tamper(`UPDATE job_rows SET outcome = 'failed', message = 'It did not work' WHERE row = 0`)
    const { rows } = await engine.call('jobs.get', { job })
    expect(rows.map(({ outcome }) => outcome)).toEqual(['unknown', 'confirmed'])
    expect(rows[0]?.message).toContain('was damaged on the disk')
  })

  it('does not send a plan of which a row was put back or is gone', async () => {
    await tamper(`DELETE FROM plan_rows WHERE row = 1 AND plan = '${plan}'`)
    expect((await engine.call('changes.waiting', {})).plans).toEqual([])
    expect(await engine.refused('changes.plan', { plan })).toMatchObject({ code: 'not-found' })
  })

  it('is sealed anew where an older version wrote it', async () => {
    await tamper(
      ...['plans', 'plan_rows', 'jobs', 'job_rows', 'errors', 'settings', 'sources'].map(
        (table) => `ALTER TABLE ${table} DROP COLUMN seal`,
      ),
      'DROP TABLE sealed_sets',
      `DELETE FROM migrations WHERE name = '002-seals'`,
    )
    expect(engine.session.problems).toEqual([])
    expect((await engine.call('guards.get', {})).protected).toEqual(['break.glass@example.com'])
    await tamper(`UPDATE settings SET json = '{}' WHERE name = 'guards'`)
    expect(said()).toContain('the guards')
  })
})

describe('a line of the journal', () => {
  it('that was altered hides itself alone', async () => {
    const before = await engine.call('journal.page', {})
    await tamper(
      'DROP TRIGGER journal_stays',
      `UPDATE journal SET body = replace(body, '"confirmed"', '"confirmeq"') WHERE seq = (SELECT min(seq) FROM journal WHERE kind = 'outcome')`,
    )
    const { rows } = await engine.call('journal.page', {})
    expect(rows).toHaveLength(before.rows.length)
    const damaged = rows.filter(({ kind }) => kind === 'damaged')
    expect(damaged).toHaveLength(1)
    expect(String(damaged[0]?.data.text)).toContain('was altered or damaged')
    expect((await engine.call('journal.verify', {})).intact).toBe(false)
  })
})
