import { describe, expect, it } from 'vitest'
import type { Change } from '../../../src/contract/change.ts'
import { complaintsOf } from '../../../src/main/changes/job/complaints.ts'
import { fc } from '../../harness/properties.ts'

const groups = (username: string, ...add: string[]): Change => ({ kind: 'groups', username, add, remove: [] })
const told = (sends: readonly Change[], ...errors: string[]) => {
  const complaints = complaintsOf(
    sends.map((send, row) => ({ row, send })),
    { errors, message: null },
  )
  return sends.map((_, row) => complaints.wordsFor(row))
}

describe('a complaint', () => {
  it('is told of the person whom it names, never of one whose address is contained in it', () => {
    const sends = [groups('joann@example.com', 'QA'), groups('ann@example.com', 'QA')]
    expect(told(sends, 'joann@example.com does not exist', 'ann@example.com: not allowed')).toEqual([
      ...['joann@example.com does not exist', 'ann@example.com: not allowed'],
    ])
    expect(told(sends, 'joann@example.com does not exist')).toEqual(['joann@example.com does not exist', null])
  })

  it.each([
    ['mary+ann@example.com does not exist'],
    ["User 'o'ann@example.com' not found"],
    ['No such user: ann@example.com.au'],
    ['No such user: ann@example.community'],
    ['x-ann@example.com is unknown'],
    ['éann@example.com is unknown'],
    ['x=ann@example.com is unknown'],
    ['"j ann@example.com"'.replace(' ', '.')],
  ])('about somebody else who is not of the request is told of nobody: %s', (error) => {
    expect(told([groups('ann@example.com', 'QA'), groups('ben@example.com', 'QA')], error)).toEqual([null, null])
  })

  it.each([
    ['No such user: ANN@Example.com.'],
    ["User 'ann@example.com' not found"],
    ['User "ann@example.com" not found'],
    ['<ann@example.com>: not allowed'],
    ['`ann@example.com`!'],
    ['(ann@example.com)'],
    ['who is ann@example.com?'],
    ['ann@example.com, who is unknown'],
    ["ann@example.com's account is locked"],
  ])('finds whom it means, however the name is set: %s', (error) => {
    expect(told([groups('ann@example.com', 'QA'), groups('ben@example.com', 'QA')], error)).toEqual([error, null])
  })

  it('about a group is told of those who asked for it, also where its name holds an address', () => {
    const sends = [groups('ann@example.com', 'Ops'), groups('ben@example.com', 'Friends of ann@example.com')]
    expect(told(sends, 'Friends of ann@example.com does not exist')).toEqual([
      ...[null, 'Friends of ann@example.com does not exist'],
    ])
    expect(told(sends, 'ops does not exist')).toEqual(['ops does not exist', null])
  })

  it('that names nobody is told of all', () => {
    expect(told([groups('ann@example.com'), groups('ben@example.com')], 'try later')).toEqual([
      'try later',
      'try later',
    ])
    expect(told([groups('ann@example.com')], 'joann@example.com does not exist')).toEqual([
      'joann@example.com does not exist',
    ])
  })

  it('never reaches anybody else, whatever the addresses have in common', () => {
    const local = fc.string({ unit: fc.constantFrom(..."ab.+-'_=é"), minLength: 1, maxLength: 4 })
    const address = fc
      .tuple(local, fc.constantFrom('b.example', 'b.example.com', 'a-b.example'))
      .map((p) => p.join('@'))
    fc.assert(
      fc.property(
        fc.uniqueArray(address, { minLength: 2, maxLength: 6 }),
        fc.constantFrom('%s does not exist', "User '%s' not found", 'No such user: %s.', '%s'),
        (addresses, shape) => {
          const [wrong = ''] = addresses
          const error = shape.replace('%s', () => wrong)
          const words = told(
            addresses.map((each) => groups(each)),
            error,
          )
          expect(words.slice(1)).toEqual(addresses.slice(1).map(() => null))
        },
      ),
      { numRuns: 2000 },
    )
  })
})
