import { z } from 'zod'
import { Username } from '../../../contract/model.ts'
import type { Store } from '../../store/store.ts'
import { bytesOf, parseStored, textRow, textRows } from '../../store/text.ts'
import { defaultGuards, type Guards, narrowGuards } from './guards.ts'

const Kept = z.object({
  mine: Username.nullable().catch(defaultGuards.mine),
  protected: z.array(Username).max(200).catch([]),
  cap: z.int().min(1).max(10_000).catch(defaultGuards.cap),
  reasonRequired: z.boolean().catch(defaultGuards.reasonRequired),
  holdSeconds: z.int().min(0).max(60).catch(defaultGuards.holdSeconds),
  secondPersonAbove: z.int().min(1).max(10_000).nullable().catch(defaultGuards.secondPersonAbove),
})

/** The guards of a tenant: as set by a person, and narrowed by a policy. */
export interface GuardSettings {
  get(): Guards
  /** As set by a person alone. */
  mine(): Guards
  /** Names of the parts that a policy has a say in; a person cannot set them. */
  fixed(): string[]
  /** Inside the caller's transaction. */
  set(guards: Guards): void
}

/** `policy`: what a policy fixes, which wins over everything. */
export function createGuardSettings(store: Store, policy: () => Partial<Guards>): GuardSettings {
  const read = store.prepare(`SELECT ${bytesOf('json')} FROM settings WHERE name = 'guards'`)
  const kept = (): Guards => {
    const row = read.get()
    const parsed = Kept.safeParse(row === undefined ? {} : parseStored<unknown>(textRow<{ json: string }>(row).json))
    return parsed.success ? parsed.data : defaultGuards
  }
  return {
    get: () => narrowGuards(kept(), policy()),
    mine: kept,
    fixed: () => Object.keys(policy()),
    set: (guards) =>
      void store
        .prepare(
          "INSERT INTO settings (name, json) VALUES ('guards', ?) ON CONFLICT (name) DO UPDATE SET json = excluded.json",
        )
        .run(JSON.stringify(guards)),
  }
}

/** An error that waits to be read. */
export interface KeptError {
  id: number
  time: string
  what: string
  message: string
  details: string | null
  job: string | null
}

/** Errors with the service's own words, until somebody dismisses them. */
export interface Errors {
  add(error: Omit<KeptError, 'id' | 'time'>): void
  page(offset: number, limit: number): { rows: KeptError[]; total: number }
  /** Forgets the errors of a job that came good; whether there were any. */
  settle(job: string): boolean
  dismiss(ids: readonly number[]): void
}

/** 1,000: a night of failures; older ones than that make way. */
const mostErrors = 1000

export function createErrors(store: Store, now: () => number): Errors {
  const insert = store.prepare('INSERT INTO errors (time, what, message, details, job) VALUES (?, ?, ?, ?, ?)')
  const trim = store.prepare('DELETE FROM errors WHERE id <= (SELECT id FROM errors ORDER BY id DESC LIMIT 1 OFFSET ?)')
  return {
    add({ what, message, details, job }) {
      insert.run(new Date(now()).toISOString(), what, message, details, job)
      trim.run(mostErrors)
    },
    page(offset, limit) {
      const { total } = store.prepare('SELECT count(*) AS total FROM errors').get() as { total: number }
      const rows = store
        .prepare(
          `SELECT id, ${bytesOf('time', 'what', 'message', 'details', 'job')} FROM errors ORDER BY id DESC LIMIT ? OFFSET ?`,
        )
        .all(limit, offset)
      return { rows: textRows<KeptError>(rows), total }
    },
    settle: (job) => store.prepare('DELETE FROM errors WHERE job = ?').run(job).changes > 0,
    dismiss: (ids) =>
      void store.prepare('DELETE FROM errors WHERE id IN (SELECT value FROM json_each(?))').run(JSON.stringify(ids)),
  }
}
