import { afterEach, describe, expect, test } from 'vitest'
import { createScrub } from '../../../src/main/lastpass/scrub/scrub.ts'
import { createSpellings } from '../../../src/main/lastpass/scrub/spellings.ts'
import { fc } from '../../harness/properties.ts'
import { client, service } from './loopback.ts'

const hash = '4f9a2b7c6d1e8035a9bc7d42e1f60893'
const base64 = (text: string): string => Buffer.from(text).toString('base64')
const unicode = (text: string): string =>
  [...text].map((one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')

/** Spellings of the secret as they stand in a JSON text, between its quotes. */
const spelled: [string, (secret: string) => string][] = [
  ['plain', (secret) => secret],
  ['in upper case', (secret) => secret.toUpperCase()],
  [
    'with one letter escaped',
    (secret) => unicode(secret.charAt(5)) + secret.slice(0, 5) + unicode(secret.charAt(5)) + secret.slice(6),
  ],
  [
    'with every second letter escaped',
    (secret) => [...secret].map((one, at) => (at % 2 ? one : unicode(one))).join(''),
  ],
  ['with every letter escaped', unicode],
  ['with every letter escaped twice', (secret) => unicode(secret).replaceAll('\\', '\\\\')],
  [
    'for an address, every letter',
    (secret) => [...Buffer.from(secret)].map((byte) => `%${byte.toString(16)}`).join(''),
  ],
  [
    'for an address, some letters',
    (secret) => [...secret].map((one, at) => (at % 3 ? one : `%${one.charCodeAt(0).toString(16)}`)).join(''),
  ],
  ['for an address, twice', (secret) => [...secret].map((one) => `%25${one.charCodeAt(0).toString(16)}`).join('')],
  ['for a page', (secret) => [...secret].map((one) => `&#${one.charCodeAt(0)};`).join('')],
  [
    'for a page, some letters',
    (secret) => [...secret].map((one, at) => (at % 2 ? one : `&amp;#x${one.charCodeAt(0).toString(16)};`)).join(''),
  ],
  ['for mail', (secret) => [...secret].map((one) => `=${one.charCodeAt(0).toString(16).toUpperCase()}`).join('')],
  ['in octal', (secret) => [...secret].map((one) => `\\\\${one.charCodeAt(0).toString(8).padStart(3, '0')}`).join('')],
  ['as hexadecimal', (secret) => Buffer.from(secret).toString('hex').toUpperCase()],
  ['as numbers', (secret) => [...Buffer.from(secret)].join(', ')],
  ['in base64', base64],
  ['in base64 of its bytes', (secret) => Buffer.from(secret, 'hex').toString('base64')],
  [
    'in base64 of its bytes within others',
    (secret) => Buffer.concat([Buffer.from('a:'), Buffer.from(secret, 'hex'), Buffer.from('z')]).toString('base64'),
  ],
  ['in base64 within a text', (secret) => base64(`{"h":"${secret}"}`)],
  ['in base64 for addresses', (secret) => Buffer.from(`?${secret}`).toString('base64url')],
  ['in base64 twice', (secret) => base64(base64(`x${secret}`))],
  ['backwards', (secret) => [...secret].reverse().join('')],
  ['rotated', (secret) => secret.replace(/[a-z]/g, (one) => String.fromCharCode(((one.charCodeAt(0) - 84) % 26) + 97))],
  ['split by blanks', (secret) => [...secret].join(' ')],
  ['split by dashes', (secret) => secret.replace(/.{4}/g, '$&-')],
  ['split by what nobody sees', (secret) => [...secret].join('\u200b')],
  ['split by what nobody sees, escaped', (secret) => [...secret].join('\\u2060')],
  ['in full width', (secret) => [...secret].map((one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0)).join('')],
  [
    'in full width, escaped',
    (secret) => [...secret].map((one) => `\\uff${(one.charCodeAt(0) - 0x20).toString(16)}`).join(''),
  ],
  ['without its beginning', (secret) => secret.slice(8)],
  ['without its end', (secret) => secret.slice(0, 20)],
]

const body = (value: string): string =>
  `{"Users":{"101":{"username":"zo\u00eb@example.com","fullname":"${value}","note":"Zo\\u00eb \\\\\\"quoted\\\\\\""}},"total":1}`

let open: { close: () => Promise<void> } | null = null
afterEach(async () => {
  await open?.close()
  open = null
})

describe.each(spelled)('a secret %s', (_how, spell) => {
  test('is not in data that is parsed later, on whatever thread', async () => {
    const running = await service((response) => response.end(body(`sent ${spell(hash)} today`)))
    open = running
    const { lastpass } = client(running.url, { credential: { cid: '123', hash } })
    const read = JSON.parse(Buffer.from(await lastpass.body('getuserdata', {})).toString())
    expect(read.Users[101].fullname).toMatch(/^(sent )?[\w+=]{0,9}\[removed\][\w+=]{0,9}( today)?$/)
    expect(read.Users[101]).toMatchObject({ username: 'zo\u00eb@example.com', note: 'Zo\u00eb \\"quoted\\"' })
  })

  test('is not in a text for people', () => {
    const said = JSON.parse(`"${spell(hash)}"`) as string
    expect(createScrub([hash]).text(`It said: ${said}.`)).not.toContain(said)
  })
})

test('names of fields are cleaned as well as what they hold', () => {
  const clean = createScrub([hash]).bytes(Buffer.from(`{"${unicode(hash)}":{"a":["${unicode(hash)}",1,null]}}`))
  expect(JSON.parse(Buffer.from(clean).toString())).toEqual({ '[removed]': { a: ['[removed]', 1, null] } })
})

test('data of a company without the secret is never touched', () => {
  const scrub = createScrub([hash])
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const bytes = Buffer.from(JSON.stringify(value))
      expect(scrub.bytes(bytes)).toBe(bytes)
    }),
  )
})

test('no escape of single letters hides a secret', () => {
  const ways = [
    (one: string) => one,
    unicode,
    (one: string) => `%${one.charCodeAt(0).toString(16)}`,
    (one: string) => one.toUpperCase(),
  ]
  const hashes = fc.string({ minLength: 24, maxLength: 48, unit: fc.constantFrom(...'0123456789abcdefghijklmnop') })
  fc.assert(
    fc.property(hashes, fc.array(fc.nat(3), { minLength: 48, maxLength: 48 }), (secret, choices) => {
      const value = [...secret].map((one, at) => ways[choices[at] ?? 0]?.(one)).join('')
      const clean = createScrub([secret]).bytes(Buffer.from(body(value)))
      expect(JSON.parse(Buffer.from(clean).toString()).Users[101].fullname).toBe('[removed]')
    }),
  )
})

/** Ways to write one letter within a JSON text, each of which some layer takes off again. */
const letterWays: ((one: string) => string)[] = [
  (one) => one,
  (one) => one,
  (one) => one.toUpperCase(),
  unicode,
  (one) => unicode(one).replace('\\', '\\\\'),
  (one) => `\\u005cu${one.charCodeAt(0).toString(16).padStart(4, '0')}`,
  (one) => `%${one.charCodeAt(0).toString(16)}`,
  (one) => `\\u0025${one.charCodeAt(0).toString(16)}`,
  (one) => `=${one.charCodeAt(0).toString(16)}`,
  (one) => `&#${one.charCodeAt(0)};`,
  (one) => `\\u0026#x00000${one.charCodeAt(0).toString(16)};`,
  (one) => `&amp;#${one.charCodeAt(0)};`,
  (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0),
  (one) => `\\uff${(one.charCodeAt(0) - 0x20).toString(16)}`,
]
const betweenLetters = ['', '', '', '', ' ', '-', '\\n', '\\"', '\\/', '\u200b', '\\u2060', '\u00e9', ' , : { ']
const whole: ((secret: string) => string)[] = [
  (secret) => secret,
  (secret) => [...secret].reverse().join(''),
  (secret) => secret.replace(/[a-z]/g, (one) => String.fromCharCode(((one.charCodeAt(0) - 84) % 26) + 97)),
  (secret) => Buffer.from(secret).toString('hex'),
  (secret) => [...Buffer.from(secret)].join(','),
  (secret) => base64(`a${secret}`),
  (secret) => base64(base64(secret)),
]

test('the quick look misses no text that holds a secret, however it is spelt, split and placed', () => {
  const spellings = createSpellings([hash])
  const around = fc.string({ maxLength: 30, unit: fc.constantFrom(...'abc019 -_.@:,{}[]%=#&;\u00e9\u4e2d') })
  let held = 0
  fc.assert(
    fc.property(
      fc.constantFrom(...whole),
      fc.array(fc.tuple(fc.constantFrom(...letterWays), fc.constantFrom(...betweenLetters)), {
        minLength: 1,
        maxLength: 9,
      }),
      fc.array(around, { minLength: 5, maxLength: 5 }),
      fc.record({ padding: fc.nat(40), from: fc.nat(200), length: fc.integer({ min: 12, max: 60 }) }),
      (form, steps, [before = '', name = '', start = '', end = '', after = ''], { padding, from, length }) => {
        const part = form(hash)
        const first = from % Math.max(1, part.length - length)
        const spelled = [...part.slice(first, first + length)]
          .map((one, at) => {
            const [way, between] = steps[at % steps.length] ?? []
            return (/[a-z0-9]/i.test(one) ? (way?.(one) ?? one) : one) + (between ?? '')
          })
          .join('')
        const literal = `"${JSON.stringify(start).slice(1, -1)}${spelled}${JSON.stringify(end).slice(1, -1)}"`
        const text = `{"${'p'.repeat(padding)}":1,"a":${JSON.stringify(before)},${JSON.stringify(name)}:${literal},"b":${JSON.stringify(after)}}`
        if (!spellings.holds(JSON.parse(literal) as string)) return
        held++
        const bytes = Buffer.from(text)
        expect(spellings.perhapsInJson(bytes)).toBe(true)
        // Wherever the bytes begin in memory.
        const moved = new Uint8Array(bytes.length + 1 + (padding % 3)).subarray(1 + (padding % 3))
        moved.set(bytes)
        expect(spellings.perhapsInJson(moved)).toBe(true)
      },
    ),
    { numRuns: 1500 },
  )
  expect(held).toBeGreaterThan(800)
})

test.each([
  ['as it is', (part: string) => part],
  ['in threes', (part: string) => part.replace(/.{3}/g, '$& ')],
  ['in fives', (part: string) => part.replace(/.{5}/g, '$&.')],
])('the quick look finds twelve letters %s wherever they stand', (_how, split) => {
  const { perhapsInJson } = createSpellings([hash])
  for (let from = 0; from + 12 <= hash.length; from++)
    for (let padding = 0; padding < 8; padding++)
      for (const end of ['"}', '", "b": 1}', 'g"}', 'g\u00e9"}'])
        expect(
          perhapsInJson(Buffer.from(`{"${'p'.repeat(padding)}":"${split(hash.slice(from, from + 12))}${end}`)),
        ).toBe(true)
})

test('what is left of a body can be handed to another thread, small as it is', () => {
  for (const body of [`{"a":"${hash}"}`, `<p>${hash}</p>`]) {
    const cleaned = createScrub([hash]).bytes(Buffer.from(body))
    expect(() => structuredClone(null, { transfer: [cleaned.buffer as ArrayBuffer] })).not.toThrow()
  }
})
