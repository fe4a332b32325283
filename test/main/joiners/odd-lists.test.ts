import { stringify } from 'csv-stringify/sync'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Input } from '../../../src/contract/calls.ts'
import { openTenant, type TestTenant } from '../../harness/application.ts'

let tenant: TestTenant
const groups = ['Staff', 'Finance', 'Sales', 'Sales; EMEA', 'Lawyers, EU', 'Ops and QA', 'developers', 'Developers']
beforeAll(async () => {
  tenant = await openTenant({ people: 30 })
  const { edit } = tenant.demo
  edit.addUser('here@corp.example.com', { fullname: 'Hanna Here' })
  for (const name of ['ada', 'bea', 'cid']) edit.addUser(`${name}@corp.example.com`)
  for (const group of groups) {
    edit.createGroup(group)
    edit.addToGroup('here@corp.example.com', group)
  }
  await tenant.call('directory.sync', {})
})
afterAll(() => tenant.close())

const check = (text: string, more: Partial<Input<'joiners.check'>> = {}) =>
  tenant.call('joiners.check', { text, ...more })
const one = async (header: readonly string[], cells: readonly string[]) => {
  const [row] = (await check(stringify([header, cells]))).rows
  if (row === undefined) throw new Error('no row')
  return row
}

describe('names of joiners', () => {
  const misread: [string, string][] = [
    // UTF-8 that was read as Central European or Cyrillic text.
    ['windows-1250', 'Michał Wójcik'],
    ['windows-1250', 'Günther Größe'],
    ['windows-1250', 'Søren Kjær'],
    ['windows-1251', 'Renée Noël'],
  ]
  it.each(misread)('are asked about where UTF-8 was read as %s: %s', async (encoding, meant) => {
    const name = new TextDecoder(encoding).decode(Buffer.from(meant))
    const { verdict, questions } = await one(['email', 'name'], ['n@corp.example.com', name])
    expect([verdict, questions[0]?.suggestions]).toEqual(['invalid', [meant]])
  })

  it.each(['?ukasz Pawe?', 'Ond?ej Nov??ek', '??????', 'ªtefan Popa', '¯aneta', 'Mi§a', 'Jan¬a'])(
    'are asked about where letters may be lost: %s',
    async (name) => {
      expect((await one(['email', 'name'], ['n@corp.example.com', name])).verdict).toBe('invalid')
    },
  )

  it.each(['Jiøí Dvoøák', 'Ondøej Nováèek'])('are told of where letters look exchanged: %s', async (name) => {
    const { verdict, reason } = await one(['email', 'name'], ['n@corp.example.com', name])
    expect(verdict).toBe('add')
    expect(reason).toContain('encoding')
  })

  it.each([
    'Mª José Núñez',
    'Robert “Bob” Smith',
    "Seán O'Brien",
    'D’Angelo, Ana-María',
    'Søren Kjær',
    'João da Conceição',
    'Õnne Pärn',
    'Đorđe Žižić',
    'Müller (extern)',
    'J. R. R. Tolkien, Jr.',
    'Nguyễn Văn Ánh',
    'محمد علي',
    'Ødegård, Bjørn',
  ])('are taken as they stand: %s', async (name) => {
    expect(await one(['email', 'name'], ['n@corp.example.com', name])).toMatchObject({
      verdict: 'add',
      fullname: name,
      questions: [],
    })
  })

  it('that stand twice in a list with two addresses are told as a possible double', async () => {
    const { rows } = await check('email,name\nz1@corp.example.com,Zed Zulu\nz2@corp.example.com,"Zulu, Zed"')
    expect(rows.map(({ verdict }) => verdict)).toEqual(['add', 'add'])
    expect(rows[1]?.reason).toContain('line 2')
  })
})

describe('columns of joiners', () => {
  it('hold groups in as many columns as there are', async () => {
    for (const header of ['email,groups,groups', 'email,Group 1,Group 2', 'email,group,LastPass groups']) {
      const { rows } = await check(`${header}\nn@corp.example.com,Staff,Finance`)
      expect([header, rows[0]?.change]).toMatchObject([header, { groups: ['Staff', 'Finance'] }])
    }
  })

  it('without a header are told by the groups that there are', async () => {
    for (const text of [
      'Ann Alpha,ann@corp.example.com,Staff\nBob Beta,bob@corp.example.com,Finance',
      'Staff,ann@corp.example.com,Ann Alpha\nFinance,bob@corp.example.com,Bob Beta',
    ]) {
      const { rows, header } = await check(text)
      expect(header).toBe(false)
      expect(rows.map(({ change }) => change)).toMatchObject([
        { fullname: 'Ann Alpha', groups: ['Staff'] },
        { fullname: 'Bob Beta', groups: ['Finance'] },
      ])
    }
  })

  it('have their header below a title', async () => {
    const { rows, header, columns } = await check(
      'New joiners in December\n\nPrepared by HR;;\nE-Mail;Name;Groups\nt@corp.example.com;Tia Title;Staff\n',
    )
    expect(header).toBe(true)
    expect(columns.map(({ field }) => field)).toEqual(['username', 'fullname', 'groups'])
    expect(rows).toMatchObject([{ line: 5, verdict: 'add', username: 't@corp.example.com' }])
  })

  it('of a single column bear names in quotation marks', async () => {
    const { rows } = await check(
      'email\n"Bob Blue" <bob@corp.example.com>\n"Eve" Ember <eve@corp.example.com>\nann@corp.example.com',
    )
    expect(rows.map(({ verdict, username }) => [verdict, username])).toEqual([
      ['add', 'bob@corp.example.com'],
      ['add', 'eve@corp.example.com'],
      ['add', 'ann@corp.example.com'],
    ])
  })
})

describe('groups of a joiner', () => {
  it.each([
    ['Staff and Finance', 'invalid'],
    ['Staff & Finance', 'invalid'],
    ['Staff + Finance', 'invalid'],
    ['Staff und Finance', 'invalid'],
    ['Staff; Sales; EMEA', 'invalid'],
    ['Staff, Lawyers, EU', 'invalid'],
    ['Ops and QA', 'add'],
    ['-', 'add'],
    ['n/a', 'add'],
    ['none', 'add'],
    ['–', 'add'],
  ])('are never guessed: %s', async (cell, verdict) => {
    const row = await one(['email', 'groups'], ['g@corp.example.com', cell])
    expect(row.verdict).toBe(verdict)
    expect(row.change).toEqual(
      verdict === 'invalid'
        ? undefined
        : { kind: 'add', username: 'g@corp.example.com', ...(cell === 'Ops and QA' ? { groups: [cell] } : {}) },
    )
  })

  it('that differ by case alone are told, whichever is meant', async () => {
    const { verdict, reason, change } = await one(['email', 'groups'], ['g@corp.example.com', 'developers'])
    expect([verdict, change]).toMatchObject(['add', { groups: ['developers'] }])
    expect(reason).toContain('"Developers"')
  })
})

it('asks about addresses that begin like a formula', async () => {
  for (const address of ['=cmd@corp.example.com', '+cmd@corp.example.com', '-cmd@corp.example.com']) {
    const { verdict, questions } = await one(['name', 'email'], ['Cara', address])
    expect([address, verdict, questions[0]?.suggestions]).toEqual([address, 'invalid', ['cmd@corp.example.com']])
  }
})

it('and a plan made by hand take the same new addresses, and say the same of the others', async () => {
  for (const [address, meant] of [
    ['=cmd@corp.example.com', 'cmd@corp.example.com'],
    ['+cmd@corp.example.com', 'cmd@corp.example.com'],
    ['-cmd@corp.example.com', 'cmd@corp.example.com'],
    ['o’cmd@corp.example.com', "o'cmd@corp.example.com"],
    ['o`cmd@corp.example.com', "o'cmd@corp.example.com"],
    ['josÃ©@corp.example.com', 'josé@corp.example.com'],
    ["o'cmd@corp.example.com", null],
    ['a+b/c@corp.example.com', null],
  ] as const) {
    const row = await one(['name', 'email'], ['Cara', address])
    const { rows } = await tenant.call('changes.preview', {
      changes: [{ kind: 'add', username: address, fullname: 'Cara' }],
    })
    const isTaken = meant === null
    expect([address, row.verdict, rows[0]?.verdict]).toEqual([
      address,
      isTaken ? 'add' : 'invalid',
      isTaken ? 'change' : 'blocked',
    ])
    if (meant !== null) {
      expect(row.questions[0]?.suggestions).toEqual([meant])
      expect(rows[0]?.reason).toBe(`${row.questions[0]?.message} Was "${meant}" meant?`)
    }
  }
})

describe('a list of an HR system', () => {
  it.each([
    ['Old group', 'New group'],
    ['Bisherige Gruppe', 'Gruppe'],
    ['Current groups', 'Groups'],
    ['Removed from group', 'Group 2'],
  ])('gives nobody the groups under “%s”', async (before, now) => {
    const { columns, rows } = await check(
      `Name;Mail;${before};${now}\nNora New;nora@corp.example.com;Finance;Staff\nNils New;nils@corp.example.com;Sales;Staff`,
    )
    expect(columns.map(({ field }) => field)).toEqual(['fullname', 'username', null, 'groups'])
    expect(rows.flatMap(({ change }) => (change?.kind === 'add' ? change.groups : [])).sort()).not.toContain('Finance')
  })

  it.each(['Cy Cole & Di Dunn', 'Cy Cole / Di Dunn', 'Cy Cole + Di Dunn', 'Cy Cole and Di Dunn', 'Cy und Di Dunn'])(
    'adds nobody of a row with several names: %s',
    async (name) => {
      const { verdict, reason } = await one(['email', 'name'], ['cy@corp.example.com', name])
      expect([verdict, reason]).toEqual(['invalid', expect.stringContaining('may be several people')])
    },
  )

  it.each([
    'José Ortega y Gasset',
    'Kumar s/o Raman',
    'Andy Anders',
    'Etienne Sandoval',
    "Mary O'Hand",
    'Rolf Wunderlich',
  ])('takes the name %s for one person', async (name) => {
    expect((await one(['email', 'name'], ['cy@corp.example.com', name])).verdict).toBe('add')
  })

  it.each(['Sales (4410)', '4410 - Sales', 'Sales & Service', 'sales/emea', 'Sal'])(
    'offers the department that “%s” may mean',
    async (department) => {
      const { verdict, questions } = await one(
        ['email', 'name', 'department'],
        ['cy@corp.example.com', 'Cy Cole', department],
      )
      expect([verdict, questions.map(({ suggestions }) => suggestions)]).toEqual(['add', [['Sales']]])
    },
  )

  it.each([
    [['Sales', '', 'Legal'], true],
    [['Sales', 'Legal', 'Finance'], false],
    [['Sales', '', 'Sales', 'Legal'], false],
    [['', 'Sales', 'Legal'], false],
  ])(
    'says of departments %j whether cells may have been merged, and gives nobody what stands above',
    async (all, isSaid) => {
      const text = all.map((department, n) => `Nora ${n};nora${n}@corp.example.com;${department}`).join('\n')
      const { notes, rows } = await check(`Name;Mail;Department\n${text}`)
      expect(notes.some((note) => note.includes('merged cells'))).toBe(isSaid)
      expect(rows.map(({ facts }) => facts.department ?? '')).toEqual(all)
    },
  )

  it('knows a manager with the address in parentheses', async () => {
    const { facts } = await one(
      ['email', 'name', 'manager'],
      ['cy@corp.example.com', 'Cy Cole', 'Hanna Here (here@corp.example.com)'],
    )
    expect(facts).toMatchObject({ manager: 'Hanna Here', managerAddress: 'here@corp.example.com' })
  })
})
