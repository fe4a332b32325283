import type { Change, ChangeKind } from '../../../contract/change.ts'
import { cleanAddress } from '../../text/characters.ts'
import { keyOf } from '../../text/user-key.ts'
import { kinds } from '../kinds/kinds.ts'
import { doing, isDestructive, isIrreversible } from '../kinds/of-change.ts'

/** What keeps changes from doing harm; adjustable, unless a policy fixes it. */
export interface Guards {
  /** The account of whoever works here. */
  mine: string | null
  /** Accounts for emergencies, which nothing here may touch. */
  protected: readonly string[]
  /** More destructive rows than this ask for the typed count. */
  cap: number
  reasonRequired: boolean
  holdSeconds: number
  /** More destructive rows than this need a second person; null: never. */
  secondPersonAbove: number | null
}

/** 10 destructive rows and 8 seconds: enough for a day's leavers, and for noticing a slip. */
export const defaultGuards: Guards = {
  mine: null,
  protected: [],
  cap: 10,
  reasonRequired: false,
  holdSeconds: 8,
  secondPersonAbove: null,
}

/** The guards under a policy: the stricter of the two in every part. */
export function narrowGuards(mine: Guards, policy: Partial<Guards>): Guards {
  const fewest = (one: number | null, other: number | null | undefined) =>
    one === null ? (other ?? null) : Math.min(one, other ?? one)
  return {
    mine: mine.mine,
    protected: [...new Set([...mine.protected, ...(policy.protected ?? [])])],
    cap: Math.min(mine.cap, policy.cap ?? mine.cap),
    reasonRequired: mine.reasonRequired || policy.reasonRequired === true,
    holdSeconds: Math.max(mine.holdSeconds, policy.holdSeconds ?? 0),
    secondPersonAbove: fewest(mine.secondPersonAbove, policy.secondPersonAbove),
  }
}

/** Judges changes that would be sent, one after the other: what earlier ones take away counts for later ones. */
export interface Guard {
  /** Why a change must not be sent; null: nothing stands in its way, and it counts as done from now on. */
  block(change: Change): string | null
}

/** What an address is compared by: as it stands, and as it was meant, out of "Robin Example <robin@example.com>" too. Who is guarded in vain is not guarded. */
const keysOf = (address: string): string[] => {
  const inside = /<([^<>]+)>\s*$/u.exec(address)?.[1] ?? address
  const meant = inside === address ? [address] : [address, inside]
  return meant.map((each) => keyOf(cleanAddress(each).address.trim().normalize('NFKC')))
}

/** `admins`: user names of admins who are there and can log in. */
export function createGuard(options: {
  guards: Guards
  admins: readonly string[]
  allowed: ReadonlySet<ChangeKind>
}): Guard {
  const { guards, allowed } = options
  const mine = new Set(guards.mine === null ? [] : keysOf(guards.mine))
  const guarded = new Set(guards.protected.flatMap(keysOf))
  const admins = new Set(options.admins.map(keyOf))
  return {
    block(change) {
      const key = keyOf(change.username)
      const { endsLogin } = kinds[change.kind]
      if (!allowed.has(change.kind)) return `This workstation's seat may not ${doing(change.kind, 'people')}.`
      // Looking at every letter of a thousand addresses takes milliseconds: only where somebody is guarded.
      if (mine.size + guarded.size > 0 && isDestructive(change)) {
        const keys = keysOf(change.username)
        const is = (kept: ReadonlySet<string>) => keys.some((each) => kept.has(each))
        if (is(mine)) return 'This account is marked as yours. Ask another admin to do this.'
        if (is(guarded)) return 'This account is protected. Remove it from the list of protected accounts first.'
      }
      if (!endsLogin || !admins.has(key)) return null
      if (admins.size === 1) return 'This is the last admin who can log in. Make somebody else an admin first.'
      admins.delete(key)
      return null
    },
  }
}

/** What `confirmationOf` asks: what has to be typed, and the sentence that asks for it; null: nothing. */
interface Confirmation {
  confirm: string | null
  words: string | null
}

/**
 * What has to be typed before rows are sent. `waited`: the plan has waited, so destructive rows are asked again.
 * `admins`: keys of the administrators among the people, because the sentence says so.
 */
export function confirmationOf(
  changes: readonly Change[],
  guards: Pick<Guards, 'cap'>,
  waited: boolean,
  admins: ReadonlySet<string> = new Set(),
): Confirmation {
  const destructive = changes.filter(isDestructive)
  const irreversible = changes.filter(isIrreversible).length
  const [only] = destructive
  if (only === undefined || (irreversible === 0 && destructive.length <= guards.cap && !waited))
    return { confirm: null, words: null }
  const people = new Set(destructive.map(({ username }) => keyOf(username)))
  const among = [...people].filter((key) => admins.has(key)).length
  if (destructive.length === 1) {
    const reasons = [
      irreversible > 0 ? 'It cannot be undone.' : waited ? 'The plan has waited since it was made.' : '',
      among > 0 ? 'The account is an administrator.' : '',
    ]
    return {
      confirm: only.username,
      words: [`Type ${only.username} to ${doing(only.kind, 'this person')}.`, ...reasons].filter(Boolean).join(' '),
    }
  }
  const count = String(destructive.length)
  const all = destructive.every(({ kind }) => kinds[kind].takesAccess)
  const loss =
    people.size < destructive.length
      ? `${destructive.length} changes ${all ? 'take something from' : 'affect'} ${people.size} ${people.size === 1 ? 'person' : 'people'}.`
      : all
        ? `${destructive.length.toLocaleString('en-US')} people lose access or a membership.`
        : `${destructive.length.toLocaleString('en-US')} people are affected.`
  const sentences = [
    `Type ${count} to confirm: ${loss}`,
    irreversible > 0 ? `${irreversible === 1 ? 'One change' : `${irreversible} changes`} cannot be undone.` : '',
    among > 0 ? (among === 1 ? 'One is an administrator.' : `${among} are administrators.`) : '',
  ]
  return { confirm: count, words: sentences.filter(Boolean).join(' ') }
}
