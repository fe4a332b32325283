import { describe, expect, test } from 'vitest'
import { calls } from '../../../src/contract/calls.ts'
import {
  checkConnection,
  checkHash,
  defaultAddress,
  isServiceAddress,
} from '../../../src/renderer/lib/application/connection.ts'

const good = { cid: '12345678', hash: 'c0ffee00c0ffee00', label: 'Example Ltd', baseUrl: defaultAddress }

describe('what is entered to connect', () => {
  test('a good entry has no errors, and main accepts it too', () => {
    expect(checkConnection(good)).toEqual({})
    expect(calls['tenants.connect'].input.safeParse(good).success).toBe(true)
  })

  test.each([
    ['cid', ''],
    ['cid', '12a'],
    ['cid', '1234567890123'],
    ['hash', ''],
    ['hash', 'short'],
    ['hash', 'h'.repeat(513)],
    ['label', 'x'.repeat(61)],
  ])('%s "%s" is refused here as it would be by main', (field, value) => {
    const entry = { ...good, [field]: value }
    expect(Object.keys(checkConnection(entry))).toEqual([field])
    expect(calls['tenants.connect'].input.safeParse(entry).success).toBe(false)
  })

  test('mistakes that are often made are named', () => {
    expect(checkHash('lpkey_abcdefgh_12345')).toContain('another interface')
    expect(checkHash('12345678')).toContain('account number')
    expect(checkHash('c0ffee00 c0ffee00')).toContain('space')
  })

  test('the address is https, or this computer', () => {
    expect(isServiceAddress('https://lastpass.example.com/api')).toBe(true)
    expect(isServiceAddress('http://127.0.0.1:8080/enterpriseapi.php')).toBe(true)
    expect(isServiceAddress('http://lastpass.example.com/')).toBe(false)
    expect(isServiceAddress('http://127.0.0.1.example.com/')).toBe(false)
    expect(isServiceAddress('lastpass.com')).toBe(false)
    expect(isServiceAddress('ftp://127.0.0.1/')).toBe(false)
  })
})
