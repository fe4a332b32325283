import { describe, expect, test } from 'vitest'
import { createRedactor } from '../../src/main/redact.ts'
import { fc } from '../harness/properties.ts'

/** Secrets as people and services make them: any text, but not so short or so plain that it is part of the words around it. */
const secret = fc.string({ minLength: 8, maxLength: 60, unit: 'grapheme' }).map((text) => `§${text}`)

describe('a secret that was added', () => {
  test('stands nowhere in the text, in none of the forms that logs give to it', () => {
    fc.assert(
      fc.property(secret, (each) => {
        const redactor = createRedactor()
        redactor.add(each)
        const json = JSON.stringify({ note: each })
        const forms = [
          each,
          json,
          JSON.stringify(json),
          encodeURIComponent(each),
          Buffer.from(each).toString('base64'),
          Buffer.from(each).toString('hex'),
        ]
        for (const form of forms) {
          const text = redactor.text(`before ${form} after`)
          expect(text).toContain('[secret]')
          expect(text).not.toContain(each)
          expect(text).not.toContain(form)
          expect(text.startsWith('before ')).toBe(true)
          expect(text.endsWith(' after')).toBe(true)
        }
      }),
    )
  })

  test('may be broken text: half a character is masked as well as a whole one', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 8, unit: 'binary' }), (each) => {
        const redactor = createRedactor()
        redactor.add(`§${each}`)
        expect(redactor.text(`before §${each} after`)).toBe('before [secret] after')
      }),
    )
  })

  test('is masked whole when another secret is a part of it', () => {
    const redactor = createRedactor()
    redactor.add('winter')
    redactor.add('winter-in-oslo')
    expect(redactor.text('it was winter-in-oslo')).toBe('it was [secret]')
  })

  test('is ordinary text again once it is forgotten', () => {
    const redactor = createRedactor()
    redactor.add('ordinary')
    redactor.forget('ordinary')
    expect(redactor.text('an ordinary day')).toBe('an ordinary day')
  })

  test('that is too short to protect anything does not eat the words around it', () => {
    const redactor = createRedactor()
    redactor.add('')
    redactor.add('a')
    expect(redactor.text('a day at sea')).toBe('a day at sea')
  })
})

describe('what was never added', () => {
  const { text } = createRedactor()

  test.each([
    ['a request body', '{"cid":8771312,"provhash":"s3cret value","cmd":"getuserdata"}', 's3cret value'],
    ['JSON inside JSON', JSON.stringify({ body: '{"provhash":"s3cret-value"}' }), 's3cret-value'],
    ['a quote inside the value', JSON.stringify({ provhash: 'half"s3cret' }), 's3cret'],
    ['an address', 'https://example.com/?provhash=s3cret&cid=1', 's3cret'],
    ['an object as Node prints it', "{ provhash: 's3cret value' }", 's3cret value'],
    ['a header', 'Authorization: api-key abc.s3cret', 's3cret'],
    ['a password', '{"password":"s3cret"}', 's3cret'],
    ['an API key anywhere', 'refused lpkey_ab12_cd34EF', 'cd34EF'],
    ['32 hexadecimal digits', 'answer to 0123456789abcdef0123456789ABCDEF came', '0123456789abcdef'],
    ['64 hexadecimal digits', `key ${'0f'.repeat(32)}`, '0f0f'],
  ])('is masked by its name or its looks: %s', (_what, line, inside) => {
    expect(line).toContain(inside)
    expect(text(line)).not.toContain(inside)
    expect(text(line)).toContain('[secret]')
  })

  test('and is no secret stays as it is', () => {
    const line =
      '{"cid":8771312,"cmd":"getuserdata","user":"ada@example.com","ms":41.5} after 3 attempts, reference 9f2c01ab34'
    expect(text(line)).toBe(line)
  })

  test('keeps the rest of the line', () => {
    expect(text('{"provhash":"abc","cmd":"getuserdata"}')).toBe('{"provhash":[secret],"cmd":"getuserdata"}')
    expect(text('?provhash=abc&cid=1')).toBe('?provhash=[secret]&cid=1')
  })
})
