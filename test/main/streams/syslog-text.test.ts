import { describe, expect, test } from 'vitest'
import {
  framed,
  longestMessage,
  structuredValue,
  syslogMessage,
} from '../../../src/main/streams/receivers/syslog-text.ts'
import { fc } from '../../harness/properties.ts'
import { lineWith } from './lines.ts'

const about = { host: 'desk-1.example.com', pid: 7, version: '1.0.0' }

/** A strict reader of RFC 5424's grammar. */
function read(message: Buffer) {
  const text = new TextDecoder('utf-8', { fatal: true }).decode(message)
  const head =
    /^<(\d{1,3})>1 (\S+) ([\x21-\x7e]{1,255}) ([\x21-\x7e]{1,48}) ([\x21-\x7e]{1,128}) ([\x21-\x7e]{1,32}) /.exec(text)
  if (head === null) throw new Error(`no header: ${text.slice(0, 100)}`)
  let at = head[0].length
  const elements: Record<string, Record<string, string>> = {}
  while (text[at] === '[') {
    const id = /^\[([\x21\x23-\x3c\x3e-\x5c\x5e-\x7e]{1,32})/.exec(text.slice(at, at + 40))
    if (id === null) throw new Error('no element')
    at += id[0].length
    const parameters: Record<string, string> = {}
    while (text[at] === ' ') {
      const name = /^ ([\x21\x23-\x3c\x3e-\x5c\x5e-\x7e]{1,32})="/.exec(text.slice(at, at + 40))
      if (name === null) throw new Error('no parameter')
      at += name[0].length
      let value = ''
      while (text[at] !== '"') {
        if (text[at] === ']') throw new Error('a bracket that is not escaped')
        if (text[at] === '\\') at++
        if (at >= text.length) throw new Error('no end')
        value += text[at++]
      }
      at++
      parameters[name[1] as string] = value
    }
    if (text[at] !== ']') throw new Error('an element without an end')
    at++
    elements[id[1] as string] = parameters
  }
  if (text[at] !== ' ') throw new Error('no blank before the message')
  return { pri: Number(head[1]), time: head[2], elements, message: text.slice(at + 1) }
}

const odd = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc.string({
    unit: fc.constantFrom(
      ']',
      '"',
      '\\',
      '\n',
      '\r',
      '\0',
      '\u007f',
      '\u0085',
      '\u2028',
      '\ufeff',
      '日',
      '🔒',
      '\ud800',
      ' ',
      '<',
      '=',
    ),
    maxLength: 400,
  }),
)

describe('a syslog message', () => {
  test('is read back by the grammar, whatever stands in an event; none begins inside another', () => {
    fc.assert(
      fc.property(odd, odd, odd, odd, (data, username, action, ip) => {
        const line = lineWith({ data, username, action, ip })
        const message = syslogMessage(line, about)
        const { elements, message: json, time } = read(message)
        expect(time).toBe(line.time)
        expect(elements['provost@32473']).toMatchObject({ key: line.key, category: 'login' })
        expect(message.every((byte) => byte >= 0x20 && byte !== 0x7f)).toBe(true)
        expect(JSON.parse(json).key).toBe(line.key)
        if (!JSON.parse(json).cut) expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(line.whole)))
        expect(/^[\x20-\x7e]*$/.test(json)).toBe(true)
        expect(framed(message).toString('latin1').startsWith(`${message.byteLength} <`)).toBe(true)
      }),
    )
  })

  test('of any length fits, says that it was cut, and keeps who and what', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 6000, max: 100_000 }),
        fc.constantFrom('x', '日', '🔒', '"', '\n', '\u2028'),
        (length, letter) => {
          const data = letter.repeat(Math.ceil(length / letter.length))
          const message = syslogMessage(lineWith({ data }), about)
          expect(message.byteLength).toBeLessThanOrEqual(longestMessage)
          const whole = JSON.parse(read(message).message)
          expect(data.startsWith(whole.data)).toBe(true)
          expect(whole).toMatchObject({ user: 'ada@example.com', action: 'Log in' })
          if (whole.cut) expect(whole.data_length).toBe(data.length)
        },
      ),
      { numRuns: 40 },
    )
    const all = 'x'.repeat(20_000)
    const message = syslogMessage(lineWith({ data: all, username: all, action: all, ip: all }), about)
    expect(message.byteLength).toBeLessThanOrEqual(longestMessage)
    expect(JSON.parse(read(message).message)).toMatchObject({ cut: true, key: expect.stringMatching(/^[0-9a-f]{32}$/) })
  })

  test('shows control characters of values as symbols', () => {
    expect(structuredValue('a\nb\r\0\u007f"]\\')).toBe('a␊b␍␀␡\\"\\]\\\\')
  })
})
