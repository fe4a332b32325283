import { addressRuns, withRunsAs } from '../../text/addresses/address-runs.ts'
import { fold } from '../../text/folding.ts'
import { remembering } from '../../text/remembering.ts'
import { letterWords, wordSet } from '../../text/word-set.ts'
import { isAttribute, isBinding, isTold } from './leaving-words.ts'
import { isDeed, isHarmless, isParticle } from './others-words.ts'

/** So many words are kept of what stands beside an address; more say nothing that these do not. */
export const mostUnread = 12
/** Of longer lines only the beginning is read for words. */
const longestLine = 2000

/** Whether a line holds the sign of an address, in any script. */
export const hasSign = (line: string): boolean => line.includes('@') || /[＠﹫]/u.test(line)

const withoutSchemes = (text: string): string => (text.includes(':') ? text.replace(scheme, ' ') : text)
// Rules ask for the same line one after the other.
let lastLine = ''
let lastText = ''
/** A line with a bar in the place of each address. */
export function withoutAddresses(line: string): string {
  if (line !== lastLine) {
    lastText = withRunsAs(withoutSchemes(line.slice(0, longestLine)), ' | ')
    lastLine = line
  }
  return lastText
}
const scheme = /\b(?:mailto|smtp|sip|https?):(?=\S)/giu
const clock = /(?<!\d)\d{1,2}[:.h]\d{2}(?::\d{2})?(?![\d.])/u
const clocks = new RegExp(clock, 'gu')
const wordOrEnd = /\||\p{L}[\p{L}\p{M}\p{N}]*(?:['’.&-][\p{L}\p{M}\p{N}]+)*/gu
const word = /\p{L}[\p{L}\p{M}\p{N}]*(?:['’.&-][\p{L}\p{M}\p{N}]+)*/gu

/** A folded word as it is compared with names: letters only; empty where it says nothing of anybody. Lists repeat the same few. */
const saidInLabel = remembering((text) => {
  if (/\p{N}/u.test(text)) return ''
  const folded = fold(text).replace(/[^\p{L}]+/gu, '')
  return folded.length < 2 || isHarmless(folded) ? '' : folded
})
/** The same where a particle is part of a name. */
const said = remembering((text) => {
  const folded = saidInLabel(text)
  return isParticle(folded) ? '' : folded
})

/** The words of a text without addresses that are not known to be harmless; `small`: those in small letters, `label`: particles too. */
export function wordsLeft(text: string, of: 'all' | 'small' | 'label' = 'all'): string[] {
  const found = new Set<string>()
  for (const [one] of withRunsAs(withoutSchemes(text.slice(0, longestLine)), ' ').matchAll(word)) {
    if (of === 'small' && !/^\p{Ll}/u.test(one)) continue
    const parts = fold(one).split(/[^\p{L}\p{N}]+/u)
    for (const part of parts.map(of === 'label' ? saidInLabel : said)) if (part !== '') found.add(part)
    if (found.size >= mostUnread) break
  }
  return [...found]
}

/** "l'entreprise", "d'octobre": what French and Italian draw together with the word. */
const elided = /(?<![\p{L}\p{N}])[ldnsjcm]['’](?=\p{L})/giu

/** Whether a word that `wordsLeft` gives says only that its own person leaves, or where they work. */
const isUnderstood = (one: string): boolean => isAttribute(one) || isTold(one)

/** Small letters, and what sentences in scripts without them are written in: Japanese endings, or more signs than a name has. */
const isSmallWord = (one: string): boolean =>
  /^[a-z]/.test(one) || /^\p{Ll}|\p{Script=Hiragana}/u.test(one) || /\p{Script=Han}{6}|\p{Script=Hangul}{6}/u.test(one)

const isCaseless = (one: string): boolean => /^\p{Lo}/u.test(one)
/** A name in letters that are neither large nor small has no more words. */
const mostNames = 2
/** Whether words in such letters say more beside an address than a name: more of them, or some on each side of it. */
function tellsCaseless(written: readonly string[]): boolean {
  if (!written.some(isCaseless)) return false
  const at = written.indexOf('|')
  const before = written.slice(0, Math.max(0, at)).filter(isCaseless).length
  const after = written.slice(at + 1).filter(isCaseless).length
  return Math.max(before, after) > mostNames || (before > 0 && after > 0)
}

/**
 * The words beside an address that are not understood: those in small letters, which are no names. Where the line tells a story
 * (`spoken`, or by its words) the others too: it may be somebody else's.
 */
export function wordsUnread(line: string, spoken: boolean): string[] {
  const text = withoutAddresses(line)
  const written = (/['’]/u.test(text) ? text.replace(elided, ' ') : text).match(wordOrEnd) ?? []
  const isSaid = tellsCaseless(written)
  if (!spoken && !isSaid && !written.some(isSmallWord)) return []
  const words = written.flatMap((one) => {
    const isSmall = isSmallWord(one) || (isSaid && isCaseless(one))
    const parts = one === '|' ? [one] : fold(one).split(/[^\p{L}\p{N}]+/u)
    return parts.map((part) => ({
      said: one === '|' ? one : said(part),
      isSmall,
      isNumbered: /\p{N}/u.test(part),
    }))
  })
  let tells = spoken
  const unread = { small: new Set<string>(), other: new Set<string>() }
  for (const [at, { said: one, isSmall }] of words.entries()) {
    if (one === '' || one === '|' || isAttribute(one)) continue
    const next = words[at + 1]
    const isBound =
      isBinding(one) && next !== undefined && !next.isNumbered && (next.said === '' || isUnderstood(next.said))
    if (isBound || isTold(one)) tells ||= isSmall
    else (isSmall ? unread.small : unread.other).add(one)
  }
  return [...unread.small, ...(tells ? unread.other : [])].slice(0, mostUnread)
}

/** Labels of one word that are harmless in a sentence: "No:", "In:". */
const opposites = wordSet('no none in on nok nein non nee nie ne ei nej nei later stay')

/** The words of a label or heading that are not understood. */
export function labelWords(label: string): string[] {
  const whole = fold(label).replace(/[^\p{L}]+/gu, '')
  if (opposites.has(whole)) return [whole]
  const loose = new Set(wordsUnread(label, true))
  // In "merci de désactiver :" it binds words, and is of nobody's name.
  const acts = letterWords(label).some(isDeed)
  return wordsLeft(label, 'label').filter(
    (one) => (isParticle(one) ? !acts : !isUnderstood(one)) && (!isBinding(one) || loose.has(one)),
  )
}

/** Whether a line asks or tells something, in small letters: more than an address with a name. */
export const isSentence = (line: string): boolean =>
  (withoutAddresses(line).match(word) ?? []).some((one) => {
    const folded = fold(one)
    return isSmallWord(one) && (isHarmless(folded) || isTold(folded))
  })

/** What stands before the last colon before a line's first address: "Watch list: kim@example.com"; null: nothing does. */
export function labelOf(line: string): string | null {
  const sign = line.search(/[@＠﹫]/u)
  if (sign === -1 || sign > longestLine) return null
  const written = line.slice(0, sign)
  if (!/[:：]/u.test(written)) return null
  const head = written.replace(scheme, ' ').replace(clocks, ' ')
  const at = Math.max(head.lastIndexOf(':'), head.lastIndexOf('：'))
  return at === -1 ? null : head.slice(0, at)
}

/** Whether a line holds a time of day, as heads of messages do. */
export const hasClock = (line: string): boolean => clock.test(withRunsAs(line.slice(0, longestLine), ' '))

/** The addresses of a line as they are compared, found by their looks. */
export function addressesOf(line: string): string[] {
  const text = line.slice(0, longestLine)
  return addressRuns(text).map(({ at, end }) => text.slice(at, end).toLowerCase())
}

/** The addresses of a line without what is set around them. */
export const bareAddresses = (text: string): string[] =>
  addressesOf(text).map((address) => address.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ''))
