import { expect, test } from 'vitest'
import { nameRoom, splitName } from '../../../src/renderer/lib/words/truncate.ts'
import { fc } from '../../harness/properties.ts'

// Ten pixels a letter, five for a thin one.
const measure = (text: string) => [...text].reduce((sum, letter) => sum + ('il'.includes(letter) ? 5 : 10), 0)

test('an address with room enough is left alone, and so is one whose domain alone is too long', () => {
  expect(nameRoom('anna@a.org', 100, measure)).toBeNull()
  expect(nameRoom('anna@a.org', 60, measure)).toBeNull()
  expect(nameRoom('no address', 10, measure)).toBeNull()
})

test('what is cut is as wide as what is drawn of it, so that the @ follows at once', () => {
  // Of "wwww" two letters and the dots have room in 37 pixels, and take 30.
  expect(nameRoom('wwww@a.org', 97, measure)).toBe(31)
})

test('it never takes more than there is, nor leaves out a letter that has room', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z.]{1,40}$/), fc.integer({ min: 0, max: 600 }), (name, room) => {
      const width = nameRoom(`${name}@b.example`, room, measure)
      if (width === null) return
      const left = room - measure(`${splitName(name).tail}@b.example`)
      expect(width).toBeLessThanOrEqual(left)
      expect(left - width).toBeLessThan(10)
    }),
  )
})

test('the end of a long name stays, so that two of one name differ where they are cut', () => {
  expect(splitName('mixed.case+tag1')).toEqual({ head: 'mixed.case+t', tail: 'ag1' })
  expect(splitName('anna.b')).toEqual({ head: 'anna.b', tail: '' })
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (name) => {
      const { head, tail } = splitName(name)
      expect(head + tail).toBe(name)
    }),
  )
})
