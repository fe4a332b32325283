import { workerData } from 'node:worker_threads'
import { giveBack } from '../../../threads/give-back.ts'
import type { Leaf, PairTexts } from '../../archive/leaves/leaf.ts'
import { type Found, foundIn } from '../found.ts'
import {
  type HelperAnswers,
  type HelperAsk,
  type HelperReply,
  type HelperStart,
  type HelperTold,
  listensAt,
  repliesAt,
  type SearchedTexts,
} from './helper-asks.ts'

// The thread that goes through half of the leaves while the archive's own goes through the others.

const { port, state } = workerData as HelperStart
interface Held {
  leaf: Leaf
  texts: SearchedTexts | null
}
const leaves = new Map<number, Held>()
const questions = new Map<number, Found>()

function hear(told: HelperTold): void {
  switch (told.tell) {
    case 'hold': {
      const held: Held = { leaf: { ...told.columns, texts }, texts: null }
      function given<T>(part: T | null | undefined): T {
        if (part === null || part === undefined) throw new Error('The texts of a leaf were not given.')
        return part
      }
      function texts(): PairTexts {
        const { text, textStart, originals } = given(held.texts)
        return { text, textStart, capitals: none, originals: () => given(originals) }
      }
      leaves.set(told.n, held)
      return
    }
    case 'texts': {
      const held = leaves.get(told.n)
      if (held !== undefined) held.texts = told.texts
      return
    }
    case 'release':
      leaves.delete(told.n)
      return
    case 'drop':
      questions.delete(told.question)
      return
    case 'rest':
      giveBack()
  }
}

const known = (question: number): Found => {
  const found = questions.get(question)
  if (found === undefined) throw new Error('A question is not known.')
  return found
}

const handlers: { [O in keyof HelperAnswers]: (ask: HelperAnswers[O]['ask']) => HelperAnswers[O]['answer'] } = {
  match({ question, masks, leaves: numbers, traits }) {
    const asked = numbers.map((n) => {
      const held = leaves.get(n)
      if (held === undefined) throw new Error('A leaf was not given.')
      return held.leaf
    })
    const ofLeaf = traits === null ? null : new Map(asked.map((leaf, place) => [leaf, traits[place]] as const))
    const found = foundIn(asked, {
      ...masks,
      traits:
        ofLeaf === null ? null : (leaf) => ofLeaf.get(leaf) ?? { of: 'pairs', bits: none, people: none, passing: none },
    })
    questions.set(question, found)
    return { sizes: [...found.sizes], bytes: found.bytes }
  },
  pairs: ({ question, names }) => known(question).pairs(names)(),
  names: ({ question, names }) => known(question).names(names)(),
  overTime: ({ question, edges, by }) => known(question).overTime(edges, by)(),
  rows: ({ question, place, skip, limit }) => known(question).rows(place, skip, limit),
}
const none = new Uint8Array()

/** Buffers of its own that an answer takes along. */
const buffersOf = (answer: unknown): ArrayBuffer[] =>
  [answer, ...Object.values(answer as object)].flatMap((part) =>
    ArrayBuffer.isView(part) && part.buffer instanceof ArrayBuffer ? [part.buffer] : [],
  )

port.on('message', (data: HelperAsk | HelperTold) => {
  if ('tell' in data) return hear(data)
  let reply: HelperReply = { id: data.id }
  try {
    reply = { id: data.id, answer: handlers[data.ask](data.of as never) }
  } catch {
    // Who asked goes through the leaves itself.
  }
  port.postMessage(reply, reply.answer === undefined ? [] : buffersOf(reply.answer))
  Atomics.add(state, repliesAt, 1)
  Atomics.notify(state, repliesAt)
})
Atomics.store(state, listensAt, 1)
