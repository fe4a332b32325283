import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTenant, type TestTenant } from '../../harness/application.ts'

let tenant: TestTenant
beforeAll(async () => {
  tenant = await openTenant({ people: 30 })
  const { edit } = tenant.demo
  edit.addUser('here@corp.example.com', { fullname: 'Hanna Here' })
  for (const name of ['ada', 'bea', 'cid']) edit.addUser(`${name}@corp.example.com`)
  edit.createGroup('VPN')
  edit.addToGroup('here@corp.example.com', 'VPN')
  await tenant.call('directory.sync', {})
})
afterAll(() => tenant.close())

const check = (text: string) => tenant.call('joiners.check', { text })
async function checkFile(bytes: Buffer) {
  const { file } = await tenant.call('joiners.upload', { file: null, base64: bytes.toString('base64') })
  return tenant.call('joiners.check', { file })
}

describe('a joiner whom the list sets aside', () => {
  const address = 'new@corp.example.com'
  const marks: readonly string[] = ['#', '// ', '//', '~', '!', '*', '?', "'", 'x ', '# ', '❌ ', '✗ ', '[x] ', '🚫']
  it.each(marks)('by the mark %s before the address is asked about, in a table and in a plain list', async (mark) => {
    for (const text of [
      `email,name\n${mark}${address},Nora New`,
      `${mark}${address}`,
      `here@corp.example.com\n${mark}${address}`,
    ]) {
      const { rows } = await check(text)
      expect([text, rows.filter(({ verdict }) => verdict === 'add')]).toEqual([text, []])
    }
  })

  it.each([`~~${address}~~`, `${address} ✗`, `${address} ❌`, `${address}*`, `n\u0336e\u0336w\u0336@corp.example.com`])(
    'by what stands around the address is asked about: %s',
    async (cell) => {
      const { rows } = await check(`email,name\n${cell},Nora New`)
      expect(rows.map(({ verdict }) => verdict)).toEqual(['invalid'])
    },
  )

  it.each(['* ', '• ', '- ', '(', '<', 'mailto:'])('is not by %s', async (mark) => {
    const { rows } = await check(`email;name\n${mark}${address};Nora New`)
    expect(rows.map(({ verdict, username }) => [verdict, username])).toEqual([['add', address]])
  })
})

describe('a joiner whom the text around the address speaks against', () => {
  const added = async (text: string) =>
    (await check(text)).rows.flatMap(({ verdict, username }) => (verdict === 'add' ? [username] : []))
  const [one, two] = ['one@corp.example.com', 'two@corp.example.com']

  it.each([
    [`Joiners:\n${one}\nLeavers:\n${two}`, [one]],
    [`Leavers:\n${two}\n\nJoiners:\n${one}`, [one]],
    [`${one}\n--\nHr Person\n${two}`, [one]],
    [`${one}\n${two} (left)`, [one]],
    [`${one}\n${two}\n\nSorry, ${two} is not joining.`, [one]],
    [`- [x] ${one}\n- [ ] ${two}`, []],
    [`Email\tStatus\n${one}\tAccepted\n${two}\tDeclined`, [one]],
    [`Email;Angebot\n${one};angenommen\n${two};abgesagt`, [one]],
    [`Email,Offer response\n${one},accepted\n${two},no-show`, [one]],
  ])('is asked about: %j', async (text, expected) => {
    expect(await added(text)).toEqual(expected)
  })

  it('joins once the address is entered again', async () => {
    const list = await check(`Joiners:\n${one}\nLeavers:\n${two}`)
    const row = list.rows.find(({ cells }) => cells[0] === two)
    expect(row?.reason).toContain('The list may say that this person has left (“Leavers”).')
    const cells = [{ row: row?.row ?? -1, field: 'username' as const, value: two }]
    const fixed = await tenant.call('joiners.fix', { list: list.list, cells })
    expect(fixed.rows.find((each) => each.row === row?.row)?.verdict).toBe('add')
  })
})

it('an address in letters of another form is asked about, with the plain one', async () => {
  for (const given of ['ｎｅｗ@corp.example.com', 'ﬁn@corp.example.com']) {
    const { rows } = await check(`email,name\n${given},Nora New`)
    expect([given, rows[0]?.verdict, rows[0]?.questions[0]?.suggestions]).toEqual([
      given,
      'invalid',
      [given.normalize('NFKC')],
    ])
  }
})

describe('what is not used of a list', () => {
  it('is told by its header, unless nothing is in it', async () => {
    const { notes } = await check('email,name,status,,empty\nnew@corp.example.com,Nora,Cancelled,loose,')
    expect(notes).toEqual(['Not used: the columns "status", "Column 4". Say what they become if they matter.'])
    expect((await check('email,name,empty\nnew@corp.example.com,Nora,')).notes).toEqual([])
  })

  it('is not the address of a column that nobody named so, without a word', async () => {
    const { notes } = await check('Name,Private email\nNora New,new@corp.example.com')
    expect(notes).toEqual([expect.stringContaining('taken from the column "Private email"')])
    expect((await check('Name,Work email\nNora New,new@corp.example.com')).notes).toEqual([])
  })
})

describe('a list in another language', () => {
  it.each([
    ['Prénom;Nom;Adresse e-mail;Service;Date d’entrée;Groupes;Responsable', '31/01/2031'],
    ['名;姓;メールアドレス;部署;入社日;グループ;上司', '2031年1月31日'],
    ['Nombre;Apellidos;Correo electrónico;Departamento;Fecha de inicio;Grupos;Jefe', '31/01/2031'],
    ['Vorname;Nachname;E-Mail-Adresse;Abteilung;Eintrittsdatum;Gruppen;Vorgesetzter', '31.01.2031'],
  ])('has its columns by their headers: %s', async (header, day) => {
    const { rows, notes } = await check(`${header}\nNora;New;new@corp.example.com;Sales;${day};VPN;Hanna Here`)
    expect(notes).toEqual([])
    expect(rows).toMatchObject([
      {
        verdict: 'add',
        fullname: 'Nora New',
        change: { groups: ['VPN'] },
        facts: { department: 'Sales', startDate: '2031-01-31', manager: 'Hanna Here' },
      },
    ])
  })

  it.each(['20310131', '2031년 1월 31일', '31er janvier 2031', '３１/０１/２０３１'])(
    'has days as it writes them: %s',
    async (day) => {
      const { rows } = await check(`email,start date\nnew@corp.example.com,${day}`)
      expect(rows[0]?.facts.startDate).toBe('2031-01-31')
    },
  )
})

describe('a file in Mac Roman', () => {
  const letters: Readonly<Record<string, number>> = {
    ...{ ä: 0x8a, ç: 0x8d, é: 0x8e, è: 0x8f, ë: 0x91, í: 0x92, ï: 0x95, ñ: 0x96, ó: 0x97 },
    ...{ ö: 0x9a, ú: 0x9c, ü: 0x9f, ß: 0xa7 },
  }
  const mac = (text: string) => Buffer.from([...text].map((letter) => letters[letter] ?? letter.charCodeAt(0)))

  it.each(['Anna Bär', 'Jörg Groß', 'José Núñez', 'Anaïs Lefèvre', 'Zoë Müller'])(
    'is read as such: %s',
    async (name) => {
      const { rows, encoding, notes } = await checkFile(mac(`email;name\nnew@corp.example.com;${name}\n`))
      expect([encoding, rows[0]?.fullname]).toEqual(['Mac Roman', name])
      expect(notes).toEqual([expect.stringContaining('Check names with accents')])
    },
  )

  it('is not seen in Western and Central European text', async () => {
    for (const [encoding, bytes, name] of [
      ['Windows-1252', Buffer.from('Zoë Müller-Groß d\u0092Été', 'latin1'), 'Zoë Müller-Groß d’Été'],
      ['Windows-1252', Buffer.from('Ñuñez, José', 'latin1'), 'Ñuñez, José'],
      ['Windows-1250', Buffer.from([0x4a, 0xf3, 0xbf, 0x65, 0x66]), 'Józef'.replace('z', 'ż')],
    ] as const) {
      const read = await checkFile(Buffer.concat([Buffer.from('email;name\nnew@corp.example.com;'), bytes]))
      expect([read.encoding, read.rows[0]?.fullname]).toEqual([encoding, name])
    }
  })
})

it('a joiner is not said to wait without a day to wait for', async () => {
  const fields = { username: 'new@corp.example.com', fullname: 'Nora New' }
  expect((await tenant.refused('joiners.planPerson', { fields, waits: true })).message).toContain('start date')
  await tenant.call('joiners.planPerson', { fields: { ...fields, startDate: '2031-01-31' }, waits: true })
  expect((await tenant.call('joiners.waiting', {})).rows.map(({ day }) => day)).toEqual(['2031-01-31'])
})
