import { Menu } from '@mantine/core'
import { IconAlertOctagon, IconAlertTriangle } from '@tabler/icons-react'
import { ruleNames } from '../../../../contract/audit/findings.ts'
import { isHigh, openWords } from '../../../features/audit/finding-words.ts'
import { count, shortDay } from '../../../lib/words/format.ts'
import styles from './findings.module.css'
import { type Finding, useAreFindingsSought, type useOpenFindings } from './use-open-findings.ts'

/** So many lie in the strip; the rest is in its menu, as far as it reaches. */
const few = 2

/** How urgent a finding is, by icon and word. */
export function Severity({ rule }: { rule: Finding['rule'] }) {
  const Icon = isHigh(rule) ? IconAlertOctagon : IconAlertTriangle
  return (
    <span className={styles.severity} data-high={isHigh(rule) || undefined}>
      <Icon size={14} stroke={1.8} aria-hidden /> {isHigh(rule) ? 'High' : 'Look'}
    </span>
  )
}

/** What rules found in the whole archive and nobody muted, the gravest first. */
export function FindingsStrip({
  found,
  opened,
  onOpen,
}: {
  found: ReturnType<typeof useOpenFindings>
  opened: string | undefined
  onOpen: (key: string) => void
}) {
  const isSought = useAreFindingsSought()
  if (found === null)
    return !isSought ? null : (
      <section className={styles.strip} aria-label="Findings">
        <span className={styles.looking}>The rules go through the events…</span>
      </section>
    )
  const { rows, open, muted } = found
  const rest = rows.slice(few)
  const left = open - Math.min(few, rows.length)
  return (
    <section className={styles.strip} aria-label="Findings">
      <strong>{openWords(open, muted)}</strong>
      {rows.slice(0, few).map((finding) => (
        <button
          key={finding.key}
          type="button"
          className={styles.finding}
          aria-pressed={finding.key === opened}
          title={finding.explanation}
          onClick={() => onOpen(finding.key)}
        >
          <Severity rule={finding.rule} />
          <span className={styles.words}>{finding.explanation}</span>
          <span className={styles.day}>{shortDay(finding.to)}</span>
        </button>
      ))}
      {rest.length > 0 && (
        <Menu position="bottom-end" width={440}>
          <Menu.Target>
            <button type="button" className={styles.finding}>
              {count(left)} more
            </button>
          </Menu.Target>
          <Menu.Dropdown className={styles.menu}>
            {rest.map((finding) => (
              <Menu.Item key={finding.key} onClick={() => onOpen(finding.key)}>
                <Severity rule={finding.rule} /> {ruleNames[finding.rule]}
                <span className={styles.about}>
                  {shortDay(finding.to)}. {finding.explanation}
                </span>
              </Menu.Item>
            ))}
            {left > rest.length && <Menu.Label>The {count(rows.length)} newest are listed</Menu.Label>}
          </Menu.Dropdown>
        </Menu>
      )}
      <button
        type="button"
        className={`${styles.finding} ${styles.all}`}
        aria-pressed={opened === 'all'}
        onClick={() => onOpen('all')}
      >
        All findings
      </button>
    </section>
  )
}
