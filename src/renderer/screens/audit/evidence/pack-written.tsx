import { Button, Modal } from '@mantine/core'
import { IconCircleCheck } from '@tabler/icons-react'
import type { EvidenceControl } from '../../../../contract/audit/audit.ts'
import type { Output } from '../../../../contract/calls.ts'
import { count } from '../../../lib/words/format.ts'
import { CopyButton } from '../../../ui/copy-button.tsx'
import styles from './evidence.module.css'
import { controlNames, rowsOf } from './evidence-words.ts'

type Fact = [term: string, value: string, copy: string | null]

/** What was written: where it lies, and by what somebody else checks it. */
export function PackWritten({
  made: { path, events, sampled, seed, fingerprint, sha256, reviews },
  control,
  onClose,
}: {
  made: Output<'audit.pack'>
  control: EvidenceControl
  onClose: () => void
}) {
  const facts: Fact[] = [
    ['File', path ?? '', 'path'],
    ['Control', controlNames[control].name, null],
    [
      control === 'access review' ? 'Decisions' : 'Events',
      `${count(events)}, of which ${count(sampled)} were drawn`,
      null,
    ],
    ...(reviews !== null && reviews.altered > 0
      ? [['Not as signed', `${count(reviews.altered)} of ${count(reviews.signed)} reviews`, null] satisfies Fact]
      : []),
    ['Seed', String(seed), 'seed'],
    ['SHA-256', sha256 ?? '', 'SHA-256'],
    ['Signed by', fingerprint ?? '', 'fingerprint'],
    ['Check with', `provost verify "${path ?? ''}"`, 'command'],
  ]
  return (
    <Modal opened onClose={onClose} size={720} title="Evidence pack">
      <p className={styles.whole} role="status">
        <IconCircleCheck size={18} stroke={1.7} aria-hidden /> The pack with {rowsOf(control, events)} was written.
      </p>
      <dl className={styles.facts}>
        {facts.map(([term, value, copy]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>
              <span>{value}</span>
              {copy !== null && <CopyButton text={value} what={copy} />}
            </dd>
          </div>
        ))}
      </dl>
      <p className={styles.quiet}>
        Give the auditor the fingerprint by another way than the file: that it is valid says only that it is as this key
        signed it.
      </p>
      <footer className={styles.foot}>
        <Button data-autofocus onClick={onClose}>
          Close
        </Button>
      </footer>
    </Modal>
  )
}
