import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTenant, type TestTenant } from '../../harness/application.ts'

let tenant: TestTenant
beforeAll(async () => {
  tenant = await openTenant({ people: 30 })
  for (const group of ['VPN', 'Wiki']) {
    tenant.demo.edit.createGroup(group)
    tenant.demo.edit.addUser(`of.${group}@corp.example.com`.toLowerCase(), { fullname: `Of ${group}` })
    tenant.demo.edit.addToGroup(`of.${group}@corp.example.com`.toLowerCase(), group)
  }
  await tenant.call('directory.sync', {})
})
afterAll(() => tenant.close())

const nina = 'nina.stern@corp.example.com'
const omar = 'omar.fay@corp.example.com'
const both = { [nina]: 'Nina Stern', [omar]: 'Omar Fay' }
const check = (text: string) => tenant.call('joiners.check', { text })
/** Names of those who would be added, by address. */
async function added(text: string) {
  const { rows } = await check(text)
  return Object.fromEntries(
    rows.flatMap(({ verdict, change }) =>
      verdict === 'add' && change?.kind === 'add' ? [[change.username, change.fullname ?? '']] : [],
    ),
  )
}
const reasons = async (text: string) => (await check(text)).rows.map(({ reason }) => reason ?? '').join('\n')

const cells = (...all: string[]) => `<tr>${all.map((cell) => `<td>${cell}</td>`).join('')}</tr>`

describe('a list of joiners is read as the table that it is', () => {
  it.each([
    [
      'a web page',
      `<table><tr><th>Name</th><th>E-mail</th></tr>${cells('Nina Stern', `<a href="mailto:${nina}">${nina}</a>`)}${cells('Omar <b>Fay</b>', omar)}</table>`,
    ],
    [
      'a web page with a title',
      `<p>New hires</p><table><tr><td colspan="2">January</td></tr>${cells('Name', 'Mail')}${cells('Nina Stern', nina)}${cells('Omar Fay', omar)}</table>`,
    ],
    [
      'a mail with references',
      `<table>${cells('Name', 'Mail')}${cells('Nina&nbsp;Stern', nina.replace('@', '&#64;'))}${cells('Omar Fay<o:p></o:p>', omar)}</table>`,
    ],
    [
      'records of records',
      JSON.stringify([
        {
          name: { first: 'Nina', last: 'Stern' },
          contact: { workEmail: nina, personalEmail: 'n@home.example' },
          manager: { email: 'boss@corp.example.com' },
        },
        {
          name: { first: 'Omar', last: 'Fay' },
          contact: { workEmail: omar, personalEmail: 'o@home.example' },
          manager: { email: 'boss@corp.example.com' },
        },
      ]),
    ],
    [
      'records within an answer',
      JSON.stringify({
        total: 2,
        data: [
          { fullName: 'Nina Stern', email: nina },
          { fullName: 'Omar Fay', email: omar },
        ],
      }),
    ],
    ['a record a line', `{"displayName":"Nina Stern","mail":"${nina}"}\n{"displayName":"Omar Fay","mail":"${omar}"}`],
    ['people side by side', `Name\tNina Stern\tOmar Fay\nEmail\t${nina}\t${omar}\nStart\t2027-01-04\t2027-01-11`],
    ['two tables in another order', `Name;Email\nNina Stern;${nina}\n\nE-Mail;Full name\n${omar};Omar Fay`],
    [
      'headers that nobody knows',
      `Mentor mail,New colleague’s mail,Name\nmia@corp.example.com,${nina},Nina Stern\nole@corp.example.com,${omar},Omar Fay`,
    ],
    [
      'lines of a mail',
      `Hi team,\n\nplease set up our new colleagues:\n\nNina Stern <${nina}>\nOmar Fay <${omar}>\n\nThanks,\nPetra`,
    ],
  ])('%s', async (_, text) => {
    expect(await added(text)).toEqual(both)
  })

  it('one record with named fields', async () => {
    expect(await added(`Name: Nina Stern\nEmail: ${nina}\nManager email: boss@corp.example.com`)).toEqual({
      [nina]: 'Nina Stern',
    })
  })

  it('with every part of the name', async () => {
    expect(await added(`Voornaam;Tussenvoegsel;Achternaam;E-mail\nNina;van der;Stern;${nina}`)).toEqual({
      [nina]: 'Nina van der Stern',
    })
  })

  it.each([
    `Name,Last name,Email\nNina,Stern,${nina}`,
    `Name;Vorname;E-Mail\nStern;Nina;${nina}`,
    `Name;Vorname;E-Mail\nNina Stern;Nina;${nina}`,
    `Nome completo;Nome;E-mail\nNina Stern;Nina;${nina}`,
    `Förnamn;Efternamn;E-post\nNina;Stern;${nina}`,
    `Vezetéknév;Keresztnév;Email\nStern;Nina;${nina}`,
  ])('with a name whose columns mean what their cells show: %j', async (text) => {
    expect(await added(text)).toEqual({ [nina]: 'Nina Stern' })
  })

  it.each([
    `Timestamp,Email Address,New hire name,New hire work email\n2026-11-20 10:00,boss@corp.example.com,Nina Stern,${nina}`,
    `Zeitstempel;E-Mail-Adresse;Name des neuen Mitarbeiters;E-Mail des neuen Mitarbeiters\n20.11.2026;boss@corp.example.com;Nina Stern;${nina}`,
    `Name,Email,UPN\nNina Stern,nina@home.example,${nina}`,
    `Name,Email,Login,Replaces\nNina Stern,nina@home.example,${nina},${omar}`,
  ])('with the address of the person who joins, at work: %j', async (text) => {
    expect(await added(text)).toEqual({ [nina]: 'Nina Stern' })
  })

  it('with addresses at home asked about, until one is entered', async () => {
    const text = 'Name,Email\nNina Stern,nina@gmail.com\nOmar Fay,omar@partner.example'
    const { list, rows } = await check(text)
    expect(rows.map(({ verdict }) => verdict)).toEqual(['invalid', 'add'])
    expect(rows[0]?.reason).toContain('gmail.com gives anybody an address')
    const entered = { row: 0, field: 'username' as const, value: 'nina@gmail.com' }
    expect((await tenant.call('joiners.fix', { list, cells: [entered], limit: 10 })).counts.add).toBe(2)
  })

  it('with cells that go on over several rows and lines', async () => {
    const { rows } = await check(
      `<table>${cells('Department', 'Name', 'Mail', 'Groups')}<tr><td rowspan=2>Sales</td><td>Nina Stern</td><td>${nina}</td><td>VPN<br>Wiki</td></tr>${cells('Omar Fay', omar, '<ul><li>VPN</li></ul>')}</table>`,
    )
    expect(rows.map(({ facts, change }) => [facts.department, change?.kind === 'add' ? change.groups : null])).toEqual([
      ['Sales', ['VPN', 'Wiki']],
      ['Sales', ['VPN']],
    ])
  })
})

describe('who does not join is asked about', () => {
  it.each([
    ['a heading', `Name;Email\nJoiners;\nNina Stern;${nina}\nWithdrawn;\nOmar Fay;${omar}`],
    ['a heading in another language', `Nom;Courriel\nNina Stern;${nina}\nDésistements :;\nOmar Fay;${omar}`],
    [
      'a second table of leavers',
      `Name,Email\nNina Stern,${nina}\n\nLeavers\nName,Email,Last day\nOmar Fay,${omar},2031-12-31`,
    ],
    ['a remark', `Name,Email,Comment\nNina Stern,${nina},needs a Mac\nOmar Fay,${omar},is not joining after all`],
    ['a remark about the account', `Name,Email,Remarks\nNina Stern,${nina},\nOmar Fay,${omar},no LastPass please`],
    ['a remark without a header', `Name,Email,\nNina Stern,${nina},\nOmar Fay,${omar},on hold`],
    ['a tick that is neither yes nor no', `Name,Email,Joining?\nNina Stern,${nina},Yes\nOmar Fay,${omar},maybe`],
    ['a tick for this product', `Name,Email,Password manager\nNina Stern,${nina},Yes\nOmar Fay,${omar},No`],
    ['a name that is crossed out', `| Name | Email |\n|---|---|\n| Nina Stern | ${nina} |\n| ~~Omar Fay~~ | ${omar} |`],
    [
      'a row that is crossed out on a web page',
      `<table>${cells('Name', 'Mail')}${cells('Nina Stern', nina)}${cells('<s>Omar Fay</s>', omar)}</table>`,
    ],
    [
      'a style that crosses out',
      `<table>${cells('Name', 'Mail')}${cells('Nina Stern', nina)}<tr style="text-decoration: line-through"><td>Omar Fay</td><td>${omar}</td></tr></table>`,
    ],
    ['an error in place of the name', `Name,Email\nNina Stern,${nina}\n#N/A,${omar}`],
    ['no name', `Name,Email\nNina Stern,${nina}\nTBD,${omar}`],
    ['a cross before the name', `Name,Email\nNina Stern,${nina}\n❌ Omar Fay,${omar}`],
    ['a name of crossed letters', `Name,Email\nNina Stern,${nina}\nO\u0336m\u0336a\u0336r\u0336 Fay,${omar}`],
    ['an aside at the name', `Name,Email\nNina Stern (Berlin),${nina}\nOmar Fay (withdrawn),${omar}`],
    ['capitals behind the name', `Name,Email\nNina Stern,${nina}\nOmar Fay CANCELLED,${omar}`],
    ['words behind the name', `Name,Email\nNina van der Stern,${nina}\nOmar Fay is not joining,${omar}`],
    [
      'a word in a column of something else',
      `Name,Email,Position\nNina Stern,${nina},Designer\nOmar Fay,${omar},no show`,
    ],
    [
      'a word in place of the department',
      `Name,Email,Department\nNina Stern,${nina},Sales\nOmar Fay,${omar},WITHDRAWN`,
    ],
    ['a minus where others have a plus', `+ Nina Stern <${nina}>\n- Omar Fay <${omar}>`],
    [
      'a day under a header that speaks against it',
      `Name,Email,Withdrawn on\nNina Stern,${nina},\nOmar Fay,${omar},2026-11-20`,
    ],
    ['a tick under such a header', `Name,Email,Offer rescinded\nNina Stern,${nina},\nOmar Fay,${omar},X`],
    ['a tick that blocks', `Name,Email,Block sign in (Yes/No)\nNina Stern,${nina},No\nOmar Fay,${omar},Yes`],
    ['a letter of several', `J/M/L,Name,Email\nJ,Nina Stern,${nina}\nL,Omar Fay,${omar}`],
    ['a status that is a no', `Name,Email,Status\nNina Stern,${nina},To Do\nOmar Fay,${omar},Won't do`],
    ['an account that is there', `Name,Email,LastPass account\nNina Stern,${nina},none\nOmar Fay,${omar},exists`],
    ['a remark in another language', `Nome;Cognome;E-mail;Note\nNina;Stern;${nina};\nOmar;Fay;${omar};ha rinunciato`],
    ['a row that says who made the list', `Name;Email\nNina Stern;${nina}\n\nPrepared by;${omar}`],
    ['a place that nobody has yet', `Name;Email\nNina Stern;${nina}\nNew hire 2;${omar}`],
  ])('by %s', async (_, text) => {
    const names = Object.entries(await added(text))
    expect(names).toEqual([[nina, expect.stringMatching(/^Nina .*Stern/u)]])
    expect(await reasons(text)).not.toBe('')
  })

  it('by names that stand beside the addresses of other rows, until somebody enters the address', async () => {
    const text = `Name,Email\nOmar Fay,${nina}\nNina Stern,${omar}`
    expect(await added(text)).toEqual({})
    expect(await reasons(text)).toContain('The address fits the name on line 3, and not "Omar Fay"')
    const { list } = await check(text)
    const { rows } = await tenant.call('joiners.fix', {
      list,
      cells: [{ row: 0, field: 'username', value: nina }],
      limit: 10,
    })
    expect(rows.map(({ verdict }) => verdict)).toEqual(['add', 'invalid'])
  })
})

it('sends no value that a program or a person left out', async () => {
  const { rows } = await check(`Name,Email,Department,Manager,attribute:Site\nNina Stern,${nina},#N/A,n/a,-`)
  expect(rows).toMatchObject([
    { verdict: 'add', facts: {}, change: { kind: 'add', username: nina, fullname: 'Nina Stern' } },
  ])
  expect(rows[0]?.change).not.toHaveProperty('attributes')
})

it('asks about a group that nobody knows, in every row, until it is kept as a new one', async () => {
  const text = `Email,Groups\n${nina},VPN; Night shift\n${omar},- Night shift`
  const { list, rows } = await check(text)
  expect(rows.map(({ verdict }) => verdict)).toEqual(['invalid', 'invalid'])
  expect(rows[0]?.questions).toMatchObject([{ field: 'groups', asNew: 'Night shift', blocks: true }])
  const kept = await tenant.call('joiners.fix', { list, newGroups: ['Night shift'], limit: 10 })
  expect(kept.rows[0]?.change).toMatchObject({ groups: ['VPN', 'Night shift'] })
  const more = await tenant.call('joiners.fix', { list, newGroups: ['- Night shift'], limit: 10 })
  expect(more.rows.map(({ verdict }) => verdict)).toEqual(['add', 'add'])
})
