import { inTransaction } from '../../store/bulk.ts'
import { mendIndexes } from '../../store/mend-indexes.ts'
import { sealedJournal } from '../../store/migrations/journal.ts'
import { checkSeals, recount, type SealFinding } from '../../store/row-seal.ts'
import type { Store } from '../../store/store.ts'
import { bytesOf, textRows } from '../../store/text.ts'

/** What was found damaged in `journal.db` beside its lines, and left out. */
export interface Mended {
  /** In words, one thing each; empty: all is as it was written. */
  lost: string[]
  /** Guards, plans or jobs are among it: changes stay off until an admin has looked. */
  grave: boolean
}

const many = (count: number, one: string, more: string) =>
  `${count.toLocaleString('en-US')} ${count === 1 ? one : more}`

/**
 * Looks at every sealed row of a journal when it is opened. One that is not as it was written is left out alone, what depends on it
 * says so, and nothing is built on it.
 * Security rule: a damaged row is told and never acted upon. Test: test/main/changes/row-seals.test.ts.
 */
export function mendRows(store: Store, key: string): Mended {
  const lost: string[] = []
  let grave = false
  const wrong = mendIndexes(store)
  if (wrong !== null) {
    lost.push(`pages of the file (${wrong.split('\n')[0]?.slice(0, 200)})`)
    grave = true
  }
  const findings = checkSeals(store, key, sealedJournal)
  const broken = brokenPlans(store, findings)
  if (findings.length === 0 && broken.length === 0) return { lost, grave }
  const find = (table: string) => findings.find((each) => each.table === table)
  const remove = (table: string, where: string, ...values: unknown[]) =>
    store.prepare(`DELETE FROM ${table} WHERE ${where}`).run(...values)

  inTransaction(store, () => {
    for (const { name } of find('settings')?.damaged ?? []) {
      remove('settings', 'name = ?', name)
      // These are made anew by themselves, and nothing is decided by what they were.
      if (name === 'latest-time' || name === 'ended') continue
      lost.push(name === 'guards' ? 'the guards with the protected accounts' : `the setting "${name}"`)
      grave = true
    }
    for (const { name } of find('sources')?.damaged ?? []) {
      remove('sources', 'name = ?', name)
      lost.push('how long a list was when it was last sent')
    }
    const errors = find('errors')?.damaged ?? []
    for (const { id } of errors) remove('errors', 'id = ?', id)
    if (errors.length > 0) lost.push(many(errors.length, 'error that waited', 'errors that waited'))
    for (const { id } of find('plans')?.damaged ?? []) {
      remove('plans', 'id = ?', id)
      lost.push('a plan')
      grave = true
    }
    for (const { id, title } of broken) {
      store.prepare(`UPDATE plans SET state = 'discarded' WHERE id = ? AND state <> 'applied'`).run(id)
      lost.push(`rows of the plan "${title}", which is not sent`)
      grave = true
    }
    for (const { id } of find('jobs')?.damaged ?? []) {
      remove('jobs', 'id = ?', id)
      remove('job_rows', 'job = ?', id)
      lost.push('a job')
      grave = true
    }
    const rows = find('job_rows')?.damaged ?? []
    for (const { job, row } of rows) mendJobRow(store, job ?? '', Number(row))
    if (rows.length > 0) {
      lost.push(many(rows.length, 'row of a job', 'rows of jobs'))
      grave = true
    }
    const planRows = find('plan_rows')?.damaged ?? []
    for (const { plan, row } of planRows) {
      remove('job_rows', 'plan = ? AND row = ?', plan, Number(row))
      remove('plan_rows', 'plan = ? AND row = ?', plan, Number(row))
    }
    if (planRows.length > 0 && broken.length === 0) lost.push(many(planRows.length, 'row of a plan', 'rows of plans'))
    // Told once: from now on it is a plan of the rows that are left.
    for (const { id } of broken)
      store
        .prepare(
          `UPDATE plans SET json = json_set(json, '$.rows', (SELECT count(*) FROM plan_rows WHERE plan = plans.id)) WHERE id = ?`,
        )
        .run(id)
    for (const { table, missing } of findings) {
      if (missing === null) continue
      recount(store, table)
      const plain = { settings: 'settings', plans: 'plans', jobs: 'jobs', job_rows: 'rows of jobs' }[table]
      if (find(table)?.damaged.length === 0 || missing > 0) {
        lost.push(`${missing > 0 ? `at least ${missing}` : 'some'} of the ${plain ?? 'lengths of lists'}`)
        grave ||= plain !== undefined
      }
    }
  })
  return { lost, grave }
}

/** Plans that are not made any more of the rows that they were previewed with. */
function brokenPlans(store: Store, findings: readonly SealFinding[]): { id: string; title: string }[] {
  const hit = findings.find(({ table }) => table === 'plan_rows')?.damaged.map(({ plan }) => plan) ?? []
  const gone = findings.find(({ table }) => table === 'plans')?.damaged.map(({ id }) => id) ?? []
  return textRows<{ id: string; title: string }>(
    store
      .prepare(
        `SELECT ${bytesOf('id')}, CAST(json ->> '$.title' AS BLOB) AS title FROM plans
         WHERE id NOT IN (SELECT value FROM json_each(?)) AND state IN ('open', 'kept', 'applied')
         AND (id IN (SELECT value FROM json_each(?))
           OR json ->> '$.rows' <> (SELECT count(*) FROM plan_rows WHERE plan = plans.id))`,
      )
      .all(JSON.stringify(gone), JSON.stringify(hit)),
  )
}

/** What became of the row is not known any more; while its job is not over, LastPass is asked. */
function mendJobRow(store: Store, job: string, row: number): void {
  const mended = store
    .prepare(
      `UPDATE job_rows SET
         plan = (SELECT json ->> '$.plan' FROM jobs WHERE id = job_rows.job),
         kind = (SELECT json ->> '$.change.kind' FROM plan_rows p
           WHERE p.plan = (SELECT json ->> '$.plan' FROM jobs WHERE id = job_rows.job) AND p.row = job_rows.row),
         outcome = 'unknown', message = ?, details = NULL, time = NULL, answer = NULL, sent_at = NULL, content = NULL, ours = 0,
         open = (SELECT state IN ('holding', 'running', 'paused') FROM jobs WHERE id = job_rows.job)
       WHERE job = ? AND row = ? AND EXISTS (SELECT 1 FROM jobs j
         JOIN plan_rows p ON p.plan = j.json ->> '$.plan' AND p.row = job_rows.row WHERE j.id = job_rows.job)`,
    )
    .run(
      'The record of this row was damaged on the disk: what became of it is not known here. The journal has what was noted.',
      job,
      row,
    )
  if (mended.changes === 0) store.prepare('DELETE FROM job_rows WHERE job = ? AND row = ?').run(job, row)
}

/** What was left out, as a sentence. */
export const mendedInWords = (lost: readonly string[]): string => {
  const named = lost.length > 4 ? [...lost.slice(0, 4), `${lost.length - 4} more`] : lost
  return `A part of the journal's file was damaged on the disk, or altered outside Provost, and is left out: ${named.join('; ')}.`
}
