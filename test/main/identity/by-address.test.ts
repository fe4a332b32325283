import { describe, expect, it } from 'vitest'
import { byAddress } from '../../../src/main/identity/by-address.ts'
import { readSource } from '../../../src/main/intake/read-list.ts'
import { fc } from '../../harness/properties.ts'

const options = { today: '2026-11-26', use: 'leavers' } as const

/** What each row of a text leads to, in a company of these accounts: an account, a question about some, or nobody. */
async function answers(text: string, accounts: readonly string[]): Promise<(string | string[] | null)[]> {
  const byKey = new Map(accounts.map((account) => [account.toLowerCase(), [account]]))
  const { entries } = await readSource({ text }, undefined, options)
  return entries.map((entry) => {
    const read = byAddress(entry, (address) => byKey.get(address.toLowerCase()) ?? [])
    if (read.found === 'none') return null
    return read.found === 'one' ? (read.users[0] ?? null) : [...read.users].sort()
  })
}

const ann = 'anna.muster@example.com'
const jan = 'jan.novak@example.com'
const sean = "sean.o'brien@example.com"
const brien = 'brien@example.com'

describe('an address', () => {
  it.each<[string, string[], (string | string[] | null)[]]>([
    [sean, [sean, brien], [sean]],
    [sean, [brien], [[brien]]],
    ['sean.o’brien@example.com', [sean, brien], [sean]],
    ['sean.o’brien@example.com', [brien], [[brien]]],
    ['sean.oʼbrien@example.com', ['sean.o’brien@example.com', brien], ['sean.o’brien@example.com']],
    ["'brien@example.com", [brien], [[brien]]],
    [`${ann}${jan}`, [ann, jan], [[ann], [jan]]],
    [`${ann}and${jan}`, [ann, jan], [[ann], [jan]]],
    [`${ann}.${jan}`, [ann, jan], [[ann], [jan]]],
    [`${ann}${jan}${brien}`, [ann, jan, brien], [[ann], [jan], [brien]]],
    ['kim@uk.example.orglee@uk.example.org', ['lee@uk.example.org'], [null, ['lee@uk.example.org']]],
    ["'brien@example.com", ["'brien@example.com", brien], ["'brien@example.com"]],
    ["'brien@example.com'", [brien], [brien]],
    ["'brien@example.com'", ["'brien@example.com", brien], [["'brien@example.com", brien]]],
    ["sean.o' brien@example.com", [brien], [[brien]]],
    ['anna. muster@example.com', ['muster@example.com'], [['muster@example.com']]],
    ['jean-\nmarie@example.com', ['marie@example.com'], [null, ['marie@example.com']]],
    ["sean.o'\nbrien@example.com", [brien], [null, [brien]]],
    ['jean\u2011marie@example.com', ['marie@example.com'], [['marie@example.com']]],
    ['jean\u2011marie@example.com', ['marie@example.com', 'jean-marie@example.com'], ['jean-marie@example.com']],
    ['x/y@example.com', ['x/y@example.com', 'y@example.com'], ['x/y@example.com']],
    ['x/y@example.com', ['y@example.com'], [['y@example.com']]],
    ['x|y@example.com', ['y@example.com'], [['y@example.com']]],
    ['r&d@example.com', ['d@example.com'], [['d@example.com']]],
    ['r&d@example.com', ['d@example.com', 'r&d@example.com'], ['r&d@example.com']],
    ['50%off@example.com', ['off@example.com'], [['off@example.com']]],
    ['anna+team@example.com', [ann, 'team@example.com', 'anna@example.com'], [null]],
    ['col·legi@example.com', ['legi@example.com'], [['legi@example.com']]],
    ['-anna@example.com', ['anna@example.com'], [['anna@example.com']]],
    ['"john doe"@example.com', ['"john doe"@example.com', 'doe@example.com'], ['"john doe"@example.com']],
    ['"john doe"@example.com', ['doe@example.com'], [null]],
    ['"anna.muster"@example.com', [ann], [ann]],
    [`${ann}\u200b`, [ann], [ann]],
    [`${ann}\u200b`, [ann, `${ann}\u200b`], [[ann, `${ann}\u200b`]]],
    ['anna.\u00admuster@example.com', [ann, 'muster@example.com'], [ann]],
    ['anna.\u00admuster@example.com', ['muster@example.com'], [['muster@example.com']]],
    ['mailto:anna.muster@example.com?subject=Leaving%20us&body=Bye', [ann], [ann]],
    ['<mailto:anna.muster@example.com>', [ann], [ann]],
    ['SMTP:anna.muster@example.com', [ann], [ann]],
    [`[Anna](mailto:${ann})`, [ann], [ann]],
    [`[${ann}](mailto:${ann})`, [ann], [ann]],
    [`${ann} <mailto:${ann}>`, [ann], [ann]],
    ['mailto:a%2Bb@example.com', ['a+b@example.com', 'b@example.com'], ['a+b@example.com']],
    [`${ann}/${jan}`, [ann, jan], [ann, jan]],
    [`${ann}|${jan}`, [ann, jan], [ann, jan]],
    [`${ann}，${jan}`, [ann, jan], [ann, jan]],
    [`${ann}、${jan}؛${sean}`, [ann, jan, sean], [ann, jan, sean]],
    [`${ann}\u200f${jan}`, [ann, jan], [ann, jan]],
    [`${ann} und ${jan}`, [ann, jan], [ann, jan]],
    [`${ann}和${jan}`, [ann, jan], [[ann], [jan]]],
    [`${ann}-${jan}`, [ann, jan], [[ann], [jan]]],
    [`${ann}*`, [ann], [ann]],
    [`${ann}…`, [ann], [ann]],
    [`${ann}–`, [ann], [ann]],
    [`${ann}¹`, [ann], [ann]],
    [`${ann}.`, [ann], [ann]],
    [`${ann}.Please`, [ann], [[ann]]],
    [`${ann}さん`, [ann], [[ann]]],
    [`メール：${ann}`, [ann], [ann]],
    ['anna.muster＠example.com', [ann], [ann]],
    ['jose\u0301@example.com', ['josé@example.com'], ['josé@example.com']],
    ['josé@example.com', ['jose\u0301@example.com'], ['jose\u0301@example.com']],
    ['jose@example.com', ['josé@example.com'], [null]],
    ['anna@xn--mnchen-3ya.example', ['anna@münchen.example'], ['anna@münchen.example']],
    ['anna@münchen.example', ['anna@xn--mnchen-3ya.example'], ['anna@xn--mnchen-3ya.example']],
  ])('%j in a company of %j is %j', async (text, accounts, expected) => {
    expect(await answers(text, accounts)).toEqual(expected)
  })
})

/** Accounts that are hard to tell apart: each is a part of another, or differs from it by a mark. */
const parts = ['a', 'ab', 'o', 'brien', 'sean', 'x']
const joins = ["'", '’', '/', '&', '%', '+', '-', '.', '_', '=', '*', '|', '#', '!', '~', '{']
const account = fc
  .tuple(
    fc.option(fc.constantFrom(...joins), { nil: '', freq: 6 }),
    fc.array(fc.tuple(fc.constantFrom(...parts), fc.constantFrom(...joins)), { maxLength: 2 }),
    fc.constantFrom(...parts, 'é', 'иван'),
    fc.constantFrom('example.com', 'sub.example.com', 'example.net'),
  )
  .filter(([lead]) => lead !== '.')
  .map(([lead, joined, last, domain]) => `${lead}${joined.flat().join('')}${last}@${domain}`)

const around: ((address: string) => string)[] = [
  (address) => address,
  (address) => ` ${address} `,
  (address) => `<${address}>`,
  (address) => `Some Body <${address}>`,
  (address) => `"Body, Some" <${address}>`,
  (address) => `"${address}"`,
  (address) => `'${address}'`,
  (address) => `‘${address}’`,
  (address) => `“${address}”`,
  (address) => `„${address}“`,
  (address) => `«${address}»`,
  (address) => `「${address}」`,
  (address) => `(${address})`,
  (address) => `[${address}]`,
  (address) => `*${address}*`,
  (address) => `**${address}**`,
  (address) => `_${address}_`,
  (address) => `\`${address}\``,
  (address) => `- ${address}`,
  (address) => `• ${address}`,
  (address) => `3. ${address}`,
  (address) => `mailto:${address}`,
  (address) => `mailto:${encodeURIComponent(address).replace('%40', '@')}?subject=Leaving`,
  (address) => `SMTP:${address}`,
  (address) => `[Some Body](mailto:${address})`,
  (address) => `${address}.`,
  (address) => `${address},`,
  (address) => `${address};`,
  (address) => `${address}*`,
  (address) => `${address}…`,
  (address) => `${address} –`,
  (address) => `${address}¹`,
  (address) => `\u200b${address}\u200b`,
  (address) => `\u202a${address}\u202c`,
  (address) => `\u00a0${address}\ufeff`,
  (address) => address.toUpperCase(),
  (address) => address.normalize('NFD'),
  (address) => address.replaceAll("'", '’'),
]
const between = [
  '\n',
  '\r\n',
  '; ',
  ', ',
  ' ',
  '\t',
  ';',
  '，',
  '；',
  '、',
  '،',
  ' / ',
  ' | ',
  ' and ',
  ' und ',
  '\n\n',
  '\u2028',
]

describe('a list made from addresses', () => {
  it('leads to just these accounts or to a question, whatever is around and between them, and whoever else is there', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(account, {
          minLength: 1,
          maxLength: 8,
          selector: (each) => each.toLowerCase().replaceAll('’', "'"),
        }),
        fc.array(fc.tuple(fc.nat(), fc.constantFrom(...around), fc.constantFrom(...between)), {
          minLength: 1,
          maxLength: 6,
        }),
        async (accounts, picks) => {
          const meant = picks.map(([which]) => accounts[which % accounts.length] as string)
          const text = picks.map(([, dress, gap], at) => `${dress(meant[at] as string)}${gap}`).join('')
          const found = await answers(text, accounts)
          const taken = found.filter((one) => typeof one === 'string')
          expect(meant).toEqual(expect.arrayContaining(taken))
          for (const one of new Set(meant)) {
            const given = meant.filter((each) => each === one).length
            const asked = found.filter((each) => Array.isArray(each) && each.includes(one)).length
            const told = taken.filter((each) => each === one).length
            // "a@example.com (a@example.com)" names one person once.
            expect([one, told <= given, told + asked > 0]).toEqual([one, true, true])
          }
        },
      ),
      { numRuns: 1500 },
    )
  })
})
