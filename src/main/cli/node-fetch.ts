import { type ClientRequest, type IncomingMessage, request as plain } from 'node:http'
import { request as secure } from 'node:https'
import { Readable } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import type { Fetch, FetchResponse } from '../ports.ts'

/**
 * `fetch` of the tool, without a window and its network. Node's own `fetch` takes an answer of 100 that nobody asked for as a broken
 * connection; here every answer of 1xx is passed over until the real one comes, as browsers do.
 * Test: test/main/cli/node-fetch.test.ts.
 */
export const nodeFetch: Fetch = (address, { method, headers, body, signal }) =>
  new Promise<FetchResponse>((resolve, reject) => {
    const url = new URL(address)
    const bytes = Buffer.from(body)
    const send = url.protocol === 'https:' ? secure : plain
    const request: ClientRequest = send(url, {
      method,
      signal,
      // A connection of its own, which nothing sends a second time on.
      agent: false,
      headers: { ...headers, 'content-length': bytes.length, 'accept-encoding': 'gzip, deflate, br' },
    })
    request.on('error', reject)
    const broken = () => reject(Object.assign(new Error('closed'), { code: 'ECONNRESET' }))
    // Another protocol that nobody asked for, and an end without any answer: what came of the request is not known.
    request.on('upgrade', (_, socket) => {
      socket.destroy()
      broken()
    })
    request.on('close', broken)
    request.on('response', (response) => {
      const { statusCode: status = 0 } = response
      if (status >= 300 && status < 400) {
        response.destroy()
        reject(new Error('redirect'))
        return
      }
      const found = (name: string) => {
        const value = response.headers[name.toLowerCase()]
        return Array.isArray(value) ? value.join(', ') : (value ?? null)
      }
      const decoded = unpacked(response)
      resolve({
        status,
        // Of a packed body the length says nothing about what comes out of it.
        headers: { get: (name) => (decoded !== response && /^content-length$/i.test(name) ? null : found(name)) },
        body: Readable.toWeb(decoded) as ReadableStream<Uint8Array>,
      })
    })
    request.end(bytes)
  })

function unpacked(response: IncomingMessage): Readable {
  const packing = response.headers['content-encoding']?.trim().toLowerCase() ?? ''
  const unpack =
    packing === 'gzip' || packing === 'x-gzip'
      ? createGunzip()
      : packing === 'deflate'
        ? createInflate()
        : packing === 'br'
          ? createBrotliDecompress()
          : null
  if (unpack === null) return response
  // A connection that breaks is told to whoever reads.
  response.on('error', (error) => unpack.destroy(error))
  return response.pipe(unpack)
}
