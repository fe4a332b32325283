import type { Company } from '../company/company.ts'
import type { Happenings } from '../events/event-line.ts'
import { isObject, text } from './answer.ts'
import { batchAdd, batchChangeGroups, disableUsers, enableUsers } from './writes-many.ts'
import {
  deleteUser,
  disableMultifactor,
  pushSites,
  reinviteUser,
  requirePasswordChange,
  resetPassword,
  updateEmail,
  updateUser,
} from './writes-one.ts'
import type { Write } from './writing.ts'

/** One write that was carried out. */
export interface LedgerEntry {
  /** Epoch milliseconds. */
  time: number
  command: string
  apiUser: string
  /** The part of the request's data that was carried out; passwords are replaced. */
  data: unknown
}

/** The writes, and the record of those that were carried out. */
export interface Ledger {
  readonly entries: readonly LedgerEntry[]
  knows(command: string): boolean
  write(
    command: string,
    data: unknown,
    how: { apiUser: string; now: number; idle: boolean; unknown: readonly string[] },
  ): { answer: Record<string, unknown>; entry: LedgerEntry | null }
  /** Carries an entry of an earlier run out again. */
  replay(entry: LedgerEntry): void
}

const writes: Record<string, Write> = {
  batchadd: batchAdd,
  batchchangegrp: batchChangeGroups,
  deluser: deleteUser,
  disableuser: disableUsers,
  enableuser: enableUsers,
  updateuser: updateUser,
  updateemail: updateEmail,
  reinviteuser: reinviteUser,
  resetpassword: resetPassword,
  requiremasterpasswordchange: requirePasswordChange,
  disablemultifactor: disableMultifactor,
  pushsitestousers: pushSites,
}

function nameIn(entry: unknown): string {
  return (isObject(entry) ? text(entry.username) || text(entry.oldemail) : text(entry)).toLowerCase()
}

/** What is said when all went well, or is to seem so. */
function success(command: string, data: unknown): Record<string, unknown> {
  if (command === 'disableuser') return { status: 'success', disabled_users: data }
  if (command === 'enableuser') return { status: 'success', enabled_users: data }
  return { status: 'OK' }
}

/** An empty record, over the company that it changes. */
export function createLedger({ company, happenings }: { company: Company; happenings: Happenings }): Ledger {
  const entries: LedgerEntry[] = []

  function carryOut(command: string, data: unknown, now: number) {
    const write = writes[command]
    if (!write) throw new Error(`no write is called ${command}`)
    return write({ company, happenings, now }, data)
  }

  return {
    entries,
    knows: (command) => Object.hasOwn(writes, command),
    write: (command, data, { apiUser, now, idle, unknown }) => {
      if (idle) return { answer: success(command, data), entry: null }
      const strangers = new Set(unknown.map((username) => username.toLowerCase()))
      const [all, many] = [Array.isArray(data) ? data : [data], Array.isArray(data)]
      const errors = all.filter((one) => strangers.has(nameIn(one))).map((one) => `${nameIn(one)} does not exist`)
      const rest = all.filter((one) => !strangers.has(nameIn(one)))
      if (errors.length > 0 && rest.length === 0) return { answer: { status: 'WARN', errors }, entry: null }
      const { answer, carriedOut } = carryOut(command, many ? rest : rest[0], now)
      const entry = carriedOut === null ? null : { time: now, command, apiUser, data: structuredClone(carriedOut) }
      if (entry) entries.push(entry)
      return { answer: errors.length === 0 ? answer : { ...answer, status: 'WARN', errors }, entry }
    },
    replay: (entry) => {
      company.settle(entry.time / 1000)
      carryOut(entry.command, entry.data, entry.time)
      entries.push(entry)
    },
  }
}
