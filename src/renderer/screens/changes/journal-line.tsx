import { Link } from '@tanstack/react-router'
import type { JournalLine } from '../../../contract/change.ts'
import { markedJson } from '../../../contract/marked.ts'
import { useMay } from '../../features/session/use-seat.ts'
import { absolute, count } from '../../lib/words/format.ts'
import styles from './changes.module.css'
import { changeWords, kindNames, lineWords } from './journal-words.ts'

/** When a line was written, in full. A damaged one does not say. */
export const whenOf = ({ kind, time }: JournalLine): string => (kind === 'damaged' ? 'not known' : absolute(time))

/** A line of the journal with all that it holds, below the list. */
export function OpenedLine({ line }: { line: JournalLine }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a long line is scrolled by keyboard
    <section className={styles.line} aria-label={`Line ${count(line.seq)}`} tabIndex={0}>
      <p>
        <strong>
          Line {count(line.seq)}, {kindNames[line.kind] ?? line.kind}
        </strong>{' '}
        · {whenOf(line)}
        {line.change && ` · ${changeWords(line)}`}
      </p>
      <p>{lineWords(line)}</p>
      <EventsOf line={line} />
      <pre>{markedJson(JSON.stringify(line.data, null, 2))}</pre>
      <p className={styles.note}>
        Hash {line.hash} · line before {line.previous}
      </p>
    </section>
  )
}

/** Seconds around a line in which LastPass may have logged the same, as main joins them. */
const around = { before: 120, after: 300 }

/** Leads from a line about somebody to what LastPass logged of them about that time. */
function EventsOf({ line }: { line: JournalLine }) {
  const may = useMay()
  const at = Date.parse(line.time)
  if (line.change === null || !Number.isFinite(at) || !may('audit.page')) return null
  const search = {
    about: { kind: 'person' as const, name: line.change.username },
    from: new Date(at - around.before * 1000).toISOString(),
    to: new Date(at + around.after * 1000).toISOString(),
    own: 'shown' as const,
  }
  return (
    <p>
      <Link to="/audit" search={search}>
        Show LastPass’ events of this person, 2 minutes before to 5 after
      </Link>
    </p>
  )
}
