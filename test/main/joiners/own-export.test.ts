import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { UserRow } from '../../../src/contract/model.ts'
import { exportRows } from '../../../src/main/directory/export.ts'
import { writeWhole } from '../../../src/main/files/save.ts'
import { readGroupCell } from '../../../src/main/joiners/list/group-cell.ts'
import { readJoiners } from '../../../src/main/joiners/list/table/read-joiners.ts'
import { temporaryFolder } from '../../harness/application.ts'
import { fc } from '../../harness/properties.ts'
import { person } from '../directory/people-data.ts'

let home: string
beforeEach(() => {
  home = temporaryFolder()
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

const { signal } = new AbortController()
const row = (groups: string[], at: number): UserRow =>
  ({
    ...person({ username: `u${at}@example.com`, fullname: `Person ${at}` }),
    groups,
    groupCount: groups.length,
    folderCount: 0,
    duplicate: false,
  }) as unknown as UserRow

/** Nobody has an address: files in columns do not ask. */
const nobody = (function* (): Generator<void, never[]> {
  yield
  return []
})()

/** Writes people to a file as the table does, and reads their groups from it as a list of joiners is read. */
async function throughFile(format: 'csv' | 'json', people: string[][], known: readonly string[]): Promise<string[][]> {
  const path = join(home, `out.${format}`)
  await writeWhole(path, async (file) => {
    await exportRows(file, {
      format,
      wanted: ['fullname', 'groups', 'username'],
      total: people.length,
      read: (offset, limit) => people.slice(offset, offset + limit).map((groups, at) => row(groups, offset + at)),
      signal,
    })
  })
  const table = await readJoiners({ bytes: readFileSync(path) }, () => nobody)
  const column = table.header?.indexOf('groups') ?? -1
  return table.rows.map(({ cells }) =>
    readGroupCell(cells[column] ?? '', new Set(known), { own: table.own }).groups.map(({ name }) => name),
  )
}

const groupName = fc.oneof(
  fc.constantFrom(
    ' Staff',
    'Staff',
    'Staff ',
    'Ops; QA',
    'Ops',
    'QA',
    '"QA"',
    'a"b',
    ';',
    '"',
    ' ',
    'Ops, QA',
    'Ops|QA',
    'R/D',
  ),
  fc.constantFrom(
    '=Sum',
    "'=Sum",
    '-minus',
    '@at',
    "'quoted'",
    'Line\nbreak',
    'Tab\there',
    '[U+0007]',
    '\u0007',
    '\u202eabc',
    '\u00a0x',
  ),
  fc.string({ minLength: 1, maxLength: 12, unit: fc.constantFrom(...' ;,|/"\'\n\tabÄ=+-@\u200b') }),
  fc.string({ minLength: 1, maxLength: 12 }),
)

describe('groups of an exported file that is given back', () => {
  it.each(['csv', 'json'] as const)('are exactly the memberships that it was made of, as %s', async (format) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.uniqueArray(groupName, { maxLength: 5 }), { minLength: 1, maxLength: 5 }),
        fc.array(groupName, { maxLength: 4 }),
        async (people, others) => {
          expect(await throughFile(format, people, [...people.flat(), ...others])).toEqual(people)
          // Also where the company that the file is given to has none of them, or some that look alike.
          expect(await throughFile(format, people, others)).toEqual(people)
        },
      ),
      { numRuns: 150 },
    )
  })
})
