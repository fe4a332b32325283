import { describe, expect, test } from 'vitest'
import { rankPeople } from '../../../../src/renderer/app/palette/rank-people.ts'

const named = (fullname: string) => ({ fullname, username: `${fullname.length}@example.com` })

describe('the people of the palette', () => {
  test('whose words are what was typed come before those that hold it somewhere', () => {
    const many = named('Šárka Gábor Rūta Zofia Totleben Anastazja')
    const other = named('Zofiana Bertot')
    const exact = named('Zofia Tóth')
    expect(rankPeople([many, other, exact], 'zofia tot')).toEqual([exact, many, other])
    expect(rankPeople([many, other, exact], 'Zofia Tóth')[0]).toBe(exact)
  })

  test('keep their order where nothing tells them apart', () => {
    const two = [named('Anna Berg'), named('Anna Lind')]
    expect(rankPeople(two, 'anna')).toEqual(two)
    expect(rankPeople([...two].reverse(), '')).toEqual([...two].reverse())
  })
})
