import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTenantOf, type TestTenant } from '../../harness/application.ts'
import { fc } from '../../harness/properties.ts'

// What stands before a name is written apart from it or as one with it, and a saint in more ways than one.

const names = [
  'Jan Willem van der Meer',
  'Karl von Bülow',
  'Mary St. Clair',
  'Ada Saint John',
  'Bernd Sankt Georg',
  'Abdul Rahman Karim',
  'Luc de la Croix',
  'Fiona MacDonald',
  'Rosa del Bosque',
  'Ernst Meerbusch',
  'عبد الله الحسن',
]

let tenant: TestTenant
beforeAll(async () => {
  tenant = await openTenantOf(Object.fromEntries(names.map((name, at) => [`u${at}`, name])))
})
afterAll(() => tenant.close())

const foundBy = async (text: string) => {
  const { rows } = await tenant.call('users.page', { text, offset: 0, limit: 20 })
  return rows.map(({ fullname }) => fullname)
}
const offeredFor = async (text: string) => {
  const { rows } = await tenant.call('leavers.match', { text })
  return rows.map(({ result, candidates }) => ({ result, names: candidates.map(({ fullname }) => fullname) }))
}

describe('a name with something before it', () => {
  it.each([
    ['vandermeer', 'Jan Willem van der Meer'],
    ['van dermeer', 'Jan Willem van der Meer'],
    ['Jan Willem Vandermeer', 'Jan Willem van der Meer'],
    ['JW van der Meer', 'Jan Willem van der Meer'],
    ['J.W. van der Meer', 'Jan Willem van der Meer'],
    ['JW Vandermeer', 'Jan Willem van der Meer'],
    ['vonbülow', 'Karl von Bülow'],
    ['Saint Clair', 'Mary St. Clair'],
    ['Saint-Clair', 'Mary St. Clair'],
    ['saintclair', 'Mary St. Clair'],
    ['St John', 'Ada Saint John'],
    ['St. John', 'Ada Saint John'],
    ['stjohn', 'Ada Saint John'],
    ['St. Georg', 'Bernd Sankt Georg'],
    ['Abdulrahman', 'Abdul Rahman Karim'],
    ['delacroix', 'Luc de la Croix'],
    ['Mac Donald', 'Fiona MacDonald'],
    ['عبدالله', 'عبد الله الحسن'],
  ])('is found, and offered, where a text writes %s', async (text, name) => {
    expect(await foundBy(text)).toContain(name)
    expect(await offeredFor(text)).toEqual([{ result: 'choose', names: expect.arrayContaining([name]) }])
  })

  it('leads to its person however its parts are parted, and nobody is taken by it', async () => {
    const withLead = names.filter((name) => /\s\p{Ll}/u.test(name))
    const gaps = fc.array(fc.constantFrom(' ', '-', ''), { minLength: 8, maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...withLead), gaps, fc.boolean(), async (name, between, isSmall) => {
        const [first = '', ...words] = name.split(/ (?!Willem)/u)
        const family = words.map((word, at) => `${word}${at === words.length - 1 ? '' : between[at]}`).join('')
        const text = isSmall ? `${first} ${family}`.toLowerCase() : `${first} ${family}`
        expect(await foundBy(text)).toContain(name)
        const [offered] = await offeredFor(text)
        expect(offered?.result).toBe('choose')
        expect(offered?.names).toContain(name)
      }),
      { numRuns: 60 },
    )
  })

  it('is not that of somebody whose name only goes on with it', async () => {
    expect(await foundBy('meerbusch')).toEqual(['Ernst Meerbusch'])
    expect(await foundBy('vonmeer')).toEqual([])
  })
})

it.each(['jwvandermeer', 'JWvanderMeer', 'jw.vandermeer'])(
  'written as one word, %s is offered, and taken by nobody',
  async (text) => {
    const one = await openTenantOf({ jwvandermeer: 'Jan Willem van der Meer' })
    const { rows } = await one.call('leavers.match', { text })
    await one.close()
    expect(rows).toMatchObject([{ result: 'choose', candidates: [{ username: 'jwvandermeer@example.com' }] }])
  },
)

it.each(['jwvandermeer', 'JWvanderMeer', 'jw van der meer', 'van der Meer, J.W.'])(
  'the search for %s finds the account whose address has it in one word',
  async (text) => {
    const one = await openTenantOf({ jwvandermeer: 'J.W. van der Meer', 'jan.meer': 'Jan Meer' })
    const { rows } = await one.call('users.page', { text, offset: 0, limit: 10 })
    await one.close()
    expect(rows.map(({ username }) => username)).toEqual(['jwvandermeer@example.com'])
  },
)
