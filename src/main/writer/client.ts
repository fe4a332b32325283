import { Worker } from 'node:worker_threads'
import { Refusal } from '../../contract/failure.ts'
import { UnreadableStore } from '../store/unreadable.ts'
import type { Answer, AnswerMessage, Ask, Operation } from './protocol.ts'

/** The writer thread, seen from main. Operations run one after another in the order asked. */
export interface Writer {
  ask<O extends Operation>(operation: O, ask: Ask<O>, transfer?: readonly ArrayBuffer[]): Promise<Answer<O>>
  close(): Promise<void>
}

const startThread = (file: string | URL): Worker => {
  // A larger nursery: a sync makes millions of short-lived values, and collecting them often costs a tenth of its time.
  const worker = new Worker(file, { resourceLimits: { maxYoungGenerationSizeMb: 96 } })
  // The thread must not keep a finished command line tool alive.
  worker.unref()
  return worker
}
let prepared: { file: string; worker: Worker } | null = null

/** Starts a thread ahead of its use, while other things are loaded; the next writer with that entry file takes it. */
export function prepareWriter(file: string): void {
  const worker = startThread(file)
  prepared = { file, worker }
  // One that cannot start is started again where its error is heard.
  worker.once('error', () => {
    if (prepared?.worker === worker) prepared = null
  })
}

function takeThread(file: string | URL): Worker {
  const taken = prepared?.file === file ? prepared.worker : null
  if (taken === null) return startThread(file)
  prepared = null
  return taken
}

/** Starts the writer thread from its entry file. */
export function startWriter(file: string | URL): Writer {
  const worker = takeThread(file)
  const waiting = new Map<number, { resolve: (answer: never) => void; reject: (error: Error) => void }>()
  let lastId = 0
  let ended: Error | null = null

  const end = (error: Error) => {
    ended ??= error
    for (const { reject } of waiting.values()) reject(ended)
    waiting.clear()
  }
  worker.on('message', (message: AnswerMessage) => {
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
  worker.on('exit', () => end(new Refusal('not-connected', 'The tenant was closed.')))
  const ask: Writer['ask'] = (operation, input, transfer = []) =>
    new Promise((resolve, reject) => {
      if (ended !== null) return reject(ended)
      lastId++
      waiting.set(lastId, { resolve, reject })
      worker.ref()
      worker.postMessage({ id: lastId, operation, ask: input }, transfer)
    })

  return {
    ask: (operation, input, transfer) =>
      ask(operation, input, transfer).finally(() => {
        if (waiting.size === 0) worker.unref()
      }),
    async close() {
      if (ended === null) await ask('close', {}).catch(() => {})
      await worker.terminate()
    },
  }
}
