import { describe, expect, it } from 'vitest'
import { orderIn, readDay } from '../../../src/main/intake/dates.ts'
import { standingOf } from '../../../src/main/intake/employment/employment-words.ts'
import { readSource } from '../../../src/main/intake/read-list.ts'

const read = (text: string, use: 'leavers' | 'staff' = 'leavers', columns?: Parameters<typeof readSource>[1]) =>
  readSource({ text }, columns, { today: '2026-11-26', use })

describe('a day', () => {
  it.each([
    ['2031-01-31', ['2031-01-31']],
    ['2031-01-31T00:00:00Z', ['2031-01-31']],
    ['2031/1/31', ['2031-01-31']],
    ['31.01.2031', ['2031-01-31']],
    ['31.1.31', ['2031-01-31']],
    ['31. 1. 2031', ['2031-01-31']],
    ['31/01/2031', ['2031-01-31']],
    ['01/31/2031', ['2031-01-31']],
    ['03/04/2031', ['2031-04-03', '2031-03-04']],
    ['04/04/2031', ['2031-04-04']],
    ['31 January 2031', ['2031-01-31']],
    ['Jan 31, 2031', ['2031-01-31']],
    ['31-Jan-31', ['2031-01-31']],
    ['31. Januar 2031', ['2031-01-31']],
    ['31. März 2031', ['2031-03-31']],
    ['31 janvier 2031', ['2031-01-31']],
    ['31 de enero de 2031', ['2031-01-31']],
    ['31 stycznia 2031', ['2031-01-31']],
    ['31 января 2031', ['2031-01-31']],
    ['47879', ['2031-01-31']],
    ['31.01.2031 18:00 Uhr', ['2031-01-31']],
    ['31.01.2031 (Freitag)', ['2031-01-31']],
    ['2031-01-31 23:59:59.000 +01:00', ['2031-01-31']],
    ['1/31/2031 12:00:00 AM', ['2031-01-31']],
    ['31/01/2031, EOD', ['2031-01-31']],
    ['Friday, 31 January 2031', ['2031-01-31']],
    ['until 31 January 2031', ['2031-01-31']],
    ['Fri Jan 31 2031', ['2031-01-31']],
    ['31.01.2031 (extended to 2032)', null],
    ['31.01.2031 verlängert', null],
    ['31.01.2031 / 28.02.2031', null],
    ['2031-01-31 or later', null],
    ['31 January 2031, now 28 February 2031', null],
    ['not 31 January 2031', null],
    ['31.02.2031', null],
    ['31/31/2031', null],
    ['unknown', null],
    ['', null],
    ['12', null],
  ])('written %j is %j', (text, expected) => expect(readDay(text, 'unknown')).toEqual(expected))

  it.each([
    ['Date de sortie', 'day-first'],
    ['Fecha de baja', 'day-first'],
    ['Austritt am', 'day-first'],
    ['Data di cessazione', 'day-first'],
    ['Дата увольнения', 'day-first'],
    ['Last day (DD/MM/YYYY)', 'day-first'],
    ['Last day (mm/dd/yyyy)', 'month-first'],
    ['Last day', 'unknown'],
    ['Exit date', 'unknown'],
    ['Termination date', 'unknown'],
  ] as const)('under "%s" is read %s where no date of the column shows it', (header, order) => {
    expect(orderIn(header, ['03/04/2031', '04/05/2031'])).toBe(order)
  })

  it('is read as the rest of its column shows', () => {
    expect(orderIn('', ['03/04/2031', '25/04/2031'])).toBe('day-first')
    expect(orderIn('', ['03/04/2031', '04/25/2031'])).toBe('month-first')
    expect(orderIn('', ['13/04/2031', '04/25/2031'])).toBe('unknown')
    expect(orderIn('Date de sortie', ['13/04/2031', '04/25/2031'])).toBe('unknown')
    expect(readDay('03/04/2031', 'month-first')).toEqual(['2031-03-04'])
    expect(readDay('03/04/2031', 'day-first')).toEqual(['2031-04-03'])
  })
})

describe('employment in a list', () => {
  it.each([
    ['Employment status', 'Active', 'Terminated'],
    ['Status', 'aktiv', 'ausgeschieden'],
    ['Statut', 'Actif', 'Parti'],
    ['Estado', 'Activo', 'Baja'],
    ['Stato', 'Attivo', 'Cessato'],
    ['Active', 'yes', 'no'],
    ['Aktiv', 'Ja', 'Nein'],
    ['Inactive', 'FALSE', 'TRUE'],
    ['Left', 'n', 'y'],
    ['Ausgeschieden', 'nein', 'ja'],
    ['Статус', 'активен', 'уволен'],
    ['状态', '在职', '离职'],
    ['Position status', 'A - Active', 'T - Terminated'],
    ['Situation', 'En activité', 'Sorti'],
    ['HR-Status', 'Aktiv (Teilzeit)', 'Inaktiv (Rente)'],
    ['在籍状況', '在職中', '退職済み'],
    ['Left the company?', 'no', 'yes'],
    ['Leaving date', '', '2026-10-31'],
    ['Austritt', '', '31.10.2026'],
    ['Date de départ', '', '31/10/2026'],
    ['Last working day', '', 'Oct 31, 2026'],
    ['Fecha de baja', '01/12/2030', '15/10/2026'],
  ])('under %j is read: %j is there, %j has left', async (header, there, left) => {
    const { entries, notes } = await read(
      `Name;Email;${header}\nAnna;anna@example.com;${there}\nBob;bob@example.com;${left}`,
      'staff',
    )
    expect(entries.map(({ employment }) => employment?.left === true)).toEqual([false, true])
    expect(notes).toEqual(expect.arrayContaining([expect.stringContaining('1 row is of somebody who has left')]))
  })

  it('is not made up where a column says something else', async () => {
    for (const header of ['Status', 'State', 'End date']) {
      const { entries, table } = await read(
        `Name,Email,${header}\nAnna,anna@example.com,Ohio\nBob,bob@example.com,Utah`,
      )
      expect(table?.use).toMatchObject({ status: null, lastDay: null })
      expect(entries.every(({ employment }) => employment === undefined)).toBe(true)
    }
  })

  it('tells of a day that is to come, of one that can be read in two ways, and of what is not known', async () => {
    const { notes, entries } = await read(
      'Email,Last day,Status\na@example.com,03/04/2031,Active\nb@example.com,soon 12,Furlough\nc@example.com,,Terminated',
    )
    expect(entries.map(({ employment }) => employment)).toMatchObject([
      { lastDay: '2031-04-03', ahead: true, left: false },
      // Others are said to have left; of this one nobody knows, so it is asked about.
      { lastDay: null, left: false, status: 'Furlough' },
      { left: true },
    ])
    for (const words of [
      '1 person has a last day that is still to come, the first on 2031-04-03',
      'with the day or the month first',
      'could not be read',
      '"Furlough"',
    ])
      expect(notes).toEqual(expect.arrayContaining([expect.stringContaining(words)]))
  })

  it('says that a column of statuses was not used where none of them is known', async () => {
    const text = 'Email,Status\na@example.com,Q1\nb@example.com,Q2'
    expect((await read(text, 'staff')).notes).toContain(
      'The column "Status" may say who has left, but none of its values is known ("Q1", "Q2"), so it was not used, and everybody on the list counts as staff.',
    )
    expect((await read(text, 'leavers', { status: null })).notes).toEqual([])
    expect((await read('Email,Status\na@example.com,Q1', 'staff')).notes).toEqual([])
  })

  it('goes by the columns that a person chose, and by none where they said so', async () => {
    const text = 'Email,When,Status\na@example.com,2031-01-31,Active'
    expect((await read(text)).table?.use).toMatchObject({ status: 2, lastDay: null })
    expect((await read(text, 'leavers', { lastDay: 1 })).entries[0]?.employment).toMatchObject({ ahead: true })
    expect((await read(text, 'leavers', { status: null })).entries[0]?.employment).toBeUndefined()
    await expect(read(text, 'leavers', { lastDay: 9 })).rejects.toMatchObject({ failure: { path: 'columns.lastDay' } })
  })
})

it.each(['fixed-term until 2027-06-30', 'Long term contract', 'limited term'])(
  'takes "%s" for no sign that somebody has left',
  (cell) => {
    expect(standingOf('Employment', cell)).not.toBe('left')
  },
)
