import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTenant, type TestTenant } from '../../harness/application.ts'
import { fc } from '../../harness/properties.ts'

let tenant: TestTenant
beforeAll(async () => {
  tenant = await openTenant({ people: 30 })
  await tenant.call('directory.sync', {})
})
afterAll(() => tenant.close())

const nina = 'nina.stern@corp.example.com'
const omar = 'omar.fay@corp.example.com'
const check = (text: string) => tenant.call('joiners.check', { text })
const addedBy = async (text: string) =>
  (await check(text)).rows.flatMap(({ verdict, change }) =>
    verdict === 'add' && change?.kind === 'add' ? [change.username] : [],
  )

describe('a column that says who joins', () => {
  it.each([
    ['Needs LastPass', 'yes', 'no'],
    ['LastPass licence?', 'Y', 'N'],
    ['Vertrag unterschrieben', 'ja', 'nein'],
    ['Confirmed', 'x', ''],
    ['Contrat signé', 'oui', 'non'],
    ['No-show', '', 'x'],
    ['Account created', 'no', 'yes'],
    ['Invited', '', '✓'],
    ['Bereits angelegt', 'nein', 'ja'],
    ['Done', '', 'x'],
    ['Stage', 'Hired', 'Interview'],
    ['Status', 'Offer accepted', 'Background check'],
    ['Status', 'confirmed', ''],
    ['Type', 'Neueintritt', 'Wechsel'],
    ['Event', 'New hire', 'Transfer'],
    ['Event', 'Onboarding', 'Offboarding'],
    ['Business Process', 'Hire: Nina Stern', 'Rescind Hire: Omar Fay'],
    ['Business Process Type', 'Hire: Nina Stern', 'Transfer: Omar Fay'],
    ['Hire type', 'External', 'Internal move'],
    ['Type', 'New hire', 'Contractor conversion'],
    ['Background check', 'Passed', 'Failed'],
    ['Esito', 'Assunta', 'Ha rinunciato'],
    ['Situação', 'Contratada', 'Desistência'],
    ['Incorporación', '07/12/2026', 'no se incorpora'],
    ['New Hire Packet', 'Completed', 'Cancelled by candidate'],
  ])('asks about the other rows: %s', async (header, joins, other) => {
    expect(await addedBy(`Email\t${header}\n${nina}\t${joins}\n${omar}\t${other}`)).toEqual([nina])
  })

  it('is quoted, also where its cell is empty', async () => {
    const reasons = async (text: string) => (await check(text)).rows.map(({ reason }) => reason ?? '').join('\n')
    expect(await reasons(`Email,Needs LastPass\n${nina},yes\n${omar},no`)).toContain(
      'The list says "no" (column "Needs LastPass"), so the person may not join.',
    )
    expect(await reasons(`Email,Confirmed\n${nina},x\n${omar},`)).toContain(
      'The column "Confirmed" says nothing of this person, though it does of others',
    )
  })

  it.each([
    ['Laptop needed', 'yes', 'no'],
    ['Remote', 'yes', 'no'],
    ['Parking', 'x', ''],
    ['Confirmed', 'yes', 'yes'],
    ['Laptop', 'new', 'changed'],
    ['Notes', 'New hire', ''],
    ['Status', 'Full-time', 'Part-time'],
    ['Team', 'New business', 'Sales'],
  ])('is none where it speaks of something else, or says the same of all: %s', async (header, one, other) => {
    expect(await addedBy(`Email\t${header}\n${nina}\t${one}\n${omar}\t${other}`)).toEqual([nina, omar])
  })

  it('says nothing any more when a person made something of it', async () => {
    const text = `Email,Needs LastPass\n${nina},yes\n${omar},no`
    const { rows } = await tenant.call('joiners.check', {
      text,
      mapping: { Email: 'username', 'Needs LastPass': 'attribute:Needs' },
    })
    expect(rows.map(({ verdict }) => verdict)).toEqual(['add', 'add'])
  })
})

describe('the column of addresses', () => {
  it.each([
    `Vorname,Mail privat,Mail dienstlich\nNina,nina@home.example,${nina}\nOmar,omar@home.example,${omar}`,
    `Name,Personal Email,Mail work account\nNina,nina@home.example,${nina}\nOmar,omar@home.example,${omar}`,
    `Name,Emergency contact mail,Mailbox\nNina,mother@home.example,${nina}\nOmar,father@home.example,${omar}`,
  ])('is not the one at home, nor of somebody else: %j', async (text) => {
    expect(await addedBy(text)).toEqual([nina, omar])
  })
})

it('reads several people of one line, whatever stands between them', async () => {
  const others = ['ute.b@corp.example.com', 'kim.o@corp.example.com']
  expect(await addedBy(`${nina},${omar} ${others[0]}|${others[1]}`)).toEqual([nina, omar, ...others])
})

it('makes a row of each address of a sentence, and asks about each by itself', async () => {
  const buddy = 'buddy.ray@corp.example.com'
  const line = `Please create accounts for ${nina} and ${omar}, starting Monday. Their buddy is ${buddy}.`
  const { rows } = await check(line)
  expect(rows.map(({ username, verdict }) => [username, verdict])).toEqual(
    [nina, omar, buddy].map((each) => [each, 'invalid']),
  )
  for (const { questions } of rows)
    expect(questions.filter(({ blocks }) => blocks).map(({ message }) => message)).toEqual([
      expect.stringContaining(`The line says: “${line}”`),
    ])
})

it('reads a manager with an address in brackets as both', async () => {
  const { rows } = await check(`email,manager\n${nina},Boss One <boss.one@corp.example.com>`)
  expect(rows).toMatchObject([
    { verdict: 'add', facts: { manager: 'Boss One', managerAddress: 'boss.one@corp.example.com' } },
  ])
})

it('reads records of a line for each field', async () => {
  const text = `Name: Nina Stern\nEmail: ${nina}\nManager: Boss One\n\nName: Omar Fay\nEmail: ${omar}\nManager: Boss One`
  expect((await check(text)).rows).toMatchObject([
    { verdict: 'add', change: { username: nina, fullname: 'Nina Stern' } },
    { verdict: 'add', change: { username: omar, fullname: 'Omar Fay' } },
  ])
})

it('a stage that nobody understands asks about each row', async () => {
  expect(await addedBy(`Email;Stav nástupu\n${nina};blurf\n${omar};gnarf`)).toEqual([])
})

it('a heading that says nothing of coming counts where another one says that its people come', async () => {
  expect(await addedBy(`Name,Email\nConfirmed,\nNina Stern,${nina}\nFell through,\nOmar Fay,${omar}`)).toEqual([nina])
  expect(await addedBy(`Name,Email\nBerlin,\nNina Stern,${nina}\nHamburg,\nOmar Fay,${omar}`)).toEqual([nina, omar])
})

describe('a remark', () => {
  const remark = fc.stringMatching(/^[b-df-hj-np-tv-z]{3,9} [b-df-hj-np-tv-z]{3,9}$/)

  it('that nobody understands asks about its person where few have one, and not where most have', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom('Notes', 'Uwagi', 'Opmerking', '備考'), remark, async (header, said) => {
        expect(await addedBy(`Email\t${header}\n${nina}\t\n${omar}\t${said}`)).toEqual([nina])
        expect(await addedBy(`Email\t${header}\n${nina}\t${said} one\n${omar}\t${said}`)).toEqual([nina, omar])
      }),
      { numRuns: 20 },
    )
  })

  it('of what joiners are given, and when and where they begin, asks about nobody', async () => {
    for (const said of ['Laptop ordered', 'Starts Monday', 'works in Sales', 'MacBook'])
      expect(await addedBy(`Email,Notes\n${nina},\n${omar},${said}`)).toContain(nina)
    expect(await addedBy(`Email,Notes\n${nina},\n${omar},Laptop ordered`)).toEqual([nina, omar])
  })
})

describe('a column that nobody understands', () => {
  const list = (header: string, one: string, other: string) =>
    `Name,Email,${header}\nNina Stern,${nina},${one}\nOmar Fay,${omar},${other}`
  const word = fc.stringMatching(/^[b-df-hj-np-tv-z]{4,8}( [b-df-hj-np-tv-z]{4,8})?$/)

  it('is one question, and until it is answered nobody is ready to be added', async () => {
    await fc.assert(
      fc.asyncProperty(word, word, word, async (header, one, other) => {
        fc.pre(one !== other)
        const { asked, counts } = await tenant.call('joiners.check', { text: list(header, one, other) })
        expect(asked.map(({ name }) => name)).toEqual([header])
        expect(counts.add).toBe(0)
      }),
      { numRuns: 20 },
    )
  })

  it('adds those with the ticked values, all where it says nothing about that, and can be answered anew', async () => {
    const { list: id } = await tenant.call('joiners.check', { text: list('Wave', 'A', 'B') })
    const answered = async (answer: 'nothing' | string[]) =>
      (await tenant.call('joiners.fix', { list: id, cells: [], answers: [{ column: 2, answer }] })).rows.flatMap(
        ({ verdict, username }) => (verdict === 'add' ? [username] : []),
      )
    expect(await answered(['A'])).toEqual([nina])
    expect(await answered('nothing')).toEqual([nina, omar])
    expect(await answered(['B'])).toEqual([omar])
    expect(
      await tenant.app.call('joiners.fix', { list: id, cells: [], answers: [{ column: 2, answer: ['C'] }] }),
    ).toMatchObject({ ok: false, failure: { code: 'invalid' } })
    expect(await answered(['A'])).toEqual([nina])
  })

  it('is none where a person makes something of it, or where it is of what joiners are given', async () => {
    const { list: id } = await tenant.call('joiners.check', { text: list('Wave', 'A', 'B') })
    const mapped = await tenant.call('joiners.fix', {
      list: id,
      cells: [],
      mapping: ['fullname', 'username', 'attribute:Wave'],
    })
    expect([mapped.asked, mapped.counts.add]).toEqual([[], 2])
    const plain = `Name,Email,Laptop,Desk,Start time,Shift\nNina Stern,${nina},MacBook,4-12,9:00,full time\nOmar Fay,${omar},Dell,,9:30,part time`
    expect((await tenant.call('joiners.check', { text: plain })).counts.add).toBe(2)
  })
})
