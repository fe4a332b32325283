import type { Observation, Status } from '../../../contract/model.ts'
import { absolute, shortDay } from '../../lib/words/format.ts'
import { fieldLabel, mfaName, statusWords } from './words.ts'

type Change = Observation['changes'][number]

/** What a refresh saw happen to a person, in a word or two. */
export const observationKinds: Record<Observation['kind'], string> = {
  added: 'First seen',
  gone: 'No longer in LastPass’ answer',
  back: 'In LastPass’ answer again',
  changed: 'Changed',
}

const isInstant = (value: unknown): value is string => typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value)
const isList = (value: unknown): value is unknown[] => Array.isArray(value)

function valueWords(field: string, value: unknown): string {
  if (value === null || value === undefined || value === '') return 'none'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (field === 'status' && typeof value === 'string' && value in statusWords) return statusWords[value as Status].label
  if (field === 'mfa' && typeof value === 'string') return mfaName(value)
  if (isInstant(value)) return field === 'created' ? shortDay(value) : absolute(value)
  if (isList(value)) return value.length === 0 ? 'none' : value.map((one) => valueWords('', one)).join(', ')
  if (typeof value === 'object') return JSON.stringify(value)
  return String(value)
}

/** One change in words: lists by what came and went, everything else as before and after. */
export function changeWords({ field, before, after }: Change): string {
  const name = fieldLabel(field)
  if (isList(before) && isList(after)) {
    const key = (one: unknown) => JSON.stringify(one)
    const old = new Set(before.map(key))
    const now = new Set(after.map(key))
    const came = after.filter((one) => !old.has(key(one))).map((one) => valueWords('', one))
    const went = before.filter((one) => !now.has(key(one))).map((one) => valueWords('', one))
    const parts = [
      came.length > 0 ? `added ${came.join(', ')}` : '',
      went.length > 0 ? `removed ${went.join(', ')}` : '',
    ]
    return `${name}: ${parts.filter(Boolean).join('; ') || 'the order changed'}`
  }
  return `${name}: ${valueWords(field, before)} → ${valueWords(field, after)}`
}
