import type { MessagePort, Worker } from 'node:worker_threads'
import { type Failure, Refusal } from '../../contract/failure.ts'
import { explain } from '../store/open.ts'
import { UnreadableStore } from '../store/unreadable.ts'

/** Operations of a thread: name -> what is asked and what is answered. */
export type OperationTable = { [name: string]: { ask: object; answer: unknown } }

interface AskMessage {
  id: number
  operation: string
  ask: object
}

/** `unreadable`: a file is damaged or the key is not its key; `fault`: a mistake in the thread itself. */
type AnswerMessage =
  | { id: number; answer: unknown }
  | { id: number; failure: Failure }
  | { id: number; unreadable: string }
  | { id: number; fault: string }

/** Something that a thread found without having been asked for it. */
interface ToldMessage {
  told: string
}

/** A thread, seen from main. Operations run one after another in the order asked; those that pause let others run meanwhile. */
export interface ThreadCalls<Operations> {
  ask<O extends keyof Operations & string>(
    operation: O,
    ask: Operations[O] extends { ask: infer A } ? A : never,
    transfer?: readonly ArrayBuffer[],
  ): Promise<Operations[O] extends { answer: infer A } ? A : never>
  /** Ends the thread after its `close`. */
  close(): Promise<void>
}

/** Asks a thread; while an answer is awaited the thread keeps the process alive. `told` hears what it found without being asked. */
export function callThread<Operations>(
  worker: Worker,
  told: (what: string) => void = () => {},
): ThreadCalls<Operations> {
  const waiting = new Map<number, { resolve: (answer: never) => void; reject: (error: Error) => void }>()
  let lastId = 0
  let ended: Error | null = null

  const end = (error: Error) => {
    ended ??= error
    for (const { reject } of waiting.values()) reject(ended)
    waiting.clear()
  }
  worker.on('message', (message: AnswerMessage | ToldMessage) => {
    if ('told' in message) return told(message.told)
    const asked = waiting.get(message.id)
    waiting.delete(message.id)
    if (asked === undefined) return
    if ('failure' in message) {
      const { code, message: text, ...more } = message.failure
      asked.reject(new Refusal(code, text, more))
    } else if ('unreadable' in message) asked.reject(new UnreadableStore(message.unreadable))
    else if ('fault' in message) asked.reject(new Error(message.fault))
    else asked.resolve(message.answer as never)
  })
  worker.on('error', (error) =>
    end(
      new Refusal(
        'storage',
        'The local database stopped working. What was saved before is unharmed; start Provost again.',
        { details: error.message },
      ),
    ),
  )
  worker.on('exit', () => end(new Refusal('not-connected', 'The company was closed.')))
  const ask = (operation: string, input: object, transfer: readonly ArrayBuffer[] = []): Promise<never> =>
    new Promise((resolve, reject) => {
      if (ended !== null) return reject(ended)
      lastId++
      waiting.set(lastId, { resolve, reject })
      worker.ref()
      worker.postMessage({ id: lastId, operation, ask: input }, transfer)
    })

  return {
    ask: (operation, input, transfer) =>
      ask(operation, input as object, transfer).finally(() => {
        if (waiting.size === 0) worker.unref()
      }),
    async close() {
      if (ended === null) await ask('close', {}).catch(() => {})
      await worker.terminate()
    },
  }
}

/** Milliseconds without a question after which a thread is at rest: longer than the pauses within a sync. */
const restMs = 2000

/**
 * Answers what main asks of this thread. `after` runs once main has its answer; `rest` when nothing was asked for two seconds;
 * `transfer`: buffers that an answer takes along.
 */
export function answerCalls<Operations extends object>(
  port: MessagePort,
  handlers: { [O in keyof Operations]: (ask: Operations[O] extends { ask: infer A } ? A : never) => unknown },
  {
    transfer = () => [],
    after = () => {},
    rest,
  }: {
    transfer?: (answer: unknown) => ArrayBuffer[]
    after?: (operation: string) => void
    rest?: () => void
  } = {},
): void {
  let asked = 0
  let resting: NodeJS.Timeout | undefined
  const answered = () => {
    asked--
    clearTimeout(resting)
    if (asked > 0 || rest === undefined) return
    resting = setTimeout(rest, restMs)
    resting.unref()
  }

  type Reply = { message: AnswerMessage; buffers: ArrayBuffer[] }
  const failed = (id: number, error: unknown): Reply => {
    const known = explain(error)
    if (known instanceof UnreadableStore) return { message: { id, unreadable: known.message }, buffers: [] }
    if (known instanceof Refusal) return { message: { id, failure: known.failure }, buffers: [] }
    return { message: { id, fault: known.stack ?? known.message }, buffers: [] }
  }
  const succeeded = (id: number, answer: unknown): Reply => ({ message: { id, answer }, buffers: transfer(answer) })
  /** Not `async`: what does not pause is answered before the next message is read. */
  const answer = ({ id, operation, ask }: AskMessage): Reply | Promise<Reply> => {
    try {
      const run = handlers[operation as keyof Operations] as (ask: object) => unknown
      const result = run(ask)
      return result instanceof Promise
        ? result.then(
            (value) => succeeded(id, value),
            (error: unknown) => failed(id, error),
          )
        : succeeded(id, result)
    } catch (error) {
      return failed(id, error)
    }
  }
  port.on('message', (message: AskMessage) => {
    asked++
    clearTimeout(resting)
    const send = ({ message: reply, buffers }: Reply) => {
      port.postMessage(reply, buffers)
      after(message.operation)
      answered()
    }
    const reply = answer(message)
    if (reply instanceof Promise) void reply.then(send)
    else send(reply)
  })
}
