import type { App, Session, WebContents } from 'electron'
import { origin, startPage } from './wire/scheme.ts'

/** Told of everything that was refused, for the log. */
export type Report = (message: string, more?: Record<string, unknown>) => void

/** Copying is the one thing that the page may ask the system for. */
const allowedPermissions: ReadonlySet<string> = new Set(['clipboard-sanitized-write'])

function originOf(url: string): string | null {
  if (!URL.canParse(url)) return null
  // `URL.origin` is "null" for schemes that it does not know, so it is put together here.
  const { protocol, host } = new URL(url)
  return `${protocol}//${host}`
}

/** Whether an address belongs to our page. */
export function isOurs(url: string): boolean {
  return originOf(url) === origin
}

/** Security rule: no permission but writing text to the clipboard, and that only for our page's main frame. */
function guardPermissions(session: Session, report: Report): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    const granted = allowedPermissions.has(permission) && details.isMainFrame && isOurs(details.requestingUrl)
    if (!granted) report('A permission was refused.', { permission })
    answer(granted)
  })
  session.setPermissionCheckHandler(
    (_contents, permission, requestingOrigin, details) =>
      allowedPermissions.has(permission) && details.isMainFrame && isOurs(requestingOrigin),
  )
  session.setDevicePermissionHandler(() => false)
  session.setDisplayMediaRequestHandler(null)
}

/** The schemes that stay inside: ours, the page's own data, and Chromium's tools where they are allowed at all. */
const innerSchemes = /^(?:data|blob|devtools):/

/**
 * Security rule: the page's session reaches no network, whatever the page's policy says. The proxy that nobody serves
 * stands for what requests do not cover: WebRTC, name look-ups made ahead of time.
 */
function guardNetwork(session: Session, report: Report): void {
  session.webRequest.onBeforeRequest((details, answer) => {
    if (isOurs(details.url) || innerSchemes.test(details.url)) return answer({})
    report('A request of the page was refused.', { origin: originOf(details.url), type: details.resourceType })
    answer({ cancel: true })
  })
  session
    .setProxy({ mode: 'fixed_servers', proxyRules: 'http://127.0.0.1:9', proxyBypassRules: '<-loopback>' })
    .catch((problem: unknown) => report('The page could not be cut off from the proxy.', { problem: String(problem) }))
  session.allowNTLMCredentialsForDomains('')
  session.on('will-download', (event) => {
    event.preventDefault()
    report('A download was refused.')
  })
}

/** Guards the session that the page lives in. */
export function guardSession(session: Session, report: Report): void {
  guardPermissions(session, report)
  guardNetwork(session, report)
  session.setSpellCheckerEnabled(false)
}

/** Security rule: a window shows our page and nothing else, ever. Loading our page again is the one navigation allowed. */
function guardContents(contents: WebContents, report: Report): void {
  const refuse = (what: string) => (event: { preventDefault(): void; url?: string; isMainFrame?: boolean }) => {
    if (event.url?.split('#')[0] === startPage && event.isMainFrame !== false) return
    event.preventDefault()
    report(what, { origin: event.url ? originOf(event.url) : null })
  }
  contents.on('will-navigate', refuse('A navigation was refused.'))
  contents.on('will-frame-navigate', refuse('A navigation was refused.'))
  contents.on('will-redirect', refuse('A redirect was refused.'))
  contents.on('will-attach-webview', (event) => {
    event.preventDefault()
    report('A web view was refused.')
  })
  contents.setWindowOpenHandler(() => {
    report('A new window was refused.')
    return { action: 'deny' }
  })
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp')
}

/** Guards everything that will ever show a page. Called before the first window exists. */
export function guardApp(app: App, report: Report): void {
  app.on('web-contents-created', (_event, contents) => guardContents(contents, report))
}
