import { fold } from '../text/folding.ts'
import { remembering } from '../text/remembering.ts'
import { isFormOfLeaving } from './employment/word-stems.ts'
import { isOfLeaving } from './others/leaving-words.ts'
import { isGreeting, namedBeside } from './others/named-beside.ts'
import { type Doubt, orElse } from './others/others-beside.ts'
import { isArriving } from './others/others-words.ts'
import { isTalk } from './others/talk-lines.ts'
import { isNameLike } from './others/text-form.ts'
import { bareAddresses, hasSign } from './others/unread-words.ts'

// Who writes a message stands alone over it, as chats and mails are copied: an address or a name, and under it of whom it tells.

const linesAStep = 300
/** Longer lines are no messages. */
const longestLine = 2000

const isAddressAlone = (line: string): boolean =>
  line.length <= longestLine && hasSign(line) && /^<?[^\s:,;|(<=>]+>?\s*[:：]?$/u.test(line)
/** A name alone, of two words or more. */
const isNameAlone = (line: string): boolean => !hasSign(line) && /^\p{L}\S* \S/u.test(line) && isNameLike(line)

/** Words right beside an address, as in a sentence; what a dash or a bracket parts from it is a remark in a list. */
const sentence = /[@＠﹫][^\s,;:()[\]|]*,? \p{L}|\p{L} [^\s,;:()[\]|]+[@＠﹫]/u
const isOfWhoLeaves = remembering((word) => isOfLeaving(word) || isFormOfLeaving(fold(word)))
const isOfWhoComes = remembering((word) => isArriving(fold(word)))

type Sender = Extract<Doubt, { kind: 'sender' }>

/** What the line under somebody who may have written it tells of others; null: nothing. */
function toldBy(line: string, ofLeavers: boolean): Sender | null {
  if (line.length > longestLine) return null
  if (isGreeting(line)) return { kind: 'sender', addresses: [], told: [] }
  if (!hasSign(line)) {
    const told = /[:：]$/u.test(line) ? [] : namedBeside(line).told
    return told.length === 0 ? null : { kind: 'sender', addresses: [], told }
  }
  const tells = ofLeavers ? isOfWhoLeaves : isOfWhoComes
  return sentence.test(line) && line.split(/[^\p{L}-]+/u).some(tells)
    ? { kind: 'sender', addresses: bareAddresses(line), told: [] }
    : null
}

/**
 * Puts doubts on lines of an address or a name alone that may be of whoever wrote what follows: it tells of somebody else. `ofLeavers`:
 * that they leave, else that they come. Yields now and then.
 */
export function* senderDoubts(
  written: readonly string[],
  doubts: (Doubt | null)[],
  ofLeavers: boolean,
): Generator<void, void> {
  const filled: { at: number; line: string }[] = []
  for (const [at, text] of written.entries()) {
    if (at % linesAStep === linesAStep - 1) yield
    const line = text.trim()
    if (line !== '' && (hasSign(line) || !isTalk(line))) filled.push({ at, line })
  }
  const doubt = (at: number, sender: Sender) => {
    doubts[at] = orElse(doubts[at] ?? null, sender)
  }
  /** Those over a line that names nobody: in a text with a sender they are senders too. */
  const others: number[] = []
  let isOfMessages = false
  for (const [place, { at, line }] of filled.entries()) {
    if (place % linesAStep === linesAStep - 1) yield
    if (!isAddressAlone(line) && !isNameAlone(line)) continue
    const before = filled[place - 1]?.line ?? ''
    // Below another one, or a line that leads over to a list, it is one of several.
    const isListed = isAddressAlone(before) || isNameAlone(before) || /[:：]$/u.test(before)
    if (isListed && !/[:：]$/u.test(line)) continue
    const next = filled[place + 1]?.line ?? ''
    const sender = toldBy(next, ofLeavers)
    if (sender !== null) doubt(at, sender)
    else if (next !== '' && !hasSign(next)) others.push(at)
    isOfMessages ||= sender !== null
  }
  if (isOfMessages) for (const at of others) doubt(at, { kind: 'sender', addresses: [], told: [] })
}
