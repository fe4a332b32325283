import type { z } from 'zod'
import type { changeCalls } from '../../contract/calls/changes.ts'

type Calls = typeof changeCalls
type Handler<C extends keyof Calls> = (
  input: z.output<Calls[C]['input']>,
  signal: AbortSignal,
) => z.input<Calls[C]['output']> | Promise<z.input<Calls[C]['output']>>

/** What leavers ask of the room that plans and sends changes: some of its handlers. */
export interface Engine {
  preview: Handler<'changes.preview'>
  apply: Handler<'changes.apply'>
  discard: Handler<'changes.discard'>
  job: Handler<'jobs.get'>
  jobs: Handler<'jobs.page'>
  undo: Handler<'jobs.undo'>
  journal: Handler<'journal.page'>
}
