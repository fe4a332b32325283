import { IconAlertOctagon, IconAlertTriangle, IconCheck, IconHelp } from '@tabler/icons-react'
import { isHigh } from '../../../features/audit/finding-words.ts'
import { Unread } from '../../../features/scores/unread.tsx'
import { useMay } from '../../../features/session/use-seat.ts'
import { useRead } from '../../../lib/application/queries.ts'
import { Explain } from '../../../ui/explain.tsx'
import { Waiting } from '../../../ui/states.tsx'
import { useFoldersKnown } from '../folders-known.ts'
import styles from '../overview.module.css'
import { attentionRows as rows, unknownWords } from './attention-rows.ts'
import { ExpiredList } from './expired-list.tsx'
import { OpenFindings } from './open-findings.tsx'
import { OpenPasswords } from './open-passwords.tsx'
import { PeopleLine } from './people-line.tsx'

/** What needs somebody, the gravest first; each opens its list and has its act. */
export function Attention({ threshold }: { threshold: number }) {
  const counts = useRead('scores.attention', {})
  const found = counts.data?.rows ?? []
  const may = useMay()
  // As the strip in Audit counts them: what somebody muted needs nobody any more.
  const audit = useRead('findings.page', { offset: 0, limit: 1 }, { enabled: may('findings.page') })
  const openOf = (grave: boolean) =>
    (audit.data?.byRule ?? []).reduce((sum, { rule, open: many }) => sum + (isHigh(rule) === grave ? many : 0), 0)
  const campaign = useRead('leavers.campaign', { by: 'leaver', limit: 1 }, { enabled: may('leavers.campaign') })
  const passwords = campaign.data?.sums
  const overdue = passwords?.overdue ?? 0
  const some = found.filter(({ count: many }) => many > 0)
  const parts = [
    { word: 'High', Icon: IconAlertOctagon, tone: 'red', high: true },
    { word: 'Look', Icon: IconAlertTriangle, tone: 'amber', high: false },
  ].map((part) => ({
    ...part,
    list: some.filter(({ id }) => rows[id].high === part.high),
    findings: openOf(part.high),
    passwords: !part.high && overdue > 0 ? passwords : undefined,
  }))
  // Of what is not known nobody can say that it is in order.
  const none = found.filter(({ count: many }) => many === 0)
  const foldersKnown = useFoldersKnown()
  const unknown = none.filter((line) => unknownWords(line, foldersKnown) !== null)
  const calm = none.filter((line) => unknownWords(line, foldersKnown) === null)
  return (
    <aside className={styles.attention} aria-label="Needs attention">
      <header>
        <h2>Needs attention</h2>
        <Explain
          what="needs attention"
          explanation={{
            definition:
              'What the last refresh shows and somebody should decide about. Each number is exactly the list that its button opens.',
            leftOut: 'People who are gone.',
          }}
        />
      </header>
      <Unread reads={[counts, audit, campaign]} />
      {counts.data === undefined && counts.error === null && <Waiting />}
      {parts.map(({ word, Icon, tone, high, list, findings, passwords: left }) =>
        list.length === 0 && findings === 0 && left === undefined ? null : (
          <section key={word} aria-label={word}>
            <h3 data-tone={tone}>
              <Icon size={15} stroke={1.8} aria-hidden /> {word}{' '}
              <span className="numbers">{list.length + (findings > 0 ? 1 : 0) + (left === undefined ? 0 : 1)}</span>
            </h3>
            <ul>
              {findings > 0 && <OpenFindings many={findings} high={high} />}
              {left !== undefined && <OpenPasswords {...left} />}
              {list.map((line) => (
                <PeopleLine key={line.id} line={line} threshold={threshold} />
              ))}
            </ul>
          </section>
        ),
      )}
      {unknown.length > 0 && (
        <section aria-label="Not known yet">
          <h3>
            <IconHelp size={15} stroke={1.8} aria-hidden /> Not known yet{' '}
            <span className="numbers">{unknown.length}</span>
          </h3>
          {unknown.map((line) => (
            <p key={line.id} className={styles.note}>
              {`${rows[line.id].title}: ${unknownWords(line, foldersKnown)}. `}
              <Explain what={rows[line.id].title.toLowerCase()} explanation={rows[line.id].explanation(line)} />
            </p>
          ))}
        </section>
      )}
      {calm.length > 0 && (
        <section aria-label="In order">
          <h3 data-tone="green">
            <IconCheck size={15} stroke={1.8} aria-hidden /> In order <span className="numbers">{calm.length}</span>
          </h3>
          <p className={styles.note}>{calm.map(({ id }) => rows[id].title).join(' · ')}: none.</p>
        </section>
      )}
      <ExpiredList />
    </aside>
  )
}
