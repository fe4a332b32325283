import { Button } from '@mantine/core'
import { IconAlertOctagon, IconAlertTriangle, IconCheck } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import type { AttentionId } from '../../../contract/calls/scores.ts'
import type { UserFilter } from '../../../contract/model.ts'
import { count } from '../../lib/format.ts'
import { useRead } from '../../lib/queries.ts'
import { Explain } from '../../ui/explain.tsx'
import styles from './overview.module.css'

interface Row {
  title: string
  note: (of: string) => string
  high: boolean
  act: string
  users?: (threshold: number) => UserFilter
}

const rows: Record<AttentionId, Row> = {
  'admins-without-mfa': {
    title: 'Admins without multifactor',
    note: (of) => `of ${of} admins`,
    high: true,
    act: 'Show',
    users: () => ({ admin: true, mfa: false, notStatus: ['disabled'] }),
  },
  'disabled-in-folders': {
    title: 'Disabled people still in folders',
    note: (of) => `of ${of} who are disabled`,
    high: true,
    act: 'Show',
    users: () => ({ status: ['disabled'], hasFolders: true }),
  },
  'sole-admin-folders': {
    title: 'Folders with one administrator',
    note: (of) => `of ${of} shared folders`,
    high: false,
    act: 'Show',
  },
  'low-score': {
    title: 'Low scores',
    note: (of) => `of ${of} who have a score`,
    high: false,
    act: 'Show',
    users: (threshold) => ({ belowScore: threshold, notStatus: ['disabled', 'invited'] }),
  },
  'weak-master-password': {
    title: 'Weak master password',
    note: (of) => `of ${of}, strength under 50`,
    high: false,
    act: 'Show',
    users: () => ({ maxPasswordStrength: 49, notStatus: ['disabled', 'invited'] }),
  },
  'never-logged-in': {
    title: 'Never logged in',
    note: (of) => `of ${of} accounts`,
    high: false,
    act: 'Show',
    users: () => ({ status: ['never-logged-in'] }),
  },
  invited: {
    title: 'Invited, not yet joined',
    note: () => 'they can be invited again from the list',
    high: false,
    act: 'Show',
    users: () => ({ status: ['invited'] }),
  },
}

/** What needs somebody, the gravest first; each opens its list, where it can be acted upon. */
export function Attention({ threshold }: { threshold: number }) {
  const found = useRead('scores.attention', {}).data?.rows ?? []
  const navigate = useNavigate()
  const open = (id: AttentionId) => {
    const { users } = rows[id]
    if (users === undefined) void navigate({ to: '/folders', search: { risk: 'sole-admin' } })
    else void navigate({ to: '/users', search: users(threshold) })
  }
  const parts = [
    {
      word: 'High',
      Icon: IconAlertOctagon,
      tone: 'red',
      list: found.filter(({ id, count: many }) => many > 0 && rows[id].high),
    },
    {
      word: 'Look',
      Icon: IconAlertTriangle,
      tone: 'amber',
      list: found.filter(({ id, count: many }) => many > 0 && !rows[id].high),
    },
  ] as const
  const calm = found.filter(({ count: many }) => many === 0)
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
      {parts.map(({ word, Icon, tone, list }) =>
        list.length === 0 ? null : (
          <section key={word} aria-label={word}>
            <h3 data-tone={tone}>
              <Icon size={15} stroke={1.8} aria-hidden /> {word} <span className="numbers">{list.length}</span>
            </h3>
            <ul>
              {list.map(({ id, count: many, of }) => (
                <li key={id}>
                  <strong className="numbers">{count(many)}</strong>
                  <span>
                    <span className={styles.what}>{rows[id].title}</span>
                    <span className={styles.note}>{rows[id].note(count(of))}</span>
                  </span>
                  <Button
                    variant="default"
                    size="compact-xs"
                    onClick={() => open(id)}
                    aria-label={`Show ${count(many)}: ${rows[id].title}`}
                  >
                    {rows[id].act} {count(many)}
                  </Button>
                </li>
              ))}
            </ul>
          </section>
        ),
      )}
      {calm.length > 0 && (
        <section aria-label="In order">
          <h3 data-tone="green">
            <IconCheck size={15} stroke={1.8} aria-hidden /> In order <span className="numbers">{calm.length}</span>
          </h3>
          <p className={styles.note}>{calm.map(({ id }) => rows[id].title).join(' · ')}: nobody.</p>
        </section>
      )}
    </aside>
  )
}
