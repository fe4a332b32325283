import { type App, net, session } from 'electron'
import type { Fetch, FetchResponse } from '../../ports.ts'

/** In memory and without a cache: nothing that the service says is written to disk by Chromium. */
const partition = 'lastpass'

/**
 * Keeps Chromium to HTTP/1.1, where a request can have a connection of its own. On a shared one (HTTP/2, HTTP/3) that ends without an
 * answer Chromium sends a request again by itself, and a change would be made twice (docs/decisions/sent-once.md). To be called
 * before the application is ready.
 */
export function sendOnce(app: Pick<App, 'commandLine'>): void {
  app.commandLine.appendSwitch('disable-http2')
  app.commandLine.appendSwitch('disable-quic')
}

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
