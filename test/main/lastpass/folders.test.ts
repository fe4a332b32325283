import { describe, expect, test } from 'vitest'
import { readSharedFolders } from '../../../src/main/lastpass/answers/answers.ts'
import { fc } from '../../harness/properties.ts'
import { bytes, code } from './userdata.ts'

const folders = (value: unknown, detailed = false) => readSharedFolders(bytes(value), detailed)
const member = (fields: object) =>
  folders({ 5: { sharedfoldername: 'Ops', users: [{ username: 'ann@example.com', ...fields }] } }).folders[0]
    ?.members[0]

describe('shared folders', () => {
  test('are read in full, also with rights as texts and truth values', () => {
    const answer = {
      501: {
        sharedfoldername: 'Ops',
        score: 88,
        deleted: false,
        users: [
          {
            username: 'ann@example.com',
            readonly: 0,
            give: 1,
            can_administer: 1,
            superadmin: true,
            group_name: 'Ops team',
            sites: ['a.example', 'b.example'],
          },
          { username: 'ben@example.com', readonly: '1', give: '0', can_administer: '0' },
          { username: 'cy@example.com', readonly: true, give: false, can_administer: false, sites: [] },
        ],
      },
      502: { sharedfoldername: 'Old', score: '12.5', deleted: true, users: [] },
    }
    expect(folders(answer, true)).toEqual({
      entries: 2,
      setAside: [],
      folders: [
        {
          id: '501',
          name: 'Ops',
          score: 88,
          deleted: false,
          other: {},
          members: [
            {
              username: 'ann@example.com',
              readOnly: false,
              canAdminister: true,
              hidePasswords: false,
              superAdmin: true,
              groupName: 'Ops team',
              sites: ['a.example', 'b.example'],
              other: {},
            },
            {
              username: 'ben@example.com',
              readOnly: true,
              canAdminister: false,
              hidePasswords: true,
              superAdmin: false,
              groupName: null,
              sites: [],
              other: {},
            },
            {
              username: 'cy@example.com',
              readOnly: true,
              canAdminister: false,
              hidePasswords: true,
              superAdmin: false,
              groupName: null,
              sites: [],
              other: {},
            },
          ],
        },
        { id: '502', name: 'Old', score: 12.5, deleted: true, members: [], other: {} },
      ],
    })
    expect(folders(answer, false).folders[0]?.members[0]?.sites).toEqual([])
  })

  test('do not claim that passwords are hidden where the service is silent', () => {
    expect(member({ readonly: 0 })).toMatchObject({ hidePasswords: false })
    expect(member({ give: 0 })).toMatchObject({ hidePasswords: true })
  })

  test('are none where PHP writes a list for an empty map', () => {
    for (const answer of [[], {}]) expect(folders(answer)).toEqual({ folders: [], setAside: [], entries: 0 })
  })

  test('that cannot be read are set aside, members one by one', () => {
    const page = folders({
      1: 'x',
      2: { sharedfoldername: null, users: [] },
      3: { sharedfoldername: 'A', users: 'x' },
      4: { sharedfoldername: 'B', deleted: 'perhaps' },
      5: {
        sharedfoldername: 'C',
        users: { 0: { username: 'a', give: 'x' }, 3: { username: 'b' }, 4: 7, 5: { username: '' } },
      },
    })
    expect(page.folders.map(({ name, members }) => [name, members.map(({ username }) => username)])).toEqual([
      ['C', ['b']],
    ])
    expect(page.setAside.map(({ what, id }) => `${what} ${id}`)).toEqual([
      'folder 1',
      'folder 2',
      'folder 3',
      'folder 4',
      'member 5/a',
      'member 5/3',
      'member 5/4',
    ])
    expect(page.entries).toBe(5)
  })

  test('are not taken from an answer without one record, which must not pass for a company without folders', () => {
    expect(() => folders({ message: 'hello' })).toThrow(code('unexpected-answer'))
    expect(() => folders({ error: 'too many' })).toThrow(code('service-refused'))
    expect(() => folders({ status: 'FAIL', error: 'no' })).toThrow(code('service-refused'))
    expect(() => folders(['x'])).toThrow(code('unexpected-answer'))
  })

  test('never throw anything but a refusal, and lose no entry silently', () => {
    const odd = fc.jsonValue({ maxDepth: 3 })
    const folder = fc.record(
      {
        sharedfoldername: fc.oneof(fc.string(), odd),
        users: fc.oneof(fc.array(fc.oneof(odd, fc.record({ username: fc.oneof(fc.string(), odd), give: odd }))), odd),
        score: odd,
      },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.string().filter((key) => key !== 'status'),
          folder,
          { maxKeys: 5 },
        ),
        (answer) => {
          const page = folders(answer)
          expect(page.folders.length + page.setAside.filter(({ what }) => what === 'folder').length).toBe(
            Object.keys(answer).length,
          )
        },
      ),
    )
  })
})
