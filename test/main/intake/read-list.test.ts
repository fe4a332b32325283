import { describe, expect, it } from 'vitest'
import { Refusal } from '../../../src/contract/failure.ts'
import { readPlain } from '../../../src/main/intake/read-free-text.ts'
import { readSource } from '../../../src/main/intake/read-list.ts'
import { fc } from '../../harness/properties.ts'

const options = { today: '2026-11-26', use: 'leavers' } as const

const text = (given: string) => readSource({ text: given }, undefined, options)
const file = (bytes: Uint8Array | string, columns?: Parameters<typeof readSource>[1]) =>
  readSource({ bytes: typeof bytes === 'string' ? Buffer.from(bytes, 'utf8') : bytes }, columns, options)
const people = async (read: ReturnType<typeof text>) =>
  (await read).entries.map(({ address, name }) => address ?? name ?? '')
const refusal = async (read: Promise<unknown>) => {
  const error = await read.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof Refusal)) throw new Error(`No refusal: ${String(error)}`)
  return error.failure
}

describe('a pasted mail', () => {
  it.each([
    ['Hi team,', 'Kind regards'],
    ['Hello Will', 'Thanks in advance!'],
    ['From: Olga Boss', 'Sent: Monday, 23 November 2026 09:12'],
    ['Guten Tag Frau Huber,', 'Mit freundlichen Grüßen'],
    ['Bonjour à tous,', 'Cordialement,'],
    ['Buenos días:', 'Un abrazo'],
    ['お疲れ様です。', 'よろしくお願いします。'],
  ])('has no rows for lines that greet, thank or say who wrote, and quotes them: %s', async (first, last) => {
    const read = await text(`${first}\nkim@example.com\n${last}`)
    expect(read.entries.map(({ address, name }) => address ?? name)).toEqual(['kim@example.com'])
    expect(read.notes.join(' ')).toContain(
      `2 lines greet, thank or head a message and were left out: “${first}”, “${last}”.`,
    )
  })

  it('keeps every line that may name somebody', async () => {
    for (const line of [
      'Best, George',
      'Subject: Offboarding Kim Ito',
      'Dear, John',
      'Dag Olsen,',
      'Sven Lund has left',
    ])
      expect((await text(`kim@example.com\n${line}`)).entries.length).toBeGreaterThan(1)
    expect(await people(text('Hello Kitty\nHi Sven Lund'))).toEqual(['Hello Kitty', 'Hi Sven Lund'])
  })
})

describe('a pasted list', () => {
  it('takes separators of every kind, names with addresses, bullets and mail programs', async () => {
    const given = [
      '\ufeffanna@example.com; bob@example.com,carl@example.com\tdora@example.com',
      '"Smith, Eve" <eve@example.com>, Frank Hall <frank@example.com>',
      '  - Grace Lee',
      '2. Hall, Ivan',
      'Jane Doe, John Roe',
      'mailto:kim@example.com.',
      '',
      ' ;;, ',
    ].join('\r\n')
    expect(await people(text(given))).toEqual([
      'anna@example.com',
      'bob@example.com',
      'carl@example.com',
      'dora@example.com',
      'eve@example.com',
      'frank@example.com',
      'Grace Lee',
      'Hall, Ivan',
      'Jane Doe',
      'John Roe',
      'kim@example.com',
    ])
  })

  it('keeps the name beside an address, and the line', async () => {
    const { entries } = await text('x@example.com\n"Smith, Eve" <eve@example.com>')
    expect(entries[1]).toMatchObject({ line: 2, address: 'eve@example.com', name: 'Smith, Eve' })
  })

  it('is refused when nobody is in it', async () => {
    for (const empty of ['', '  \n\t ', ';;;\n,,,', '- \n* '])
      expect(await refusal(text(empty))).toMatchObject({ code: 'invalid', message: expect.stringContaining('empty') })
  })

  it('is no table where lines happen to have as many separators, and nothing but addresses', async () => {
    const given = [
      'a@example.net; b@example.net; c@example.com ;',
      'd@example.com; e@example.com, f@example.net;g@example.net; h@example.net, ',
    ]
    expect(await people(text(given.join('\n')))).toEqual(
      [...'abcdefgh'].map((each) => expect.stringMatching(`^${each}@`)),
    )
  })

  it('gives back every address, whatever stands between them', async () => {
    const address = fc.stringMatching(/^[a-z][a-z0-9._+-]{0,15}[a-z0-9]@[a-z]{1,8}\.example\.(com|net)$/)
    const separator = fc.constantFrom(', ', ',', ';', '; ', '\n', '\r\n', '\t', '\n\n', ' ;\n', '\r')
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(address, separator), { minLength: 1, maxLength: 30 }), async (parts) => {
        const given = parts.map(([each, after]) => `${each}${after}`).join('')
        expect(await people(text(given))).toEqual(parts.map(([each]) => each))
      }),
      { numRuns: 150 },
    )
  })

  it('never fails but with a refusal, whatever is pasted', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 200 }), async (given) => {
        const read = await text(given).catch((error: unknown) => error)
        if (read instanceof Refusal) return
        const { entries } = read as Awaited<ReturnType<typeof text>>
        expect(entries.length).toBeGreaterThan(0)
        for (const { address, name } of entries) expect(address !== null || name !== null).toBe(true)
      }),
      { numRuns: 300 },
    )
  })
})

const rows = [
  ['Anna Smith', 'anna@example.com'],
  ['Bob "Bobby" Jones', 'bob@example.com'],
  ['Żółć, Ćma', 'zolc@example.net'],
]
const quote = (cell: string) => `"${cell.replaceAll('"', '""')}"`
const csvOf = (delimiter: string, end = '\n') =>
  [
    `Full name${delimiter}Department${delimiter}E-Mail`,
    ...rows.map(([name = '', mail = '']) => [quote(name), 'x', mail].join(delimiter)),
  ].join(end)

describe('a file', () => {
  it.each([',', ';', '\t', '|'])('is read with %j between its columns', async (delimiter) => {
    for (const end of ['\n', '\r\n', '\r']) {
      const read = await file(csvOf(delimiter, end))
      expect(read.table).toMatchObject({ delimiter, header: true, use: { address: 2, name: 0 } })
      expect(read.entries.map(({ name, address, line }) => [name, address, line])).toEqual(
        rows.map(([name, mail], index) => [name, mail, index + 2]),
      )
    }
  })

  it('is read in every encoding that spreadsheet programs write', async () => {
    const given = csvOf(';')
    const utf16 = Buffer.from(given, 'utf16le')
    const forms: [Uint8Array, string][] = [
      [Buffer.from(given), 'UTF-8'],
      [Buffer.from(`\ufeff${given}`), 'UTF-8'],
      [Buffer.concat([Buffer.from([0xff, 0xfe]), utf16]), 'UTF-16'],
      [Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(utf16).swap16()]), 'UTF-16'],
      [utf16, 'UTF-16'],
      [Buffer.from(utf16).swap16(), 'UTF-16'],
    ]
    for (const [bytes, encoding] of forms) {
      const read = await file(bytes)
      expect(read.table?.encoding).toBe(encoding)
      expect(read.entries.map(({ name }) => name)).toEqual(rows.map(([name]) => name))
    }
    const western = await file(Buffer.from('Name;Mail\nJosé Müller;jose@example.com\n', 'latin1'))
    expect(western.entries[0]?.name).toBe('José Müller')
    expect(western.notes[0]).toContain('Windows-1252')
  })

  it('obeys a first line that names the delimiter, and counts lines as people see them', async () => {
    const read = await file('sep=;\r\nName;E-mail\r\nAnna;anna@example.com')
    expect(read.entries).toEqual([
      { line: 3, address: 'anna@example.com', name: 'Anna', given: 'Anna · anna@example.com' },
    ])
  })

  it('finds addresses without a header, and first and last names', async () => {
    expect((await file('1,anna@example.com\n2,bob@example.com')).table).toMatchObject({
      header: false,
      use: { address: 1 },
    })
    const { entries } = await file('First name,Surname,Email\nAnna,Smith,\nBob,Jones,bob@example.com')
    expect(entries).toMatchObject([
      { name: 'Anna Smith', address: null },
      { name: 'Bob Jones', address: 'bob@example.com' },
    ])
  })

  it('says what is wrong with columns', async () => {
    expect(await refusal(file('id,department,cost\n1,Sales,20\n2,IT,30'))).toMatchObject({
      code: 'invalid',
      path: 'columns',
      message: expect.stringContaining('"department"'),
    })
    const two = 'Work,Private\nanna@example.com,anna@example.net\nbob@example.com,bob@example.net'
    expect(await refusal(file(two))).toMatchObject({
      code: 'invalid',
      path: 'columns',
      message: expect.stringContaining('"Work", "Private"'),
    })
    expect((await file(two, { address: 1 })).entries[0]?.address).toBe('anna@example.net')
    expect(await refusal(file(two, { address: 7 }))).toMatchObject({ path: 'columns.address' })
    expect(await refusal(file('Name,Mail\nAnna,anna@example.com', { address: 0 }))).toMatchObject({
      path: 'columns.address',
      message: expect.stringContaining('no addresses'),
    })
  })

  it('is refused when it is no text, broken, empty or too long', async () => {
    const cases: [Uint8Array | string, string][] = [
      ['', 'empty'],
      ['Name,Mail\n', 'header'],
      [Buffer.from([0x50, 0x4b, 3, 4, 0, 0]), 'workbook'],
      ['%PDF-1.7', 'PDF'],
      [Buffer.from([1, 0, 0, 0, 5, 0, 0, 9]), 'not a text file'],
      ['Name,Mail\n"Anna,anna@example.com\nBob,bob@example.com', 'never closed'],
      [new Uint8Array(5 * 1_048_576 + 1).fill(97), 'longer than 5 MB'],
    ]
    for (const [bytes, words] of cases)
      expect(await refusal(file(bytes))).toMatchObject({ code: 'invalid', message: expect.stringContaining(words) })
  })

  it('with 50,000 people is read whole', async () => {
    const lines = Array.from({ length: 50_000 }, (_, index) => `Person ${index},person${index}@example.com`)
    const { entries } = await file(`Name,Mail\n${lines.join('\n')}`)
    expect(entries).toHaveLength(50_000)
    expect(entries[49_999]).toMatchObject({ line: 50_001, address: 'person49999@example.com' })
  })

  it('gives back what a table held, whatever its cells', async () => {
    const name = fc
      .tuple(
        fc.stringMatching(/^[A-Z][a-zé]{1,8}$/),
        fc.string({ unit: fc.constantFrom('a', ',', ';', '"', '\n', ' ', 'ß', "'"), maxLength: 8 }),
        fc.stringMatching(/^[A-Z][a-z]{1,8}$/),
      )
      .map((parts) => parts.join(' '))
    await fc.assert(
      fc.asyncProperty(
        fc.array(name, { minLength: 1, maxLength: 20 }),
        fc.constantFrom(',', ';', '\t'),
        async (names, delimiter) => {
          const csv =
            ['Mail', 'Name'].join(delimiter) +
            names.map((each, index) => `\n${[`p${index}@example.com`, quote(each)].join(delimiter)}`).join('')
          const { entries } = await file(csv)
          expect(entries.map(({ address }) => address)).toEqual(names.map((_, index) => `p${index}@example.com`))
          expect(entries.map((entry) => entry.name)).toEqual(names.map((each) => each.replace(/[\s]+/gu, ' ')))
        },
      ),
      { numRuns: 150 },
    )
  })

  it.each([
    ['addresses', 'somebody@example.com, ', 2000],
    ['names', 'Anna Smith, ', 2000],
    ['people', 'Anna Smith <anna@example.com> ', 2000],
    ['people with semicolons', 'Anna Smith; ', 2000],
    ['letters', 'a'.repeat(1000), 1],
  ])('lets others have their turn inside of one long line of %s', (_, run, count) => {
    const work = readPlain(run.repeat(2000))
    let turns = 0
    let step = work.next()
    for (; !step.done; step = work.next()) turns++
    expect(step.value).toHaveLength(count)
    expect(turns).toBeGreaterThan(30)
  })

  it('reads long text: 50,000 addresses, and one line of 5 MB without an end', async () => {
    const addresses = Array.from({ length: 50_000 }, (_, at) => `somebody.${at}@subsidiary.of.example.com`)
    const { entries } = await readSource({ text: addresses.join('\n') }, undefined, options)
    expect(entries.map(({ address }) => address)).toEqual(addresses)
    for (const run of ['a', 'a@', '.', '"'])
      await readSource({ text: `${run.repeat(5_000_000 / run.length)}x` }, undefined, options).catch((error: unknown) =>
        expect(error).toMatchObject({ failure: { code: 'invalid' } }),
      )
  })

  it.each(['leavers', 'staff'] as const)(
    'bears one line of megabytes in any script, between people of %s',
    async (use) => {
      // Letters beyond Latin ones make all of a text take twice the room, in which expressions run out of theirs earlier.
      const text = (line: string) => `zoë@example.com – “first”\n${line}\nbob@example.com`
      for (const run of ['a', '.', '"', 'a ']) {
        const { entries } = await readSource({ text: text(run.repeat(4_800_000 / run.length)) }, undefined, {
          ...options,
          use,
        })
        const addresses = entries.map(({ address }) => address).filter((address) => address !== null)
        expect(addresses).toEqual(['zoë@example.com', 'bob@example.com'])
      }
    },
  )

  it('says in words that one line holds too many people, and does not keep the line once for each', async () => {
    await expect(readSource({ text: 'a@b.cc, '.repeat(110_000) }, undefined, options)).rejects.toMatchObject({
      failure: { code: 'invalid', message: 'The list has more than 100,000 rows. Split it, then try again.' },
    })
  })
})
