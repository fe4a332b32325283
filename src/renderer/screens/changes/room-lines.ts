import { dayAndTime, people, plural } from '../../lib/words/format.ts'
import { type Data, dataOf, listOf, namesOf, numberOf, textOf } from './journal-data.ts'

/** A step of changing the provisioning hash. */
export function hashWords(data: Data): string {
  const use = `“${textOf(data.use)}”`
  switch (textOf(data.step)) {
    case 'use-added':
      return `${use} written down as using it`
    case 'use-changed':
      return textOf(data.before) === '' ? `${use} described anew` : `“${textOf(data.before)}” is now called ${use}`
    case 'use-removed':
      return `${use} taken off the list of what uses it`
    case 'seat-file':
      return `Seat file made for ${use}`
    case 'begun':
      return `Its change began${namesOf(data.uses) && `, used by ${namesOf(data.uses)}`}`
    case 'entered':
      return 'A new one was entered, checked by a call, and written over the old one in the keychain'
    case 'entered-again':
      return 'The same one was entered again'
    case 'works':
      return `${use} works with the present one`
    case 'works-not':
      return `${use} does not work with the present one yet`
    case 'ended':
      return namesOf(data.left) === ''
        ? 'Its change ended'
        : `Its change ended; not known to work: ${namesOf(data.left)}`
    case 'called-off':
      return 'Its change was called off; no new one was entered'
    case 'remind':
      return typeof data.days === 'number'
        ? `A reminder to change it after ${plural(data.days, 'day', 'days')}`
        : 'No reminder to change it'
    default:
      return textOf(data.step)
  }
}

/** Names of a list that are written out; more are counted. */
const mostNames = 5
function some(value: unknown, many: (count: number) => string): string {
  const all = listOf(value).map(textOf).filter(Boolean)
  return all.length > mostNames ? many(all.length) : all.join(', ')
}

/** A line of a campaign: passwords that are changed after leavers. */
export function rotationWords(kind: string, data: Data): string {
  const by = textOf(data.operator) && `by ${textOf(data.operator)}`
  const end = (words: string) => [words, by].filter(Boolean).join(', ')
  switch (kind) {
    case 'rotation-begun':
      return end(`Begun for ${some(data.people, people)}: ${plural(numberOf(data.passwords), 'password', 'passwords')}`)
    case 'rotation-ended':
      return `${end(`Ended for ${some(data.people, people)}`)}. ${textOf(data.reason)}`
    case 'rotation-asked':
      return end(
        data.asked === false
          ? `The note that ${some(data.owners, people)} were asked was taken back`
          : `${some(data.owners, people)} asked to change passwords`,
      )
    default: {
      const items = listOf(data.items).map(dataOf)
      const sites = [...new Set(items.map(({ site }) => textOf(site)))]
      const leavers = [...new Set(items.map(({ username }) => textOf(username)))]
      const what = `${some(sites, (many) => plural(many, 'site', 'sites'))}, after ${some(leavers, people)}`
      if (data.event !== undefined) {
        const event = dataOf(data.event)
        return `${what}: changed by ${textOf(event.by)} on ${dayAndTime(textOf(event.time))}, by ${textOf(event.says)}`
      }
      return [end(data.done === false ? `${what}: tick taken back` : `${what}: ticked off`), textOf(data.note)]
        .filter(Boolean)
        .join('. ')
    }
  }
}

/** That a joiner's going by itself was approved, and what became of it on the day. */
export function startWords(kind: string, data: Data, by: string): string {
  const who = `${textOf(data.username)}, ${textOf(data.day)}`
  const what =
    kind === 'start-approved'
      ? data.taken === true
        ? 'asks again on the day'
        : 'is sent automatically on the day'
      : data.why === undefined
        ? 'was sent automatically, as approved'
        : `was not sent automatically: ${textOf(data.why)}`
  return [`${who}: ${what}`, by].filter(Boolean).join(', ')
}
