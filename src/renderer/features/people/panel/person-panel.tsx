import { Button, Tabs } from '@mantine/core'
import { IconUserQuestion } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { Output } from '../../../../contract/calls.ts'
import type { UserFilter } from '../../../../contract/model.ts'
import { failureOf } from '../../../lib/application/client.ts'
import { useRead } from '../../../lib/application/queries.ts'
import { absolute, count, inOrder } from '../../../lib/words/format.ts'
import { Badge } from '../../../ui/badge.tsx'
import { CopyButton } from '../../../ui/copy-button.tsx'
import { Panel } from '../../../ui/panel.tsx'
import { EmptyState, FailureState } from '../../../ui/states.tsx'
import { Timeline } from '../../audit/timeline/timeline.tsx'
import { PersonActions } from '../../changes/actions/actions.tsx'
import { DraftedOf } from '../../groups/drafted-of.tsx'
import { ReachButton } from '../../leaving/reach-button.tsx'
import { PersonTrend } from '../../scores/trend/person-trend.tsx'
import { StatusBadge } from '../badges.tsx'
import { statusWords, vaultWords } from '../words.ts'
import { Fact, Facts, When } from './facts.tsx'
import { FolderCount, FolderList } from './folder-list.tsx'
import { GroupList } from './group-list.tsx'
import { History } from './history.tsx'
import { KeptHere } from './kept-here.tsx'
import styles from './person.module.css'
import { PersonSecurity } from './person-security.tsx'

type Person = Output<'users.get'>

interface PersonPanelProps {
  username: string
  width: number
  onWidth: (width: number) => void
  onClose: () => void
  onFilter: (filter: UserFilter) => void
}

/** Everything that is known of one person. */
export function PersonPanel({ username, width, onWidth, onClose, onFilter }: PersonPanelProps) {
  const read = useRead('users.get', { username }, { keep: true })
  const failure = read.error ? failureOf(read.error) : null
  const person = failure ? undefined : read.data
  return (
    <Panel label={person?.fullname || username} width={width} onWidth={onWidth} onClose={onClose}>
      {failure?.code === 'not-found' && (
        <EmptyState icon={<IconUserQuestion size={26} stroke={1.5} />} title="Not in the data at hand">
          {username} was in the list, but is not in what was read last. They may have been removed from the company.
        </EmptyState>
      )}
      {failure && failure.code !== 'not-found' && (
        <FailureState failure={failure} onRetry={() => void read.refetch()} />
      )}
      {person && (
        <div className={styles.person} data-stale={read.isPlaceholderData || undefined}>
          <header>
            <h2 title={inOrder(person.fullname) || undefined}>
              <bdi>{inOrder(person.fullname) || 'No name'}</bdi>
            </h2>
            <p className={styles.address}>
              <span>{person.username}</span>
              <CopyButton text={person.username} what="address" />
            </p>
            <p className={styles.status}>
              {person.goneSince === null ? <StatusBadge status={person.status} /> : <Badge tone="slate">Gone</Badge>}
              {person.admin && <span className={styles.tag}>Admin</span>}
              {person.passwordResetRequired && <span className={styles.tag}>Must set a new master password</span>}
              {person.duplicate && <span className={styles.tag}>Another account has this user name</span>}
            </p>
            <p className={styles.meaning}>
              {person.goneSince
                ? `No longer in LastPass: missing since the refresh of ${absolute(person.goneSince)}. What follows is what was last known.`
                : statusWords[person.status].meaning}
            </p>
            {!read.isPlaceholderData && (
              <div className={styles.acts}>
                <PersonActions person={person} />
                <ReachButton person={person} />
              </div>
            )}
          </header>
          <Tabs defaultValue="overview" keepMounted={false}>
            <Tabs.List className={styles.tabs}>
              <Tabs.Tab value="overview">Overview</Tabs.Tab>
              <Tabs.Tab value="folders">
                Folders <FolderCount person={person} />
              </Tabs.Tab>
              <Tabs.Tab value="events">Events</Tabs.Tab>
              <Tabs.Tab value="history">History</Tabs.Tab>
            </Tabs.List>
            <Tabs.Panel value="overview">
              <Overview person={person} onFilter={onFilter} />
            </Tabs.Panel>
            <Tabs.Panel value="folders">
              <FolderList person={person} />
            </Tabs.Panel>
            <Tabs.Panel value="events">
              <Timeline key={person.username} about={{ kind: 'person', name: person.username }} />
            </Tabs.Panel>
            <Tabs.Panel value="history">
              <History username={person.username} />
            </Tabs.Panel>
          </Tabs>
        </div>
      )}
    </Panel>
  )
}

function Overview({ person, onFilter }: { person: Person; onFilter: (filter: UserFilter) => void }) {
  const invited = person.status === 'invited'
  const attributes = Object.entries(person.attributes)
  const others = Object.entries(person.other)
  return (
    <>
      <PersonSecurity person={person} />
      <section>
        <h3>Groups{person.groups.length > 0 && ` ${count(person.groups.length)}`}</h3>
        <GroupList key={person.username} groups={person.groups} onGroup={(group) => onFilter({ groups: [group] })} />
        <DraftedOf person={person} />
      </section>
      <KeptHere username={person.username} />
      {!invited && (
        <section>
          <h3>Account</h3>
          <Facts>
            <Fact term="Number">{person.id ?? 'none'}</Fact>
            <Fact term="Created">{person.created ? <When instant={person.created} /> : 'not told'}</Fact>
            <Fact term="Sharing keys">
              {person.hasSharingKeys === null ? 'not told' : person.hasSharingKeys ? 'yes' : 'no'}
            </Fact>
            {person.linked && <Fact term="Linked account">{person.linked}</Fact>}
            {person.duoUsername && <Fact term="Duo user name">{person.duoUsername}</Fact>}
          </Facts>
        </section>
      )}
      {!invited && (
        <section>
          <h3>Score over time</h3>
          <PersonTrend username={person.username} />
        </section>
      )}
      {!invited && (
        <section>
          <h3>In the vault</h3>
          <p>{vaultWords(person)}</p>
          <p className={styles.note}>Counts only. What is in a vault cannot be seen from here.</p>
        </section>
      )}
      {attributes.length > 0 && (
        <section>
          <h3>Attributes given at provisioning</h3>
          <Facts>
            {attributes.map(([name, value]) => (
              <Fact key={name} term={name}>
                {words(value)}
              </Fact>
            ))}
          </Facts>
        </section>
      )}
      {others.length > 0 && (
        <section>
          <h3>Other fields of LastPass’ answer</h3>
          <Facts>
            {others.map(([name, value]) => (
              <Fact key={name} term={name}>
                {words(value)}
              </Fact>
            ))}
          </Facts>
        </section>
      )}
      <section>
        <Button
          renderRoot={(props) => <Link {...props} to="/users" search={{ text: person.username }} />}
          variant="subtle"
          size="compact-xs"
        >
          Show only this person in the list
        </Button>
      </section>
    </>
  )
}

const words = (value: unknown): string =>
  value === null || value === '' ? 'empty' : typeof value === 'object' ? JSON.stringify(value) : String(value)
