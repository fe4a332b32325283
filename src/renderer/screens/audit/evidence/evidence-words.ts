import type { EvidenceControl } from '../../../../contract/audit/audit.ts'
import { count, plural } from '../../../lib/words/format.ts'

/** What each control is called, and what it takes in. */
export const controlNames: Readonly<Record<EvidenceControl, { name: string; about: string }>> = {
  'access removal': {
    name: 'Access removal',
    about: 'Accounts disabled, removed or deleted, people taken out of groups and folders, admin rights taken away',
  },
  'privileged access': {
    name: 'Privileged access',
    about: 'Admin rights given and taken, the admin console, the super admins’ folder, API secrets',
  },
  authentication: {
    name: 'Authentication',
    about: 'Logins and failures, multifactor turned on and off, master passwords changed',
  },
  'policy change': { name: 'Change of policy', about: 'Policies added, changed and deleted, and whom they concern' },
  'access review': {
    name: 'Access review',
    about: 'Decisions of signed reviews: keep or remove, with the reason, the reviewer and the time',
  },
}

/** How many rows a pack of a control has, in its own word. */
export const rowsOf = (control: EvidenceControl, rows: number): string =>
  control === 'access review' ? plural(rows, 'decision', 'decisions') : plural(rows, 'event', 'events')

/** How many rows a control has in a period: of what was not fetched nobody can say that there are none. */
export const numberWords = (control: EvidenceControl, rows: number, gaps: readonly unknown[] = []): string =>
  rows === 0 && gaps.length > 0 && control !== 'access review' ? 'none fetched' : count(rows)

/** The files of a pack, what each is, and how many rows it will have. */
export function packFiles({
  control,
  events,
  sample,
}: {
  control: EvidenceControl
  events: number | undefined
  sample: number
}) {
  const isReview = control === 'access review'
  const rows = (number: number | undefined) => (number === undefined ? '' : plural(number, 'row', 'rows'))
  const drawn = events === undefined ? undefined : Math.min(sample, events)
  return [
    { name: 'report.pdf', about: 'for reading', rows: '' },
    {
      name: 'population.jsonl, .csv',
      about: isReview
        ? 'every decision of the reviews signed in the period'
        : 'every event of the control in the period',
      rows: rows(events),
    },
    { name: 'sample.jsonl', about: 'drawn with the seed', rows: rows(drawn) },
    {
      name: 'coverage.json',
      about: isReview ? 'which reviews, and whether they are as signed' : 'what was fetched, and what was not',
      rows: '',
    },
    { name: 'journal.txt', about: 'what Provost itself sent and read again', rows: '' },
    { name: 'definitions.txt', about: 'each file, its rule and its limits', rows: '' },
    { name: 'manifest.json', about: 'the SHA-256 of each file, signed', rows: '' },
  ]
}
