import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  contentSecurityPolicy,
  createPageServer,
  listPageFiles,
  type PageAnswer,
  startPage,
} from '../../../src/main/shell/wire/scheme.ts'

const outer = mkdtempSync(join(tmpdir(), 'provost-scheme-'))
const folder = join(outer, 'renderer')

beforeAll(() => {
  mkdirSync(join(folder, 'assets', 'deep'), { recursive: true })
  writeFileSync(join(outer, 'secret.txt'), 'outside')
  writeFileSync(join(folder, 'index.html'), '<meta name="csp-nonce" content="__NONCE__"><p>__NONCE__</p>')
  writeFileSync(join(folder, 'assets', 'index-1.js'), 'export const nonce = "__NONCE__"')
  writeFileSync(join(folder, 'assets', 'index-1.css'), 'p{}')
  writeFileSync(join(folder, 'assets', 'deep', 'inter.woff2'), Buffer.from([0, 255, 1, 254]))
  writeFileSync(join(folder, 'assets', 'odd.bin'), 'x')
})
afterAll(() => rmSync(outer, { recursive: true, force: true }))

const asResponse = ({ status, headers, body }: PageAnswer) => new Response(new Uint8Array(body), { status, headers })
const get = async (url: string, method = 'GET') => asResponse(await createPageServer(folder)({ url, method }))
const policyOf = (response: Response) => response.headers.get('content-security-policy') ?? ''

describe('the page server', () => {
  test('serves what the build made, each with its type', async () => {
    const expected = {
      '/index.html': 'text/html; charset=utf-8',
      '/assets/index-1.js': 'text/javascript; charset=utf-8',
      '/assets/index-1.css': 'text/css; charset=utf-8',
      '/assets/deep/inter.woff2': 'font/woff2',
      '/assets/odd.bin': 'application/octet-stream',
    }
    expect([...listPageFiles(folder).keys()].sort()).toEqual(Object.keys(expected).sort())
    for (const [path, type] of Object.entries(expected)) {
      const response = await get(`app://console${path}`)
      expect(response.status).toBe(200)
      expect(response.headers.get('content-type')).toBe(type)
    }
    const font = await get('app://console/assets/deep/inter.woff2')
    expect([...new Uint8Array(await font.arrayBuffer())]).toEqual([0, 255, 1, 254])
  })

  test.each([
    'app://console/',
    'app://console/nothing.html',
    'app://console/assets',
    'app://console/../secret.txt',
    'app://console/assets/../../secret.txt',
    'app://console/..%2fsecret.txt',
    'app://console/..%2Fsecret.txt',
    'app://console/%2e%2e/secret.txt',
    'app://console/..%5csecret.txt',
    'app://console//etc/passwd',
    'app://console/index.html%00',
    'app://console/__proto__',
    'app://console/constructor',
    'app://other/index.html',
    'app://console.example.com/index.html',
  ])('knows nothing else: %s', async (url) => {
    const response = await get(url)
    expect(response.status).toBe(404)
    expect(await response.text()).toBe('')
  })

  test('knows only the files that were there when it started', async () => {
    const serve = createPageServer(folder)
    writeFileSync(join(folder, 'late.js'), 'later')
    expect((await serve({ url: 'app://console/late.js', method: 'GET' })).status).toBe(404)
    rmSync(join(folder, 'late.js'))
  })

  test('answers reads only', async () => {
    expect((await get(startPage, 'POST')).status).toBe(404)
  })

  test('gives every load a nonce of its own, the same in the page and in the policy, and in no script', async () => {
    const serve = createPageServer(folder)
    const nonces: string[] = []
    for (let load = 0; load < 2; load++) {
      const response = asResponse(await serve({ url: startPage, method: 'GET' }))
      const html = await response.text()
      const nonce = /content="([^"]+)"/.exec(html)?.[1] ?? ''
      expect(nonce).toMatch(/^[A-Za-z0-9+/]{24}$/)
      expect(html).toBe(`<meta name="csp-nonce" content="${nonce}"><p>${nonce}</p>`)
      expect(policyOf(response)).toContain(`'nonce-${nonce}'`)
      nonces.push(nonce)
    }
    expect(new Set(nonces).size).toBe(2)
    expect(await (await get('app://console/assets/index-1.js')).text()).toContain('__NONCE__')
  })

  test.each([startPage, 'app://console/nothing'])('sends the rules with every answer: %s', async (url) => {
    const { headers } = await get(url)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
    expect(headers.get('x-dns-prefetch-control')).toBe('off')
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
  })
})

test('the policy allows our files and nothing else', () => {
  const rules = new Map(
    contentSecurityPolicy('abc')
      .split('; ')
      .map((rule) => {
        const [name, ...values] = rule.split(' ')
        return [name, values.join(' ')]
      }),
  )
  expect(Object.fromEntries(rules)).toEqual({
    'default-src': "'none'",
    'script-src': "'self'",
    'style-src': "'self' 'nonce-abc'",
    'img-src': "'self' data:",
    'font-src': "'self'",
    'connect-src': "'none'",
    'object-src': "'none'",
    'base-uri': "'none'",
    'form-action': "'none'",
    'frame-ancestors': "'none'",
    'require-trusted-types-for': "'script'",
    'trusted-types': 'default',
  })
})
