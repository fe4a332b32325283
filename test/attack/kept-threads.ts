import { syncBuiltinESMExports } from 'node:module'
import threads, { Worker, type WorkerOptions } from 'node:worker_threads'

/** A database lets go of its file only with its statements: after so many attacks a thread is let go, and all files with it. */
const mostUses = 100

/**
 * Has threads that end wait for the next that is started from the same file: a start of a thread costs as much as all that an attack
 * looks at. One that still owes an answer ends for good, because its answer would come to somebody else.
 */
export function keepThreads(): void {
  const idle = new Map<string, KeptWorker[]>()

  class KeptWorker extends Worker {
    readonly #file: string = ''
    #owes = 0
    #uses = 0
    #isIdle = false
    #isOver = false

    constructor(file: string | URL, options?: WorkerOptions) {
      super(file, options)
      this.#file = String(file)
      this.#count()
    }

    /** Waits no more: somebody asks it again. */
    taken(): this {
      this.#isIdle = false
      return this
    }

    #count(): void {
      this.on('message', () => this.#owes--)
    }

    override postMessage(...given: Parameters<Worker['postMessage']>): void {
      this.#owes++
      super.postMessage(...given)
    }

    override async terminate(): Promise<number> {
      // Whoever closes twice has closed once.
      if (this.#isIdle || this.#isOver) return 0
      if (this.#owes !== 0 || ++this.#uses > mostUses) {
        this.#isOver = true
        return super.terminate()
      }
      this.#isIdle = true
      this.emit('exit', 0)
      for (const event of ['message', 'error', 'exit']) this.removeAllListeners(event)
      this.#count()
      this.unref()
      idle.set(this.#file, [...(idle.get(this.#file) ?? []), this])
      return 0
    }
  }
  threads.Worker = new Proxy(KeptWorker, {
    construct: (started, [file, options]: [string | URL, WorkerOptions?]) =>
      idle.get(String(file))?.pop()?.taken() ?? new started(file, options),
  })
  syncBuiltinESMExports()
}
