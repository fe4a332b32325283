import { Refusal } from '../../../contract/failure.ts'
import type { LastPass } from '../../lastpass/client.ts'

/** One entry of LastPass' list of expired master passwords, as it is kept. */
export interface ListedExpired {
  id: string
  username: string
  changed: string | null
}

/** What is kept of the list as a whole. */
export interface ExpiredHead {
  asOf: string
}

/** The service's cap on one answer. */
const pageSize = 500
/** No company has more people; a service that goes on for ever is left. */
const mostPages = 2000

/**
 * Reads the whole list, page by page by LastPass' token. It names active, non-federated people only.
 * @throws Refusal `unexpected-answer` when the tokens lead round in a circle
 */
export async function expiredList(lastpass: LastPass, signal?: AbortSignal): Promise<ListedExpired[]> {
  const people = new Map<string, ListedExpired>()
  const tokens = new Set<string>()
  let token: string | null = null
  do {
    const answer: Awaited<ReturnType<typeof lastpass.send<'expiredmasterpwlist'>>> = await lastpass.send(
      'expiredmasterpwlist',
      { limit: pageSize, ...(token === null ? {} : { continuation_token: token }) },
      signal,
    )
    for (const { id, username, lastPasswordChange } of answer.people)
      people.set(`${id} ${username}`, { id, username, changed: lastPasswordChange })
    token = answer.next
    if (token !== null && (tokens.has(token) || tokens.size >= mostPages)) throw circle()
    if (token !== null) tokens.add(token)
  } while (token !== null)
  return [...people.values()]
}

const circle = () =>
  new Refusal(
    'unexpected-answer',
    'LastPass’ list of expired master passwords has no end. What was known of it stays. Try again in a few minutes.',
  )
