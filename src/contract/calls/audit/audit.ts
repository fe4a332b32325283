import { z } from 'zod'
import { auditCategories, auditFacets, auditPlaces, evidenceControls } from '../../audit/audit.ts'
import { act, adminOnly, exporting, nothing, peopleSeats, read } from '../../call.ts'
import { Instant, Paging } from '../../model.ts'

const Category = z.enum(auditCategories)
const Text = z.string().max(1000)
const Key = z.string().min(1).max(64)
const Values = z.array(Text).max(500).optional()

const filterParts = {
  /** The first and the last instant that count, both included, to the second. */
  from: Instant.optional(),
  to: Instant.optional(),
  /** A part of any field (person, address, action, data), without regard to case or accents. */
  text: z.string().max(300).optional(),
  /** One person, without regard to case; `''`: events that name nobody. */
  username: Text.optional(),
  usernames: Values,
  categories: z.array(Category).max(auditCategories.length).optional(),
  /** Without regard to case. */
  actions: Values,
  ip: Text.optional(),
  ips: Values,
  targets: Values,
  /** What concerns one person (also what they did), group or folder, by its name. */
  about: z.strictObject({ kind: z.enum(['person', 'group', 'folder']), name: Text.min(1) }).optional(),
  /** Readings through the Enterprise API under Provost's own label: left out, or nothing else. */
  own: z.enum(['without', 'only']).optional(),
  /** Requests through the Enterprise API under a label that is not Provost's. */
  callers: z.literal('foreign').optional(),
  /** Networks that an admin named, without regard to case; `''`: addresses that are in none of them. */
  networks: Values,
  /** True: also addresses that are in none of the named networks. */
  outsideNetworks: z.boolean().optional(),
  /** By the databases of addresses; `''`: those of which they say nothing. */
  countries: Values,
  /** Values whose events are left out. */
  not: z
    .strictObject({
      usernames: Values,
      categories: z.array(Category).optional(),
      actions: Values,
      ips: Values,
      targets: Values,
      networks: Values,
      countries: Values,
    })
    .optional(),
}
/** Which audit events are meant; parts of one list are alternatives, the lists together narrow. */
export const AuditFilter = z.strictObject(filterParts)
export type AuditFilter = z.infer<typeof AuditFilter>

/** What the text of an event tells for sure; parts that it does not tell are left out. */
export const EventParts = z.object({
  person: z.string().optional(),
  people: z.array(z.string()).max(1000).optional(),
  folder: z.string().optional(),
  group: z.string().optional(),
  from: z.string().optional(),
  to: z.string().optional(),
  site: z.string().optional(),
  /** Number of an item of a vault, as text: it is longer than numbers are exact. */
  item: z.string().optional(),
  client: z.string().optional(),
  version: z.string().optional(),
  policy: z.string().optional(),
  value: z.string().optional(),
  readOnly: z.boolean().optional(),
  canAdminister: z.boolean().optional(),
  hidePasswords: z.boolean().optional(),
  byApi: z.boolean().optional(),
  label: z.string().optional(),
})
export type EventParts = z.infer<typeof EventParts>

/** One audit event. */
export const AuditEvent = z.object({
  time: Instant,
  username: z.string(),
  ip: z.string(),
  action: z.string(),
  category: Category,
  data: z.string(),
  /** Its local hour occurs twice, so that its instant is one of two. */
  ambiguous: z.boolean(),
  parsed: EventParts,
  /** `Time` as LastPass wrote it. */
  local: z.string(),
  /** The address as it is counted and compared, where `ip` writes it in another way: with a port, IPv4 within IPv6, other zeros. */
  address: z.string().optional(),
  /** The network that an admin named and that the address is in; null: outside of all that are named; left out: none is, or no address. */
  network: z.string().nullable().optional(),
  /** Where the address is and who provides it, by the databases of addresses; left out where they say nothing. */
  country: z.string().optional(),
  provider: z.string().optional(),
  /**
   * The line of Provost's own journal about the same: `label` where LastPass' event names the job, `likely` by person, action and a
   * time close by. Null: the journal has none; absent where it was not looked for.
   */
  recorded: z
    .object({ line: z.int(), job: z.string().nullable(), how: z.enum(['label', 'likely']) })
    .nullable()
    .optional(),
})
export type AuditEvent = z.infer<typeof AuditEvent>

const ByCategory = z.record(Category, z.int())
const Span = z.object({ from: Instant, to: Instant })
/** How many access reviews were signed in a span, and how many of them are not as they were signed. */
const SignedReviews = z.object({ signed: z.int(), altered: z.int() })

/** How far the archive is: what it holds and what it does. */
export const AuditStatus = z.object({
  events: z.int(),
  first: Instant.nullable(),
  last: Instant.nullable(),
  /** Events whose shape nobody knows; kept as they came. */
  unreadable: z.int(),
  fetching: z.object({ from: Instant, to: Instant, doneDownTo: Instant, received: z.int() }).nullable(),
  /** The last fetch that nobody asked for; null: there was none since the company was opened. */
  byItself: z.object({ at: Instant, problem: z.string().nullable() }).nullable().optional(),
  timeZone: z.string(),
  /** Spans whose events were found damaged and set aside. */
  damaged: z.array(Span).max(1000),
})

/** Calls of the audit archive. */
export const auditCalls = {
  /** Fetches the events of a span from LastPass; waits until done. Without `to`: until now. */
  'audit.fetch': act(
    () => z.strictObject({ from: Instant, to: Instant.optional() }),
    () => z.object({ received: z.int(), added: z.int(), unreadable: z.int(), gaps: z.array(Span).max(1000) }),
    peopleSeats,
  ),
  /** Stops fetching after the request under way; what was committed stays. */
  'audit.cancel': act(nothing, () => z.object({}), peopleSeats),
  'audit.status': read(nothing, AuditStatus, peopleSeats),
  /** Events, newest first. */
  'audit.page': read(
    () => z.strictObject({ ...filterParts, ...Paging }),
    () => z.object({ rows: z.array(AuditEvent).max(500), total: z.int(), byCategory: ByCategory }),
    peopleSeats,
  ),
  /** How many events each value has, most first, under the filter without this facet's own part. */
  'audit.facets': read(
    () =>
      z.strictObject({
        ...filterParts,
        facet: z.enum([...auditFacets, ...auditPlaces]),
        /** Only values that hold this text. */
        search: z.string().max(300).optional(),
        limit: z.int().min(1).max(500).default(50),
      }),
    () => z.object({ values: z.array(z.object({ value: z.string(), count: z.int() })).max(500), distinct: z.int() }),
    peopleSeats,
  ),
  /** Events over time: equal buckets from the filter's first to its last instant, or the archive's. */
  'audit.histogram': read(
    () => z.strictObject({ ...filterParts, buckets: z.int().min(1).max(500).default(100) }),
    () =>
      z.object({
        buckets: z.array(z.object({ from: Instant, to: Instant, count: z.int(), byCategory: ByCategory })).max(500),
      }),
    peopleSeats,
  ),
  /** Which spans were fetched, oldest first; `unknown`: answered, but perhaps because LastPass keeps nothing so old. */
  'audit.coverage': read(
    nothing,
    () =>
      z.object({
        spans: z.array(z.object({ from: Instant, to: Instant, fetchedAt: Instant })).max(5000),
        unknown: z.array(Span).max(5000),
      }),
    peopleSeats,
  ),
  /** Writes what the filter shows to a file that the person chooses. */
  'audit.export': exporting(
    () => z.strictObject({ ...filterParts, format: z.enum(['csv', 'jsonl']) }),
    () => z.object({ path: z.string().nullable(), rows: z.int() }),
  ),
  /**
   * Writes an evidence pack: every event of a span that concerns a control (of "access review" every decision of the reviews that
   * were signed then), a sample drawn by a seed, what was not fetched, and the journal's lines, signed. `provost verify` checks it.
   */
  'audit.pack': exporting(
    () =>
      z.strictObject({
        from: Instant,
        to: Instant,
        control: z.enum(evidenceControls),
        /** How many events or decisions are drawn. */
        sample: z.int().min(0).max(1000).default(25),
        seed: z.union([z.string().min(1).max(100), z.number()]).optional(),
      }),
    () =>
      z.object({
        path: z.string().nullable(),
        /** Of the control "access review": decisions. */
        events: z.int(),
        sampled: z.int(),
        seed: z.union([z.string(), z.number()]),
        fingerprint: z.string().nullable(),
        /** Of the whole file. */
        sha256: z.string().nullable(),
        /** Of the control "access review"; null: of another one, or nothing was written. */
        reviews: SignedReviews.nullable(),
      }),
  ),
  /** What a pack of a span would hold: how many events (or decisions) for each control, and what was not fetched. */
  'audit.population': read(
    () => z.strictObject({ from: Instant, to: Instant }),
    () =>
      z.object({
        controls: z.array(z.object({ control: z.enum(evidenceControls), events: z.int() })),
        gaps: z.array(Span).max(1000),
        reviews: SignedReviews,
      }),
    peopleSeats,
  ),
  /** Takes a part of an evidence pack that is to be checked; without `file` it begins. */
  'audit.uploadPack': act(
    () => z.strictObject({ file: Key.nullable(), base64: z.string().max(900_000) }),
    () => z.object({ file: Key }),
    peopleSeats,
  ),
  /** Checks a pack that was handed over: every byte against its signature. Needs no network. */
  'audit.checkPack': act(
    () => z.strictObject({ file: Key }),
    () =>
      z.object({
        valid: z.boolean(),
        reason: z.string().nullable(),
        signedBy: z.string().nullable(),
        /** Signed by the key of this workstation. */
        own: z.boolean(),
        sha256: z.string(),
      }),
    peopleSeats,
  ),
  /** Sorts an action into another category, for all events that there are and will be; null: as Provost sorts it. */
  'audit.categorise': act(
    () => z.strictObject({ action: Text.min(1), category: Category.nullable() }),
    () => z.object({ category: Category }),
    adminOnly,
  ),
}
