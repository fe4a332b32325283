import { describe, expect, it } from 'vitest'
import { collapse, containing, fold, foldWide, spellings } from '../../../src/main/text/folding.ts'
import { fc } from '../../harness/properties.ts'

const apostrophes = ["'", '’', '‘', 'ʼ', 'ʻ', '`', '´', '′', '＇', '‵', 'ʹ']

describe('folding', () => {
  it.each([
    ['Jürgen Groß', 'jurgen gross', 'juergen gross'],
    ['JÜRGEN GROẞ', 'jurgen gross', 'juergen gross'],
    ['Łucja Nowak', 'lucja nowak', 'lucja nowak'],
    ['Søren Kjærgård', 'soren kjaergard', 'soeren kjaergaard'],
    ['Đorđe Đoković', 'dorde dokovic', 'djordje djokovic'],
    ['Þorsteinn Ægisson', 'thorsteinn aegisson', 'thorsteinn aegisson'],
    ['Guðrún Þóra', 'gudrun thora', 'gudrun thora'],
    ['Björn Ångström', 'bjorn angstrom', 'bjoern aangstroem'],
    ['Mehmet Yılmaz', 'mehmet yilmaz', 'mehmet yilmaz'],
    ['İREM IŞIK', 'irem isik', 'irem isik'],
    ['Hőgyes Űrhajós', 'hogyes urhajos', 'hoegyes uerhajos'],
    ['Œuvre Ħal Ŋaro', 'oeuvre hal naro', 'oeuvre hal naro'],
    ['Anna‑Lena Müller–Lüdenscheidt', 'anna-lena muller-ludenscheidt', 'anna-lena mueller-luedenscheidt'],
    ['J\u00adohn\u200b D\u202eoe\ufeff', 'john doe', 'john doe'],
    ['Gal·la Ŀull', 'galla lull', 'galla lull'],
    ['Ελένη Σ. Παπαδάς', 'ελενη σ. παπαδασ', 'ελενη σ. παπαδασ'],
    ['ﬁlip', 'filip', 'filip'],
  ])('%s', (name, narrow, wide) => {
    expect(fold(name)).toBe(narrow)
    expect(foldWide(name)).toBe(wide)
    // Composed or decomposed, it is the same name.
    for (const form of ['NFC', 'NFD'] as const) expect(spellings(name.normalize(form))).toEqual(spellings(name))
  })

  it.each(apostrophes)('takes %s for an apostrophe, which is nothing', (mark) => {
    expect(fold(`O${mark}Neil`)).toBe('oneil')
    expect(fold(`Ó${mark}Néil`)).toBe('oneil')
  })

  it('of plain letters is small letters without apostrophes', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."aZ'`1- @[{") }), (text) => {
        expect(fold(text)).toBe(text.toLowerCase().replace(/['`]/g, ''))
      }),
    )
  })

  it('leaves folded text as it is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' })), (text) => {
        for (const folded of spellings(text)) expect(fold(folded)).toBe(folded)
        expect(collapse(collapse(text))).toBe(collapse(text))
      }),
      { numRuns: 1000 },
    )
  })

  it('folds a word alone as it does among others', () => {
    const joined = (text: string) => text.replaceAll(' ', '_')
    const words = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 5 }),
      fc.string({ unit: 'grapheme', maxLength: 5 }),
      fc.string({ unit: fc.constantFrom(...'aSΣςüÜ\u0308\u0301\u00a8\u00a0ßİ’'), maxLength: 6 }),
    )
    fc.assert(
      fc.property(fc.array(words, { maxLength: 4 }), (list) => {
        // With anything but blanks between them it is one word.
        const text = list.join(' ')
        expect(joined(fold(joined(text)))).toBe(joined(fold(text)))
        expect(joined(foldWide(joined(text)))).toBe(joined(foldWide(text)))
      }),
      { numRuns: 2000 },
    )
  })

  it('leaves every single letter of Unicode folded once for all', () => {
    const unstable: string[] = []
    for (let code = 0; code < 0x2fa20; code++) {
      const letter = String.fromCodePoint(code)
      if (fold(fold(letter)) !== fold(letter)) unstable.push(code.toString(16))
    }
    expect(unstable).toEqual([])
  })

  it('draws all spellings of a name together', () => {
    const letters = fc.constantFrom(...'aeoudjnsäöüßåøæœđþłı-')
    fc.assert(
      fc.property(fc.string({ unit: letters, maxLength: 12 }), (name) => {
        expect(new Set(spellings(name).map(collapse)).size).toBe(1)
      }),
      { numRuns: 1000 },
    )
  })

  it.each([
    ['Kjaergard', 'Kjærgaard'],
    ['Odegard', 'Ødegård'],
    ['Oedegard', 'Ødegård'],
    ['Angstroem', 'Ångström'],
    ['schaefer', 'schafer'],
    ['Djokovic', 'Đoković'],
  ])('draws %s and %s together', (one, other) => {
    expect(collapse(fold(one))).toBe(collapse(fold(other)))
  })

  it('finds a text in any spelling of another', () => {
    expect(containing('müll')('Mueller GmbH')).toBe(true)
    expect(containing('MUELL')('Müller GmbH')).toBe(true)
    expect(containing('o’br')("Sean O'Brien")).toBe(true)
    expect(containing(' ')('anything')).toBe(true)
    expect(containing('xyz')('Müller')).toBe(false)
  })
})
