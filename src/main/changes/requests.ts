import type { Change, ChangeKind } from '../../contract/change.ts'
import type { CommandName } from '../lastpass/commands.ts'
import { keyOf } from '../text/user-key.ts'

/** A change that is to be sent, with its row in its job or plan. */
export interface Sendable {
  row: number
  send: Change
}

/** One request to the service and the rows that it carries out. */
export interface ChangeRequest {
  command: CommandName
  data: unknown
  rows: number[]
}

/** 500 names: a cut connection leaves no more rows in doubt than one look can settle, and an answer comes within seconds. */
export const mostNames = 500
/** 200 entries: each may carry many group names or attributes, so the body stays well below a megabyte. */
export const mostEntries = 200

/** Kinds that the service takes many of at once; all others go one by one. */
const batches: Partial<Record<ChangeKind, number>> = {
  disable: mostNames,
  enable: mostNames,
  add: mostEntries,
  groups: mostEntries,
}

/** The command and the data of changes of one kind; more than one only for kinds that come in batches. */
function requestFor(kind: ChangeKind, changes: readonly Change[]): Omit<ChangeRequest, 'rows'> {
  const [change] = changes
  if (change === undefined) throw new Error('a request without a change')
  const { username } = change
  switch (kind) {
    case 'disable':
      return { command: 'disableuser', data: changes.map((each) => each.username) }
    case 'enable':
      return { command: 'enableuser', data: changes.map((each) => each.username) }
    case 'remove':
      return { command: 'deluser', data: { username, deleteaction: 1 } }
    case 'delete':
      return { command: 'deluser', data: { username, deleteaction: 2 } }
    case 'uninvite':
      return { command: 'deluser', data: { username, deleteaction: 3 } }
    case 'reinvite':
      return { command: 'reinviteuser', data: { username } }
    case 'reset-password':
      return { command: 'resetpassword', data: { username } }
    case 'require-password-change':
      return { command: 'requiremasterpasswordchange', data: { username } }
    case 'disable-mfa':
      return { command: 'disablemultifactor', data: { username } }
    case 'rename':
      return { command: 'updateuser', data: { username, fullname: change.kind === 'rename' ? change.fullname : '' } }
    case 'change-email':
      return {
        command: 'updateemail',
        data: { oldemail: username, newemail: change.kind === 'change-email' ? change.newUsername : '' },
      }
    case 'add':
      return { command: 'batchadd', data: changes.map(entryOfAdd) }
    case 'groups':
      return { command: 'batchchangegrp', data: changes.map(entryOfGroups) }
  }
}

function entryOfAdd(change: Change) {
  if (change.kind !== 'add') throw new Error('not an addition')
  const { username, fullname, groups, attributes } = change
  return {
    username,
    ...(fullname === undefined || fullname === '' ? {} : { fullname }),
    ...(groups === undefined || groups.length === 0 ? {} : { groups }),
    ...(attributes === undefined || Object.keys(attributes).length === 0 ? {} : { attribs: attributes }),
  }
}

function entryOfGroups(change: Change) {
  if (change.kind !== 'groups') throw new Error('not a change of groups')
  const { username, add, remove } = change
  return { username, ...(add.length > 0 ? { add } : {}), ...(remove.length > 0 ? { del: remove } : {}) }
}

/**
 * The requests that carry out these rows: kind by kind in the order in which the kinds first appear, in batches where the
 * service takes them, never the same person twice in one batch. Pure.
 */
export function toRequests(sendables: readonly Sendable[]): ChangeRequest[] {
  const byKind = new Map<ChangeKind, Sendable[]>()
  for (const sendable of sendables) {
    const same = byKind.get(sendable.send.kind)
    if (same === undefined) byKind.set(sendable.send.kind, [sendable])
    else same.push(sendable)
  }
  return [...byKind].flatMap(([kind, all]) =>
    inBatches(all, batches[kind] ?? 1).map((batch) => ({
      ...requestFor(
        kind,
        batch.map(({ send }) => send),
      ),
      rows: batch.map(({ row }) => row),
    })),
  )
}

function inBatches(all: readonly Sendable[], most: number): Sendable[][] {
  const done: Sendable[][] = []
  let batch: Sendable[] = []
  let names = new Set<string>()
  for (const sendable of all) {
    const key = keyOf(sendable.send.username)
    if (batch.length === most || names.has(key)) {
      done.push(batch)
      batch = []
      names = new Set()
    }
    batch.push(sendable)
    names.add(key)
  }
  if (batch.length > 0) done.push(batch)
  return done
}

/** What stands in the place of the provisioning hash wherever a request is shown. */
export const maskedHash = '********'

/** A request as it leaves, with the hash masked, and the same as a command line. */
export function showRequest(
  { command, data }: Omit<ChangeRequest, 'rows'>,
  service: { cid: string; baseUrl: string },
): { command: string; body: string; curl: string } {
  const body = JSON.stringify({
    cid: Number(service.cid),
    provhash: maskedHash,
    cmd: command,
    apiuser: 'Provost',
    data,
  })
  const quote = (text: string) => `'${text.replaceAll("'", "'\\''")}'`
  return {
    command,
    body,
    curl: `curl --request POST ${quote(service.baseUrl)} --header 'content-type: application/json' --data ${quote(body)}`,
  }
}
