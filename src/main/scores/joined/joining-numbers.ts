import { upsertSummed } from '../../store/bulk.ts'
import type { Store } from '../../store/store.ts'
import { bytesOf, wholeRows } from '../../store/text.ts'
import { numbered } from '../history/numbered.ts'
import type { HistoryBody } from './history-body.ts'

/** Numbers of a file as those of a store: given when they are first met. Each @throws RangeError for a number that the file does not explain */
export interface JoiningNumbers {
  scope(id: number): number
  set(id: number): number
  account(k: number): number
  /** The scopes of a set of the store; null: its people are disabled and count nowhere. */
  counting(set: number): readonly number[] | null
  everyone: number
  /** Makes the accounts that were met known to the store. */
  keepPeople(): void
}

export function createJoiningNumbers(store: Store, body: HistoryBody): JoiningNumbers {
  const scopes = numbered(store, 'scopes', ['kind', 'name'])
  const sets = numbered(store, 'sets', ['members'])
  const scopeOf = new Map(body.scopes.map(([id, kind, name]) => [id, { kind, name }]))
  const setOf = new Map(body.sets)
  const personOf = new Map(body.people.map(([k, identity, line]) => [k, { identity, line }]))
  const disabled = scopes('status', 'disabled')
  const known = new Map(
    wholeRows<{ k: number; identity: string }>(
      store.prepare(`SELECT k + 0 AS k, ${bytesOf('identity')} FROM people`).all(),
    ).map(({ k, identity }) => [identity, k]),
  )
  let last = [...known.values()].reduce((most, k) => Math.max(most, k), 0)
  const before = last
  const accounts = new Map<number, number>()
  const mySets = new Map<number, number>()
  const counting = new Map<number, readonly number[] | null>()

  const scope = (id: number): number => {
    const found = explained(scopeOf.get(id))
    return scopes(found.kind, found.name)
  }
  return {
    scope,
    everyone: scopes('all', ''),
    set(id) {
      const found = mySets.get(id)
      if (found !== undefined) return found
      const members = explained(setOf.get(id))
      const inside = members === '' ? [] : members.split(',').map((each) => scope(Number(each)))
      const others = inside.filter((each) => each !== disabled).sort((a, b) => a - b)
      const isDisabled = others.length < inside.length
      // As a day of this workstation names it.
      const made = sets((isDisabled ? [disabled, ...others] : others).join(','))
      mySets.set(id, made)
      counting.set(made, isDisabled ? null : others)
      return made
    },
    counting: (set) => explained(counting.get(set)),
    account(k) {
      const found = accounts.get(k)
      if (found !== undefined) return found
      const { identity } = explained(personOf.get(k))
      const made = known.get(identity) ?? ++last
      known.set(identity, made)
      accounts.set(k, made)
      return made
    },
    keepPeople() {
      const met = [...accounts].map(([k, made]) => ({ k, made, ...explained(personOf.get(k)) }))
      const unseen = met.filter(({ made }) => made > before)
      upsertSummed(
        store,
        'people',
        ['k', 'identity', 'n', 'line'],
        unseen.map(({ made, identity }) => [made, identity, null, made]),
      )
      const lineOf = store.prepare('SELECT line + 0 AS line FROM people WHERE k = ?')
      const unite = store.prepare('UPDATE people SET line = ?, sum = NULL WHERE line = ?')
      for (const { k, made, line } of met) {
        const first = line === k ? undefined : accounts.get(line)
        if (first === undefined) continue
        // Who came back there with a new account is one person here too, as far as both accounts are known here.
        const [one, other] = [first, made].map((each) => (lineOf.get(each) as { line: number }).line)
        if (one !== other) unite.run(one, other)
      }
    },
  }
}

function explained<T>(found: T | undefined): T {
  if (found === undefined) throw new RangeError('a number of the file is not explained')
  return found
}
