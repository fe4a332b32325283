import type { MessagePort } from 'node:worker_threads'
import type { Leaf, PairTexts } from '../../archive/leaves/leaf.ts'
import type { NameCounts, PairCounts } from '../counts.ts'
import type { Categories } from '../counts-over-time.ts'
import type { NameSizes } from '../found.ts'
import type { LeafTraits } from '../leaf-rows.ts'
import type { Masks } from '../masks.ts'

// What the archive's thread says to the one that helps it. Leaves are shared, not copied; a question is known by a number.

/** Of a leaf's texts what is searched, and where their shapes have to be worked out which of them folding changed. */
export interface SearchedTexts extends Pick<PairTexts, 'text' | 'textStart'> {
  originals: ReadonlyMap<number, string> | null
}

/** What is told, without an answer. */
export type HelperTold =
  | { tell: 'hold'; n: number; columns: Omit<Leaf, 'texts'> }
  | { tell: 'texts'; n: number; texts: SearchedTexts }
  | { tell: 'release'; n: number }
  | { tell: 'drop'; question: number }
  /** Nobody asks for a while. */
  | { tell: 'rest' }

export interface HelperAnswers {
  /** Goes through leaves; `traits`: what is asked of each leaf's events as a whole, null where nothing is. */
  match: {
    ask: {
      question: number
      masks: Omit<Masks, 'traits'>
      leaves: readonly number[]
      traits: readonly LeafTraits[] | null
    }
    answer: { sizes: number[]; bytes: number }
  }
  pairs: { ask: { question: number; names: NameSizes }; answer: PairCounts }
  names: { ask: { question: number; names: NameSizes }; answer: NameCounts }
  overTime: { ask: { question: number; edges: readonly number[]; by: Categories }; answer: Uint32Array }
  rows: { ask: { question: number; place: number; skip: number; limit: number }; answer: readonly number[] }
}

export type HelperAsk = {
  [O in keyof HelperAnswers]: { ask: O; id: number; of: HelperAnswers[O]['ask'] }
}[keyof HelperAnswers]

/** `answer` is missing where it could not be given. */
export interface HelperReply {
  id: number
  answer?: unknown
}

/** What the helper is started with. `state`: how many replies were given, and 1 once it listens. */
export interface HelperStart {
  port: MessagePort
  state: Int32Array
}
export const repliesAt = 0
export const listensAt = 1
