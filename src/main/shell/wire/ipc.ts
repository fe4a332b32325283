import type { IpcMain, IpcMainEvent, IpcMainInvokeEvent, WebContents } from 'electron'
import type { Failure, FailureCode, Result } from '../../../contract/failure.ts'
import { longestSnapshot } from '../../../contract/scores/scores.ts'
import type { Signal } from '../../../contract/signals.ts'
import { turn } from '../../cooperative/slices.ts'
import type { Report } from '../guards.ts'
import { exceeds } from './message-size.ts'
import { origin } from './scheme.ts'

/** What answers calls: the joined application, or a promise of it while it starts. */
export interface Answerer {
  call(name: string, input: unknown, options?: { signal?: AbortSignal }): Promise<Result<unknown>>
  listen(listener: (signal: Signal) => void): () => void
}

/** What the door needs: where calls arrive, who answers them, and which pages are ours. */
export interface DoorOptions {
  ipcMain: IpcMain
  application: Promise<Answerer>
  /** Our windows' pages, now. */
  pages: () => readonly WebContents[]
  report: Report
}

/** 1 MB: the largest input that a call has is a pasted list of 10,000 names, well under half of it. */
const largestInput = 1_000_000
/** The longest call name is a third of it. */
const longestName = 100

const fail = (code: FailureCode, message: string, more: Partial<Failure> = {}): Result<never> => ({
  ok: false,
  failure: { code, message, ...more },
})

/** What the page is told when the rooms could not be joined. */
export const startFailed =
  'Provost could not start: the part that keeps the data did not open. Nothing was changed. Close Provost and start it again.'

/** The failure inside a Refusal. Told by its shape: the class would bring all of the contract into the first file that is read. */
function failureOf(problem: unknown): Failure | null {
  return problem instanceof Error && problem.name === 'Refusal'
    ? (problem as Error & { failure: Failure }).failure
    : null
}

/**
 * Security rule: a caller is the main frame of one of our windows, showing our page. Nobody else is answered.
 * A frame that is gone is `null`; a frame inside the page has a parent.
 */
function isTrusted(event: IpcMainInvokeEvent | IpcMainEvent, pages: readonly WebContents[]): boolean {
  const frame = event.senderFrame
  return (
    frame !== null &&
    frame !== undefined &&
    frame.parent === null &&
    frame.origin === origin &&
    pages.some((page) => page.id === event.sender.id)
  )
}

/** Opens the three channels between the page and main: `call`, `cancel` and `signal`. There are no others. */
export function openDoor({ ipcMain, application, pages, report }: DoorOptions): void {
  /** Calls under way: page -> the caller's id -> how to give it up. */
  const running = new Map<number, Map<number, AbortController>>()
  const watched = new WeakSet<WebContents>()
  let joined = false

  function abortAll(page: number): void {
    for (const controller of running.get(page)?.values() ?? []) controller.abort()
    running.delete(page)
  }

  function callsOf(contents: WebContents): Map<number, AbortController> {
    const page = contents.id
    const calls = running.get(page) ?? new Map<number, AbortController>()
    running.set(page, calls)
    if (!watched.has(contents)) {
      watched.add(contents)
      // Nobody waits for these answers any more.
      contents.on('destroyed', () => abortAll(page))
      contents.on('render-process-gone', () => abortAll(page))
      contents.on('did-navigate', () => abortAll(page))
    }
    return calls
  }

  async function answer(contents: WebContents, name: string, input: unknown, callId: number): Promise<Result<unknown>> {
    const calls = callsOf(contents)
    if (calls.has(callId)) return fail('invalid', 'Another call with this id is under way.')
    const controller = new AbortController()
    calls.set(callId, controller)
    try {
      const waited = !joined
      const app = await application
      // What the page asked while the rooms were loaded is answered one after the other: the small things it draws its frame of
      // reach it before the larger ones are looked at.
      if (waited) await turn()
      return await app.call(name, input, { signal: controller.signal })
    } catch (problem) {
      report('A call failed outside the dispatcher.', { name, problem: String(problem) })
      return { ok: false, failure: failureOf(problem) ?? { code: 'internal', message: startFailed } }
    } finally {
      if (calls.get(callId) === controller) calls.delete(callId)
    }
  }

  ipcMain.handle('call', async (event, name: unknown, input: unknown, callId: unknown) => {
    if (!isTrusted(event, pages())) {
      report('A call of a stranger was refused.', { frame: event.senderFrame?.origin ?? null })
      return fail('not-allowed', 'Only the application’s own page may call.')
    }
    if (typeof name !== 'string' || name.length > longestName) return fail('invalid', 'There is no such call.')
    if (!Number.isSafeInteger(callId)) return fail('invalid', 'A call needs a number as its id.')
    // A snapshot is handed over whole; nothing of it is kept.
    if (exceeds(input, name === 'snapshots.open' ? largestInput + longestSnapshot : largestInput))
      return fail('invalid', 'That is more than one call can take (1 MB). Nothing was done. Give it in smaller parts.')
    return answer(event.sender, name, input, callId as number)
  })

  ipcMain.on('cancel', (event, callId: unknown) => {
    if (!isTrusted(event, pages())) return report('A stranger tried to cancel a call.')
    running
      .get(event.sender.id)
      ?.get(callId as number)
      ?.abort()
  })

  application
    .then((app) => {
      joined = true
      app.listen((signal) => announce(pages(), signal))
    })
    .catch(() => {
      // Why the application did not start is logged where it is started.
    })
}

/** Tells the pages given something. */
export function announce(pages: readonly WebContents[], signal: Signal): void {
  for (const page of pages) if (!page.isDestroyed()) page.send('signal', signal)
}
