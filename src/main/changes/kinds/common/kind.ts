import type { z } from 'zod'
import type { Change, ChangeKind, ChangeOf, Difference, PlanRow, Undo } from '../../../../contract/change.ts'
import type { CommandName, commands } from '../../../lastpass/commands.ts'
import type { LooksLike } from '../../../text/look-alikes.ts'
import type { State } from './account-state.ts'

/** What is known when a change is judged. */
export interface Surroundings {
  /** Present accounts and invitations with a name. */
  find: (username: string) => readonly State[]
  groupNames: ReadonlySet<string>
  /** Left out: look-alikes are not looked for. */
  looksLike?: LooksLike | undefined
}

/** The change of the same account by which a person gets what they meant. */
export type Instead = NonNullable<PlanRow['instead']>

/** What a change would do to the account as it is known; `send` is the change reduced to what is left to do. */
export type Verdict<C = Change> =
  | { verdict: 'change'; send: C; warning?: string; note?: string }
  | { verdict: 'unchanged'; reason: string }
  | { verdict: 'blocked'; reason: string; instead?: Instead }

/** What reading the account again shows of a change: made, not made, or nothing either way. */
export interface Effect {
  made: boolean | null
  /** What was read, as a sentence. */
  words: string
  /** The address belongs to another account than the change was made for, so nothing that is read says anything about it. */
  moved?: true
}

/** The change that takes another one back, or why there is none. */
export type Undoing = { change: Change; note?: string } | { reason: string }

/** A request without the rows that it is for. */
export interface RequestBody {
  command: CommandName
  data: unknown
}

/** Everything that is particular to one kind of change. */
export interface Kind<C> {
  /** "disable", "withdraw the invitation of" ...: what is done to somebody, as a verb; what follows the person stands in `after`. */
  verb: string
  after: string
  /** What a report calls those that were made: "People disabled". */
  done: string
  /** English names of the actions by which LastPass may log it. */
  loggedAs: readonly string[]

  /** Takes something away or disturbs the person: counted against the cap, blocked for protected accounts, expires when it waits. */
  destructive(change: C): boolean
  /** Takes access or a membership away; other destructive kinds disturb. */
  takesAccess: boolean
  /** Cannot be taken back by anybody: asks for the address or the count. */
  irreversible: boolean
  /** Afterwards the person cannot log in to the company any more, nor use its folders. */
  endsLogin: boolean
  /** A directory that owns the account may write again what this changes. */
  revertedByDirectory: boolean

  /** The address that the change gives to somebody; null: none. */
  newAddress(change: C): string | null
  /** The name of somebody who is not known yet. */
  newName(change: C): string | undefined
  /** The groups that the change names. */
  groups(change: C): readonly string[]
  /** What it asks for beside its kind and person: changes with equal content ask for the same. */
  content(change: C): readonly unknown[]
  /** Whether another change of the same person, with other content, cannot stand beside this one. */
  excludes(change: C, other: Change): boolean

  /** Judges a change by the state of its person (null: nobody has the address); pure, and blind to guards and to other changes. */
  judge(change: C, state: State | null, around: Surroundings): Verdict<C>
  /** The account as it is once the change is made, as far as that can be told beforehand; null: gone. */
  applied(change: C, state: State): State | null
  /** What the change alters, before and after, in people's words. */
  differences(change: C, before: State | null): Difference[]
  /** Fields, with their values, on which the change depends: those that it alters, and those that a person looked at before deciding. */
  driftFields(change: C, state: State): readonly (readonly [field: string, value: string])[]

  request: {
    /** Changes in one request; 1: the service takes one at a time. */
    most: number
    of(changes: readonly [C, ...C[]]): RequestBody
  }
  /** Rows that are looked at, sent and read again in one go. */
  rowsAtOnce: number
  /** Which reading of people tells whether a row may still be sent: of all, or the shorter one of who is disabled. */
  readBefore: 'all' | 'disabled'
  /** Which reading shows that it was done; null: none does. */
  readAfter: 'all' | 'disabled' | null
  /** Judges by the person as they are now whether the change is in force. `now`: others, null where LastPass has nobody of that name. */
  inspect(change: C, state: State | null, now: (username: string) => State | null): Effect

  /** The kind that takes it back; null: nothing does. */
  undo: Undo
  /** What undo cannot do, or why there is none; null: undo brings everything back. */
  undoNote: string | null
  /** The change that takes it back, from the state before it and the state of now, never from a guess. */
  reverse(send: C, before: State | null, now: State | null): Undoing
}

/** Defines a kind of change; the compiler asks for every part of it. */
export const defineKind = <K extends ChangeKind>(_kind: K, definition: Kind<ChangeOf<K>>): Kind<ChangeOf<K>> =>
  definition

/** 500 names a request: a cut connection leaves no more rows in doubt than one look can settle, and an answer comes within seconds. */
export const mostNames = 500
/** 200 entries: each may carry many group names or attributes, so the body stays well below a megabyte. */
export const mostEntries = 200
/** So many changes that the service takes one by one go out before they are read again together. */
export const mostSingle = 25
/** The same of those that nobody can take back. */
export const mostIrreversible = 5

type DataOf<N extends CommandName> = z.input<(typeof commands)[N]['request']>

/** A request for each change, because the service takes one at a time. */
export const oneByOne = <N extends CommandName, C>(command: N, data: (change: C) => DataOf<N>) => ({
  most: 1,
  of: ([change]: readonly [C, ...C[]]): RequestBody => ({ command, data: data(change) }),
})

/** One request for up to `most` changes. */
export const together = <N extends CommandName, C>(
  command: N,
  most: number,
  data: (changes: readonly C[]) => DataOf<N>,
) => ({
  most,
  of: (changes: readonly [C, ...C[]]): RequestBody => ({ command, data: data(changes) }),
})

/** Parts of kinds that need nothing but the person. */
export const nothingGiven = {
  newAddress: () => null,
  newName: () => undefined,
  groups: () => [],
  content: () => [],
}

/** Parts of kinds that nothing takes back. */
export const noUndo = (undoNote: string) => ({ undo: null, undoNote, reverse: () => ({ reason: undoNote }) })

/** Nothing else makes sense for the same person. */
export const excludesAll = () => true
/** Of one kind with different content: two names, two addresses. */
export const excludesItself = (change: { kind: ChangeKind }, other: Change) => change.kind === other.kind

/** It can be sent. */
export const go = <C>(send: C, more: { warning?: string; note?: string } = {}): Verdict<C> => ({
  verdict: 'change',
  send,
  ...more,
})
/** It is so already. */
export const unchanged = (reason: string): Verdict<never> => ({ verdict: 'unchanged', reason })
/** It cannot be sent. */
export const blocked = (reason: string, instead?: Instead): Verdict<never> => ({
  verdict: 'blocked',
  reason,
  ...(instead === undefined ? {} : { instead }),
})

const nobody =
  'Nobody has this address in the data at hand. Check the spelling, or refresh to see who LastPass has now.'

/** Judges by somebody who is there, with an account or an invitation. */
export const ofPerson =
  <C>(judge: (change: C, state: State, around: Surroundings) => Verdict<C>): Kind<C>['judge'] =>
  (change, state, around) =>
    state === null ? blocked(nobody) : judge(change, state, around)

/** Judges by an account. `instead`: what to do about somebody who is only invited. */
export const ofAccount = <C>(
  judge: (change: C, state: State, around: Surroundings) => Verdict<C>,
  instead = '',
): Kind<C>['judge'] =>
  ofPerson((change, state, around) =>
    state.id === null
      ? blocked(`There is no account yet, only an invitation${instead === '' ? '.' : instead}`)
      : judge(change, state, around),
  )

/** The change was made. */
export const made = (words: string): Effect => ({ made: true, words })
/** The change was not made. */
export const notMade = (words: string): Effect => ({ made: false, words })
/** Reading cannot tell. */
export const untold = (words: string): Effect => ({ made: null, words })
/** Nobody is there on whom it could have been made. */
export const nobodyThere = notMade('nobody has this address in LastPass any more')
/** Reading cannot tell whether a mail was sent. */
export const mailUntold = untold('a mail leaves no trace that can be read')

/** Whether somebody may log in, as a field of a comparison. */
export const loginField = ({ disabled }: State): readonly [string, string] => [
  'Login',
  disabled ? 'blocked' : 'allowed',
]
