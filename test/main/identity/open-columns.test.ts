import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTenantOf, type TestTenant } from '../../harness/application.ts'
import { takenFrom as takenFromList } from '../../harness/matching.ts'
import { fc } from '../../harness/properties.ts'

// A column that nobody understands and that tells the rows of a table apart: it is asked about once, and until then nobody is taken.

const people: Readonly<Record<string, string>> = {
  'anna.lee': 'Anna Lee',
  'bob.stone': 'Bob Stone',
  'carla.diaz': 'Carla Diaz',
  'dan.eads': 'Dan Eads',
}
const all = Object.keys(people).map((local) => `${local}@example.com`)
const [anna = '', bob = '', carla = '', dan = ''] = all

let tenant: TestTenant
beforeAll(async () => {
  tenant = await openTenantOf(people, '2026-11-27')
})
afterAll(() => tenant.close())

type Answers = { column: number; answer: 'nothing' | string[] }[]
const read = (text: string, answers: Answers = []) => tenant.call('leavers.match', { text, answers, limit: 500 })
const takenFrom = (text: string) => takenFromList(tenant, text)
/** Whom a list takes once its columns have these answers. */
const takenWith = async (text: string, answers: Answers) => {
  const { rows } = await read(text, answers)
  return rows.flatMap(({ result, username }) => (result === 'matched' ? (username ?? []) : [])).sort()
}
const askedOf = async (text: string) => (await read(text)).table?.asked ?? []

const tableOf = (header: string, cells: readonly string[]) =>
  ['Name;E-mail', ...Object.values(people).map((name, at) => `${name};${all[at]}`)]
    .map((line, at) => `${line};${at === 0 ? header : (cells[at - 1] ?? '')}`)
    .slice(0, cells.length + 1)
    .join('\n')

/** Words of no language, in letters of one script. */
const scripts = [
  'bdfgklmnprstvz aeiou',
  'бдгклмнпрст аеио',
  'βδγκλμνπρστ αειο',
  'בגדהזחטכלמנס',
  'กขคงจชซณดต',
  '가나다라마바사아',
  'かきくけこさしすせそ',
]
const word = fc
  .tuple(fc.constantFrom(...scripts), fc.array(fc.nat({ max: 40 }), { minLength: 4, maxLength: 9 }))
  .map(([letters, picks]) =>
    picks.map((pick) => [...letters.replace(' ', '')][pick % (letters.length - 1)] ?? '').join(''),
  )
const value = fc.oneof(
  word,
  fc.tuple(word, word).map((two) => two.join(' ')),
  fc.constantFrom('', 'A', 'B', 'x', '✓', '1', '2', '0 %', '80 %', '🟥', '🟩', 'yes', 'no', '41', '12'),
)

describe('a column that nobody understands', () => {
  it('takes nobody unasked, whatever its words and letters, and is one question', async () => {
    const cells = fc.array(value, { minLength: 2, maxLength: 4 }).filter((some) => new Set(some).size > 1)
    await fc.assert(
      fc.asyncProperty(word, cells, async (header, some) => {
        const text = tableOf(header, some)
        expect(await takenFrom(text)).toEqual([])
        const asked = await askedOf(text)
        expect(asked.map(({ name }) => name)).toEqual([header])
        expect(asked[0]?.values.reduce((sum, { rows }) => sum + rows, 0)).toBe(some.length)
      }),
      { numRuns: 60 },
    )
  })

  it('takes just the rows with the values that a person says to mean leaving, and leaves out the others', async () => {
    const cells = fc.array(value, { minLength: 3, maxLength: 4 }).filter((some) => new Set(some).size > 1)
    await fc.assert(
      fc.asyncProperty(word, cells, fc.nat(), async (header, some, pick) => {
        const text = tableOf(header, some)
        const [column] = await askedOf(text)
        const meant = column?.values[pick % (column.values.length || 1)]?.value ?? ''
        const { rows } = await read(text, [{ column: 2, answer: [meant] }])
        const isMeant = (at: number) => (some[at] ?? '') === meant
        const want = some.map((_, at) => (isMeant(at) ? 'matched' : 'dropped'))
        // A word that is known to speak against leaving still does, whatever else was ticked.
        expect(rows.map(({ result }) => result)).toEqual(want)
      }),
      { numRuns: 40 },
    )
  })

  it('takes all where a person says that it says nothing about that', async () => {
    const text = tableOf('Wave', ['A', 'B', '', 'A'])
    expect(await takenWith(text, [{ column: 2, answer: 'nothing' }])).toEqual([...all].sort())
    expect((await read(text, [{ column: 2, answer: 'nothing' }])).table?.asked[0]?.answer).toBe('nothing')
  })

  it('is told with what it says and how often, the most frequent first, and why each row is asked about', async () => {
    const { table, rows } = await read(tableOf('Wave', ['B', 'A', '', 'A']))
    expect(table?.asked).toEqual([
      {
        index: 2,
        name: 'Wave',
        values: [
          { value: 'A', rows: 2 },
          { value: 'B', rows: 1 },
          { value: '', rows: 1 },
        ],
        moreRows: 0,
      },
    ])
    expect(rows.map(({ doubt }) => doubt)).toEqual([
      'The column “Wave” may say who is meant, and nobody has said yet what “B” means there.',
      'The column “Wave” may say who is meant, and nobody has said yet what “A” means there.',
      'The column “Wave” may say who is meant, and nobody has said yet what it means that it is empty here.',
      'The column “Wave” may say who is meant, and nobody has said yet what “A” means there.',
    ])
  })

  it('is asked about in a table without a header, with one row, as records and as JSON', async () => {
    for (const text of [
      `${anna};Anna Lee;Zorbel\n${bob};Bob Stone;Quando`,
      `E-mail;Zorb\n${anna};Quando`,
      `Email: ${anna}\nZorb: one\n\nEmail: ${bob}\nZorb: two`,
      JSON.stringify([
        { email: anna, zorb: 'one' },
        { email: bob, zorb: 'two' },
      ]),
      `| E-mail | Zorb |\n|---|---|\n| ${anna} | 🟥 |\n| ${bob} | 🟩 |`,
      `<table><tr><th>Mail</th><th>Zorb</th></tr><tr><td>${anna}</td><td>1</td></tr><tr><td>${bob}</td><td>2</td></tr></table>`,
      `username,zorb\n${anna},1\n${bob},2`,
      `E-mail\n${anna}\tone\n${bob}\ttwo`,
    ])
      expect([text, await takenFrom(text)]).toEqual([text, []])
  })

  it('says nothing by marks, letters and codes alone, nor by things, also where its header is one of decisions or events', async () => {
    for (const header of ['Decision', '判定', 'Verdict code', 'Action', 'Event', 'Queue', ''])
      for (const [one, other] of [
        ['○', '×'],
        ['K9', 'K2'],
        ['A', 'B'],
        ['1', '0'],
        ['x', ''],
        ['yes', 'no'],
        ['Hardware', 'Phone'],
      ]) {
        const text = `${header === '' ? '' : `E-mail;Name;${header}\n`}${anna};Anna Lee;${one}\n${bob};Bob Stone;${other}`
        expect([text, await takenFrom(text)]).toEqual([text, []])
      }
  })

  it('is none of ticks only where its header says what is ticked in words that are all known', async () => {
    const ticks = (header: string) => takenFrom(`Email,${header}\n${anna},yes\n${bob},no`)
    for (const header of ['HR confirmed', 'Confirmed by manager', 'Exit approved'])
      expect(await ticks(header)).toEqual([anna])
    for (const header of ['Role confirmed', 'Zorb approved', 'Team']) expect(await ticks(header)).toEqual([])
  })

  it('of last days that some have and others not asks whom they mean, and of different days does not', async () => {
    expect(await takenFrom(`Email;Zorb\n${anna};2026-11-02\n${bob};`)).toEqual([])
    expect((await askedOf(`Email;Zorb\n${anna};2026-11-02\n${bob};`))[0]?.values).toEqual([
      { value: 'a day', rows: 1 },
      { value: '', rows: 1 },
    ])
    expect(await takenFrom(`Email;Zorb\n${anna};2026-11-02\n${bob};2026-10-31`)).toEqual([anna, bob])
  })

  it('that says of all that they leave, or the same number, asks nothing', async () => {
    expect(await takenFrom(`Email;Zorb\n${anna};Leaver\n${bob};Terminated`)).toEqual([anna, bob])
    expect(await takenFrom(`Email;Zorb\n${anna};1\n${bob};1`)).toEqual([anna, bob])
  })

  it('asks where one unknown word stands everywhere', async () => {
    expect(await takenFrom(`Email;Zorb\n${anna};frumelt\n${bob};frumelt`)).toEqual([])
  })
})

describe('an answer', () => {
  it('about a column or a value that the table does not have is refused', async () => {
    const text = tableOf('Wave', ['A', 'B'])
    for (const answers of [[{ column: 9, answer: ['A'] }], [{ column: 2, answer: ['C'] }]] as Answers[])
      expect(await tenant.app.call('leavers.match', { text, answers })).toMatchObject({
        ok: false,
        failure: { code: 'invalid' },
      })
  })

  it('about a column that was understood counts instead of what was', async () => {
    const text = `Email;Status\n${anna};Terminated\n${bob};Active`
    expect(await takenFrom(text)).toEqual([anna])
    const { rows } = await read(text, [{ column: 1, answer: ['Active'] }])
    expect(rows.map(({ result }) => result)).toEqual(['dropped', 'choose'])
  })

  it('leaves everybody out of whom two rows say different things to a question', async () => {
    const text = `Email;Wave\n${anna};A\n${anna};B\n${bob};A`
    const { rows } = await read(text, [{ column: 1, answer: ['A'] }])
    expect(rows.map(({ result }) => result)).toEqual(['choose', 'choose', 'matched'])
    expect(rows[0]?.doubt).toBe('Line 3 is of the same person, and says “B” in the column “Wave”.')
  })

  it('can be taken back for a row that it left out', async () => {
    const { list, rows } = await read(tableOf('Wave', ['A', 'B']), [{ column: 2, answer: ['A'] }])
    expect(rows[1]).toMatchObject({
      result: 'dropped',
      message: 'Left out: the column “Wave” says “B”, and you said whom it means.',
    })
    await tenant.call('leavers.choose', { list, choices: [{ row: 1, username: null, reopen: true }] })
    const after = await tenant.call('leavers.matched', { list, offset: 0, limit: 10 })
    expect(after.rows[1]).toMatchObject({ result: 'choose', candidates: [{ username: bob }] })
  })

  it('keeps names in a table without addresses from being taken together until it is given', async () => {
    const text = 'Name;Wave\nAnna Lee;A\nBob Stone;B'
    const open = await read(text)
    expect(await tenant.call('leavers.choose', { list: open.list, soleNames: true })).toMatchObject({ chosen: 0 })
    const told = await read(text, [{ column: 1, answer: ['A'] }])
    expect(await tenant.call('leavers.choose', { list: told.list, soleNames: true })).toMatchObject({ chosen: 1 })
  })
})

describe('a list of staff', () => {
  const kinds = async (text: string, answers: Answers = []) => {
    const { comparison } = await tenant.call('leavers.compare', { text, answers })
    const of = async (kind: 'on-both' | 'not-on-list' | 'near') =>
      (await tenant.call('leavers.compared', { comparison, kind, offset: 0, limit: 100 })).rows.flatMap(
        ({ username }) => username ?? [],
      )
    return { both: await of('on-both'), missing: await of('not-on-list'), near: await of('near') }
  }

  it('says of nobody that they are staff, or are not, before somebody said what its column means', async () => {
    await fc.assert(
      fc.asyncProperty(word, word, word, async (header, one, other) => {
        fc.pre(one !== other)
        const found = await kinds(`Email;${header}\n${anna};${one}\n${bob};${other}`)
        expect(found).toEqual({ both: [], missing: expect.not.arrayContaining([anna, bob]), near: [anna, bob] })
      }),
      { numRuns: 20 },
    )
  })

  it('counts those with other values than the ticked ones as left', async () => {
    const answers: Answers = [{ column: 1, answer: ['A'] }]
    const found = await kinds(`Email;Wave\n${anna};A\n${bob};B\n${carla};A\n${dan};`, answers)
    expect(found).toEqual({ both: [anna, carla], missing: expect.arrayContaining([bob, dan]), near: [] })
  })
})

describe('a plain export of people', () => {
  it.each(['Total', 'Grand Total', 'Summe', 'Total général', 'Razem', '合計', 'Итого', 'Total: 2'])(
    'has no row of its last line, which sums it up: %s',
    async (label) => {
      const text = `Name,E-mail,Seats\nAnna Lee,${anna},1\nBob Stone,${bob},1\n${label},,2`
      const { rows, notes } = await read(text)
      expect(await askedOf(text)).toEqual([])
      expect(rows.map(({ result, username }) => [result, username])).toEqual([
        ['matched', anna],
        ['matched', bob],
      ])
      expect(notes).toContain('The last row sums up the table and was left out.')
    },
  )

  it('keeps whoever stands last, whatever they are called', async () => {
    const { rows } = await read(`Name,E-mail,Seats\nAnna Lee,${anna},1\nTotal,${bob},1`)
    expect(rows).toHaveLength(2)
  })

  it.each([
    'Name,E-mail,Department,Title,Manager,Office,Employee ID,Phone',
    'Name,E-mail,Abteilung,Position,Vorgesetzter,Büro,Personalnummer,Telefon',
    'Name,E-mail,Service,Fonction,Responsable,Établissement,Matricule,Téléphone',
    'Name,E-mail,Departamento,Puesto,Jefe,Oficina,Número de empleado,Teléfono',
    'Name,E-mail,Reparto,Mansione,Responsabile,Sede,Matricola,Telefono',
    'Name,E-mail,Afdeling,Functie,Leidinggevende,Locatie,Personeelsnummer,Telefoon',
    'Name,E-mail,Jednostka organizacyjna,Stanowisko,Przełożony,Biuro,Numer pracownika,Telefon',
    'Name,E-mail,Osztály,Munkakör,Felettes,Telephely,Törzsszám,Telefonszám',
    'Name,E-mail,Oddělení,Pozice,Nadřízený,Pracoviště,Osobní číslo,Telefon',
    'Name,E-mail,Departman,Unvan,Yönetici,Şube,Sicil numarası,Telefon',
    'Name,E-mail,Avdeling,Stilling,Leder,Arbeidssted,Ansattnummer,Telefon',
    'Name,E-mail,Osasto,Tehtävänimike,Esimies,Toimipiste,Henkilönumero,Puhelin',
    'Name,E-mail,Відділ,Посада,Керівник,Місто,Номер,Телефон',
  ])('asks nothing: %s', async (header) => {
    const text = [
      header,
      `Anna Lee,${anna},Zorbel,Quando,Frumelt Nask,Wobbs,4711,+44 20 7946 0001`,
      `Bob Stone,${bob},Zorbel,Trask,,Ulm,4712,`,
    ].join('\n')
    expect((await askedOf(text)).map(({ name }) => name)).toEqual([])
    expect(await takenFrom(text)).toEqual([anna, bob])
  })
})
