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

/** A call without effect. */
export const read = <I extends z.ZodType, O extends z.ZodType>(
  input: I,
  output: O,
  allowed: readonly Seat[] = everySeat,
): Call<I, O> & { kind: 'read' } => ({ kind: 'read', seats: allowed, input, output })

/** A call with an effect. */
export const act = <I extends z.ZodType, O extends z.ZodType>(
  input: I,
  output: O,
  allowed: readonly Seat[] = everySeat,
): Call<I, O> & { kind: 'act' } => ({ kind: 'act', seats: allowed, input, output })

/** An act that writes lists of people to a file; who may make it, the limits of the seat say. */
export const exporting = <I extends z.ZodType, O extends z.ZodType>(
  input: I,
  output: O,
): Call<I, O> & { kind: 'act' } => ({ ...act(input, output, adminOnly), exports: true })

/** The seats that see people: a manager sees scores only. */
export const peopleSeats: readonly Seat[] = ['admin', 'help-desk']
export const adminOnly: readonly Seat[] = ['admin']
/** An input without parts; anything else in it is refused. */
export const nothing = z.strictObject({})
