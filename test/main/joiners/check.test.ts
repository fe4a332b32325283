import { stringify } from 'csv-stringify/sync'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Input } from '../../../src/contract/calls.ts'
import { openTenant, type TestTenant } from '../../harness/application.ts'
import { fc } from '../../harness/properties.ts'

let tenant: TestTenant
beforeAll(async () => {
  tenant = await openTenant({ people: 40 })
  const { edit } = tenant.demo
  for (const group of [
    'Staff',
    'Developers',
    'Ops; QA',
    'Ops',
    'QA',
    'Sales, EMEA',
    '__proto__',
    'a"b',
    'R&D / Labs',
    'Payroll ',
  ])
    edit.createGroup(group)
  edit.addUser('here@corp.example.com', { fullname: 'Hanna Here' })
  edit.addUser('away@corp.example.com', { fullname: 'Ada Away', disabled: true })
  for (const group of [
    'Staff',
    'Developers',
    'Ops; QA',
    'Ops',
    'QA',
    'Sales, EMEA',
    '__proto__',
    'a"b',
    'R&D / Labs',
    'Payroll ',
  ])
    edit.addToGroup('here@corp.example.com', group)
  for (let n = 0; n < 9; n++) edit.addUser(`p${n}@corp.example.com`)
  edit.invite('guest@corp.example.com')
  await tenant.call('directory.sync', {})
})
afterAll(() => tenant.close())

const check = (text: string, more: Partial<Input<'joiners.check'>> = {}) =>
  tenant.call('joiners.check', { text, ...more })
const verdicts = async (text: string, more: Partial<Input<'joiners.check'>> = {}) =>
  (await check(text, more)).rows.map(({ line, verdict, username }) => `${line} ${verdict} ${username}`)
const fields = async (text: string, more: Partial<Input<'joiners.check'>> = {}) =>
  Object.fromEntries((await check(text, more)).columns.map(({ header, field }) => [header, field]))

describe('an address that somebody had before', () => {
  it('is said to be, with who has another one now', async () => {
    const own = await openTenant({ people: 20 })
    own.demo.edit.addUser('eva.first@example.com', { fullname: 'Eva Second' })
    await own.call('directory.sync', {})
    own.demo.edit.changeEmail('eva.first@example.com', 'eva.second@example.com')
    await own.call('directory.sync', {})
    const { rows } = await own.call('joiners.check', { text: 'Name,Email\nEva First,eva.first@example.com' })
    await own.close()
    expect(rows.map(({ verdict }) => verdict)).toEqual(['add'])
    expect(rows[0]?.reason).toMatch(
      /Before \d+ \w+ \d{4} this was the address of Eva Second \(eva\.second@example\.com\): make sure/,
    )
  })
})

describe('a list of joiners', () => {
  it('asks about an address that its line may give to somebody else', async () => {
    const text = [
      'Nora Nym <nora@corp.example.com>',
      'Max Müller max@corp.example.com',
      'Lea Long, manager: boss@corp.example.com',
      'Tom Tall, tom@corp.example.com, forward to kim@corp.example.com',
    ].join('\n')
    const { rows } = await check(text)
    const byName = rows.map(({ line, verdict }) => `${line} ${verdict}`)
    expect(byName).toEqual(expect.arrayContaining(['1 add', '2 add']))
    expect(rows.filter(({ line, verdict }) => line > 2 && verdict === 'add')).toEqual([])
  })

  it('gives each row its verdict, with the line on which it stands', async () => {
    const text = [
      'E-Mail,Full name,Groups',
      'new@corp.example.com,Nora New,Staff',
      'HERE@corp.example.com,Hanna Here,',
      'away@corp.example.com,Ada Away,',
      '',
      'guest@corp.example.com,,',
      'New@Corp.example.com,Nora New,Staff',
      'no address,Nobody,',
      ',,Staff',
    ].join('\n')
    expect(await verdicts(text)).toEqual([
      '2 add new@corp.example.com',
      '3 exists HERE@corp.example.com',
      '4 disabled away@corp.example.com',
      '6 invited guest@corp.example.com',
      '7 duplicate New@Corp.example.com',
      '8 invalid no address',
      '9 invalid ',
    ])
    const { rows, counts, total } = await check(text)
    expect(rows[0]?.change).toEqual({
      kind: 'add',
      username: 'new@corp.example.com',
      fullname: 'Nora New',
      groups: ['Staff'],
    })
    expect(rows.slice(1).every(({ change, reason }) => change === undefined && reason !== undefined)).toBe(true)
    expect(rows[2]?.instead).toEqual({ kind: 'enable', username: 'away@corp.example.com' })
    expect(counts).toEqual({ add: 1, exists: 1, disabled: 1, invited: 1, duplicate: 1, invalid: 2 })
    expect(total).toBe(7)
  })

  it('tells of a row to be fixed that has the address of another one, and another name', async () => {
    const text = (name: string) =>
      `E-Mail,Full name,Groups\nwei@corp.example.com,Zhang Wei,Stafff\nWEI@corp.example.com,"${name}",`
    const second = async (name: string) => (await check(text(name))).rows.find(({ line }) => line === 3)
    expect(await second('Somebody Else')).toMatchObject({
      verdict: 'add',
      reason:
        'Line 2, which is to be fixed, has the same address and another name, "Zhang Wei": make sure which one is right.',
    })
    for (const name of ['Zhang Wei', 'Wei, Zhang', '']) expect((await second(name))?.reason).toBeUndefined()
  })

  it('takes lines of any kind, and tables without a header', async () => {
    expect(
      await verdicts('a@corp.example.com\nBea Bee <b@corp.example.com>\nc@corp.example.com; d@corp.example.com'),
    ).toEqual([
      '1 add a@corp.example.com',
      '2 add b@corp.example.com',
      '3 add c@corp.example.com',
      '3 add d@corp.example.com',
    ])
    const { rows, header } = await check('Nora New;n@corp.example.com\nOtto Old;o@corp.example.com')
    expect(header).toBe(false)
    expect(rows.map(({ change }) => change)).toMatchObject([{ fullname: 'Nora New' }, { fullname: 'Otto Old' }])
  })

  it('finds columns by header in several languages, by guess, and as a person says', async () => {
    expect(
      await fields(
        'Vorname;Nachname;E-Mail-Adresse;Abteilung;Vorgesetzter;Eintrittsdatum;Kostenstelle\nA;B;a@corp.example.com;IT;C D;1.2.2031;44',
      ),
    ).toEqual({
      Vorname: 'firstName',
      Nachname: 'lastName',
      'E-Mail-Adresse': 'username',
      Abteilung: 'department',
      Vorgesetzter: 'manager',
      Eintrittsdatum: 'startDate',
      Kostenstelle: null,
    })
    const text = 'Who,Contact,Where\nNora,n@corp.example.com,Staff'
    const ways: Input<'joiners.check'>['mapping'][] = [
      { Who: 'fullname', Contact: 'username', Where: 'groups' },
      { fullname: 'Who', username: 'Contact', groups: 'Where' },
      { 0: 'fullname', 1: 'username', 2: 'groups' },
      ['fullname', 'username', 'groups'],
    ]
    for (const mapping of ways) {
      const { rows } = await check(text, { mapping })
      expect(rows[0]?.change).toMatchObject({ username: 'n@corp.example.com', fullname: 'Nora', groups: ['Staff'] })
    }
    const { rows } = await check('mail,code\nn@corp.example.com,44', { mapping: { code: 'attribute:constructor' } })
    expect(rows[0]?.change).toMatchObject({ attributes: { constructor: '44' } })
    expect(await fields('email,email\n,x@corp.example.com\n,y@corp.example.com')).toEqual({ email: 'username' })
    expect((await check('email,email\na@corp.example.com,b@corp.example.com')).notes.join(' ')).toContain('same header')
  })

  it('drops no invalid row when the same address comes twice, and takes the good one', async () => {
    expect(
      await verdicts(
        'email,groups\ntwice@corp.example.com,Developer\ntwice@corp.example.com,Staff\ntwice@corp.example.com,Staff',
      ),
    ).toEqual([
      '2 invalid twice@corp.example.com',
      '3 add twice@corp.example.com',
      '4 duplicate twice@corp.example.com',
    ])
  })

  it.each([
    [' Staff ', ['Staff'], 'add'],
    ['staff', [], 'invalid'],
    ['Sta\u200bff', [], 'invalid'],
    ['Develop', [], 'invalid'],
    ['Developer', [], 'invalid'],
    ['Entirely elsewhere', [], 'invalid'],
    ['Staff;Developers', ['Staff', 'Developers'], 'add'],
    ['Staff, Developers', ['Staff', 'Developers'], 'add'],
    ['Staff | Developers', ['Staff', 'Developers'], 'add'],
    ['Sales, EMEA', ['Sales, EMEA'], 'add'],
    ['Staff, Elsewhere', [], 'invalid'],
    ['Ops; QA', [], 'invalid'],
    ['"Ops; QA"', ['Ops; QA'], 'add'],
    ['R&D / Labs', ['R&D / Labs'], 'add'],
    ['__proto__', ['__proto__'], 'add'],
    ['"a""b"', ['a"b'], 'add'],
    ['Staff;Staff', ['Staff'], 'add'],
    ['Payroll', [], 'invalid'],
  ])('reads the groups of the cell %j as %j', async (cell, groups, verdict) => {
    const { rows } = await check(
      stringify([
        ['email', 'groups'],
        ['g@corp.example.com', cell],
      ]),
    )
    const [row] = rows
    expect(row?.verdict).toBe(verdict)
    if (verdict === 'add' && groups.length > 0) expect(row?.change).toMatchObject({ groups })
    if (groups.length === 0) expect(row?.reason).toBeTruthy()
  })

  it.each([
    ['Anna.Muster@corp.example.com', 'add', 'Anna.Muster@corp.example.com'],
    ["sean.o'brien+vpn@corp.example.com", 'add', "sean.o'brien+vpn@corp.example.com"],
    ['sean.o’brien@corp.example.com', 'invalid', ''],
    ['anna\u200b@corp.example.com', 'add', 'anna@corp.example.com'],
    ['mailto:anna@corp.example.com', 'add', 'anna@corp.example.com'],
    ['Anna <anna@corp.example.com>', 'add', 'anna@corp.example.com'],
    ['anna@corp.exmaple.com', 'invalid', ''],
    ['anna@elsewhere.example.net', 'add', 'anna@elsewhere.example.net'],
    ['аnna@corp.example.com', 'invalid', ''],
    ['anna@corp', 'invalid', ''],
    ['an..na@corp.example.com', 'invalid', ''],
    ['a@corp.example.com b@corp.example.com', 'invalid', ''],
    ['@corp.example.com', 'invalid', ''],
    [`${'x'.repeat(400)}@corp.example.com`, 'invalid', ''],
  ])('reads the address %j', async (cell, verdict, username) => {
    const { rows } = await check(
      stringify([
        ['name', 'email'],
        ['Somebody', cell],
      ]),
    )
    expect(rows[0]?.verdict).toBe(verdict)
    if (verdict === 'add') expect(rows[0]?.change?.username).toBe(username)
    else expect(rows[0]?.reason).toBeTruthy()
  })

  it('tells of wrong encodings before anybody is invited, with what was meant', async () => {
    const meant = ['Łukasz Paweł', 'Šárka Žižková', 'Jürgen Müller', 'Zoë Ångström']
    const western = (bytes: Uint8Array) => new TextDecoder('windows-1252').decode(bytes)
    const central = Buffer.from([0xa3, ...Buffer.from('ukasz Pawe'), 0xb3])
    const cases = [western(central), ...meant.map((name) => western(Buffer.from(name)))]
    for (const name of cases) {
      const { rows } = await check(
        stringify([
          ['email', 'name'],
          ['l@corp.example.com', name],
        ]),
      )
      expect([name, rows[0]?.verdict]).toEqual([name, 'invalid'])
      expect(meant).toContain(rows[0]?.questions[0]?.suggestions[0])
    }
    const { rows } = await check('email,name\nl@corp.example.com,\ufffdukasz')
    expect(rows[0]?.verdict).toBe('invalid')
    for (const name of [...meant, 'José Nuñez', 'François Lœuf', 'JOÃO', 'Đorđe', '佐々木', 'علي'])
      expect((await check(`email,name\nl@corp.example.com,${name}`)).rows[0]).toMatchObject({
        verdict: 'add',
        fullname: name,
      })
    const base64 = Buffer.concat([Buffer.from('email,name\nl@corp.example.com,'), central]).toString('base64')
    const { file } = await tenant.call('joiners.upload', { file: null, base64 })
    const read = await tenant.call('joiners.check', { file })
    expect(read).toMatchObject({ encoding: 'Windows-1250', rows: [{ fullname: 'Łukasz Paweł', verdict: 'add' }] })
    expect(read.notes.join(' ')).toContain('not in UTF-8')
  })

  it('keeps formulas as text, and tells a name that somebody has', async () => {
    const { rows } = await check('email,name\nf@corp.example.com,"=HYPERLINK(""x"")"\nh@corp.example.com,"Here, Hanna"')
    expect(rows).toMatchObject([
      { verdict: 'add', change: { fullname: '=HYPERLINK("x")' } },
      { verdict: 'add', reason: expect.stringContaining('here@corp.example.com') },
    ])
  })

  it('reads days, and asks where day and month can be told apart by nobody', async () => {
    const text =
      'email,start date\na@corp.example.com,2031-02-01\nb@corp.example.com,31/11/2031\nc@corp.example.com,02/03/2031'
    const { rows } = await check(text)
    expect(rows.map(({ verdict, facts }) => [verdict, facts.startDate])).toEqual([
      ['add', '2031-02-01'],
      ['invalid', undefined],
      // The row before shows that the day comes first.
      ['add', '2031-03-02'],
    ])
    expect((await check('email,start\nc@corp.example.com,02/03/2031')).rows[0]?.verdict).toBe('invalid')
    expect(
      (await check('email,start\nc@corp.example.com,02/03/2031', { dayOrder: 'month-first' })).rows[0]?.facts.startDate,
    ).toBe('2031-02-03')
  })

  it('takes our own export of people unchanged', async () => {
    const { rows } = await tenant.call('users.page', { limit: 500 })
    const { joinValues, guarded } = await import('../../../src/main/text/cells.ts')
    const text = `\ufeff${stringify([
      ['username', 'fullname', 'status', 'score', 'groups', 'duoUsername', 'created'],
      ...rows.map((row) =>
        [row.username, row.fullname, row.status, row.score, joinValues(row.groups), row.duoUsername, row.created].map(
          (cell) => guarded(String(cell ?? '')),
        ),
      ),
    ])}`
    const { rows: checked, columns } = await check(text)
    const expected = { active: 'exists', 'never-logged-in': 'exists', disabled: 'disabled', invited: 'invited' }
    expect(checked.map(({ verdict }) => verdict)).toEqual(rows.map(({ status }) => expected[status]))
    expect(columns.map(({ field }) => field)).toEqual([
      'username',
      'fullname',
      null,
      null,
      'groups',
      'duoUsername',
      null,
    ])
    const moved = await check(text.replaceAll('@', '@moved.'))
    const here = rows.find(({ username }) => username === 'here@corp.example.com')
    const change = moved.rows.find(({ username }) => username === 'here@moved.corp.example.com')?.change
    expect(change).toMatchObject({ fullname: 'Hanna Here', groups: here?.groups })
  })

  it('reads what is broken in odd ways, or says why not', async () => {
    expect(await tenant.refused('joiners.check', { text: '  \n ' })).toMatchObject({ code: 'invalid' })
    expect(await tenant.refused('joiners.check', { text: 'email,name\n' })).toMatchObject({ code: 'invalid' })
    expect(await tenant.refused('joiners.check', {})).toMatchObject({ code: 'invalid' })
    expect((await check('email\nonly@corp.example.com')).rows).toMatchObject([{ verdict: 'add', line: 2 }])
    const huge = await check(
      `email,name,groups\nbig@corp.example.com,${'x'.repeat(1_000_000)},Staff\nok@corp.example.com,Okay,Staff`,
    )
    expect(huge.rows.map(({ verdict }) => verdict)).toEqual(['invalid', 'add'])
    expect(huge.rows[0]?.cells[1]?.length).toBeLessThan(400)
  })

  it('loses no row, and sends no address twice, whatever the cells hold', async () => {
    const cell = fc.oneof(
      fc.constantFrom(
        'x@corp.example.com',
        'X@corp.example.com',
        'here@corp.example.com',
        '',
        'Staff',
        'Ops; QA',
        '"',
        "'=1",
      ),
      fc.string({ maxLength: 20, unit: 'grapheme' }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 8 }), async (cells) => {
        const kept = cells.filter((row) => row.some((one) => one.trim() !== '') && !row.join('').includes('\0'))
        fc.pre(kept.length > 0)
        const text = stringify([['email', 'name', 'groups'], ...kept], { quoted: true })
        const { rows, total, counts } = await check(text)
        expect(total).toBe(kept.length)
        expect(Object.values(counts).reduce((sum, one) => sum + one, 0)).toBe(total)
        const sent = rows.flatMap(({ change }) => (change === undefined ? [] : [change.username.toLowerCase()]))
        expect(new Set(sent).size).toBe(sent.length)
        for (const { verdict, change, reason } of rows) {
          expect(change !== undefined).toBe(verdict === 'add')
          if (verdict !== 'add') expect(reason).toBeTruthy()
        }
      }),
      { numRuns: 60 },
    )
  })
})

describe('a list that somebody works on', () => {
  it('is mended cell by cell, rows are dropped, and what is ready becomes a plan', async () => {
    const { list } = await check(
      'email,name,groups,Manager,Dept\nfix@corp.exmaple.com,Fay Fix,Staff,Mia Boss,Sales\nout@corp.example.com,Oda Out,,,\nin@corp.example.com,Ida In,Staff,,',
    )
    const fixed = await tenant.call('joiners.fix', {
      list,
      cells: [
        { row: 0, field: 'username', value: 'fix@corp.example.com' },
        { row: 0, field: 'startDate', value: '2031-02-01' },
      ],
      drop: [1],
    })
    expect(fixed.counts).toMatchObject({ add: 2, invalid: 0 })
    expect(fixed.dropped).toBe(1)
    const plan = await tenant.call('joiners.plan', { list })
    expect(plan.rows.map(({ change, verdict }) => [change.username, verdict])).toEqual([
      ['fix@corp.example.com', 'change'],
      ['in@corp.example.com', 'change'],
    ])
    const { facts } = await tenant.call('joiners.facts', { username: 'FIX@corp.example.com' })
    expect(facts).toMatchObject({ manager: 'Mia Boss', department: 'Sales', startDate: '2031-02-01' })
    expect((await tenant.call('joiners.rows', { list, verdicts: ['add'], dropped: false })).total).toBe(2)
    expect(await tenant.refused('joiners.rows', { list: 'gone' })).toMatchObject({ code: 'not-found' })
  })

  it('adds the groups of the department, and knows the domains that people have', async () => {
    await tenant.call('joiners.saveSettings', { departments: [{ name: 'Sales', groups: ['Staff'] }], seats: 60 })
    const { rows } = await check('email,department\ns@corp.example.com,sales')
    expect(rows[0]?.change).toMatchObject({ groups: ['Staff'], attributes: { Department: 'Sales' } })
    const { own, seatsUsed, seats } = await tenant.call('joiners.settings', {})
    expect(own.some(({ domain, learnt }) => domain === 'corp.example.com' && learnt)).toBe(true)
    expect(seats).toBe(60)
    expect(seatsUsed).toBeGreaterThan(10)
  })

  it('is one person as well, who may wait for the start date, or have an account that is enabled again', async () => {
    const fields = {
      firstName: 'Noor',
      lastName: 'New',
      username: 'noor@corp.example.com',
      startDate: '2031-02-01',
      manager: 'Mia Boss',
    }
    const { row } = await tenant.call('joiners.person', { fields, groups: ['Ops; QA', 'Staff'] })
    expect(row).toMatchObject({ verdict: 'add', change: { fullname: 'Noor New', groups: ['Ops; QA', 'Staff'] } })
    const plan = await tenant.call('joiners.planPerson', { fields, groups: ['Staff'], waits: true })
    expect(plan.title).toBe('Invite Noor New on 2031-02-01')
    expect((await tenant.call('joiners.waiting', {})).rows).toMatchObject([
      { plan: plan.plan, day: '2031-02-01', due: false },
    ])
    await tenant.call('changes.discard', { plan: plan.plan })
    expect((await tenant.call('joiners.waiting', {})).rows).toEqual([])

    for (const group of ['Ops', 'QA']) tenant.demo.edit.addToGroup('away@corp.example.com', group)
    await tenant.call('directory.sync', {})
    for (const group of ['Ops', 'QA']) tenant.demo.edit.removeFromGroup('away@corp.example.com', group)
    const { asOf } = await tenant.call('directory.sync', {})
    const again = { fields: { username: 'away@corp.example.com', lastName: 'Other' }, groups: ['Staff'] }
    expect(await tenant.call('joiners.person', again)).toMatchObject({
      nameNow: 'Ada Away',
      groupsNow: [],
      groupsBefore: ['Ops', 'QA'].map((name) => ({ name, until: asOf, exists: true })),
    })
    const back = await tenant.call('joiners.planPerson', { ...again, enable: true })
    expect(back.rows.map(({ change }) => change.kind)).toEqual(['enable', 'groups'])
    expect(await tenant.refused('joiners.planPerson', again)).toMatchObject({ code: 'invalid' })
  })

  it('tells by whom somebody was invited from here last', async () => {
    const guest = async () =>
      (await tenant.call('joiners.invited', {})).rows.find(({ username }) => username === 'guest@corp.example.com')
    expect((await guest())?.invited).toBe(null)
    await tenant.call('writing.enable', {})
    const { plan } = await tenant.call('changes.preview', {
      changes: [{ kind: 'reinvite', username: 'guest@corp.example.com' }],
    })
    const { job } = await tenant.call('changes.apply', { plan })
    const { rows } = await tenant.call('jobs.wait', { job, timeoutMs: 30_000 })
    expect(rows.map(({ outcome }) => outcome)).toEqual(['confirmed'])
    const [line] = (await tenant.call('journal.page', { job, kind: 'apply' })).rows
    const { user, computer } = (line?.data.by ?? {}) as { user?: string; computer?: string }
    expect((await guest())?.invited).toMatchObject({ by: `${user} at ${computer}` })
  })

  it('tells who is in a department and not in its groups', async () => {
    tenant.demo.edit.addUser('sal@corp.example.com', { fullname: 'Sal', attribs: { Department: 'SALES' } })
    await tenant.call('directory.sync', {})
    await tenant.call('joiners.setFacts', { username: 'P0@corp.example.com', facts: { department: 'Sales' } })
    const { rows } = await tenant.call('joiners.drift', { department: 'Sales', limit: 500 })
    const ours = rows.filter(({ username }) => username.endsWith('@corp.example.com'))
    expect(ours.map(({ username, missing }) => [username, missing]).toSorted()).toEqual([
      ['p0@corp.example.com', ['Staff']],
      ['sal@corp.example.com', ['Staff']],
    ])
    // Everybody told is in the department by the account itself, and lacks the group.
    for (const { username } of rows.filter((row) => !ours.includes(row)).slice(0, 5)) {
      const { groups, attributes } = await tenant.call('users.get', { username })
      expect(groups).not.toContain('Staff')
      expect(String(attributes.Department).toLowerCase()).toBe('sales')
    }
  })
})
