import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Input } from '../../../src/contract/calls.ts'
import { openTenant, type TestTenant } from '../../harness/application.ts'

// A group made like a file or a pasted table: read by its columns, and nobody is put in or taken out by a row that leaves a doubt.

let tenant: TestTenant
beforeEach(async () => {
  tenant = await openTenant({ people: 30 })
  const { edit } = tenant.demo
  edit.createGroup('Crew')
  for (const name of ['ann', 'ben', 'cam', 'dee', 'eve'])
    edit.addUser(`${name}@example.com`, { fullname: `${name[0]?.toUpperCase()}${name.slice(1)} Crewe` })
  for (const name of ['ann', 'ben', 'cam']) edit.addToGroup(`${name}@example.com`, 'Crew')
  await tenant.call('directory.sync', {})
})
afterEach(() => tenant.close())

async function plan(input: Partial<Input<'groups.plan'>>) {
  const view = await tenant.call('groups.plan', { name: 'Crew', mode: 'exact', usernames: [], ...input })
  const lines = view.rows.map(({ change, verdict }) => {
    const sign = change.kind === 'groups' ? (change.add.length > 0 ? '+' : '-') : '?'
    return `${verdict} ${sign}${change.username}`
  })
  return { ...view, lines, said: view.rows.map(({ reason = '' }) => reason) }
}
const upload = async (bytes: Uint8Array) =>
  (await tenant.call('groups.upload', { file: null, base64: Buffer.from(bytes).toString('base64') })).file

const table = `Name;Work mail;Status
Crewe, Ann;Ann@example.com;active
Crewe, Ben;ben@example.com;left
Crewe, Dee;dee@example.com;active
`

it.each(['a file', 'a pasted table'])('of %s are those whose row says so; who left is not put in', async (from) => {
  const given = from === 'a file' ? { file: await upload(Buffer.from(table)) } : { text: table }
  const added = await plan({ ...given, mode: 'add' })
  expect(new Set(added.lines)).toEqual(
    new Set(['blocked +ben@example.com', 'unchanged +ann@example.com', 'change +dee@example.com']),
  )
  expect(added.said.join()).toContain('The row says "left"')
  // Made exactly like it, the one who left stays until somebody says so; who is not listed at all goes.
  const exact = await plan(given)
  expect(new Set(exact.lines)).toEqual(
    new Set([
      'blocked +ben@example.com',
      'blocked -ben@example.com',
      'unchanged +ann@example.com',
      'change +dee@example.com',
      'change -cam@example.com',
    ]),
  )
})

it('of a list of people to be taken out, may have left', async () => {
  const { lines } = await plan({ file: await upload(Buffer.from(table)), mode: 'remove' })
  expect(lines).toContain('change -ben@example.com')
})

it('says of who left or will leave what that means for a group, and nothing of accounts', async () => {
  const dated = Buffer.from(`E-mail;Status;Last day
ann@example.com;active;2099-12-31
ben@example.com;left;
dee@example.com;active;
`)
  const file = await upload(dated)
  const added = await plan({ file, mode: 'add' })
  expect(added.notes).toContain('1 row is of somebody who has left, by "Status" and "Last day": not taken.')
  const ahead = '1 person has a last day that is still to come, the first on 2099-12-31 (column "Last day").'
  expect(added.notes).toContain(ahead)
  expect((await plan({ file: await upload(dated), mode: 'remove' })).notes).toContain(ahead)
})

it('of a table by names alone, takes nobody and removes nobody who may be meant', async () => {
  const { lines, said } = await plan({
    file: await upload(Buffer.from('Name;Office\nAnn Crewe;Rome\nBen Crewe;Rome\n')),
  })
  expect(lines.filter((line) => /^change [+-](ann|ben)/.test(line))).toEqual([])
  expect(said.join()).toContain('nobody is taken by a name alone')
})

it('in another encoding is read, and that is said', async () => {
  const bytes = Buffer.from('E-mail;Name\nann@example.com;Ann Crew\u00e9\ndee@example.com;Dee Crewe\n', 'latin1')
  const { notes } = await plan({ file: await upload(bytes), mode: 'add' })
  expect(notes.join()).toContain('not in UTF-8')
})

it('that is not at hand any more is refused, and nothing is planned', async () => {
  const refusal = await tenant.refused('groups.plan', { name: 'Crew', mode: 'exact', usernames: [], file: 'gone' })
  expect(refusal).toMatchObject({ code: 'not-found' })
})

it('of text that is no table is read line by line, as without it', async () => {
  const usernames = ['Ann Crewe <ann@example.com>', 'dee@example.com']
  const [one, other] = [
    await plan({ usernames, mode: 'add' }),
    await plan({ usernames, text: usernames.join('\n'), mode: 'add' }),
  ]
  expect(other.lines).toEqual(one.lines)
  expect(one.lines).toEqual(['unchanged +ann@example.com', 'change +dee@example.com'])
})

describe('with a column that nobody understands', () => {
  const people = ['ann;quar', 'ben;velm', 'dee;quar', 'eve;velm'].map((row) => row.replace(';', '@example.com;'))
  const odd = `Work mail;Zubb\n${people.join('\n')}\n`
  const meant = { answers: { text: [{ column: 1, answer: ['quar'] }] } }

  it.each(['add', 'remove', 'exact'] as const)('takes nobody by it before it is answered (%s)', async (mode) => {
    const { asked, lines } = await plan({ text: odd, mode })
    expect(asked.text).toMatchObject([
      {
        index: 1,
        name: 'Zubb',
        values: [
          { value: 'quar', rows: 2 },
          { value: 'velm', rows: 2 },
        ],
      },
    ])
    expect(lines.filter((line) => /^change .(ann|ben|dee|eve)/.test(line))).toEqual([])
  })

  it('takes those with the values that are meant, and says how many rows it left out', async () => {
    const { asked, lines, notes } = await plan({ text: odd, mode: 'add', ...meant })
    expect(asked.text).toMatchObject([{ index: 1, answer: ['quar'] }])
    expect(lines).toEqual(['unchanged +ann@example.com', 'change +dee@example.com'])
    expect(notes).toContain('2 rows were left out by what you said of the column "Zubb".')
  })

  it('made exactly like it, lacks whoever is not meant', async () => {
    const { lines } = await plan({ text: odd, ...meant })
    expect(new Set(lines)).toEqual(
      new Set([
        'unchanged +ann@example.com',
        'change +dee@example.com',
        'change -ben@example.com',
        'change -cam@example.com',
      ]),
    )
  })

  it('takes out only whoever is meant', async () => {
    const { lines } = await plan({ text: odd, mode: 'remove', ...meant })
    expect(lines.filter((line) => line.startsWith('change'))).toEqual(['change -ann@example.com'])
  })

  it('asks about somebody whom one row means and another does not', async () => {
    const { lines, said } = await plan({ text: `${odd}dee@example.com;velm\n`, ...meant })
    expect(lines.filter((line) => line.endsWith('dee@example.com'))).toEqual(['blocked +dee@example.com'])
    expect(said.join()).toContain('Another row of the same person says "velm" in the column "Zubb".')
  })

  it('that says nothing about that, takes every row; of a file too', async () => {
    const answers = [{ column: 1, answer: 'nothing' as const }]
    const [pasted, file] = [
      await plan({ text: odd, mode: 'add', answers: { text: answers } }),
      await plan({ file: await upload(Buffer.from(odd)), mode: 'add', answers: { file: answers } }),
    ]
    expect(new Set(pasted.lines)).toEqual(
      new Set([
        'unchanged +ann@example.com',
        'unchanged +ben@example.com',
        'change +dee@example.com',
        'change +eve@example.com',
      ]),
    )
    expect(file.lines).toEqual(pasted.lines)
  })
})

describe('a column that says what to do with each row', () => {
  it.each([
    ['Email,Action', 'add', 'remove'],
    ['E-Mail,Vorgang', 'aufnehmen', 'austragen'],
    ['Email,Add/Remove', 'A', 'R'],
    ['メールアドレス,操作', '追加', '削除'],
    ['user,change', '+', '-'],
  ])('is followed: %s', async (head, add, remove) => {
    const text = `${head}\ndee@example.com,${add}\nann@example.com,${remove}`
    const added = await plan({ text, usernames: text.split('\n'), mode: 'add' })
    expect(added.lines).toEqual(['change +dee@example.com'])
    expect(added.notes.join(' ')).toContain('1 row was left out by what the column')
    const removed = await plan({ text, usernames: text.split('\n'), mode: 'remove' })
    expect(removed.lines).toEqual(['change -ann@example.com'])
  })

  it('leaves out whoever it says something else of, and says how many', async () => {
    const text = 'Email,Action\ndee@example.com,add\nann@example.com,remove\neve@example.com,ask Kim'
    const { lines, notes } = await plan({ text, usernames: text.split('\n'), mode: 'add' })
    expect(lines).toEqual(['change +dee@example.com'])
    expect(notes).toContain('2 rows were left out by what the column "Action" says.')
    expect(notes.join(' ')).not.toContain('left, by')
  })
})

describe('lines over others that say what is done with them', () => {
  it.each([
    ['Ajouter au groupe :', 'Retirer du groupe :'],
    ['Add:', 'Remove:'],
    ['Hinzufügen', 'Entfernen'],
    ['Přidat:', 'Odebrat:'],
  ])('put nobody in who is to be taken out: %s', async (add, remove) => {
    const usernames = [add, 'dee@example.com', remove, 'eve@example.com']
    const { lines } = await plan({ usernames, text: usernames.join('\n'), mode: 'add' })
    expect(lines.filter((line) => line.startsWith('change'))).toEqual(['change +dee@example.com'])
    expect(lines).toContain('blocked +eve@example.com')
  })
})

it.each(['1. dee@example.com', 'Dee <dee@example.com>'])(
  'takes a line with the number of an item or a word of the address beside it: %s',
  async (line) => {
    const { lines } = await plan({ mode: 'add', usernames: [line], text: line })
    expect(lines).toEqual(['change +dee@example.com'])
  },
)

it('of the card of one person takes that person, and neither its labels nor the manager', async () => {
  const text =
    '| Field | Value |\n|---|---|\n| Name | Dee Crewe |\n| Email | dee@example.com |\n| Manager | Eve Crewe |'
  expect((await plan({ text, usernames: text.split('\n'), mode: 'add' })).lines).toEqual(['change +dee@example.com'])
})

it('of a card with a second address takes nobody without asking', async () => {
  const text = '| Field | Value |\n|---|---|\n| Email | eve@example.com |\n| Member | dee@example.com |'
  const { lines } = await plan({ text, usernames: text.split('\n'), mode: 'add' })
  expect(lines.filter((line) => line.startsWith('change'))).toEqual([])
})
