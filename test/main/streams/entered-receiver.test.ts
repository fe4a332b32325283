import { describe, expect, test } from 'vitest'
import { ReceiverInput } from '../../../src/contract/calls/streams.ts'
import { forbidden, readEntered } from '../../../src/main/streams/entered-receiver.ts'
import { fc } from '../../harness/properties.ts'

const entered = (input: object) => readEntered(ReceiverInput.parse(input), '', null)
const refusal = (input: object): string => {
  try {
    entered(input)
  } catch (error) {
    return (error as Error).message
  }
  throw new Error('it was taken')
}
const syslog = (more: object) => ({ kind: 'syslog', host: 'logs.example.com', ...more })
const otlp = (more: object) => ({ kind: 'otlp', url: 'https://o.example.com', ...more })

describe('a receiver as it was entered', () => {
  test('is on this computer, encrypted, or plain because somebody was warned', () => {
    expect(refusal(syslog({ transport: 'tcp' }))).toMatch(/^Without TLS everybody on the way to logs\.example\.com/)
    expect(entered(syslog({ transport: 'tcp', unencrypted: true })).receiver).toMatchObject({ unencrypted: true })
    for (const host of ['127.0.0.1', '127.9.9.9', 'localhost', '::1', '[::1]'])
      expect(entered(syslog({ host, transport: 'tcp' })).receiver).toMatchObject({ transport: 'tcp' })
    for (const host of ['127.0.0.1.example.com', 'localhost.example.com', '128.0.0.1', '0.0.0.0', '::ffff:127.0.0.1'])
      expect(refusal(syslog({ host, transport: 'tcp' }))).toMatch(/^Without TLS/)
  })

  test('takes a secret over https alone, or to this computer', () => {
    for (const url of [
      'http://o.example.com',
      'ftp://o.example.com',
      'file:///etc/passwd',
      'http://127.0.0.1.example.com',
    ])
      expect(refusal(otlp({ url }))).toMatch(/^Only https is possible/)
    for (const url of [
      'http://127.0.0.1:4318',
      'http://localhost:4318',
      'http://[::1]:4318',
      'https://o.example.com',
      'o.example.com',
    ])
      expect(entered(otlp({ url })).receiver.kind).toBe('otlp')
  })

  test('holds no secret in its address, where it would be shown', () => {
    expect(refusal(otlp({ url: 'https://user:pass@o.example.com' }))).toMatch(/must not hold a name or a password/)
    expect(refusal(otlp({ url: 'https://o.example.com?token=x' }))).toMatch(/question mark/)
    expect(refusal(otlp({ url: 'https://o.example.com#x' }))).toMatch(/number sign/)
  })

  test('is a host and nothing more', () => {
    for (const host of ['syslog://x', 'a b', 'x/y', 'user@host', 'x?y', 'x:y:z'])
      expect(refusal(syslog({ host }))).toMatch(/is no name or address of a computer/)
    expect(entered(syslog({ host: 'Logs.Example.COM' })).receiver).toMatchObject({ host: 'logs.example.com' })
    expect(entered(syslog({ host: '2001:db8::1' })).receiver).toMatchObject({ host: '2001:db8::1' })
  })

  test('sets no header that belongs to the connection, and none that breaks out of its line', () => {
    const headers = (name: string, value: string) => otlp({ headers: [{ name, value }] })
    for (const name of [
      'Host',
      'Content-Length',
      'content-type',
      'Transfer-Encoding',
      'Connection',
      'Proxy-Authorization',
    ])
      expect(refusal(headers(name, 'x'))).toMatch(/is set by Provost itself/)
    for (const value of ['a\r\nx: y', 'a\nb', 'ü', '\u0000'])
      expect(refusal(headers('x-api-key', value))).toMatch(/a header cannot hold/)
    expect(refusal(headers('x y', 'x'))).toMatch(/is no name of a header/)
    const twice = [
      { name: 'X-A', value: '1' },
      { name: 'x-a', value: '2' },
    ]
    expect(refusal(otlp({ headers: twice }))).toMatch(/is there twice/)
    expect(refusal({ kind: 'splunk', url: 'https://s.example.com', token: 'a b' })).toMatch(/A token has no blanks/)
  })

  test('keeps its secret apart from what is kept', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[\x21-\x7e]{8,60}$/), (secret) => {
        const given = [
          entered({ kind: 'splunk', url: 'https://s.example.com', token: secret }),
          entered(otlp({ headers: [{ name: 'authorization', value: secret }] })),
        ]
        for (const { receiver, secrets } of given) {
          expect(Object.values(secrets ?? {})).toEqual([secret])
          expect(Object.values(receiver)).not.toContain(secret)
          expect(JSON.stringify(Object.keys(receiver))).not.toMatch(/token/)
        }
      }),
    )
  })

  test('is refused with certificates that are none', () => {
    expect(refusal(syslog({ authority: 'x' }))).toMatch(/no certificate that can be read/)
  })
})

describe('a policy of the machine', () => {
  const at = (host: string) => entered(syslog({ host })).receiver
  test('leaves kinds and hosts', () => {
    const all = { kinds: ['file', 'syslog', 'otlp', 'splunk'], hosts: null }
    expect(forbidden(at('logs.example.com'), all)).toBeNull()
    expect(forbidden(at('logs.example.com'), { ...all, kinds: ['file'] })).toMatch(/of this kind/)
    const some = { ...all, hosts: ['*.example.com', 'SIEM.example.net'] }
    expect(forbidden(at('logs.example.com'), some)).toBeNull()
    expect(forbidden(at('siem.example.net'), some)).toBeNull()
    for (const host of ['example.com', 'logs-example.com', 'x.siem.example.net', 'example.com.example.org'])
      expect(forbidden(at(host), some)).toMatch(/does not allow streams to/)
    expect(forbidden(entered(otlp({ url: 'https://o.example.org' })).receiver, some)).toMatch(/o\.example\.org/)
    expect(forbidden(readEntered(ReceiverInput.parse({ kind: 'file' }), '/x', null).receiver, some)).toBeNull()
  })
})
