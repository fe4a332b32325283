import { fold } from '../../text/folding.ts'
import { isLeaving, isTold, saysGone, saysLeaving } from './leaving-words.ts'
import { type Doubt, orElse } from './others-beside.ts'
import { isArriving, isComing, isHarmless } from './others-words.ts'
import { hasSign, withoutAddresses } from './unread-words.ts'

const longestHeading = 60
const mostBeside = 200
const wordsOf = (text: string): string[] => text.split(/[^\p{L}-]+/u).filter((word) => word.length > 1)

/** Whether a word of a longer heading says no more than who leaves, and when. */
const isOfHeading = (word: string): boolean => isHarmless(word) || isTold(word) || isLeaving(word)

const longestSaid = 60
/** A doubt without what only says that somebody comes: "Joiners:" speaks for those under it here. */
function withoutComing(doubt: Doubt | null | undefined): Doubt | null {
  if (doubt?.kind !== 'words' && doubt?.kind !== 'above') return doubt ?? null
  const said = doubt.kind === 'words' ? doubt.words : [...doubt.heading, ...doubt.names.flat(), ...(doubt.told ?? [])]
  return said.every(isComing) ? withoutComing(doubt.otherwise) : doubt
}

/** `words`: of which all may be the person's own name. */
const goneDoubt = (said: string, words: string[]): Doubt => ({ kind: 'gone', said: said.slice(0, longestSaid), words })

/**
 * Puts a doubt on the lines of a text whose people it says have left: beside the address, or as a heading over it. For lists of people
 * who are there or are to come. Yields now and then.
 */
export function* goneDoubts(lines: readonly string[], doubts: (Doubt | null)[]): Generator<void, void> {
  let section: string | null = null
  for (const [at, line] of lines.entries()) {
    if (at % 1000 === 999) yield
    const text = line.trim()
    if (text === '') continue
    doubts[at] = withoutComing(doubts[at])
    if (!hasSign(text)) {
      const isShort = wordsOf(text).length <= 3 || wordsOf(fold(text)).every(isOfHeading)
      const isHeading = text.length <= longestHeading && (/[:：]$/u.test(text) || isShort)
      if (isHeading && (saysLeaving(text) || saysGone(text)) && !wordsOf(text).some(isArriving))
        section = text.replace(/[:：]$/u, '')
      else if (isHeading && /[:：]$/u.test(text)) section = null
      continue
    }
    if (section !== null) doubts[at] = orElse(doubts[at] ?? null, goneDoubt(section, []))
    else if (/\p{L}{3,}/u.test(withoutAddresses(text))) {
      const beside = withoutAddresses(text.slice(0, mostBeside)).replaceAll('|', ' ').trim()
      const said = beside.replace(/^[\s(:–—-]+|[\s):–—-]+$/gu, '')
      if (saysLeaving(beside) || saysGone(beside))
        doubts[at] = orElse(doubts[at] ?? null, goneDoubt(said, wordsOf(fold(said))))
    }
  }
}
