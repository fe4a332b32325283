import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTenantOf, type TestTenant } from '../../harness/application.ts'

// Tables as HR systems and directories give them: nothing that they say of everybody is asked about, and things are no people.

let tenant: TestTenant
beforeAll(async () => {
  tenant = await openTenantOf({}, '2026-11-27')
})
afterAll(() => tenant.close())

const checked = async (text: string) => (await tenant.call('joiners.check', { text })).rows
const nova = 'nova.ash@example.com'
const ada = 'ada.bell@example.com'

describe('an end of employment', () => {
  it.each([
    ['End', '', 'unlimited'],
    ['Data fine contratto', 'indeterminato', 'indeterminato'],
    ['Konec smlouvy', 'doba neurčitá', 'doba neurčitá'],
    ['Fin de contrat', 'CDI', 'CDI'],
    ['Employment end date', 'n/a', 'open-ended'],
    ['Einde contract', 'onbepaalde tijd', ''],
  ])('that there is none of, under "%s", is nothing to ask about', async (header, one, other) => {
    const rows = await checked(`Name;E-Mail;${header}\nNova Ash;${nova};${one}\nAda Bell;${ada};${other}`)
    expect(rows.map(({ verdict }) => verdict)).toEqual(['add', 'add'])
  })
})

it('reads the name of a manager whom a directory writes in its own way', async () => {
  const rows = await checked(
    `Name,Email,Manager\nNova Ash,${nova},"CN=Tom Baker,OU=Staff,DC=example,DC=com"\nAda Bell,${ada},"CN=Hart\\, Sue,OU=Staff,DC=example,DC=com"`,
  )
  expect(rows.map(({ verdict, facts }) => [verdict, facts.manager])).toEqual([
    ['add', 'Tom Baker'],
    ['add', 'Hart, Sue'],
  ])
})

it('takes what is told of a manager for neither the manager nor the joiner', async () => {
  const rows = await checked(
    `Name,Email,Supervisory Organization,Worker's Manager,Manager ID,Manager's department,Manager phone,Management Level\nNova Ash,${nova},Sales,Tom Baker,100213,Marketing,+49 89 1,Associate`,
  )
  expect(rows.map(({ verdict, facts }) => [verdict, facts])).toEqual([
    ['add', { department: 'Sales', manager: 'Tom Baker' }],
  ])
})

it('reads cards of an address book, with their names', async () => {
  const card = (name: string, address: string) =>
    `BEGIN:VCARD\nVERSION:3.0\nFN:${name}\nEMAIL;TYPE=WORK:${address}\nEND:VCARD`
  const rows = await checked(`${card('Nova Ash', nova)}\n${card('Ada Bell', ada)}`)
  expect(rows.map(({ verdict, username, fullname }) => [verdict, username, fullname])).toEqual([
    ['add', nova, 'Nova Ash'],
    ['add', ada, 'Ada Bell'],
  ])
})

it.each(['Room', 'Shared mailbox', 'Distribution list', 'Service account', 'Funktionspostfach'])(
  'asks about a row of a directory that says "%s"',
  async (kind) => {
    const rows = await checked(`Name,Email,Type\nNova Ash,${nova},Employee\nOslo,oslo@example.com,${kind}`)
    expect(rows.map(({ verdict }) => verdict)).toEqual(['add', 'invalid'])
  },
)

it.each(['Guest', 'guest user', 'B2B guest', 'Gast'])(
  'asks about somebody whose account is one of a guest: %j',
  async (type) => {
    const rows = await checked(
      `userPrincipalName,displayName,userType\n${nova},Nova Ash,Member\n${ada},Ada Bell,${type}`,
    )
    expect(rows.map(({ verdict }) => verdict)).toEqual(['add', 'invalid'])
  },
)

it.each(['NULL', '', 'n/a'])(
  'invites whoever has %j where others have the day on which they were deleted',
  async (nothing) => {
    const rows = await checked(`email,deleted_at\n${nova},${nothing}\n${ada},2026-11-20`)
    expect(rows.map(({ verdict }) => verdict)).toEqual(['add', 'invalid'])
  },
)
