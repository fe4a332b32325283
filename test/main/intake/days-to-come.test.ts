import { describe, expect, it } from 'vitest'
import { toCome } from '../../../src/main/intake/coming/days-to-come.ts'

/** A Friday. */
const today = '2026-11-27'

describe('a text says that a day is to come', () => {
  it.each([
    ['by a whole day in any spelling', ['31/12/2026', '31.12.26', '2027-01-15', 'Dec 31, 2026', '15 de enero de 2027']],
    ['by a whole day in Chinese, Japanese or Korean', ['2026年12月31日付で退職', '2026년 12월 31일']],
    ['by a month of a year', ['January 2027', 'DECEMBER 2026', 'Januar 2027', 'enero de 2027']],
    ['by a day without a year that is nearer ahead than behind', ['leaves 18 December', 'zum 31.12.', 'le 15 janvier']],
    ['by such a day in numbers after a word that a day follows', ['on 12/18', 'by 5/12', '12月31日付']],
    ['by a month after a word that a month follows', ['in December', 'Ende Dezember', 'fin janvier', 'en enero']],
    ['by words for what comes next', ['tomorrow', 'next month', 'nächste Woche', 'le mois prochain', '来月', '下个月']],
    ['by a number of days or weeks', ['in two weeks', 'in 3 Wochen', 'dans 2 semaines', 'dentro de 5 días']],
    ['by the end of what goes on', ['at the end of the month', 'zum Monatsende', 'fin de mes', 'eind van de maand']],
    ['by a day of the week', ['leaves on Wednesday', 'from Monday', 'ab Montag', 'next Friday', 'el próximo lunes']],
    [
      'by a verb of what is going to be',
      ['will be leaving us', 'on notice period', 'nous quittera', 'dejará la empresa'],
    ],
  ])('%s', (_, texts) => {
    expect(texts.filter((text) => toCome(text, today) === null)).toEqual([])
  })

  it('and quotes it as it stands there', () => {
    expect(toCome('Her last day is 18 December, thanks', today)?.said).toEqual('18 December')
    expect(toCome('verlässt uns zum 31.12.2026', today)?.said).toEqual('31.12.2026')
  })

  it('by a month alone only in a heading', () => {
    expect(toCome('Leavers December', today, true)?.said).toEqual('December')
    expect(toCome('December Smith', today)).toBeNull()
  })
})

describe('a text says so too', () => {
  it.each([
    ['by a day and a month that stand alone', ['31/01', '- 18/12', '(31.1.)']],
    ['by a quarter or a week of the year', ['Q1', 'Q1 2027', 'KW 51', 'week 50']],
  ])('%s', (_, texts) => {
    expect(texts.filter((text) => toCome(text, today) === null)).toEqual([])
  })

  it('not by a quarter or a week that is past, or goes on', () => {
    expect(['Q3', 'Q4', 'Q4 2026', 'KW 40', 'week 30'].filter((text) => toCome(text, today) !== null)).toEqual([])
  })
})

describe('a text does not say so', () => {
  it.each([
    ['by a day that is past, or today', ['13/11/2026', 'ended 13 Nov 2026', '2026-11-27', 'Ende September', '31.10.']],
    [
      'by a day of the week of the past, or of today',
      ['left on Monday', 'last Monday', 'seit Montag', 'vendredi dernier', 'Friday'],
    ],
    ['by a day of the week beside a whole day', ['Monday, 23 November 2026']],
    ['by numbers that are no days', ['10042', '+44 20 7946 0991', 'v1.12', '10.0.0.12', 'Room 12/18', '44-20-79']],
    [
      'by words that mean something else too',
      ['Guten Morgen', 'por la mañana', 'May Young', 'Mark', 'in Sales', 'out of office'],
    ],
  ])('%s', (_, texts) => {
    expect(texts.filter((text) => toCome(text, today) !== null)).toEqual([])
  })
})
