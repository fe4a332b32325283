import { Button } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import type { GroupFinding } from '../../../contract/calls/groups.ts'
import type { Change } from '../../../contract/change.ts'
import { showPlan } from '../../features/changes/open-dialogs.ts'
import { useMay } from '../../features/session/use-seat.ts'
import { readAll } from '../../lib/application/pages.ts'
import { act, useRead } from '../../lib/application/queries.ts'
import { useAction } from '../../lib/use-action.ts'
import { findingWords } from './finding-words.ts'
import styles from './groups.module.css'

/** What is to be looked at in one group, each with its plan, or with the way to where it is settled. */
export function GroupFindings({ name, onMove }: { name: string; onMove: (to: string) => void }) {
  const findings = useRead('groups.lint', { name, limit: 1 }).data?.rows[0]?.findings ?? []
  if (findings.length === 0) return null
  return (
    <ul className={styles.told} aria-label="What to look at in this group">
      {findings.map((finding) => (
        <li key={`${finding.code} ${finding.other}`}>
          <span>{findingWords(finding)}</span>
          <Settle name={name} finding={finding} onMove={onMove} />
        </li>
      ))}
    </ul>
  )
}

function Settle({ name, finding, onMove }: { name: string; finding: GroupFinding; onMove: (to: string) => void }) {
  const navigate = useNavigate()
  const may = useMay()
  const { code, other } = finding
  const takeOut = useAction(
    async () => {
      const members = await readAll('groups.get', { name })
      const changes = members
        .filter(({ disabled }) => disabled)
        .map(({ username }): Change => ({ kind: 'groups', username, add: [], remove: [name] }))
      showPlan({ changes, title: `Take disabled people out of “${name}”`.slice(0, 200) })
    },
    { failed: 'Nothing was planned' },
  )
  switch (code) {
    case 'case-twin':
    case 'look-twin':
    case 'near-duplicate':
    case 'same-members':
      return (
        <>
          {other !== null && may('groups.plan') && code !== 'same-members' && (
            <Way onClick={() => onMove(other)}>Move everybody there</Way>
          )}
          {other !== null && (
            <Way onClick={() => void navigate({ to: '/groups', search: { group: other } })}>Open the other one</Way>
          )}
        </>
      )
    case 'space':
    case 'invisible':
      return may('groups.plan') ? <Way onClick={() => onMove('')}>Move everybody to another name</Way> : null
    case 'disabled-members':
      return may('changes.preview') ? (
        <Way pending={takeOut.pending} onClick={() => void takeOut.run()}>
          Preview taking them out
        </Way>
      ) : null
    case 'nobody-logged-in':
    case 'one-member':
      return <Way onClick={() => void navigate({ to: '/users', search: { groups: [name] } })}>Show in Users</Way>
    case 'empty':
      return (
        <>
          <span className={styles.quiet}>The API cannot delete a group.</span>
          <Way onClick={() => void act('app.openPage', { page: 'users-console' })}>Delete in LastPass’ console</Way>
        </>
      )
    default:
      return code satisfies never
  }
}

const Way = ({ children, pending, onClick }: { children: string; pending?: boolean; onClick: () => void }) => (
  <Button size="compact-sm" variant="subtle" loading={pending ?? false} onClick={onClick}>
    {children}
  </Button>
)
