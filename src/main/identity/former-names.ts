import type { Instant } from '../../contract/model.ts'
import type { Reads } from '../directory/reads.ts'
import { fold } from '../text/folding.ts'
import { nameKey, readName } from '../text/names/person-name.ts'
import { keyOf } from '../text/user-key.ts'

/** What somebody was called before, as refreshes saw it change. */
export interface Former {
  /** Their user name now, or when they were last seen. */
  username: string
  /** When a refresh saw the change. */
  until: Instant
}

/** Who had an address or a name before. */
export interface FormerNames {
  ofAddress(address: string): readonly Former[]
  ofName(name: string): readonly Former[]
}

interface Known {
  username: string
  before: { field: 'username' | 'fullname'; value: string; until: Instant }[]
}

const together = 300

const keyOfName = (name: string): string => nameKey(readName(fold(name)).drawn)

/** Follows everybody through their changes of address and name, oldest first; yields between reads. */
export function* indexFormerNames(reads: Reads): Generator<void, FormerNames> {
  const byNow = new Map<string, Known>()
  const everybody = new Set<Known>()
  for (let after = 0; ; ) {
    const found = reads.renames(after, together)
    for (const { observation } of found) {
      const { username, time, changes } = observation
      const texts = changes.flatMap(({ field, before }) =>
        (field === 'username' || field === 'fullname') && typeof before === 'string' && before !== ''
          ? [{ field, value: before, until: time } as const]
          : [],
      )
      const old = texts.find(({ field }) => field === 'username')?.value ?? username
      const known: Known = byNow.get(keyOf(old)) ?? { username, before: [] }
      byNow.delete(keyOf(old))
      known.username = username
      known.before.push(...texts)
      byNow.set(keyOf(username), known)
      everybody.add(known)
    }
    yield
    const last = found.at(-1)
    if (last === undefined) break
    after = last.n
  }
  const addresses = new Map<string, Former[]>()
  const names = new Map<string, Former[]>()
  for (const { username, before } of everybody) {
    for (const { field, value, until } of before) {
      const [map, key] = field === 'username' ? [addresses, keyOf(value)] : [names, keyOfName(value)]
      if (key === '' || (field === 'username' && key === keyOf(username))) continue
      const list = map.get(key) ?? []
      list.push({ username, until })
      map.set(key, list)
    }
  }
  yield
  const of = (list: readonly Former[] | undefined): readonly Former[] =>
    // Somebody new may have come to the address meanwhile: then it is not known what became of the one before.
    (list ?? []).filter(({ username, until }) => !reads.addedSince(username, until))
  return {
    ofAddress: (address) => of(addresses.get(keyOf(address))),
    ofName: (name) => of(names.get(keyOfName(name))),
  }
}
