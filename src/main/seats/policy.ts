import { z } from 'zod'
import { ChangeKind } from '../../contract/change.ts'
import { Seat, Username } from '../../contract/model.ts'
import { receiverKinds } from '../../contract/streams.ts'

/** What a machine-wide policy can fix. Every part may be left out; an unknown part makes the whole file invalid, so that a slip is seen. */
export const Policy = z.strictObject({
  seat: Seat.optional(),
  kinds: z.array(ChangeKind).max(20).optional(),
  exports: z.boolean().optional(),
  /** More destructive rows in a plan than this ask for the typed count. */
  cap: z.int().min(1).max(10_000).optional(),
  reasonRequired: z.boolean().optional(),
  holdSeconds: z.int().min(0).max(60).optional(),
  secondPersonAbove: z.int().min(1).max(10_000).optional(),
  protected: z.array(Username).max(200).optional(),
  /** The only address that the provisioning hash may be sent to. */
  baseUrl: z.string().max(300).optional(),
  timeoutSeconds: z.int().min(5).max(900).optional(),
  updates: z.enum(['off', 'ask', 'automatic']).optional(),
  /** Whether events may be streamed to receivers outside; an object names the kinds of receiver and the hosts that are left. */
  streams: z
    .union([
      z.boolean(),
      z.strictObject({
        kinds: z.array(z.enum(receiverKinds)).max(receiverKinds.length).optional(),
        hosts: z.array(z.string().min(1).max(253)).max(100).optional(),
      }),
    ])
    .optional(),
  /** Fingerprints of the keys whose seat files may be imported here. */
  trustedSigners: z.array(z.string().max(60)).max(50).optional(),
})
export type Policy = z.infer<typeof Policy>

/** A policy as found; `problem`: it is there and cannot be trusted, and nothing of it is obeyed. */
export interface FoundPolicy {
  path: string
  found: boolean
  policy: Policy
  problem: string | null
  /** With a problem: the seat that it names, where that much can be read; only ever narrows. */
  named?: Seat | null
}

/** Where the policy is, by platform; places that only an administrator can write. */
export function policyPath(platform: NodeJS.Platform): string {
  if (platform === 'win32') return 'C:\\ProgramData\\Provost\\policy.json'
  return platform === 'darwin' ? '/Library/Application Support/Provost/policy.json' : '/etc/provost/policy.json'
}

const words: Readonly<Record<keyof Policy, string>> = {
  seat: 'Seat',
  kinds: 'Kinds of change',
  exports: 'Exports of everyone',
  cap: 'Rows that lock out people before a count is asked for',
  reasonRequired: 'A reason for every plan',
  holdSeconds: 'Seconds before sending',
  secondPersonAbove: 'Rows that need a second person',
  protected: 'Protected accounts',
  baseUrl: 'Address of LastPass',
  timeoutSeconds: 'Seconds that a request may take',
  updates: 'Updates',
  streams: 'Streams of events to receivers outside',
  trustedSigners: 'Keys whose seat files are taken',
}

/** What a policy fixes, for people. */
export const fixedBy = (policy: Policy): { part: string; name: string; value: string }[] =>
  (Object.keys(policy) as (keyof Policy)[]).map((part) => {
    const value = policy[part]
    return {
      part,
      name: words[part],
      value: Array.isArray(value)
        ? value.join(', ') || 'none'
        : typeof value === 'boolean'
          ? value
            ? 'yes'
            : 'no'
          : typeof value === 'object'
            ? narrowedStreams(value)
            : String(value),
    }
  })

const narrowedStreams = ({ kinds, hosts }: Exclude<NonNullable<Policy['streams']>, boolean>): string =>
  [
    ...(kinds === undefined ? [] : [`kinds: ${kinds.join(', ') || 'none'}`]),
    ...(hosts === undefined ? [] : [`hosts: ${hosts.join(', ') || 'none'}`]),
  ].join('; ') || 'yes'

/** The seat that the text of a policy names, whatever else is wrong with it; null: none that can be read. */
export function seatNamed(text: string): Seat | null {
  try {
    const { seat } = JSON.parse(text.replace(/^\ufeff/u, '')) as { seat?: unknown }
    const parsed = Seat.safeParse(seat)
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

/** Reads the text of a policy; a text instead says what is wrong with it. */
export function parsePolicy(text: string): Policy | string {
  let value: unknown
  try {
    value = JSON.parse(text.replace(/^\ufeff/u, ''))
  } catch {
    return 'It is not JSON.'
  }
  const parsed = Policy.safeParse(value)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  return `${issue?.path.length ? `"${issue.path.join('.')}": ` : ''}${issue?.message ?? 'It is not as expected'}.`
}
