import type { JoinedSource } from '../../../contract/scores/joined-source.ts'
import { plural, shortDay } from '../../lib/words/format.ts'

/** Where days came from that another workstation kept, as a sentence. */
export const sourceWords = ({ by, days, from, to, joined }: JoinedSource): string =>
  days === 1
    ? `${shortDay(from)} was kept by ${by}, and joined on ${shortDay(joined)}.`
    : `${plural(days, 'day', 'days')} between ${shortDay(from)} and ${shortDay(to)} were kept by ${by}, and joined on ${shortDay(joined)}.`

/** What is added to how a line was computed, where some of its days came from elsewhere; begins with a space. */
export const joinedWords = (joined: readonly JoinedSource[] | undefined): string =>
  (joined ?? []).map((source) => ` ${sourceWords(source)}`).join('')
