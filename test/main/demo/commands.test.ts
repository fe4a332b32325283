import { describe, expect, it } from 'vitest'
import { atOnce } from '../../../src/main/cooperative/slices.ts'
import { createClock } from '../../../src/main/demo/clock.ts'
import { createCompany } from '../../../src/main/demo/company/company.ts'
import { getExpiredPasswords } from '../../../src/main/demo/service/expired.ts'
import { ask, company, everybody, ordinary, requestOf } from './ask.ts'

describe('what is not a command', () => {
  it('is told apart: retired, unknown, not JSON, wrong credential', () => {
    const service = company()
    expect(ask(service, 'pushsitestousers', { users: 'all' })).toHaveProperty('status', 'FAIL')
    expect(ask(service, 'batchaddusers', [])).toEqual({ status: 'FAIL', error: 'Unknown command: batchaddusers' })
    expect(ask(service, 'constructor')).toEqual({ status: 'FAIL', error: 'Unknown command: constructor' })
    for (const body of ['', '{', '[]', '7', 'null'])
      expect(JSON.parse(String(service.answer(body).body)), body).toHaveProperty('status', 'FAIL')
    const refusal = {
      status: 200,
      headers: { 'content-type': 'text/xml;charset=UTF-8', date: expect.stringMatching(/ GMT$/) },
      body: '<?xml version="1.0" encoding="UTF-8"?>\n<lastpass rc="Authorization Error"/>\n',
    }
    expect(service.answer(requestOf(service, 'getuserdata', null, { provhash: 'wrong' }))).toEqual(refusal)
    expect(service.answer(requestOf(service, 'disableuser', [ordinary(service).username], { cid: 1 }))).toEqual(refusal)
    expect(service.answer(requestOf(service, 'getuserdata')).headers['content-type']).toBe('text/xml;charset=UTF-8')
    expect(service.ledger).toEqual([])
  })
})

interface Piece {
  status: string
  continuation: { token?: string; remaining_item_count: number }
  items: { user_id: number; user_name: string; last_pw_change: string }[]
}

describe('expiredmasterpwlist', () => {
  it('lists old master passwords in pieces, without the disabled', () => {
    const service = company({ people: 500 })
    const whole = ask<Piece>(service, 'expiredmasterpwlist')
    expect([whole.status, whole.continuation]).toEqual(['Success', { remaining_item_count: 0 }])
    expect(whole.items.length).toBeGreaterThan(50)
    const items: Piece['items'] = []
    let token: string | undefined
    do {
      const piece: Piece = ask<Piece>(service, 'expiredmasterpwlist', {
        limit: 30,
        ...(token ? { continuation_token: token } : {}),
      })
      items.push(...piece.items)
      expect(piece.continuation.remaining_item_count).toBe(whole.items.length - items.length)
      token = piece.continuation.token
    } while (token !== undefined)
    expect(items).toEqual(whole.items)
    const disabled = new Set(everybody(service).flatMap((user) => (user.disabled ? [user.username] : [])))
    for (const item of items) {
      expect(item.last_pw_change < '2025-03-15').toBe(true)
      expect(disabled.has(item.user_name)).toBe(false)
    }
  })

  it('goes through everybody once for a reading in many pieces, and anew after a change', () => {
    const people = 2000
    const now = 1_780_000_000
    const founded = atOnce(createCompany(7, people, now))
    let looked = 0
    const counting: typeof founded = Object.create(founded, {
      account: {
        value: (...asked: Parameters<typeof founded.account>) => {
          looked++
          return founded.account(...asked)
        },
      },
    })
    const piece = (data: object): Piece =>
      JSON.parse(String(atOnce(getExpiredPasswords(counting, createClock('UTC'), data, now))))
    const first = piece({ limit: 10 })
    const inFirst = looked
    let pieces = 1
    for (let at = first; at.continuation.token; pieces++)
      at = piece({ limit: 10, continuation_token: at.continuation.token })
    expect(pieces).toBeGreaterThan(10)
    // Each further piece looks at its own ten only.
    expect(looked - inFirst).toBeLessThanOrEqual(10 * (pieces - 1))

    const next = first.continuation.token
    const [gone] = piece({ limit: 10, continuation_token: next }).items
    founded.change(founded.find(gone?.user_name ?? '') ?? -1, { disabled: true })
    expect(piece({ limit: 10, continuation_token: next }).items).not.toContainEqual(gone)
  })
})
