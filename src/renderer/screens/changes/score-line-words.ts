import { plural, shortDay } from '../../lib/words/format.ts'
import { type Data, dataOf, numberOf, textOf } from './journal-data.ts'

/** What lines about scores are called. */
export const scoreKindNames: Readonly<Record<string, string>> = {
  'snapshot-written': 'Snapshot written',
  'snapshot-failed': 'Snapshot not written',
  'snapshot-schedule': 'Automatic snapshots',
  'history-exported': 'History of scores exported',
  'history-joined': 'History of scores joined',
}

const peopleWords: Readonly<Record<string, string>> = {
  named: 'people named',
  pseudonyms: 'people as pseudonyms',
  hidden: 'people hidden',
}

/** How late a snapshot was, and how many before it are left out; empty where it was on its day. */
function lateWords(data: Data): string {
  const [late, missed] = [numberOf(data.late), numberOf(data.missed)]
  if (late === 0) return ''
  return `It was due on ${shortDay(textOf(data.due))}, ${plural(late, 'day', 'days')} before${missed > 0 ? `; ${plural(missed, 'earlier one was', 'earlier ones were')} not written` : ''}`
}

/** What a line about scores says, as a sentence; null: it is about something else. */
export function scoreLineWords(kind: string, data: Data): string | null {
  switch (kind) {
    case 'snapshot-written':
      return [
        `${textOf(data.file)} was written${textOf(data.folder) && ` into ${textOf(data.folder)}`}`,
        peopleWords[textOf(data.people)] ?? '',
        lateWords(data),
        textOf(data.withheld) === '' ? '' : `Its numbers are ${textOf(data.withheld)}`,
      ]
        .filter(Boolean)
        .join('. ')
    case 'snapshot-failed':
      return `The one due on ${shortDay(textOf(data.due))} was not written. ${textOf(data.message)}`
    case 'snapshot-schedule': {
      if (data.after === null) return 'None are written automatically any more'
      const after = dataOf(data.after)
      return `One each ${textOf(after.every)} into ${textOf(after.folder)}, ${peopleWords[textOf(after.people)] ?? ''}, ${after.sealed === true ? 'encrypted' : 'not encrypted'}`
    }
    case 'history-exported':
      return `${plural(numberOf(data.days), 'day', 'days')} from ${shortDay(textOf(data.from))} to ${shortDay(textOf(data.to))} went into ${textOf(data.file)}`
    case 'history-joined':
      return `${plural(numberOf(data.days), 'day', 'days')} from ${shortDay(textOf(data.from))} to ${shortDay(textOf(data.to))} that ${textOf(data.by)} kept, signed by ${textOf(data.signedBy)}`
    default:
      return null
  }
}
