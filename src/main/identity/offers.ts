import { inSlices } from '../cooperative/slices.ts'
import { linesOf, localKey, localOf, type NameIndex } from '../directory/name-index.ts'
import type { Reads } from '../directory/reads.ts'
import type { Entry } from '../intake/list-entry.ts'
import { fold } from '../text/folding.ts'
import { readName } from '../text/names/person-name.ts'
import { keyOf } from '../text/user-key.ts'
import { type Former, type FormerNames, indexFormerNames } from './former-names.ts'
import {
  byLocalPart,
  byName,
  byNameInAddress,
  byShortName,
  bySlipInAddress,
  bySlipInName,
  bySlipOfWord,
  distinct,
  type Offer,
  type Typos,
} from './nearest.ts'
import { joined } from './second-look.ts'
import { indexTypos } from './typo-index.ts'

/** Whom lists can be held against: everybody's names of now and of before, and their slips. */
export interface Directory {
  readonly names: NameIndex
  /** People who may be meant by an entry that no address settles, the surest first. */
  offers(entry: Entry): Offer[]
  /** The same for an entry that nobody is offered for: names and addresses that are nearly the same. */
  slips(entry: Entry): Generator<void, Offer[]>
  /** Who has a name that is nearly one word. Yields now and then. */
  slipsOfWord(word: string): Generator<void, Offer[]>
  /** Who had an address before, and is under another one now. */
  before(address: string): readonly Former[]
}

/** Slips are looked for as long as so few entries fit nobody: a list that knows nobody at all is another company's. */
export const mostSlips = 1000

/** Makes typos searchable; some 0.2 s for 100,000 people, so it yields. */
function* typosOf(names: NameIndex): Generator<void, Typos> {
  const words = new Set<string>()
  let count = 0
  for (const { fullname } of linesOf(names.columns)) {
    for (const word of readName(fullname).drawn) words.add(word)
    if (++count % 200 === 0) yield
  }
  const locals = function* () {
    for (const { at, username } of linesOf(names.columns)) yield [fold(localOf(username)), at] as const
  }
  return {
    words: yield* indexTypos([...words].map((word, at) => [word, at] as const)),
    locals: yield* indexTypos(locals()),
  }
}

/** Keeps what is known of the newest people; made when first needed. */
export function createDirectory(
  reads: () => Reads,
  names: (signal?: AbortSignal) => Promise<NameIndex>,
): (signal?: AbortSignal) => Promise<Directory> {
  let kept: Directory | null = null
  return async (signal) => {
    const index = await names(signal)
    if (kept?.names === index) return kept
    const formers = await inSlices(indexFormerNames(reads()), signal)
    kept = directoryOf(reads, index, formers)
    return kept
  }
}

/** The login in "EXAMPLE\\kim", "uid=kim" and "/o=Example/cn=Recipients/cn=kim"; null: the word is none of these. */
const loginOf = (word: string): string | null => /[\\=]([^\\/=,]{1,64})$/u.exec(word)?.[1] ?? null

/** Whether somebody has the very name, so that other forms of it are of no use. */
const isSure = ({ why }: Offer): boolean => why === 'same-name' || why === 'other-spelling'

function directoryOf(reads: () => Reads, names: NameIndex, formers: FormerNames): Directory {
  let typos: Typos | null = null
  const whoWere = (found: readonly Former[], why: 'former-address' | 'former-name'): Offer[] =>
    found.flatMap(({ username, until }) =>
      (reads().positionsOf([username]).get(keyOf(username)) ?? [])
        .filter(({ user }) => user.goneSince === null)
        .map(({ at }) => ({ at, why, until })),
    )
  return {
    names,
    offers({ address, name, ...rest }) {
      const called = name === null ? [] : byName(name, names)
      const found = distinct([
        ...(address === null ? [] : whoWere(formers.ofAddress(address), 'former-address')),
        ...joined({ address, name, ...rest }, names).map((at): Offer => ({ at, why: 'another-reading', until: null })),
        ...called,
        ...(name === null ? [] : whoWere(formers.ofName(name), 'former-name')),
        ...(name === null || called.some(isSure) ? [] : byShortName(name, names)),
        ...(address === null ? [] : [...byLocalPart(address, names), ...byNameInAddress(address, names)]),
      ])
      // A word alone may be the part of an address before the @.
      if (address !== null || name === null || /\s/u.test(name)) return found
      const local = [name, loginOf(name)].flatMap((part) =>
        part === null ? [] : names.local(part).map((at): Offer => ({ at, why: 'address-without-domain', until: null })),
      )
      const made = names
        .localLetters(localKey(name))
        .map((at): Offer => ({ at, why: 'address-from-name', until: null }))
      const some = distinct([...found, ...local, ...made])
      return some.length > 0 ? some : byNameInAddress(loginOf(name) ?? name, names)
    },
    *slips({ address, name }) {
      typos ??= yield* typosOf(names)
      return distinct([
        ...(address === null ? [] : bySlipInAddress(address, typos, names)),
        ...(name === null ? [] : bySlipInName(name, names, typos)),
      ])
    },
    *slipsOfWord(word) {
      typos ??= yield* typosOf(names)
      return distinct(bySlipOfWord(word, names, typos))
    },
    before: (address) => formers.ofAddress(address),
  }
}
