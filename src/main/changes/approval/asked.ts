import { randomInt } from 'node:crypto'
import { z } from 'zod'
import { Refusal } from '../../../contract/failure.ts'
import type { KeptSettings } from '../safety/kept-settings.ts'

// One request is run once. What this workstation knows of it: that it asked, and that it decided.

const Asked = z.object({
  at: z.string(),
  number: z.string().optional(),
  runner: z.string().nullable().default(null),
  answer: z
    .object({ decision: z.enum(['approved', 'rejected']), fingerprint: z.string() })
    .nullable()
    .default(null),
})
/** A request that this workstation wrote; older ones have no number and name nobody. */
export type Asked = z.infer<typeof Asked>

const Decided = z.object({
  decision: z.enum(['approved', 'rejected']),
  at: z.string().optional(),
  number: z.string().optional(),
})

/** Without letters that are mistaken for digits. */
const letters = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
/** The number of a request, to be read out and compared: 8 signs, some 39 bits. */
export const newNumber = (): string =>
  Array.from({ length: 8 }, (_, at) => `${at === 4 ? '-' : ''}${letters[randomInt(letters.length)]}`).join('')

const named = (number: string | undefined): string => (number === undefined ? '' : ` ${number}`)

/** Fingerprints as people write them: any case, any blanks. */
export const fingerprintGiven = (given: string): string =>
  given
    .replace(/[^0-9a-f]/gi, '')
    .toUpperCase()
    .replace(/(.{4})(?!$)/g, '$1 ')

/** What a workstation remembers of requests, sealed beside its journal. */
export function createRequestMemory({ get, set }: KeptSettings) {
  const parsed = <T>(schema: z.ZodType<T>, key: string): T | null => {
    const found = schema.safeParse(get(key))
    return found.success ? found.data : null
  }
  const asked = (plan: string) => parsed(Asked, `asked:${plan}`)
  return {
    asked,
    ask: (plan: string, value: Asked) => set(`asked:${plan}`, value),
    decide: (id: string, value: z.infer<typeof Decided>) => set(`decided:${id}`, value),
    /**
     * Security rule: one request is decided once here, whichever copy of its file is opened, and after a restart too. Test:
     * test/main/changes/second-person.test.ts.
     * @throws Refusal `conflict`
     */
    requireUndecided(id: string): void {
      if (get(`decided:${id}`) === null) return
      const decided = parsed(Decided, `decided:${id}`)
      const when = decided?.at === undefined ? '' : ` on ${decided.at.slice(0, 16).replace('T', ' ')} UTC`
      throw new Refusal(
        'conflict',
        `Request${named(decided?.number)} was already decided here${when}${decided === null ? '' : `: ${decided.decision}`}. A request is run once, so it is not opened again. Look into the journal; ask for a new request where more is to be done.`,
      )
    },
    /** Security rule: a plan that another admin was asked to run is not sent from here as well. @throws Refusal `conflict` */
    requireNotAsked(plan: string): void {
      const request = asked(plan)
      if (request === null) return
      throw new Refusal(
        'conflict',
        `This plan was written as request${named(request.number)} for another admin${request.answer === null ? ', who may have run it' : `, who ${request.answer.decision} it`}. Nothing was sent. To send something from here, refresh and preview it again: what was done meanwhile shows as done.`,
      )
    },
  }
}
