import * as tls from 'node:tls'

type SystemStore = { getCACertificates?: (type: 'system' | 'bundled') => string[] }

/**
 * What a connection to a receiver trusts: the company's own authorities alone where they are given, else those of this program and,
 * where it can be asked for them, of the system.
 * Security rule: every certificate is checked, for its name too, whatever the environment says; there is no switch.
 * Test: test/main/streams/rsyslog.test.ts, test/main/streams/http-receivers.test.ts; within Electron: test/e2e/streams-tls.test.ts.
 */
export function trustOf(authority: string | null): {
  ca: string[]
  minVersion: 'TLSv1.2'
  rejectUnauthorized: true
  checkServerIdentity: typeof tls.checkServerIdentity
} {
  return {
    ca: authority === null ? usual() : [authority],
    minVersion: 'TLSv1.2',
    rejectUnauthorized: true,
    checkServerIdentity: tls.checkServerIdentity,
  }
}

let known: string[] | null = null
function usual(): string[] {
  known ??= [...new Set([...tls.rootCertificates, ...systemStore()])]
  return known
}

function systemStore(): string[] {
  try {
    return (tls as SystemStore).getCACertificates?.('system') ?? []
  } catch {
    // Not every build of the runtime can read it.
    return []
  }
}
