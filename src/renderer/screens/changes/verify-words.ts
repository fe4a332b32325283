import type { Output } from '../../../contract/calls.ts'
import { count } from '../../lib/words/format.ts'

type Verified = Output<'journal.verify'>

/** What verifying a journal found, where it is not intact: in a few words, and in sentences with what to do now. */
export interface BrokenWords {
  title: string
  text: string
}

/** `exports`: whether this seat may export the journal. */
export function brokenWords({ brokenAt, entries, lost, reason }: Verified, exports: boolean): BrokenWords {
  if (lost?.restBrokenAt === null && brokenAt === 1)
    return { title: `Not provable up to line ${count(lost.lines)}.`, text: reason ?? '' }
  const next = `${exports ? 'Export the journal as it is and keep it' : 'Tell an admin, who can export the journal as it is'}, compare it with an earlier export, and take LastPass’ own log for what was done.`
  // Where lines are missing, the line that tells of them is among those that hold: all that are here do.
  if (lost === null && brokenAt !== null && brokenAt <= entries)
    return { title: `Lines are missing before line ${count(brokenAt)}.`, text: `${reason} ${next}` }
  const sound =
    entries === 0
      ? 'None of its lines can be proved.'
      : `${entries === 1 ? 'Line 1 is as it was' : `Lines 1 to ${count(entries)} are as they were`} written; no line after that can be proved.`
  return {
    title: `Not intact${brokenAt === null ? '' : ` at line ${count(brokenAt)}`}.`,
    text: `${reason} ${sound} ${next}`,
  }
}
