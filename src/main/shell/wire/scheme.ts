import { randomBytes } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import type { CustomScheme, Protocol } from 'electron'

/** The page's own scheme, host and origin: no other page is ever shown. */
export const scheme = 'app'
export const host = 'console'
export const origin = `${scheme}://${host}`
export const startPage = `${origin}/index.html`
/** The page's own session: it is guarded, and keeps only compiled scripts. */
export const pagePartition = 'persist:console'

/** Must be registered before Electron is ready. `codeCache`: V8 keeps compiled scripts, which `file:` cannot have. */
export const schemePrivileges: CustomScheme[] = [
  { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
]

const noncePlaceholder = '__NONCE__'

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
}

interface PageFile {
  path: string
  type: string
}

// By hand: inside an archive `readdir` is Electron's own, which does not know every option.
function filesIn(folder: string, address: string): string[] {
  return readdirSync(join(folder, address), { withFileTypes: true }).flatMap((entry) => {
    const inner = `${address}/${entry.name}`
    return entry.isDirectory() ? filesIn(folder, inner) : [inner]
  })
}

/** Every file of the page by its path in an address. The set is closed when it is built, so there is nothing to traverse. */
export function listPageFiles(folder: string): ReadonlyMap<string, PageFile> {
  return new Map(
    filesIn(folder, '').map((address) => [
      address,
      { path: join(folder, address), type: types[extname(address)] ?? 'application/octet-stream' },
    ]),
  )
}

/**
 * Security rule: the page runs only what the build made and speaks to nobody (`connect-src 'none'`).
 * Style tags that the page makes itself carry the nonce; scripts have no such door.
 */
export function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'none'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types default',
  ].join('; ')
}

function headersFor(type: string, nonce: string): Record<string, string> {
  return {
    'content-type': type,
    'content-security-policy': contentSecurityPolicy(nonce),
    'x-content-type-options': 'nosniff',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    // Looking up a host's name would be a way out that the policy does not close.
    'x-dns-prefetch-control': 'off',
  }
}

/** An answer to one request of the page. */
export interface PageAnswer {
  status: number
  headers: Record<string, string>
  body: Buffer
}

/** Answers the page's requests from the closed set of the folder's files; anything else is 404. */
export function createPageServer(folder: string): (request: { url: string; method: string }) => Promise<PageAnswer> {
  const files = listPageFiles(folder)
  return async ({ url, method }) => {
    const address = new URL(url)
    const file = address.host === host && method === 'GET' ? files.get(address.pathname) : undefined
    const nonce = randomBytes(18).toString('base64')
    if (!file) return { status: 404, headers: headersFor('text/plain', nonce), body: Buffer.alloc(0) }
    const bytes = await readFile(file.path)
    const body =
      file.type === types['.html'] ? Buffer.from(bytes.toString('utf8').replaceAll(noncePlaceholder, nonce)) : bytes
    return { status: 200, headers: headersFor(file.type, nonce), body }
  }
}

/**
 * Serves the page from its folder. By `registerBufferProtocol`, although `handle` is newer: that one wraps each request and answer in
 * fetch's classes, whose first use loads Node's HTTP client while the page waits for its first file (80 ms of a start's processor time).
 */
export function servePage(
  protocol: Protocol,
  folder: string,
  report: (message: string, details: Record<string, unknown>) => void,
): void {
  const answer = createPageServer(folder)
  protocol.registerBufferProtocol(scheme, (request, done) => {
    answer(request).then(
      ({ status, headers, body }) => done({ statusCode: status, headers, data: body }),
      (problem: unknown) => {
        report('A file of the page could not be read.', { problem: String(problem) })
        // FAILED, as Chromium numbers it.
        done({ error: -2 })
      },
    )
  })
}
