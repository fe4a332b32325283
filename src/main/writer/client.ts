import { Worker } from 'node:worker_threads'
import { callThread, type ThreadCalls } from '../threads/thread-calls.ts'
import type { Operations } from './protocol.ts'

/** The writer thread, seen from main. */
export type Writer = ThreadCalls<Operations>

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
export const startWriter = (file: string | URL): Writer => callThread<Operations>(takeThread(file))
