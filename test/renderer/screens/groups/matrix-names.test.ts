import { expect, test } from 'vitest'
import { rowNames } from '../../../../src/renderer/screens/groups/matrix/matrix-model.ts'

test('people of one name can be told apart in the matrix, whatever its case', () => {
  const rows = [
    { fullname: 'Aarav Desai', username: 'aarav.desai@example.com' },
    { fullname: 'AARAV DESAI', username: 'a.desai2@example.com' },
    { fullname: 'Bea Long', username: 'bea@example.com' },
    { fullname: '', username: 'nameless@example.com' },
  ]
  expect(rowNames(rows)).toEqual([
    'Aarav Desai · aarav.desai',
    'AARAV DESAI · a.desai2',
    'Bea Long',
    'nameless@example.com',
  ])
})
