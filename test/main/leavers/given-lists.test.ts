import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { safeCell } from '../../../src/main/directory/export.ts'
import { openTenant, type TestTenant } from '../../harness/application.ts'

const ann = 'anna.muster@example.com'
const jan = 'jan.novak@example.com'
const kim = 'kim@example.com'
const sean = "sean.o'brien@example.com"
const brien = 'brien@example.com'

let tenant: TestTenant
beforeEach(async () => {
  tenant = await openTenant()
  const { edit } = tenant.demo
  edit.addUser(ann, { fullname: 'Anna Muster' })
  edit.addUser(jan, { fullname: 'Jan Novák' })
  edit.addUser(kim, { fullname: 'Kim Ito' })
  edit.addUser(sean, { fullname: "Sean O'Brien" })
  edit.addUser(brien, { fullname: 'Brigitte Rien' })
  await tenant.call('directory.sync', {})
})
afterEach(() => tenant.close())

const rowsOf = async (text: string) => (await tenant.call('leavers.match', { text })).rows
const found = async (text: string) => (await rowsOf(text)).map(({ result, username }) => `${result} ${username}`)

describe('a list of leavers', () => {
  it('finds the person with an apostrophe, pasted or in a table, and nobody else', async () => {
    expect(await found(sean)).toEqual([`matched ${sean}`])
    const table = `Name,Email\nAnna Muster,${ann}\nJan Novák,${jan}\nKim Ito,${kim}\nSean O'Brien,${sean}`
    expect(await found(table)).toEqual([`matched ${ann}`, `matched ${jan}`, `matched ${kim}`, `matched ${sean}`])
    expect(await found(`Name,Email\nAnna Muster,${ann}\nSean O'Brien,${sean}`)).toEqual([
      `matched ${ann}`,
      `matched ${sean}`,
    ])
  })

  it('says how a typographic apostrophe was read', async () => {
    const [row] = await rowsOf('sean.o’brien@example.com')
    expect(row).toMatchObject({ result: 'matched', username: sean, message: expect.stringContaining('apostrophes') })
  })

  it('asks about whoever has only a part of the address, and takes nobody', async () => {
    tenant.demo.edit.removeUser(sean)
    await tenant.call('directory.sync', {})
    for (const text of [
      "patrick.o'brien@example.com",
      "'brien@example.com",
      "patrick.o' brien@example.com",
      'x/brien@example.com',
    ]) {
      const [row] = await rowsOf(text)
      expect(row).toMatchObject({
        result: 'choose',
        username: null,
        candidates: [{ username: brien, why: 'another-reading' }],
      })
    }
  })

  it('reads links, separators, marks of documents and invisible characters', async () => {
    expect(await found(`mailto:${ann}?subject=Leaving`)).toEqual([`matched ${ann}`])
    expect(await found(`${ann}/${jan}`)).toEqual([`matched ${ann}`, `matched ${jan}`])
    expect(await found(`${ann}，${jan}`)).toEqual([`matched ${ann}`, `matched ${jan}`])
    expect(await found(`${ann}*\n${jan}…\n${kim}–`)).toEqual([`matched ${ann}`, `matched ${jan}`, `matched ${kim}`])
    const list = await tenant.call('leavers.match', { text: `${ann}\u200b` })
    expect(list.rows).toMatchObject([{ result: 'matched', username: ann }])
    expect(list.notes).toEqual([expect.stringContaining('zero-width space (U+200B)')])
  })

  it('takes a record among plain lines for one person', async () => {
    const rows = await rowsOf(`${ann}\nJan Novák;Sales;E1003\nKim Ito`)
    expect(rows.map(({ given }) => given)).toEqual([ann, 'Jan Novák;Sales;E1003', 'Kim Ito'])
    expect(rows[1]?.candidates.map(({ username }) => username)).toEqual([jan])
  })
})

describe('an export given back', () => {
  it('finds the account of every row, however alike they are', async () => {
    const odd = [
      '=sum@example.com',
      "'=sum@example.com",
      '+plus@example.com',
      'sean.o’brien@example.com',
      `${ann}\u200b`,
    ]
    for (const username of odd) tenant.demo.edit.addUser(username, { fullname: 'Odd One' })
    await tenant.call('directory.sync', {})
    const { rows } = await tenant.call('users.page', { status: ['active', 'never-logged-in'], offset: 0, limit: 500 })
    const people = rows.map(({ username }) => username)
    expect(people).toEqual(expect.arrayContaining([...odd, ann, sean, brien]))
    const csv = ['username,groups', ...people.map((each) => `"${safeCell(each).replaceAll('"', '""')}",x`)].join('\n')
    const json = `[\n${people.map((username) => JSON.stringify({ username, fullname: 'Odd One' })).join(',\n')}\n]\n`
    for (const text of [csv, json]) {
      const list = await tenant.call('leavers.match', { text, limit: 500 })
      expect(list.rows.map(({ result, username }) => [result, username])).toEqual(
        people.map((each) => ['matched', each]),
      )
    }
  })
})

describe('a list of an HR system', () => {
  const staff = `Name,Email,Employment status,Last day\nAnna Muster,${ann},Active,\nJan Novák,${jan},Terminated,2020-10-31`

  it('of staff does not count who has left, and says so', async () => {
    const compared = await tenant.call('leavers.compare', { text: staff })
    expect(compared).toMatchObject({ listed: 1, counts: { 'on-both': 1 }, table: { used: { status: 2, lastDay: 3 } } })
    expect(compared.notes).toEqual([expect.stringContaining('1 row is of somebody who has left')])
    const { rows } = await tenant.call('leavers.compared', {
      comparison: compared.comparison,
      kind: 'not-on-list',
      text: jan,
    })
    expect(rows).toMatchObject([{ username: jan, line: 3, why: expect.stringContaining('Terminated') }])
  })

  it('of leavers asks about whose last day is to come, before anything is planned, and says so once', async () => {
    const list = await tenant.call('leavers.match', {
      text: `Name,Email,Last day\nAnna Muster,${ann},2131-01-31`,
    })
    expect(list.notes).toEqual([expect.stringContaining('still to come, the first on 2131-01-31')])
    expect(list.rows).toMatchObject([
      {
        result: 'choose',
        candidates: [{ username: ann, why: 'same-address' }],
        doubt: 'The last day is 2131-01-31, which is still to come. Disabling ends access at once.',
        lastDay: '2131-01-31',
        message: expect.not.stringMatching(/still to come.*still to come/u),
      },
    ])
  })
})
