import { fold } from '../text/folding.ts'
import { saysLeaving } from './others/leaving-words.ts'
import { type Doubt, orElse } from './others/others-beside.ts'
import { isArriving, isClosing, isOfOthers, isRefusal, isStaying } from './others/others-words.ts'
import { hasSign } from './others/unread-words.ts'

const linesAStep = 1000
/** A longer line is no heading. */
const mostWords = 4

/** The words of a line that may head those who are not meant: "Staying", "Not leaving:", "New starters". */
function headingOf(line: string): string[] {
  const words = fold(line)
    .split(/[^\p{L}-]+/u)
    .filter((word) => word !== '')
  if (words.length > mostWords) return []
  return words.filter((word) => isStaying(word) || isRefusal(word) || isArriving(word) || isOfOthers(word))
}

/**
 * Puts doubts on the lines of a text that hold a name alone: under the closing of a mail it is whoever wrote it, and in a list of names
 * a heading may say that those under it stay. Nobody is taken by a name; these are not even taken with others. Yields now and then.
 */
export function* nameDoubts(lines: readonly string[], doubts: (Doubt | null)[]): Generator<void, void> {
  const isOfNames = !lines.some(hasSign)
  let over: Doubt | null = null
  for (const [at, line] of lines.entries()) {
    if (at % linesAStep === linesAStep - 1) yield
    if (line.trim() === '') continue
    if (hasSign(line)) over = null
    else if (!isOfNames) {
      if (isClosing(line)) over = { kind: 'signature' }
      else if (over !== null) doubts[at] = orElse(doubts[at] ?? null, over)
    } else {
      const heading = headingOf(line)
      if (heading.length > 0) over = { kind: 'above', names: [], heading }
      else if (saysLeaving(line)) over = null
      else if (over !== null) doubts[at] = orElse(doubts[at] ?? null, over)
    }
  }
}
