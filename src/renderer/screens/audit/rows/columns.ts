import type { AuditFacet } from '../../../../contract/audit/audit.ts'
import type { AuditEvent } from '../../../../contract/calls/audit/audit.ts'
import { categoryNames } from '../../../features/audit/categories.ts'
import { toTheSecond } from '../../../features/audit/event-times.ts'
import { addressOf, eventWords, recordedWords, whoWords } from '../../../features/audit/event-words.ts'

/** A column of the events: its head, and what of an event a filter by its cell asks for. */
export interface EventColumn {
  id: 'time' | 'person' | 'category' | 'what' | 'target' | 'address' | 'recorded'
  header: string
  facet: AuditFacet | null
  /** The cell as text, for copying. */
  text: (event: AuditEvent, nameOf: (username: string) => string) => string
  /** What a filter by the cell asks for; null: nothing to filter by. */
  value: (event: AuditEvent) => string | null
}

const targetOf = ({ parsed }: AuditEvent): string | null =>
  parsed.person ??
  parsed.people?.[0] ??
  parsed.folder ??
  parsed.group ??
  parsed.site ??
  parsed.policy ??
  parsed.to ??
  null

export const eventColumns: readonly EventColumn[] = [
  { id: 'time', header: 'Time', facet: null, text: (event) => toTheSecond(event.time), value: () => null },
  {
    id: 'person',
    header: 'Person',
    facet: 'username',
    text: (event, nameOf) => whoWords(event, nameOf).username ?? whoWords(event, nameOf).name,
    value: (event) => event.username,
  },
  {
    id: 'category',
    header: 'Category',
    facet: 'category',
    text: (event) => categoryNames[event.category],
    value: (event) => event.category,
  },
  {
    id: 'what',
    header: 'What happened',
    facet: 'action',
    text: (event) => event.action,
    value: (event) => event.action,
  },
  {
    id: 'target',
    header: 'Target',
    facet: 'target',
    text: (event, nameOf) => eventWords(event, nameOf).target,
    value: targetOf,
  },
  {
    id: 'address',
    header: 'Address',
    facet: 'ip',
    text: addressOf,
    value: addressOf,
  },
  { id: 'recorded', header: 'Recorded by', facet: null, text: recordedWords, value: () => null },
]
