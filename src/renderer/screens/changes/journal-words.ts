import type { JournalLine, Outcome } from '../../../contract/change.ts'
import { countWords, outcomeWords } from '../../features/changes/words.ts'
import { dayAndTime, plural } from '../../lib/format.ts'

/** What each kind of line is called, in the order of a change's way. */
export const kindNames: Readonly<Record<string, string>> = {
  apply: 'Plan sent',
  intent: 'Intent',
  answer: 'Answer',
  outcome: 'Outcome',
  pause: 'Job paused',
  resume: 'Job resumed',
  cancel: 'Job stopped',
  done: 'Job over',
  recovery: 'After a restart',
  request: 'Request',
  approval: 'Approval',
  rejection: 'Rejection',
  resolve: 'Conflict decided',
  'set-aside': 'Set aside',
  guards: 'Safety settings',
  writing: 'Changes enabled',
  export: 'Journal exported',
  'secret-lost': 'Secret lost',
  note: 'Note',
}

const guardNames: Readonly<Record<string, string>> = {
  mine: 'my own account',
  protected: 'protected accounts',
  cap: 'typed count',
  reasonRequired: 'reason',
  holdSeconds: 'seconds before sending',
  secondPersonAbove: 'second person',
}
const choiceNames: Readonly<Record<string, string>> = { mine: 'mine kept', theirs: 'LastPass’ kept', skip: 'skipped' }

type Data = Readonly<Record<string, unknown>>
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
const numberOf = (value: unknown): number => (typeof value === 'number' ? value : 0)
const dataOf = (value: unknown): Data => (typeof value === 'object' && value !== null ? (value as Data) : {})
const sentence = (...parts: readonly string[]): string => parts.filter(Boolean).join('. ')
const by = (data: Data): string => {
  const { user, computer } = dataOf(data.by)
  return textOf(user) && `by ${textOf(user)} at ${textOf(computer)}`
}
const rows = (value: unknown): string => plural(numberOf(value), 'row', 'rows')

/** What a line says, as a sentence; lines of a kind that is not known say what they have in words. */
export function lineWords({ kind, data }: JournalLine): string {
  switch (kind) {
    case 'apply': {
      const { reason, ticket, requestedBy } = dataOf(data.reason)
      return sentence(
        textOf(data.title),
        [textOf(ticket), textOf(reason), textOf(requestedBy)].filter(Boolean).join(' · '),
        [`${rows(data.sent)} to send`, by(data)].filter(Boolean).join(', '),
      )
    }
    case 'intent':
      return `About to ${textOf(data.command) ? `send ${textOf(data.command)}` : 'send it'}`
    case 'answer':
      return sentence(`${textOf(data.command)}, ${rows(data.rows)}: ${textOf(data.status)}`, textOf(data.message))
    case 'outcome': {
      const outcome = textOf(data.outcome)
      return sentence(outcome in outcomeWords ? outcomeWords[outcome as Outcome].label : outcome, textOf(data.message))
    }
    case 'pause':
    case 'resume':
    case 'cancel':
    case 'done':
      return sentence(textOf(data.message), countWords(data.counts as Parameters<typeof countWords>[0]))
    case 'guards': {
      const [before, after] = [dataOf(data.before), dataOf(data.after)]
      const changed = Object.keys(after).filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]))
      const names = changed.map((key) => guardNames[key] ?? key).join(', ') || 'nothing'
      return [`Changed: ${names}`, by(data)].filter(Boolean).join('; ')
    }
    case 'writing':
      return [textOf(data.until) && `Until ${dayAndTime(textOf(data.until))} at the latest`, by(data)]
        .filter(Boolean)
        .join(', ')
    case 'export':
      return [plural(numberOf(data.entries), 'line', 'lines'), by(data)].filter(Boolean).join(', ')
    case 'resolve': {
      const choices = (Array.isArray(data.choices) ? data.choices : []).map((one) => textOf(dataOf(one).choice))
      return [...new Set(choices)]
        .map((choice) => {
          const number = choices.filter((each) => each === choice).length
          return `${number} ${choiceNames[choice] ?? choice}`
        })
        .join(', ')
    }
    case 'set-aside':
      return sentence(
        textOf(data.title),
        [`${plural(numberOf(data.total), 'change', 'changes')} not sent, because already done`, by(data)]
          .filter(Boolean)
          .join(', '),
      )
    case 'request':
      return [textOf(data.title), by(data)].filter(Boolean).join('; ')
    case 'approval':
    case 'rejection':
      return [textOf(data.reason), by(data)].filter(Boolean).join('; ')
    default:
      return sentence(textOf(data.title), textOf(data.note), textOf(data.message), textOf(data.text))
  }
}
