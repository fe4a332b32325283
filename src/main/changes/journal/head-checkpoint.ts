import { z } from 'zod'
import { Refusal } from '../../../contract/failure.ts'
import type { Witness } from '../context.ts'
import type { Head } from './journal.ts'

/** What the keychain remembers of a journal, so that its file cannot be shortened unseen. Older versions remember `seq` and `hash` alone. */
const Mark = z.object({
  /** The last line, as last noted. */
  seq: z.int().min(0),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  /** The run that noted it, where that run has not ended in order yet. */
  run: z.string().max(60).nullable().default(null),
  /** Lines that were found to be missing so far. */
  lost: z.int().min(0).default(0),
  /** A loss that no admin has looked at yet. */
  pending: z.boolean().default(false),
  /** What it was: lines, or rows of the file beside them. */
  why: z.enum(['lines', 'rows']).default('lines'),
})
export type Mark = z.infer<typeof Mark>

/** The mark as the keychain has it; null: none that can be read. */
export function parseMark(text: string | null): Mark | null {
  try {
    const parsed = Mark.safeParse(JSON.parse(text ?? 'null'))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

/** Written so often at most: a keychain takes some 40 ms, and so many lines at most are those whose loss is not counted. */
const writeMs = 5000
/** Nobody waits longer for a keychain that does not answer. */
const patienceMs = 3000

const isSame = (one: Mark, other: Mark | null): boolean =>
  other !== null && one.seq === other.seq && one.hash === other.hash && one.run === other.run

/** What this gives; null: it takes too long. */
async function inTime<T>(work: Promise<T>): Promise<T | null> {
  let limit: NodeJS.Timeout | undefined
  const late = new Promise<null>((resolve) => {
    limit = setTimeout(() => resolve(null), patienceMs)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(limit))
}

/**
 * Notes the end of the journal in a place of its own, so that a file put back to an earlier state is found out.
 * Security rule: the mark is never lowered; a shorter journal is told by a line of its own first. Test: test/main/changes/shortened.test.ts.
 */
export function createWitness(options: {
  known: Mark | null
  write: (mark: Mark) => Promise<void>
  /** What the keychain has now. */
  read: () => Promise<Mark | null>
  head: () => Head
  /** This run. */
  run: string
}): Witness {
  let known = options.known
  let busy: Promise<void> | null = null
  let wanted = false
  let timer: NodeJS.Timeout | null = null
  const marked = new Set<string>()
  let run: string | null = options.run
  let accepts = false
  let closed = false

  function headNow(): Head | null {
    try {
      return options.head()
    } catch {
      // The file does not answer, which is told where something has to be written.
      return null
    }
  }

  async function keep(): Promise<void> {
    while (wanted) {
      wanted = false
      const head = headNow()
      if (head === null) return
      const pending = (known?.pending ?? false) && !accepts
      const same =
        head.seq === (known?.seq ?? 0) && run === (known?.run ?? null) && pending === (known?.pending ?? false)
      if (head.seq === 0 || head.seq < (known?.seq ?? 0) || same) continue
      const next = { ...head, run, lost: known?.lost ?? 0, pending, why: known?.why ?? 'lines' }
      try {
        await options.write(next)
        known = next
      } catch {
        // The keychain is locked or gone: the older note still holds for the lines up to it.
        return
      }
    }
  }
  const note = () => {
    if (timer !== null) clearTimeout(timer)
    timer = null
    wanted = true
    busy ??= keep().finally(() => {
      busy = null
    })
    return busy
  }
  return {
    known: () => known,
    note: () => void note(),
    touch() {
      if (timer !== null || closed) return
      timer = setTimeout(note, writeMs)
      timer.unref()
    },
    async before(job) {
      if (marked.has(job)) return
      marked.add(job)
      await inTime(note())
    },
    async requireOwn(job) {
      if (marked.has(job)) return
      const found = await inTime(options.read()).catch(() => null)
      if (found === null || found.run === options.run || isSame(found, known)) return
      throw new Refusal(
        'storage',
        'Another copy of this company’s data was used with the same keychain while Provost ran here, so nothing is sent: the other one may have sent it. Close Provost wherever it runs, and start it again with the data that is the right one.',
      )
    },
    pending: () => (known?.pending ?? false) && !accepts,
    async accept() {
      accepts = true
      await busy
      await note()
    },
    async close() {
      if (closed) return
      closed = true
      // A run that noted nothing has nothing to take back.
      if (known?.run === run) run = null
      await busy
      await note()
      if (timer !== null) clearTimeout(timer)
    },
  }
}
