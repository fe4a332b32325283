import { z } from 'zod'
import { auditCategories } from '../audit/audit.ts'
import { act, adminOnly, nothing, read } from '../call.ts'
import { Instant } from '../model.ts'
import { mostStreams, receiverKinds, streamStates } from '../streams.ts'

const Id = z.string().regex(/^[0-9a-f]{16}$/)
const Name = z.string().trim().min(1).max(60)
const Categories = z.array(z.enum(auditCategories)).min(1).max(auditCategories.length).nullable()
/** The company's own certificate authorities as PEM; null: those that the system trusts; left out: as it is, at first those of the system. */
const Authority = z.string().max(64_000).nullable().optional()
const Host = z.string().trim().min(1).max(253)
const Port = z.int().min(1).max(65_535)
const Url = z.string().trim().min(1).max(300)

/** Where a stream goes, as an admin enters it. Secrets that are left out stay as they are, for the same address. */
export const ReceiverInput = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('file'),
    /** The file is put aside as `.1` when it is larger. */
    maxMegabytes: z.int().min(1).max(10_000).default(100),
    /** So many files that were put aside are kept; older ones are removed. */
    keep: z.int().min(1).max(1000).default(20),
  }),
  z.strictObject({
    kind: z.literal('syslog'),
    host: Host,
    port: Port.default(6514),
    transport: z.enum(['tls', 'tcp']).default('tls'),
    /** Somebody was warned that everybody on the way can read the events, and wants it all the same. */
    unencrypted: z.boolean().default(false),
    authority: Authority,
  }),
  z.strictObject({
    kind: z.literal('otlp'),
    /** The base address, to which `/v1/logs` is added, or one that ends with it. */
    url: Url,
    headers: z
      .array(z.strictObject({ name: z.string().trim().min(1).max(80), value: z.string().min(1).max(1000) }))
      .max(5)
      .optional(),
    authority: Authority,
  }),
  z.strictObject({
    kind: z.literal('splunk'),
    url: Url,
    token: z.string().trim().min(1).max(300).optional(),
    index: z.string().trim().max(80).default(''),
    /** Waits until Splunk says that an event is indexed. */
    acknowledge: z.boolean().default(false),
    authority: Authority,
  }),
])
export type ReceiverInput = z.infer<typeof ReceiverInput>

const AuthorityShown = z.object({ names: z.array(z.string()).max(20), fingerprint: z.string() }).nullable()

/** Where a stream goes, without its secrets. */
export const ReceiverShown = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('file'), path: z.string(), maxMegabytes: z.int(), keep: z.int() }),
  z.object({
    kind: z.literal('syslog'),
    host: z.string(),
    port: z.int(),
    transport: z.enum(['tls', 'tcp']),
    unencrypted: z.boolean(),
    authority: AuthorityShown,
  }),
  z.object({ kind: z.literal('otlp'), url: z.string(), headers: z.array(z.string()), authority: AuthorityShown }),
  z.object({
    kind: z.literal('splunk'),
    url: z.string(),
    index: z.string(),
    acknowledge: z.boolean(),
    authority: AuthorityShown,
  }),
])
export type ReceiverShown = z.infer<typeof ReceiverShown>

/** One stream and how it is. */
export const Stream = z.object({
  id: Id,
  name: z.string(),
  receiver: ReceiverShown,
  categories: Categories,
  /** Events from this instant on; null: from the beginning of the archive. */
  since: Instant.nullable(),
  created: Instant,
  state: z.enum(streamStates),
  /** Events that were handed over, and those that the receiver refused for good. */
  sent: z.int(),
  refused: z.int(),
  lastSent: Instant.nullable(),
  /** Events that wait; null: not counted yet. */
  waiting: z.int().nullable(),
  /** When the oldest of them happened, to the hour at least. */
  oldest: Instant.nullable(),
  /** What went wrong last and what the receiver said to it; null: nothing since it last worked. */
  problem: z.object({ at: Instant, message: z.string(), details: z.string().nullable() }).nullable(),
  /** When it is tried again. */
  retryAt: Instant.nullable(),
})
export type Stream = z.infer<typeof Stream>

const Streams = z.object({
  streams: z.array(Stream).max(mostStreams),
  /** The kinds of receiver that the machine's policy leaves. */
  allowed: z.array(z.enum(receiverKinds)),
  /** The only hosts that the policy leaves; null: any. */
  hosts: z.array(z.string()).max(100).nullable(),
  /** False: this program sends nothing by itself, as the command line tool. */
  sends: z.boolean(),
})

/** Calls for streams of audit events to receivers outside. */
export const streamCalls = {
  'streams.list': read(nothing, Streams, adminOnly),
  /** Asks the person for a file of certificates and gives what it holds; null: none was chosen. */
  'streams.chooseAuthority': act(
    nothing,
    () => z.object({ pem: z.string().max(64_000), names: z.array(z.string()).max(20) }).nullable(),
    adminOnly,
  ),
  /** Begins a stream; of the kind `file` the person is asked for a place first, and null says that none was chosen. */
  'streams.add': act(
    () =>
      z.strictObject({
        name: Name,
        receiver: ReceiverInput,
        categories: Categories,
        from: z.enum(['now', 'beginning']),
      }),
    () => z.object({ id: Id.nullable() }),
    adminOnly,
  ),
  /** Changes what is given. Another address needs its secret entered again. */
  'streams.change': act(
    () =>
      z.strictObject({
        id: Id,
        name: Name.optional(),
        categories: Categories.optional(),
        receiver: ReceiverInput.optional(),
      }),
    () => z.object({}),
    adminOnly,
  ),
  'streams.pause': act(
    () => z.strictObject({ id: Id, paused: z.boolean() }),
    () => z.object({}),
    adminOnly,
  ),
  /** Tries at once what would be tried again later. */
  'streams.retry': act(
    () => z.strictObject({ id: Id }),
    () => z.object({}),
    adminOnly,
  ),
  'streams.remove': act(
    () => z.strictObject({ id: Id }),
    () => z.object({}),
    adminOnly,
  ),
  /** Sends one event that says that it is a test. */
  'streams.test': act(
    () => z.strictObject({ id: Id }),
    () => z.object({ key: z.string(), problem: z.string().nullable(), details: z.string().nullable() }),
    adminOnly,
  ),
}
