import { describe, expect, it } from 'vitest'
import type { AuditEvent } from '../../../../src/contract/calls/audit/audit.ts'
import {
  chipsOf,
  fieldWords,
  placeWords,
  withoutChip,
  withValue,
} from '../../../../src/renderer/features/audit/audit-chips.ts'
import { filterOf } from '../../../../src/renderer/features/audit/audit-search.ts'

const event = (place: Pick<AuditEvent, 'network' | 'country' | 'provider'>) => place as AuditEvent

describe('where an address is', () => {
  it('is said only as far as it is known', () => {
    expect(placeWords(event({}))).toEqual([])
    expect(placeWords(event({ network: null }))).toEqual(['outside named networks'])
    expect(placeWords(event({ network: 'Office Berlin', country: 'DE', provider: 'Example Net' }))).toEqual([
      'Office Berlin',
      'Germany',
      'Example Net',
    ])
  })

  it('names a country by its code, and a code that is none as it stands', () => {
    expect(fieldWords('countries', 'FR')).toBe('France')
    expect(fieldWords('notCountries', 'Freedonia')).toBe('Freedonia')
    expect(fieldWords('countries', '')).toBe('country not known')
  })

  it('says an action in English behind what LastPass wrote in another language, in lists and chips', () => {
    expect(fieldWords('actions', 'Gegevensexport')).toBe('Gegevensexport (data export)')
    expect(fieldWords('notActions', 'Data export')).toBe('Data export')
    expect(chipsOf(withValue({}, 'action', 'ポリシーの編集', 'not')).map(({ value }) => value)).toEqual([
      'not ポリシーの編集 (edit policy)',
    ])
  })

  it('narrows the events, as a chip that can be taken away', () => {
    const search = withValue(withValue({}, 'network', '', 'only'), 'country', 'FR', 'not')
    expect(filterOf(search, 0)).toMatchObject({ networks: [''], not: { countries: ['FR'] } })
    const chips = chipsOf(search)
    expect(chips.map(({ field, value }) => `${field}: ${value}`)).toEqual([
      'Network: outside named networks',
      'Country: not France',
    ])
    expect(chips.reduce((rest, { id }) => withoutChip(rest, id), search)).toEqual({})
  })
})

describe('a value', () => {
  it('that is missing is said by what it is missing of', () => {
    const missing = (key: Parameters<typeof fieldWords>[0]) => fieldWords(key, '')
    expect([missing('actions'), missing('notIps'), missing('usernames'), missing('targets')]).toEqual([
      'no action named',
      'no address',
      'no user name',
      'no target named',
    ])
  })

  it('shows what would turn the text around it', () => {
    const [chip] = chipsOf({ actions: ['Log\u202e in'] })
    expect(chip).toMatchObject({ id: 'actions:Log\u202e in', value: 'Log[U+202E] in' })
  })
})
