import { availableParallelism } from 'node:os'
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads'
import type { LeafEntry } from '../../archive/catalog.ts'
import type { Leaf } from '../../archive/leaves/leaf.ts'
import { type Found, foundIn } from '../found.ts'
import { hasShapes } from '../leaf-shapes.ts'
import type { Masks } from '../masks.ts'
import { needsTexts } from '../text-marks.ts'
import {
  type HelperAnswers,
  type HelperReply,
  type HelperStart,
  type HelperTold,
  listensAt,
  repliesAt,
  type SearchedTexts,
} from './helper-asks.ts'

/** A second thread that goes through some of the leaves while the archive's own goes through the others. */
export interface Helper {
  /** Which of these leaves it takes, newest first; none where it would not be worth it, or while it does not listen yet. */
  takes(entries: readonly LeafEntry[]): ReadonlySet<number>
  /** Begins to go through leaves of its own. */
  find(leaves: readonly { entry: LeafEntry; leaf: Leaf }[], masks: Masks): () => Found & { drop(): void }
  /** Nobody asks for a while: it gives back what memory it needs no more. */
  rest(): void
  close(): void
}

/** Fewer rows are gone through in less time than asking takes. */
const fewestRows = 400_000
/** The first answers are not made to wait for a thread that is started. */
const startAfterMs = 100
/** Leaves that it has at hand, and takes at most; what was not asked for longest is let go of, as the archive does. */
const mostHeld = 64
/** A thread that does not answer for so long has ended, or the machine stands still. */
const longestMs = 5000

interface Options {
  file: URL
  fewest?: number
  /** Of how many cores. */
  cores?: number
  patienceMs?: number
}

export function createHelper({
  file,
  fewest = fewestRows,
  cores = availableParallelism(),
  patienceMs = longestMs,
}: Options): Helper | null {
  if (cores < 2) return null
  let started: ReturnType<typeof start> | null = null
  let starting: NodeJS.Timeout | null = null
  let isLost = false
  const theirs = new Map<number, boolean>()
  /** By number of a leaf, in the order of asking. */
  const held = new Map<number, { leaf: Leaf; hasTexts: boolean }>()
  let questions = 0

  function lose(): void {
    isLost = true
    held.clear()
    started?.end()
  }
  /** Deals leaves out, each once: what was worked out of one stays with who did. */
  function deal(entries: readonly LeafEntry[]): void {
    let [own, other] = [0, 0]
    for (const { n, rows } of entries) {
      const isTheirs = theirs.get(n) ?? other < own
      theirs.set(n, isTheirs)
      if (isTheirs) other += rows
      else own += rows
    }
  }
  function give(n: number, leaf: Leaf, withTexts: boolean): void {
    const before = held.get(n)
    held.delete(n)
    const { texts: _, ...columns } = leaf
    if (before?.leaf !== leaf) started?.tell({ tell: 'hold', n, columns })
    const hasTexts = before?.leaf === leaf && before.hasTexts
    if (withTexts && !hasTexts) started?.tell({ tell: 'texts', n, texts: searchedTexts(leaf) })
    held.set(n, { leaf, hasTexts: hasTexts || withTexts })
    for (const oldest of held.keys()) {
      if (held.size <= mostHeld) break
      held.delete(oldest)
      started?.tell({ tell: 'release', n: oldest })
    }
  }

  return {
    takes(entries) {
      if (isLost || entries.reduce((sum, { rows }) => sum + rows, 0) < fewest) return new Set()
      if (starting === null) {
        starting = setTimeout(() => {
          started = start(file, patienceMs, lose)
        }, startAfterMs)
        starting.unref()
      }
      if (started?.listens() !== true) return new Set()
      deal(entries)
      return new Set(entries.flatMap(({ n }) => (theirs.get(n) ? [n] : [])).slice(0, mostHeld))
    },
    find(given, masks) {
      const leaves = given.map(({ leaf }) => leaf)
      const question = questions++
      const { traits, ...others } = masks
      for (const { entry, leaf } of given) give(entry.n, leaf, masks.text !== null && needsTexts(leaf, masks.text))
      const thread = started as NonNullable<typeof started>
      let here: Found | null = null
      /** What the thread does not answer any more is gone through here. */
      const alone = () => (here ??= foundIn(leaves, masks))
      const orAlone =
        <A>(answer: () => A | null, of: (found: Found) => A) =>
        () =>
          answer() ?? of(alone())
      const asked = <O extends keyof HelperAnswers>(what: O, of: Omit<HelperAnswers[O]['ask'], 'question'>) => {
        if (isLost) return () => null
        return thread.ask(what, { question, ...of } as HelperAnswers[O]['ask'])
      }
      const matched = asked('match', {
        masks: others,
        leaves: given.map(({ entry }) => entry.n),
        traits: traits === null ? null : leaves.map(traits),
      })
      return () => {
        const { sizes, bytes } = matched() ?? alone()
        return {
          sizes,
          bytes,
          pairs: (names) => orAlone(asked('pairs', { names }), (found) => found.pairs(names)()),
          names: (names) => orAlone(asked('names', { names }), (found) => found.names(names)()),
          overTime: (edges, by) => orAlone(asked('overTime', { edges, by }), (found) => found.overTime(edges, by)()),
          rows: (place, skip, limit) =>
            orAlone(asked('rows', { place, skip, limit }), (found) => found.rows(place, skip, limit))(),
          drop() {
            if (!isLost) thread.tell({ tell: 'drop', question })
          },
        }
      }
    },
    rest() {
      if (!isLost) started?.tell({ tell: 'rest' })
    },
    close() {
      if (starting !== null) clearTimeout(starting)
      started?.end()
      isLost = true
    },
  }
}

function searchedTexts(leaf: Leaf): SearchedTexts {
  const { text, textStart, originals } = leaf.texts()
  return { text, textStart, originals: hasShapes(leaf) ? null : originals() }
}

/** Starts the thread; who asks it waits without letting others have their turn, as for work of its own. */
function start(file: URL, patienceMs: number, lose: () => void) {
  const { port1: port, port2 } = new MessageChannel()
  const state = new Int32Array(new SharedArrayBuffer(8))
  const workerData: HelperStart = { port: port2, state }
  const worker = new Worker(file, { workerData, transferList: [port2] })
  worker.unref()
  worker.on('error', lose)
  port.unref()
  let lastId = 0
  const replies = new Map<number, HelperReply>()

  function replyTo(id: number): HelperReply | null {
    for (const until = performance.now() + patienceMs; ; ) {
      const seen = Atomics.load(state, repliesAt)
      for (let next = receiveMessageOnPort(port); next !== undefined; next = receiveMessageOnPort(port)) {
        const reply = next.message as HelperReply
        replies.set(reply.id, reply)
      }
      const reply = replies.get(id)
      replies.delete(id)
      if (reply !== undefined) return reply
      const left = until - performance.now()
      if (left <= 0) return null
      Atomics.wait(state, repliesAt, seen, left)
    }
  }
  return {
    listens: () => Atomics.load(state, listensAt) === 1,
    tell: (told: HelperTold) => port.postMessage(told),
    /** Gives the answer when it is called for; null: it does not come. */
    ask<O extends keyof HelperAnswers>(ask: O, of: HelperAnswers[O]['ask']): () => HelperAnswers[O]['answer'] | null {
      const id = ++lastId
      port.postMessage({ ask, id, of })
      return () => {
        const reply = replyTo(id)
        if (reply?.answer !== undefined) return reply.answer as HelperAnswers[O]['answer']
        lose()
        return null
      }
    },
    end() {
      port.close()
      void worker.terminate()
    },
  }
}
