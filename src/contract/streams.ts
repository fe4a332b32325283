// Plain values, without schemas: the page needs them at every start, and main's schemas never.

/** What a stream of events can go to. */
export const receiverKinds = ['file', 'syslog', 'otlp', 'splunk'] as const
export type ReceiverKind = (typeof receiverKinds)[number]

/** As many streams as one company can have; each has a place of its own in the keychain. */
export const mostStreams = 8

/**
 * How a stream is: `sending`, `waiting` (all is sent), `retrying` (it failed and is tried again by itself), `stopped` (it failed for a
 * reason that a person has to mend, and is tried again rarely), `offline`, `paused` by a person, `forbidden` by the machine's policy.
 */
export const streamStates = ['sending', 'waiting', 'retrying', 'stopped', 'offline', 'paused', 'forbidden'] as const
export type StreamState = (typeof streamStates)[number]
