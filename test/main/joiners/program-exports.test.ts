import { stringify } from 'csv-stringify/sync'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Input } from '../../../src/contract/calls.ts'
import { openTenant, type TestTenant } from '../../harness/application.ts'

// Lists as programs write them: what their columns mean, and what they say against somebody.

let tenant: TestTenant
beforeAll(async () => {
  tenant = await openTenant({ people: 30 })
  const { edit } = tenant.demo
  edit.addUser('here@corp.example.com', { fullname: 'Hanna Here' })
  for (const name of ['ada', 'bea', 'cid']) edit.addUser(`${name}@corp.example.com`)
  for (const group of ['Sales', 'Finance']) {
    edit.createGroup(group)
    edit.addToGroup('here@corp.example.com', group)
  }
  await tenant.call('directory.sync', {})
})
afterAll(() => tenant.close())

const check = (text: string, more: Partial<Input<'joiners.check'>> = {}) =>
  tenant.call('joiners.check', { text, ...more })
const one = async (header: readonly string[], cells: readonly string[], more: Partial<Input<'joiners.check'>> = {}) => {
  const { rows, columns } = await check(stringify([header, cells]), more)
  const [row] = rows
  if (row === undefined) throw new Error('no row')
  return { ...row, fields: columns.flatMap(({ field }) => field ?? []) }
}
const mail = 'new.one@corp.example.com'

describe('columns', () => {
  it('are known with what programs add to their headers, and the one with addresses by what it holds', async () => {
    const header = [
      'First Name [Required]',
      'Last Name [Required]',
      'Email Address [Required]',
      'Password [Required]',
      'Work Address',
      'Employee ID',
      'Manager Email',
      'Department*',
    ]
    const row = await one(header, ['New', 'One', mail, '****', '1 High Street', '7', 'ada@corp.example.com', 'Sales'])
    expect(row).toMatchObject({ verdict: 'add', username: mail, fullname: 'New One' })
    expect(row.change).toMatchObject({ attributes: { Department: 'Sales' } })
    expect(JSON.stringify(row.change)).not.toContain('****')
  })

  it('are found under the lines of a template and of a report that says who made it', async () => {
    const template = [
      'version:v1.0,,',
      'Name [displayName] Required,User name [userPrincipalName] Required,Initial password [passwordProfile] Required',
      `New One,${mail},Summer`,
    ]
    const report = [
      'New hires',
      'Run by: HR Robot (hr@corp.example.com)',
      '',
      'Worker,Employee ID,Email - Work,Email - Home',
      `"One, New",7,${mail},new@home.example`,
    ]
    for (const lines of [template, report]) {
      const { rows, notes } = await check(lines.join('\n'))
      expect(rows.map(({ verdict, username }) => [verdict, username])).toEqual([['add', mail]])
      expect(notes.join(' ')).toMatch(/a title and w(?:as|ere) left out/)
    }
  })

  it('of numbers are no names', async () => {
    expect(await one(['Employee #', 'First name Last name', 'Work Email'], ['5', 'New One', mail])).toMatchObject({
      fullname: 'New One',
    })
  })
})

describe('a row that speaks against its person', () => {
  it.each([
    ['status', 'Terminated'],
    ['Status [READ ONLY]', 'Suspended'],
    ['accountEnabled', 'False'],
    ['Termination Date', '2024-01-31'],
    ['Action', 'REMOVE'],
    ['Aktion', 'löschen'],
  ])('is not invited: %s is %s', async (header, cell) => {
    const against = await one(['email', header], [mail, cell])
    expect(against).toMatchObject({ verdict: 'invalid', reason: expect.stringContaining(cell) })
    const chosen = await one(['email', header], [mail, cell], {
      mapping: { email: 'username', [header]: 'attribute:Note' },
    })
    expect(chosen.verdict).toBe('add')
  })

  it.each([
    ['status', 'Active'],
    ['Status', 'STAGED'],
    ['accountEnabled', 'True'],
    ['End date', '2099-01-31'],
    ['Action', 'ADD'],
    ['Action', ''],
  ])('does not when %s is %s', async (header, cell) => {
    expect((await one(['email', header], [mail, cell])).verdict).toBe('add')
  })
})

it.each(['Password', 'initial pwd', 'Kennwort', 'Login PIN', 'API key'])(
  'no secret becomes an attribute, which every admin can read: %s',
  async (name) => {
    const row = await one(['email', name], [mail, 'Hunter2!!'], {
      mapping: { email: 'username', [name]: `attribute:${name}` },
    })
    expect(row).toMatchObject({ verdict: 'invalid', reason: expect.stringContaining('no place for a password') })
    expect(JSON.stringify([row.change, row.questions, row.facts])).not.toContain('Hunter2')
  },
)

describe('names', () => {
  it('lose what nobody sees, with a word', async () => {
    const row = await one(['email', 'name'], [mail, '\u202eNew\u202c O\u200bne'])
    expect(row).toMatchObject({ verdict: 'add', change: { fullname: 'New One' } })
    expect(row.reason).toContain('were taken out')
  })

  it.each(['<td>New One', '{"name":"New"}', "('a','New One"])(
    'with signs of programs are asked about: %s',
    async (name) => {
      expect((await one(['email', 'name'], [mail, name])).verdict).toBe('invalid')
    },
  )
})

it('a group as a directory names it is asked about with the group that it is', async () => {
  const row = await one(['email', 'groups'], [mail, 'CN=Sales,OU=Groups,DC=corp;cn=finance,ou=Groups,dc=corp'])
  expect(row).toMatchObject({
    verdict: 'invalid',
    questions: [{ suggestions: ['Sales'] }, { suggestions: ['Finance'] }],
  })
})
