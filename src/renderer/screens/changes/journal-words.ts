import type { AuditCategory } from '../../../contract/audit/audit.ts'
import type { FindingRule } from '../../../contract/audit/findings.ts'
import { ruleNames } from '../../../contract/audit/findings.ts'
import type { JournalLine, Outcome } from '../../../contract/change.ts'
import { categoryNames } from '../../features/audit/categories.ts'
import { changeTitle } from '../../features/changes/kind-words.ts'
import { countWords, outcomeWords } from '../../features/changes/words.ts'
import { dayAndTime, plural } from '../../lib/words/format.ts'
import { type Data, dataOf, listOf, numberOf, textOf } from './journal-data.ts'
import { hashWords, rotationWords, startWords } from './room-lines.ts'
import { scoreKindNames, scoreLineWords } from './score-line-words.ts'
import { streamKindNames, streamWords } from './stream-line-words.ts'

/** What each kind of line is called, in the order of a change's way. */
export const kindNames: Readonly<Record<string, string>> = {
  apply: 'Plan accepted',
  intent: 'Intent',
  answer: 'Answer',
  outcome: 'Outcome',
  pause: 'Job paused',
  resume: 'Job resumed',
  release: 'Sending began',
  'call-back': 'Called back',
  cancel: 'Job stopped',
  done: 'Job over',
  recovery: 'After a restart',
  request: 'Request',
  approval: 'Approval',
  rejection: 'Rejection',
  resolve: 'Conflict decided',
  'set-aside': 'Set aside',
  'left-out': 'Left out',
  'group-owner': 'Keeper of a group',
  'start-approved': 'Start approved',
  'start-day': 'Start date',
  guards: 'Safety settings',
  writing: 'Changes on and off',
  export: 'Journal exported',
  'secret-lost': 'Secret lost',
  'lines-lost': 'Lines lost',
  'loss-accepted': 'Loss accepted',
  damaged: 'Damaged line',
  'rows-damaged': 'Parts damaged',
  'finding-muted': 'Finding muted',
  'finding-shown': 'Finding shown again',
  'findings-muted': 'Findings muted',
  'findings-shown': 'Findings shown again',
  'finding-rule': 'Rule changed',
  'evidence-pack': 'Evidence pack',
  'access-review': 'Access review signed',
  'rotation-begun': 'Password campaign',
  'rotation-ended': 'Campaign ended',
  'rotation-asked': 'Passwords asked for',
  'rotation-tick': 'Password changed',
  'hash-change': 'Provisioning hash',
  'audit-networks': 'Networks named',
  'audit-category': 'Action sorted',
  'audit-address-file': 'Address database',
  'audit-retention': 'Event retention',
  'audit-removed': 'Events removed',
  ...streamKindNames,
  ...scoreKindNames,
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

const sentence = (...parts: readonly string[]): string => parts.filter(Boolean).join('. ')
const by = (data: Data): string => {
  const { user, computer } = dataOf(data.by)
  return textOf(user) && `by ${textOf(user)} at ${textOf(computer)}`
}
const categoryName = (category: unknown): string => categoryNames[textOf(category) as AuditCategory] ?? textOf(category)
const ruleName = (rule: unknown): string => ruleNames[textOf(rule) as FindingRule] ?? textOf(rule)
const rows = (value: unknown): string => plural(numberOf(value), 'row', 'rows')

const endCauses: Readonly<Record<string, string>> = {
  limit: 'the time was over',
  idle: 'nothing was done for some minutes',
  hand: 'turned off by hand',
  close: 'Provost or the company was closed',
  clock: 'the clock of this computer was set',
  seat: 'the seat ended',
}
function endWords(data: Data): string {
  const at = textOf(data.at)
  return `Changes ended${at && ` at ${dayAndTime(at)}`}: ${endCauses[textOf(data.because)] ?? 'no reason was noted'}`
}
/** Older lines hold the end as it stood when changes were enabled, which every act moved. */
function untilWords(data: Data): string {
  const until = textOf(data.until)
  const minutes = numberOf(data.idleMinutes)
  if (until === '') return ''
  return minutes > 0
    ? `Changes enabled until ${dayAndTime(until)} at the latest, earlier after ${plural(minutes, 'idle minute', 'idle minutes')}`
    : `Changes enabled until ${dayAndTime(until)} at first, longer while they are used`
}

/** The change that a line is about, with the name that the person had by then; empty where it is about none. */
export function changeWords({ change, data }: JournalLine): string {
  if (change === null) return ''
  return changeTitle(change, textOf(data.fullname) || textOf(dataOf(data.before).fullname) || undefined)
}

/** What a line says, as a sentence; lines of a kind that is not known say what they have in words. */
export function lineWords({ kind, data }: JournalLine): string {
  switch (kind) {
    case 'apply': {
      const { reason, ticket, requestedBy } = dataOf(data.reason)
      return sentence(
        textOf(data.title),
        [textOf(ticket), textOf(reason), textOf(requestedBy)].filter(Boolean).join(' · '),
        [
          `${rows(data.sent)} to send${numberOf(data.holdSeconds) > 0 ? `, held ${numberOf(data.holdSeconds)} s` : ''}`,
          by(data),
        ]
          .filter(Boolean)
          .join(', '),
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
    case 'call-back':
      return 'Called back, nothing sent'
    case 'release':
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
      return data.enabled === false ? endWords(data) : [untilWords(data), by(data)].filter(Boolean).join(', ')
    case 'loss-accepted':
      return by(data)
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
      return sentence(textOf(data.title), listed(`${changesOf(data)} not sent, because already done`, by(data)))
    case 'left-out': {
      const what = data.reason === null ? 'taken back into the plan' : `left out: ${textOf(data.reason)}`
      return sentence(textOf(data.title), listed(`${changesOf(data)} ${what}`, by(data)))
    }
    case 'group-owner': {
      const kept = { directory: 'managed by a directory', here: 'managed by people here' }[textOf(data.after)]
      return listed(`${textOf(data.group)}: ${kept ?? 'as its signs suggest'}`, by(data))
    }
    case 'start-approved':
    case 'start-day':
      return startWords(kind, data, by(data))
    case 'request':
      return [textOf(data.title), by(data)].filter(Boolean).join('; ')
    case 'finding-muted':
    case 'finding-shown':
      return sentence(
        [ruleName(data.rule), textOf(data.username) || textOf(data.ip)].filter(Boolean).join(', '),
        textOf(data.reason),
      )
    case 'findings-muted':
    case 'findings-shown':
      return sentence(
        [plural(numberOf(data.count), 'finding', 'findings'), ...listOf(data.rules).map(ruleName)].join(', '),
        textOf(data.reason),
      )
    case 'finding-rule': {
      const [before, after] = [dataOf(data.before), dataOf(data.after)]
      const now = Object.entries(dataOf(after.thresholds)).map(([name, value]) => `${name} ${numberOf(value)}`)
      const turned = before.on === after.on ? '' : after.on === false ? 'turned off' : 'turned on'
      return `${ruleName(data.rule)}: ${[turned, ...now].filter(Boolean).join(', ') || 'as it was'}`
    }
    case 'audit-networks':
      return `${plural(listOf(data.before).length, 'network', 'networks')} before, ${plural(listOf(data.after).length, 'network', 'networks')} now: ${
        listOf(data.after)
          .map((network) => textOf(dataOf(network).name))
          .join(', ') || 'none'
      }`
    case 'audit-category':
      return `“${textOf(data.action)}” is counted as ${categoryName(data.after)}, no longer as ${categoryName(data.before)}`
    case 'audit-address-file':
      return data.removed === undefined
        ? `${textOf(data.added)} is used`
        : `${textOf(data.removed)} is not used any more`
    case 'audit-retention':
      return data.after === null
        ? 'Events are kept without an end'
        : `Events older than ${plural(numberOf(data.after), 'day', 'days')} are removed`
    case 'audit-removed':
      return `${plural(numberOf(data.events), 'event', 'events')} from before ${dayAndTime(textOf(data.before))} removed, as the retention of ${plural(numberOf(data.keepDays), 'day', 'days')} says`
    case 'evidence-pack':
      return `${textOf(data.control)}, ${dayAndTime(textOf(data.from))} to ${dayAndTime(textOf(data.to))}: ${textOf(data.control) === 'access review' ? plural(numberOf(data.events), 'decision', 'decisions') : plural(numberOf(data.events), 'event', 'events')}, ${numberOf(data.sampled)} sampled with seed ${textOf(data.seed) || numberOf(data.seed)}`
    case 'access-review':
      return [
        `${textOf(data.title)}: ${plural(numberOf(data.lines), 'line', 'lines')}, ${numberOf(data.kept)} kept, ${numberOf(data.removed)} to remove, signed by ${textOf(data.signedBy)}`,
        by(data),
      ]
        .filter(Boolean)
        .join('; ')
    case 'rotation-begun':
    case 'rotation-ended':
    case 'rotation-asked':
    case 'rotation-tick':
      return rotationWords(kind, data)
    case 'hash-change':
      return [hashWords(data), by(data)].filter(Boolean).join('; ')
    case 'approval':
    case 'rejection':
      return [textOf(data.reason), by(data)].filter(Boolean).join('; ')
    default:
      if (kind in streamKindNames) return streamWords(kind, data)
      return (
        scoreLineWords(kind, data) ??
        sentence(textOf(data.title), textOf(data.note), textOf(data.message), textOf(data.text))
      )
  }
}

const listed = (...parts: string[]): string => parts.filter(Boolean).join(', ')
const changesOf = (data: Record<string, unknown>): string => plural(numberOf(data.total), 'change', 'changes')
