import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import type { MatchRow } from '../../../contract/calls/leavers.ts'
import { failureOf } from '../../lib/client.ts'
import { plural } from '../../lib/format.ts'
import { act } from '../../lib/queries.ts'
import { Badge, StatusBadge } from '../../ui/badge.tsx'
import { RelativeTime } from '../../ui/time.tsx'
import styles from './leavers.module.css'
import { resultWords } from './words.ts'

const whyWords: Record<MatchRow['candidates'][number]['why'], string> = {
  'same-address': 'has this very address',
  'same-name': 'has just this name',
  'names-fit': 'all names given fit',
  'address-without-domain': 'same address, another domain',
}

/** One row of the list: who may be meant. Nobody is chosen for the person. */
export function MatchChoice({ list, row, onClose }: { list: string; row: MatchRow; onClose: () => void }) {
  const choose = async (username: string | null) => {
    try {
      await act('leavers.choose', { list, choices: [{ row: row.row, username }] })
      onClose()
    } catch (error) {
      notifications.show({ color: 'red', title: 'Nothing was decided', message: failureOf(error).message })
    }
  }
  const words = resultWords[row.result]
  return (
    <section className={styles.choice} aria-label={`Row: ${row.given}`}>
      <p>
        <strong>{row.given}</strong> <Badge tone={words.tone}>{words.label}</Badge>{' '}
        <span className={styles.note}>
          line {row.line}. {row.message}
        </span>
      </p>
      {row.candidates.length > 0 && (
        <ul>
          {row.candidates.map((candidate) => (
            <li key={candidate.username}>
              <span>
                <strong>
                  <bdi>{candidate.fullname || 'No name'}</bdi>
                </strong>{' '}
                {candidate.username}
              </span>
              <StatusBadge status={candidate.status} />
              <span className={styles.note}>
                {whyWords[candidate.why]}
                {candidate.lastLogin && (
                  <>
                    , last login <RelativeTime instant={candidate.lastLogin} />
                  </>
                )}
              </span>
              <Button
                variant="default"
                size="compact-xs"
                ml="auto"
                disabled={candidate.username === row.username}
                onClick={() => void choose(candidate.username)}
              >
                {candidate.username === row.username ? 'Chosen' : 'Choose'}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {row.moreCandidates > 0 && (
        <p className={styles.note}>
          {plural(row.moreCandidates, 'more fits', 'more fit')}; give the address to tell them apart.
        </p>
      )}
      <div className={styles.buttons}>
        {row.result !== 'dropped' && (
          <Button variant="default" size="compact-xs" onClick={() => void choose(null)}>
            Leave this row out
          </Button>
        )}
        <Button variant="subtle" color="gray" size="compact-xs" onClick={onClose}>
          Close
        </Button>
      </div>
    </section>
  )
}
