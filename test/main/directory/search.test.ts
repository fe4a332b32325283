import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { buildColumns } from '../../../src/main/directory/index/build.ts'
import { createDraft } from '../../../src/main/directory/index/column-builder.ts'
import { search, searchLine } from '../../../src/main/directory/index/search.ts'
import { createReads } from '../../../src/main/directory/reads.ts'
import { directoryMigrations } from '../../../src/main/store/migrations/directory.ts'
import { openStore } from '../../../src/main/store/open.ts'
import { fold, foldWide, spellings } from '../../../src/main/text/folding.ts'
import { romanisedWords } from '../../../src/main/text/names/romanise.ts'
import { keyOf } from '../../../src/main/text/user-key.ts'
import { temporaryFolder } from '../../harness/application.ts'
import { fc } from '../../harness/properties.ts'
import { person } from './people-data.ts'

const named = (fullname: string, username: string) => person({ fullname, username })
const people = [
  named('Łukasz Wiśniewski', 'l.w@example.com'),
  named("Sean O'Brien", "sean.o'brien@example.com"),
  named('Kari Ødegård', 'kari@example.com'),
  named('Þóra Jónsdóttir', 'thj@example.com'),
  named('Jürgen Groß', 'jg@example.com'),
  named('Anna-Lena Müller-Lüdenscheidt', 'al.ml@example.com'),
  named('Felix Schäfer', 'felix.schafer@example.com'),
  named('Conan O’Neil', 'conan@example.com'),
  named('Person Ten', 'Person10@contoso.example'),
  named('Jens Mueller', 'jens@example.com'),
  named('', 'paul.schroder@example.com'),
  named('Joe Doe', 'joe@example.com'),
  named('John Josef Jonas', 'john@example.com'),
  named('Ольга Жукова', 'o.zh@example.com'),
  named('Γιώργος Παππάς', 'gp@example.com'),
  named('Igor Shevchenko', 'igor@example.com'),
]

const columnsOf = (users: readonly ReturnType<typeof person>[]) => {
  const draft = createDraft()
  for (const user of users) draft.add(user)
  return buildColumns(
    draft,
    users.map((_, n) => n),
    [],
    ['Zebra', 'apple', 'Ärzte', 'Group 10', 'Group 9', 'Apple'],
  )
}
const columns = columnsOf(people)
const found = (text: string) => {
  const positions = search(columns, text)
  return positions === null ? null : Array.from(positions, (at) => people[columns.n[at] as number]?.username).sort()
}

describe('searching people', () => {
  it.each([
    ['lukasz', 'l.w@example.com'],
    ['ŁUKASZ', 'l.w@example.com'],
    ['wisniewski łukasz', 'l.w@example.com'],
    ['obrien', "sean.o'brien@example.com"],
    ["o'brien", "sean.o'brien@example.com"],
    ['O’Brien', "sean.o'brien@example.com"],
    ["sean.o'brien@example.com", "sean.o'brien@example.com"],
    ['odegard', 'kari@example.com'],
    ['oedegaard', 'kari@example.com'],
    ['Ødegaard', 'kari@example.com'],
    ['thora', 'thj@example.com'],
    ['zhukova', 'o.zh@example.com'],
    ['Olga Zhukova', 'o.zh@example.com'],
    ['жукова', 'o.zh@example.com'],
    ['Жукова olga', 'o.zh@example.com'],
    ['Pappas Giorgos', 'gp@example.com'],
    ['παππας', 'gp@example.com'],
    ['Игорь Шевченко', 'igor@example.com'],
    ['juergen', 'jg@example.com'],
    ['jurgen gross', 'jg@example.com'],
    ['Groß,', 'jg@example.com'],
    ['mueller ludenscheidt', 'al.ml@example.com'],
    ['Mueller-Luedenscheidt', 'al.ml@example.com'],
    ['anna lena', 'al.ml@example.com'],
    ['felix schaefer', 'felix.schafer@example.com'],
    ['felix.schaefer', 'felix.schafer@example.com'],
    ['schröder', 'paul.schroder@example.com'],
    ['schroeder', 'paul.schroder@example.com'],
    ['o´neil', 'conan@example.com'],
    ["o'neil", 'conan@example.com'],
    ['Person10@contoso.example,', 'Person10@contoso.example'],
    ['“Person Ten” <person10@contoso.example>;', 'Person10@contoso.example'],
    ['person10@contoso.\u200bexample', 'Person10@contoso.example'],
    ['jens müller', 'jens@example.com'],
    ['joe', 'joe@example.com'],
  ])('"%s" finds %s alone', (text, username) => {
    expect(found(text)).toEqual([username])
  })

  it('finds all who may be meant, the umlaut written out or not', () => {
    expect(found('müller')).toEqual(['al.ml@example.com', 'jens@example.com'])
    expect(found('mueller')).toEqual(['al.ml@example.com', 'jens@example.com'])
  })

  it('finds international domains in both of their spellings', () => {
    const columns = columnsOf([named('Jo', 'jo@münchen.example'), named('Eva', 'eva@xn--strae-oqa.example')])
    const found = (text: string) => [...(search(columns, text) ?? [])].length
    for (const text of ['jo@xn--mnchen-3ya.example', 'xn--mnchen-3ya.example', 'XN--MNCHEN-3YA', 'jo@münchen.example'])
      expect(found(text), text).toBe(1)
    for (const text of ['eva@straße.example', 'straße.example', 'xn--strae-oqa']) expect(found(text), text).toBe(1)
    expect(found('xn--nobody-xyz.example')).toBe(0)
  })

  it('finds nobody for what nobody is called, and everybody for nothing', () => {
    expect(found('nobody-of-this-name')).toEqual([])
    expect(found('"(.*+?^$|\\')).toEqual([])
    expect(found('  ')).toBe(null)
    expect(found('@')).toHaveLength(people.length)
  })

  it('finds everybody by every spelling of their own name and address', () => {
    const letters = fc.constantFrom(...'aeoudjnstäöüßåøæœđþłıÉŠ', "'", '’', '-')
    const anyName = fc
      .array(fc.string({ unit: letters, minLength: 1, maxLength: 7 }), { minLength: 1, maxLength: 3 })
      .map((parts) => parts.join(' '))
    fc.assert(
      fc.property(fc.uniqueArray(anyName, { minLength: 1, maxLength: 8 }), (names) => {
        const users = names.map((fullname, n) => named(fullname, `${n}.${fullname.replaceAll(' ', '.')}@example.com`))
        const index = columnsOf(users)
        for (const [n, user] of users.entries()) {
          for (const text of [user.fullname, ...spellings(user.fullname), user.username, ...spellings(user.username)]) {
            if (!/[\p{L}]/u.test(text)) continue
            const positions = search(index, text) ?? []
            expect(
              Array.from(positions, (at) => index.n[at]),
              text,
            ).toContain(n)
          }
        }
      }),
      { numRuns: 400 },
    )
  })
})

describe('lists by name', () => {
  const home = temporaryFolder()
  const store = openStore({
    file: join(home, 'd.db'),
    key: '0f'.repeat(32),
    migrations: directoryMigrations,
    durability: 'normal',
  })
  afterAll(() => {
    store.close()
    rmSync(home, { recursive: true, force: true })
  })
  const reads = createReads(store, columns, () => 0)
  const groups = (input: Partial<Parameters<typeof reads.groupsPage>[0]>) =>
    reads.groupsPage({ sort: 'name', direction: 'asc', offset: 0, limit: 50, ...input }).rows.map(({ name }) => name)

  it('orders groups as people expect it', () => {
    const names = ['apple', 'Apple', 'Ärzte', 'Group 9', 'Group 10', 'Zebra']
    expect(groups({})).toEqual(names)
    expect(groups({ direction: 'desc' })).toEqual(names.toReversed())
  })

  it('finds groups in any spelling', () => {
    expect(groups({ text: 'aerzte' })).toEqual(['Ärzte'])
    expect(groups({ text: 'ÄRZ' })).toEqual(['Ärzte'])
  })
})

describe('the order of names', () => {
  it('puts capitals beside small letters and accents beside their letter, people without a name last', () => {
    const names = ['anna Zeta', '', 'Anna Alpha', 'Zoller', 'Östberg', 'Åsa', 'bob', 'Łukasz', 'Éva', ' ', 'Mats']
    const index = columnsOf(names.map((fullname, n) => named(fullname, `${n}@example.com`)))
    const order = Array.from(index.n, (n, at) => ({ name: names[n] as string, rank: index.nameRank[at] as number }))
      .sort((a, b) => a.rank - b.rank)
      .map(({ name }) => name.trim())
    expect(order).toEqual([
      'Anna Alpha',
      'anna Zeta',
      'Åsa',
      'bob',
      'Éva',
      'Łukasz',
      'Mats',
      'Östberg',
      'Zoller',
      '',
      '',
    ])
  })
})

describe('typing on', () => {
  // So many that a search leaves a small part of them.
  const many = Array.from({ length: 20 }, (_, at) =>
    people.map((one) => ({ ...one, username: `${at}.${one.username}` })),
  )
  const typed = fc
    .tuple(
      fc.constantFrom(...people.flatMap(({ fullname, username }) => [fullname, username])),
      fc.nat(19),
      fc.string(),
    )
    .map(([text, at, more]) => `${at}.${text} ${more}`)

  it('finds whom the whole text finds, whatever was typed before', () => {
    const one = columnsOf(many.flat())
    fc.assert(
      fc.property(fc.array(fc.tuple(typed, fc.integer({ min: 1, max: 3 })), { maxLength: 4 }), (texts) => {
        for (const [text, step] of texts)
          for (let length = step; length <= text.length; length += step) {
            const soFar = text.slice(0, length)
            expect(search(one, soFar)).toEqual(search({ ...one, text: one.text.slice() }, soFar))
          }
      }),
    )
  })
})

describe('the line in which somebody is looked for', () => {
  /** Letters, marks and blanks that folding changes, and such as it does not. */
  const text = fc
    .array(
      fc.oneof(
        fc.constantFrom(..."aZ \u00a0-'’ßŁøÜä\u0301\u0308İΣςЖийμπύ"),
        fc.constantFrom('Σας ', ' Müller', 'Дмитрий', ' '),
      ),
      { maxLength: 14 },
    )
    .map((parts) => parts.join(''))

  it('holds the whole address and name as folding makes them, each further spelling once', () => {
    fc.assert(
      fc.property(text, text, (username, fullname) => {
        const name = fold(fullname)
        const others = [
          ...[fold(username)].filter((address) => address !== keyOf(username)),
          ...[foldWide(fullname), romanisedWords(name)].filter((spelling) => spelling !== name),
        ]
        expect(searchLine(username, fullname)).toBe([keyOf(username), name, ...others].join('\t'))
      }),
    )
  })
})
