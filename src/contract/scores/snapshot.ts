import { z } from 'zod'
import { ScoreTarget, TrendPoint } from '../calls/scores.ts'
import { Day, Instant } from '../model.ts'

const Score = z.number().nullable()
const Count = z.int().nullable()
const Bands = z.tuple([z.int(), z.int(), z.int(), z.int()]).nullable()

/** A key of another workstation that somebody here compared by eye with what its owner said. */
export const KnownKey = z.object({
  fingerprint: z.string().regex(/^([0-9A-F]{4} ){7}[0-9A-F]{4}$/),
  /** Whose it is. */
  label: z.string().trim().min(1).max(200),
  compared: Instant,
})
export type KnownKey = z.infer<typeof KnownKey>

/** What a snapshot says of some people; null: withheld, or there is none. */
export const SnapshotNumbers = z.object({
  average: Score,
  withScore: Count,
  /** Accounts that are not disabled. */
  users: Count,
  below: Count,
  distribution: Bands,
  trend: z.array(TrendPoint.pick({ day: true, average: true, withScore: true })).max(1000),
  /** Why numbers are withheld; null: they are not. */
  withheld: z.string().nullable(),
})
export type SnapshotNumbers = z.infer<typeof SnapshotNumbers>

export const snapshotPeople = ['named', 'pseudonyms', 'hidden'] as const
export type SnapshotPeople = (typeof snapshotPeople)[number]

/** Everything that a snapshot holds. */
export const SnapshotBody = z.object({
  tenant: z.string().max(200),
  created: Instant,
  expires: Instant,
  /** What it is about; empty lists: the whole company. */
  scope: z.object({ groups: z.array(z.string()).max(100), departments: z.array(z.string()).max(100) }),
  /** The first and the last day that it has. */
  from: Day.nullable(),
  to: Day.nullable(),
  people: z.enum(snapshotPeople),
  /** Numbers about fewer people are withheld; null: people are named. */
  minimumGroup: z.int().nullable(),
  threshold: z.number(),
  /** A score that is not below the threshold and above this is good; left out by earlier versions, which had no choice. */
  goodAbove: z.number().optional(),
  target: ScoreTarget.nullable(),
  summary: SnapshotNumbers,
  scopes: z.array(SnapshotNumbers.extend({ kind: z.enum(['department', 'group']), name: z.string() })).max(10_000),
  /** The lowest scores first; empty where people are hidden. */
  rows: z.array(z.object({ name: z.string(), username: z.string().nullable(), score: Score })).max(20_000),
  definitions: z
    .array(
      z.object({
        name: z.string(),
        definition: z.string(),
        numerator: z.string(),
        denominator: z.string(),
        leftOut: z.string(),
      }),
    )
    .max(50),
})
export type SnapshotBody = z.infer<typeof SnapshotBody>
