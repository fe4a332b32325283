import { z } from 'zod'
import { type Seat, seats } from './model.ts'

/** One entry of the table of calls. */
export interface Call<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  kind: 'read' | 'act'
  /** Who may make this call; the dispatcher refuses everybody else. */
  seats: readonly Seat[]
  /** Writes lists of people to a file: an admin, and a help desk, may make it only where the limits of their seat say so. */
  exports?: true
  input: I
  output: O
}

const everySeat = seats

/** A schema, or what makes it. */
type Made<S extends z.ZodType> = S | (() => S)

const schemaOf = <S extends z.ZodType>(given: Made<S>): S => (typeof given === 'function' ? given() : given)

/** An entry of the table. Its schemas are made when the call is first made: there are thousands, and a start needs a dozen calls. */
function entry<K extends Call['kind'], I extends z.ZodType, O extends z.ZodType>(
  kind: K,
  allowed: readonly Seat[],
  input: Made<I>,
  output: Made<O>,
): Call<I, O> & { kind: K } {
  let [ownInput, ownOutput]: [I?, O?] = []
  return {
    kind,
    seats: allowed,
    get input() {
      ownInput ??= schemaOf(input)
      return ownInput
    },
    get output() {
      ownOutput ??= schemaOf(output)
      return ownOutput
    },
  }
}

/** A call without effect. */
export const read = <I extends z.ZodType, O extends z.ZodType>(
  input: Made<I>,
  output: Made<O>,
  allowed: readonly Seat[] = everySeat,
) => entry('read', allowed, input, output)

/** A call with an effect. */
export const act = <I extends z.ZodType, O extends z.ZodType>(
  input: Made<I>,
  output: Made<O>,
  allowed: readonly Seat[] = everySeat,
) => entry('act', allowed, input, output)

/** An act that writes lists of people to a file; who may make it, the limits of the seat say. */
export const exporting = <I extends z.ZodType, O extends z.ZodType>(input: Made<I>, output: Made<O>) =>
  Object.assign(act(input, output, adminOnly), { exports: true as const })

/** The seats that see people: a manager sees scores only. */
export const peopleSeats: readonly Seat[] = ['admin', 'help-desk']
export const adminOnly: readonly Seat[] = ['admin']
/** An input without parts; anything else in it is refused. */
export const nothing = z.strictObject({})
