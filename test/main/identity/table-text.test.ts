import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTenantOf, type TestTenant } from '../../harness/application.ts'
import { takenFrom as takenFromList } from '../../harness/matching.ts'

// What the text of a table says of its people beside their own rows: headers, titles, and rows that are none.

const people = { 'anna.lee': 'Anna Lee', 'bob.stone': 'Bob Stone', 'berta.boss': 'Berta Boss' } as const
const at = (local: keyof typeof people) => `${local}@example.com`
const anna = at('anna.lee')
const bob = at('bob.stone')
const boss = at('berta.boss')

let tenant: TestTenant
beforeAll(async () => {
  tenant = await openTenantOf(people, '2026-11-27')
})
afterAll(() => tenant.close())

const match = (text: string) => tenant.call('leavers.match', { text })
const takenFrom = (text: string) => takenFromList(tenant, text)

describe('names under a header that says who leaves', () => {
  it.each([
    ['another column has the address of somebody else', `Leaver,Owner email\nAnna Lee,${boss}\nBob Stone,${boss}`],
    ['that column is known to be of others', `Leaver\tManager email\nAnna Lee\t${boss}\nBob Stone\t${boss}`],
    ['the header has more words', `Leaver name;Replacement mailbox\nAnna Lee;${boss}\nBob Stone;${boss}`],
  ])('are who is meant, where %s', async (_, text) => {
    const { rows } = await match(text)
    expect(rows.map(({ result, candidates }) => [result, candidates.map(({ username }) => username)])).toEqual([
      ['choose', [anna]],
      ['choose', [bob]],
    ])
  })

  it('are those of the addresses beside them', async () => {
    const { rows, notes } = await match(
      `Leaver | Email | Owner email\nAnna Lee | ${anna} | ${boss}\nBob Stone | ${bob} | ${boss}`,
    )
    expect(rows.map(({ given, username }) => [given, username])).toEqual([
      [`Anna Lee · ${anna}`, anna],
      [`Bob Stone · ${bob}`, bob],
    ])
    expect(notes).toEqual([])
  })

  it('are none where its cells say yes or no', async () => {
    expect(await takenFrom(`Email,Leaver\n${anna},yes\n${bob},no`)).toEqual([anna])
  })
})

describe('a cell', () => {
  it('that says that somebody is locked out does not say that they leave', async () => {
    expect(await takenFrom(`Email,State\n${anna},Locked\n${bob},Locked out`)).toEqual([anna])
    expect(await takenFrom(`login,status\n${anna},DEPROVISIONED\n${bob},LOCKED_OUT`)).toEqual([anna])
  })

  it('that says that somebody is no leaver speaks against its row', async () => {
    expect(await takenFrom(`Email,Leaver type\n${anna},Voluntary\n${bob},Not a leaver`)).toEqual([anna])
  })

  it('that says yes under a header of those who come speaks against its row, also where each row has it', async () => {
    expect(await takenFrom(`Email,New hire\n${anna},Yes\n${bob},Yes`)).toEqual([])
    expect(await takenFrom(`Email,Joiner\n${anna},no\n${bob},yes`)).toEqual([anna])
  })
})

describe('a column of what happens to people', () => {
  it.each(['Event', 'Business Process', 'Vorgang', 'Type de mouvement'])(
    'speaks against all where it says of all something else than leaving: %s',
    async (header) => {
      expect(await takenFrom(`Email,${header}\n${anna},Change Job\n${bob},Change Job`)).toEqual([])
      expect(await takenFrom(`Email,${header}\n${anna},Termination\n${bob},Termination`)).toEqual([anna, bob])
    },
  )

  it('speaks against whoever is away for a time', async () => {
    expect(await takenFrom(`Email,Reason for absence\n${anna},\n${bob},Sick`)).toEqual([anna])
    expect(await takenFrom(`Email,Leave type\n${anna},Annual\n${bob},Annual`)).toEqual([])
  })

  it('is not understood where it has letters and no header', async () => {
    expect(await takenFrom(`${anna};L\n${bob};M`)).toEqual([])
    expect(await takenFrom(`${anna};L\n${bob};L`)).toEqual([anna, bob])
  })

  it('are the bits of Active Directory', async () => {
    expect(await takenFrom(`mail,userAccountControl\n${anna},514\n${bob},512`)).toEqual([anna])
  })
})

describe('a label and its value on each line', () => {
  it('are one person also with a tab between them', async () => {
    const text = `Employee\tAnna Lee\nWork email\t${anna}\nManager\tBerta Boss\nManager email\t${boss}\nTermination date\t2026-11-13`
    const { rows } = await match(text)
    expect(rows.some(({ username }) => username === anna)).toBe(true)
    expect(await takenFrom(text)).toEqual([anna])
    expect(await takenFrom(text.replace('2026-11-13', '2027-01-13'))).toEqual([])
  })
})

it('of a list of staff, a cell or a line that says that somebody has left speaks against them', async () => {
  const staffOf = async (text: string) => {
    const { comparison } = await tenant.call('leavers.compare', { text })
    const { rows } = await tenant.call('leavers.compared', { comparison, kind: 'on-both', offset: 0, limit: 100 })
    return rows.map(({ username }) => username)
  }
  expect(await staffOf(`Email,Event\n${anna},Change Job\n${bob},Termination`)).toEqual([anna])
  expect(await staffOf(`Email,Notes\n${anna},\n${bob},left the company`)).toEqual([anna])
  expect(await staffOf(`Name,Email\nAnna Lee,${anna}\nBob Stone,${bob}\nBob has left meanwhile`)).toEqual([anna])
  expect(await staffOf(`Email,Job\n${anna},Sales\n${bob},Offboarding specialist`)).toEqual([anna, bob])
})

describe('a line that is no row of the table', () => {
  const rows = `Name,Email\nAnna Lee,${anna}\nBob Stone,${bob}`

  it.each([
    ['of those who come', `New starters\n${rows}`],
    ['of what is not to be done', `Please do not disable them yet\n${rows}`],
    ['of what is not certain', `Draft, to be confirmed\n${rows}`],
  ])('is asked about with each row where it is a title %s', async (_, text) => {
    expect(await takenFrom(text)).toEqual([])
  })

  it.each([
    ['above it', `Hi, please leave Bob in, he changed his mind\n${rows}`],
    ['below it', `${rows}\nPlease leave Bob in, he changed his mind`],
    ['below it without a comma', `${rows}\nBob changed his mind`],
  ])('speaks against whom it names %s', async (_, text) => {
    expect(await takenFrom(text)).toEqual([anna])
  })

  it.each([
    `Leaver report\n${rows}`,
    `Leavers and joiners of November\n${rows}`,
    `Total: 2 people\n${rows}`,
    `${rows}\nTotal,2`,
  ])('says nothing where it names what the table is of: %j', async (text) => {
    expect(await takenFrom(text)).toEqual([anna, bob])
  })
})
