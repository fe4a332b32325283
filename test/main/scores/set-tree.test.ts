import { expect, it } from 'vitest'
import { createSetTree } from '../../../src/main/scores/history/set-tree.ts'
import { fc } from '../../harness/properties.ts'

it('gives each set of scopes the number of its text, and asks for that once', () => {
  fc.assert(
    fc.property(fc.array(fc.array(fc.nat(6), { maxLength: 5 }), { maxLength: 20 }), (people) => {
      const asked: string[] = []
      const tree = createSetTree((...texts) => asked.push(texts.join()))
      const sets = people.map((scopes) => scopes.reduce((set, scope) => tree.with(set, scope), 0))
      const numbers = sets.map(tree.numberOf)
      expect(numbers.map((number) => asked[number - 1])).toEqual(people.map((scopes) => scopes.join(',')))
      expect(asked).toEqual([...new Set(people.map((scopes) => scopes.join(',')))])
    }),
  )
})
