import { describe, expect, test } from 'vitest'
import { errorsOf, parse, requireSuccess, sniff, statusOf } from '../../../src/main/lastpass/answers/envelope.ts'
import { fc } from '../../harness/properties.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const spaces = fc.stringMatching(/^[ \t\r\n]{0,6}$/)
const code = (code: string) => expect.objectContaining({ failure: expect.objectContaining({ code }) })

describe('the first look at a body', () => {
  test('knows every JSON object and list, whatever space or byte order mark is around it', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.object(), fc.array(fc.jsonValue())),
        spaces,
        spaces,
        fc.boolean(),
        (value, before, after, mark) => {
          const body = bytes((mark ? '\ufeff' : '') + before + JSON.stringify(value) + after)
          expect(sniff(body)).toBe('json')
          expect(JSON.stringify(parse(body))).toBe(JSON.stringify(value))
        },
      ),
    )
  })

  test('never takes the beginning of an answer for the whole: it is cut, or the parser refuses it', () => {
    const answer = JSON.stringify({
      total: 2,
      Users: { 1: { username: 'a@example.com', groups: ['x'] }, 2: { username: 'b' } },
    })
    for (let length = 1; length < answer.length; length++) {
      const part = bytes(answer.slice(0, length))
      if (sniff(part) !== 'cut') expect(() => parse(part)).toThrow(code('unexpected-answer'))
    }
  })

  test.each([
    ['<?xml version="1.0" encoding="UTF-8"?>\n<lastpass rc="Authorization Error"/>', 'refusal'],
    ["<lastpass a='1' rc = 'authorization  error '/>", 'refusal'],
    ['<!-- one --><!DOCTYPE x>\n<LASTPASS rc="AUTHORIZATION ERROR"></LASTPASS>', 'refusal'],
    ["  <lastpass rc='x'>", 'site'],
    ['<lastpass rc="OK"/>', 'site'],
    ['<?xml version="1.0"?><lastpass rc="FAIL"><error message="Authorization Error"/></lastpass>', 'site'],
    ['<lastpass rc="OK"><lastpass rc="Authorization Error"/></lastpass>', 'site'],
    ['<response><error message="Authorization Error"/></response>', 'site'],
    ['<response><lastpass rc="FAIL"/></response>', 'site'],
    ['<lastpass>Authorization Error</lastpass>', 'site'],
    ['<html><!-- <lastpass rc="Authorization Error"/> --></html>', 'markup'],
    ['<lastpassive rc="x">', 'markup'],
    ['<html><body>Access Denied</body></html>', 'markup'],
    ['<!doctype html>', 'markup'],
    ['', 'empty'],
    [' \r\n\t', 'empty'],
    ['OK', 'other'],
    ['null', 'other'],
    ['"text"', 'other'],
    ['{', 'cut'],
    ['[', 'cut'],
    ['{"a":1]', 'cut'],
  ] as const)('takes %j for %s', (body, sort) => {
    expect(sniff(bytes(body))).toBe(sort)
  })

  test('never throws, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (body) => {
        expect(['json', 'cut', 'refusal', 'site', 'markup', 'empty', 'other']).toContain(sniff(body))
      }),
    )
  })
})

describe('parsing', () => {
  test('quotes nothing of a damaged body', () => {
    for (const body of ['{"provhash":"topsecret",,}', '[topsecret]', '{"a":topsecret}']) {
      let message = ''
      try {
        parse(bytes(body))
      } catch (error) {
        message = JSON.stringify([String(error), error, (error as Error).cause])
      }
      expect(message).toContain('damaged')
      expect(message).not.toContain('topsecret')
    }
  })
})

describe('the status word', () => {
  test.each([
    ['OK', 'ok'],
    ['ok', 'ok'],
    ['Success', 'ok'],
    ['success', 'ok'],
    [' SUCCESS ', 'ok'],
    ['WARN', 'warn'],
    ['FAIL', 'fail'],
    ['fail', 'fail'],
    ['Error', 'fail'],
    ['constructor', undefined],
    ['PENDING', undefined],
    [1, undefined],
  ])('%j means %s', (status, word) => {
    expect(statusOf({ status })).toBe(word)
  })

  test('is absent where there is none', () => {
    expect(statusOf({})).toBeNull()
    expect(statusOf([])).toBeNull()
  })

  test('of a read is a refusal unless it is a yes', () => {
    for (const status of ['OK', 'Success']) expect(() => requireSuccess({ status }, true)).not.toThrow()
    for (const status of ['FAIL', 'WARN', 'PENDING', 7])
      expect(() => requireSuccess({ status }, false)).toThrow(code('service-refused'))
    expect(() => requireSuccess({ Users: [] }, false)).not.toThrow()
    expect(() => requireSuccess({ data: [] }, true)).toThrow(code('unexpected-answer'))
  })

  test('brings the words of the service along', () => {
    const words = {
      failure: expect.objectContaining({ code: 'service-refused', details: 'Please select a valid user.' }),
    }
    expect(() => requireSuccess({ status: 'FAIL', error: 'Please select a valid user.' }, true)).toThrow(
      expect.objectContaining(words),
    )
  })
})

test('complaints are read in all their shapes', () => {
  expect(errorsOf({ error: 'one' })).toEqual(['one'])
  expect(errorsOf({ error: ['one', 'two'] })).toEqual(['one', 'two'])
  expect(errorsOf({ errors: ['one'] })).toEqual(['one'])
  // PHP makes a map of a list with gaps.
  expect(errorsOf({ errors: { 0: 'one', 2: 'two' } })).toEqual(['one', 'two'])
  expect(errorsOf({ error: [], errors: null })).toEqual([])
  expect(errorsOf({ error: '' })).toEqual([])
})
