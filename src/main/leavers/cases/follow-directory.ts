import type { Changes } from '../../changes/changes.ts'
import { inSlices } from '../../cooperative/slices.ts'
import type { Reads } from '../../directory/reads.ts'
import { lookUp } from '../../identity/look-up.ts'
import { keyOf } from '../../text/user-key.ts'
import { type AccountEvent, endsAccount, withEvent } from './account-event.ts'
import { type Case, isAnother, latestOf } from './case.ts'
import type { Cases } from './case-store.ts'

/** Whether an account is there under its address, and can log in. */
type Standing = 'disabled' | 'active' | 'gone' | 'passed-on'

/** How an account was last known to stand, and since when: by the steps, by what became of it since, or by a check. */
function believed(one: Case): { standing: Standing; time: string } {
  const latest = latestOf(one)
  const { lastCheck } = one
  const known: { standing: Standing; time: string } =
    latest !== null
      ? {
          standing: endsAccount(latest)
            ? 'gone'
            : latest.kind === 'disabled' || latest.kind === 'passed-on'
              ? latest.kind
              : 'active',
          time: latest.time,
        }
      : one.ended !== null
        ? { standing: 'gone', time: one.ended }
        : { standing: 'disabled', time: one.disabled ?? one.created }
  if (lastCheck === null || lastCheck.time < known.time) return known
  const found: Record<typeof lastCheck.finding, Standing> = {
    'still-disabled': 'disabled',
    'enabled-again': 'active',
    undone: 'active',
    'not-disabled-yet': 'active',
    back: 'active',
    gone: 'gone',
  }
  return { standing: found[lastCheck.finding], time: lastCheck.time }
}

function eventFor(was: Standing, is: Standing, ended: boolean): AccountEvent['kind'] {
  if (is === 'gone' || is === 'passed-on') return is
  if (is === 'disabled') return was === 'gone' ? 'back' : 'disabled'
  return was === 'gone' || ended ? 'back' : 'enabled'
}

/**
 * Notes in the cases what refreshes saw of their accounts and Provost did not do. An account whose change is under way, or whose
 * outcome nobody knows, is left for later: nothing is said of anybody else before the journal is settled.
 * `begun`: a moment before the journal's outcomes were taken in; what came later is not known to the cases.
 * @returns whether any case is another than before
 */
export async function takeReadings(
  { cases, journal, reads }: { cases: Cases; journal: Changes['journal']; reads: Reads },
  { asOf, begun }: { asOf: string; begun: string },
  signal: AbortSignal,
): Promise<boolean> {
  const all = await inSlices(cases.begun(), signal)
  const found = await inSlices(lookUp(reads, [...new Set(all.map(({ username }) => username))]), signal)
  const changed: Case[] = []
  for (const one of all) {
    const rows = found.get(keyOf(one.username)) ?? []
    const present = rows.filter(({ user }) => user.goneSince === null)
    // Several accounts with one address: nobody can tell which it was.
    if (present.length > 1) continue
    const user = present[0]?.user
    const is: Standing =
      user === undefined ? 'gone' : isAnother(one, user.id) ? 'passed-on' : user.disabled ? 'disabled' : 'active'
    const before = believed(one)
    // Who is gone is gone, whoever has the address next.
    const isSame = is === before.standing || (is === 'passed-on' && before.standing === 'gone')
    if (isSame || !isSettled(journal, one.username, begun)) continue
    const kind = eventFor(before.standing, is, one.ended !== null)
    const time = asOf > before.time ? asOf : begun
    changed.push({ ...one, since: withEvent(one.since ?? [], { kind, time, by: null, job: null, title: null }) })
  }
  await inSlices(cases.save(changed))
  return changed.length > 0
}

/** Whether everything that Provost sent for an account has an outcome that was known before this moment. */
function isSettled(journal: Changes['journal'], username: string, before: string): boolean {
  const { rows } = journal.page({ username, newestFirst: true, offset: 0, limit: 20 })
  const last = rows.find(({ kind }) => kind === 'intent' || kind === 'outcome')
  if (last === undefined) return true
  if (last.kind === 'intent' || last.time >= before) return false
  return last.data.outcome !== 'unknown' && last.data.outcome !== 'sent'
}
