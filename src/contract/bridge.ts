/** The whole of what the preload gives to the page, as `window.provost`. */
export interface Bridge {
  /** Makes a call; the answer is a `Result`. `callId` is the caller's, for `cancel`. */
  call(name: string, input: unknown, callId: number): Promise<unknown>
  /** Asks main to give up a call that is under way. */
  cancel(callId: number): void
  /** Hears main's signals; returns how to stop hearing them. */
  listen(listener: (signal: unknown) => void): () => void
}
