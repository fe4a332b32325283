import type { ChangeKind, ChangeOf } from '../../../../contract/change.ts'
import type { User } from '../../../../contract/model.ts'

/** What decides whether a kind of change makes sense for a person. */
export type OfferedPerson = Pick<User, 'status' | 'mfa' | 'passwordResetRequired' | 'neverLoggedIn'>

/** One text that is asked for before a change can be planned. */
export interface AskedText {
  label: string
  type: 'text' | 'email'
  /** In characters. */
  longest: number
  /** It may be left empty. */
  optional: boolean
  /** What stands there until it is edited. */
  now: (person: Pick<User, 'username' | 'fullname'>) => string
}

/** How a kind of change is offered beside people. */
export interface KindOffer<C> {
  /** Whether it makes sense for a person, as the data at hand has them; the plan judges again. */
  fits(person: OfferedPerson): boolean
  /** Whether it is offered for a selection of people. */
  forMany: boolean
  /** A line is drawn before it in menus: what follows is not like what stands before. */
  apart: boolean
  /** The words by which the palette begins it: "disable anna"; null: none. */
  spoken: string | null
  /** What has to be asked for first; null: the person is enough. */
  ask: AskedText | null
  /** `text`: what was asked for. */
  change(username: string, text: string): C
}

/** What a kind of change is called on buttons, what it does to a person, and where it is offered. */
export interface KindWords<C> {
  /** For one person: "Disable anna@example.com". */
  one: (who: string) => string
  /** For several: "Disable 40 people". */
  many: (number: number) => string
  /** In a menu, without its object: "Disable". */
  short: string
  consequence: string
  /** Whether there is a way back, in words. */
  undo: string
  /** `final`: nobody can take it back. */
  weight: 'mild' | 'grave' | 'final'
  /** One change as a short sentence, where it says more than `one`. */
  title?(change: C, who: string): string
  /** A row of a plan needs that sentence: its differences alone do not tell. */
  titleInPlan?: boolean
  /** What it is called where it undoes another change; left out: as in a menu. */
  undoes?: string
  /** The name of somebody who is not known yet. */
  newName?(change: C): string | undefined
  /** Null: it is offered on screens of its own. */
  offer: KindOffer<C> | null
}

/** Defines the words of a kind of change; the compiler asks for every part. */
export const defineWords = <K extends ChangeKind>(_kind: K, words: KindWords<ChangeOf<K>>): KindWords<ChangeOf<K>> =>
  words
