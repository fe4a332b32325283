import { meaningOf } from '../../../contract/audit/action-names.ts'
import { readCallerLabel } from '../../../contract/audit/caller-label.ts'
import type { AuditEvent } from '../../../contract/calls/audit/audit.ts'
import type { ChangeKind, JournalLine } from '../../../contract/change.ts'
import { kinds } from '../../changes/kinds/kinds.ts'
import { keyOf } from '../../text/user-key.ts'
import { kindOfAction } from '../findings/action-kinds.ts'

/** What Provost's journal has about an event: which line, and how that is known. */
export type Recorded = NonNullable<AuditEvent['recorded']>

/** Seconds by which LastPass' clock may be before or behind the line that Provost wrote when it sent. */
const before = 120
const after = 300

/** An event by the API whose caller is not told, or is Provost: others did not come from here. */
function mayBeOurs({ username, parsed }: AuditEvent): boolean {
  if (parsed.label !== undefined) return readCallerLabel(parsed.label) !== null
  const name = username.trim()
  return name === '' || parsed.byApi === true
}

const isSaidBy = (kind: ChangeKind, action: string): boolean => {
  const meaning = meaningOf(action)
  // Multifactor has an action for each method, which are known by their form.
  return kinds[kind].loggedAs.includes(meaning) || (kind === 'disable-mfa' && kindOfAction(action) === 'mfa-off')
}

/** Whether a line says the same of a group: into it and out of it are two things, which one kind of change does. */
function saysOfGroup({ action, parsed: { group } }: AuditEvent, { change }: JournalLine): boolean {
  if (change?.kind !== 'groups') return true
  const groups = /remov/.test(meaningOf(action)) ? change.remove : change.add
  return group === undefined ? groups.length > 0 : groups.includes(group)
}

/** Lines by the people whom they change, an address that is changed by its new one too. */
function byPerson(intents: readonly JournalLine[]): ReadonlyMap<string, JournalLine[]> {
  const lines = new Map<string, JournalLine[]>()
  for (const line of intents) {
    const { change } = line
    if (change === null) continue
    const keys = [change.username, ...(change.kind === 'change-email' ? [change.newUsername] : [])].map(keyOf)
    for (const key of new Set(keys)) lines.set(key, [...(lines.get(key) ?? []), line])
  }
  return lines
}

/** What tells a line's changes apart: one line may add to one group and take from another, and LastPass logs each. */
const part = (event: AuditEvent, line: JournalLine): string =>
  line.change?.kind === 'groups' ? `${line.seq} ${event.parsed.group ?? ''}` : String(line.seq)

/**
 * For each event the intent of the journal that it tells of; null: none. A label that names the job decides; otherwise person,
 * action and a time close by, each intent once and the nearest event first. `intents`: lines of kind `intent`, in any order.
 */
export function joinJournal(events: readonly AuditEvent[], intents: readonly JournalLine[]): (Recorded | null)[] {
  const joined: (Recorded | null)[] = events.map(() => null)
  const lines = byPerson(intents)
  const candidates: { at: number; line: JournalLine; distance: number; exact: boolean }[] = []
  events.forEach((event, at) => {
    if (!mayBeOurs(event)) return
    const job = event.parsed.label === undefined ? null : (readCallerLabel(event.parsed.label)?.job ?? null)
    const { person, people = [] } = event.parsed
    const named = new Set([...(person === undefined ? [] : [person]), ...people].map(keyOf))
    for (const line of [...named].flatMap((key) => lines.get(key) ?? [])) {
      if (line.change === null || !isSaidBy(line.change.kind, event.action) || !saysOfGroup(event, line)) continue
      const distance = (Date.parse(event.time) - Date.parse(line.time)) / 1000
      const exact = job !== null && line.job === job
      if (job !== null && !exact) continue
      if (exact || (distance >= -before && distance <= after))
        candidates.push({ at, line, distance: Math.abs(distance), exact })
    }
  })
  candidates.sort((a, b) => Number(b.exact) - Number(a.exact) || a.distance - b.distance || a.at - b.at)
  const taken = new Set<string>()
  for (const { at, line, exact } of candidates) {
    const event = events[at] as AuditEvent
    if (joined[at] !== null || taken.has(part(event, line))) continue
    taken.add(part(event, line))
    joined[at] = { line: line.seq, job: line.job, how: exact ? 'label' : 'likely' }
  }
  return joined
}
