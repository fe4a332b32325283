import { Refusal } from '../../contract/failure.ts'
import { createClient } from '../lastpass/client.ts'
import type { Fetch } from '../ports.ts'
import type { TenantRecord } from '../settings/preferences.ts'

/**
 * Asks LastPass for one person, so that a wrong pair, address or plan is found before anything is saved.
 * @throws Refusal saying which, and what to do
 */
export async function checkPair(
  { fetch, now, noteSecret }: { fetch: Fetch; now: () => number; noteSecret: (secret: string) => void },
  record: Pick<TenantRecord, 'cid' | 'baseUrl' | 'timeZone'>,
  hash: string,
  signal: AbortSignal,
): Promise<void> {
  noteSecret(hash)
  const client = createClient({
    baseUrl: record.baseUrl,
    credential: { cid: record.cid, hash },
    zone: record.timeZone,
    fetch,
    now,
    timeoutMs: 30_000,
    maxAttempts: 2,
  })
  const answer = await client.send('getuserdata', { pagesize: 1, pageindex: 0 }, signal).catch((error: unknown) => {
    throw explainCheck(error)
  })
  if (answer.entries === 0) {
    throw new Refusal(
      'service-refused',
      'LastPass accepted the pair but shows no people. Nothing was saved. The plan may not include the Enterprise API (Business is needed), or the hash was made by an admin who sees nobody.',
    )
  }
}

/** The client's failures in the words of somebody who is just connecting. */
function explainCheck(error: unknown): unknown {
  if (!(error instanceof Refusal)) return error
  const { message: _, ...failure } = error.failure
  const say = (message: string) => new Refusal(failure.code, message, failure)
  switch (failure.code) {
    case 'credential-refused':
      return say(
        'LastPass refused this account number and provisioning hash; it does not say which of the two is wrong. Nothing was saved. Compare both, the account number first, with Advanced > Enterprise API.',
      )
    case 'offline':
      return say('No connection reached LastPass. Nothing was saved. Check the network and the proxy, then try again.')
    case 'unexpected-answer': {
      const status = /^HTTP (5\d\d)/.exec(failure.details ?? '')?.[1]
      if (status !== undefined)
        return say(
          `LastPass, or something in front of it, answered with an error of its own (${status}). Nothing was saved. It usually passes: try again in some minutes.`,
        )
      return say(
        'What answered is not the LastPass Enterprise API; its words are under Details. Nothing was saved, and this says nothing about the hash. Check the address under Advanced; the usual one is https://lastpass.com/enterpriseapi.php.',
      )
    }
    case 'service-refused':
      return say(
        "LastPass answered, but does not allow this account to use the Enterprise API. Nothing was saved. The Business plan includes it; LastPass' own words are under Details.",
      )
    case 'rate-limited':
      return say('LastPass asks to slow down. Nothing was saved. Wait a minute, then try again.')
    default:
      return error
  }
}
