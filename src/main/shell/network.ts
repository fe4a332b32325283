import { net, session } from 'electron'
import type { Fetch, FetchResponse } from '../fetch.ts'

/** In memory and without a cache: nothing that the service says is written to disk by Chromium. */
const partition = 'lastpass'

/** `fetch` for the remote service, with the system's proxy and certificates, in a session that the page has no part in. */
export function createServiceFetch(): Fetch {
  const service = session.fromPartition(partition, { cache: false })
  service.allowNTLMCredentialsForDomains('')
  return async (url, init) => {
    const response = await service.fetch(url, {
      ...init,
      credentials: 'omit',
      cache: 'no-store',
      bypassCustomProtocolHandlers: true,
    })
    return response as FetchResponse
  }
}

/** Whether the machine has any network at all. True promises nothing about the service. */
export function isOnline(): boolean {
  return net.isOnline()
}
