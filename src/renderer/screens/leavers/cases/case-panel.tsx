import { Button, Tabs } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconArrowBackUp } from '@tabler/icons-react'
import type { Output } from '../../../../contract/calls.ts'
import { showJob, showPlan } from '../../../features/changes/open-dialogs.ts'
import layout from '../../../features/people-list/list-layout.module.css'
import texts from '../../../features/people-list/texts.module.css'
import { failureOf } from '../../../lib/application/client.ts'
import { act, useRead } from '../../../lib/application/queries.ts'
import { absolute, count, inOrder, plural } from '../../../lib/words/format.ts'
import { Badge } from '../../../ui/badge.tsx'
import { Panel } from '../../../ui/panel.tsx'
import { FailureState } from '../../../ui/states.tsx'
import { RelativeTime } from '../../../ui/time.tsx'
import { Rotation } from '../rotation/rotation.tsx'
import styles from './case-panel.module.css'
import { CaseSteps } from './case-steps.tsx'
import { accountWords, eventWords, isBroughtBack, stateWords, summaryWords } from './case-words.ts'
import { CheckBadge } from './check-badge.tsx'
import { CloseCases } from './close-cases.tsx'
import { DisableAgain } from './disable-again.tsx'
import { RecordMenu } from './record-menu.tsx'
import { useCheck } from './use-check.ts'

type Case = Output<'leavers.case'>

const said = (title: string, error: unknown) =>
  notifications.show({ color: 'red', title, message: failureOf(error).message, autoClose: 10_000 })

interface CasePanelProps {
  id: string
  width: number
  onWidth: (width: number) => void
  onClose: () => void
}

/** One person who left: the steps with their gates, the checks, the sites to change, the record, and the way back. */
export function CasePanel({ id, width, onWidth, onClose }: CasePanelProps) {
  const read = useRead('leavers.case', { case: id }, { keep: true })
  const { busy, check } = useCheck()
  const one = read.data
  const isBack = one?.state === 'attention' && isBroughtBack(one)
  const undo = async () => {
    try {
      const { plans } = await act('leavers.undo', { case: id })
      const [plan, ...then] = plans
      if (plan) showPlan({ plan, then })
    } catch (error) {
      said('This cannot be undone', error)
    }
  }
  return (
    <Panel label={one?.fullname || 'Case'} width={width} onWidth={onWidth} onClose={onClose}>
      {read.error && <FailureState failure={failureOf(read.error)} onRetry={() => void read.refetch()} />}
      {one && (
        <div className={styles.case}>
          <header>
            <h2>
              <bdi>{inOrder(one.fullname) || 'No name'}</bdi>
            </h2>
            <p>{one.username}</p>
            <p className={layout.buttons}>
              <Badge tone={stateWords(one).tone}>{stateWords(one).label}</Badge>
              <span className={texts.note}>Account now:</span>
              <Badge tone={accountWords(one.account).tone}>{accountWords(one.account).label}</Badge>
            </p>
            <p>{summaryWords(one)}</p>
            <div className={layout.buttons}>
              {isBack ? (
                <DisableAgain usernames={[one.username]} which={{ cases: [id] }} />
              ) : (
                <Button
                  variant="default"
                  leftSection={<IconArrowBackUp size={15} stroke={1.8} />}
                  disabled={!one.undo.possible}
                  title={one.undo.reason ?? 'Opens a plan; nothing is sent yet'}
                  onClick={() => void undo()}
                >
                  Undo: enable again
                </Button>
              )}
              <Button variant="default" loading={busy} onClick={() => void check({ cases: [id] })}>
                Check now
              </Button>
              <RecordMenu what={{ cases: [id] }} number={1} />
              {one.state !== 'done' && <CloseCases number={1} which={() => Promise.resolve([id])} />}
            </div>
            {one.closed && (
              <p className={texts.note}>
                Closed {absolute(one.closed.time)} by {one.closed.by}: {one.closed.reason}
              </p>
            )}
            {!isBack && !one.undo.possible && one.undo.reason && <p className={texts.note}>{one.undo.reason}</p>}
          </header>
          <Tabs defaultValue="steps" keepMounted={false}>
            <Tabs.List className={styles.panelTabs}>
              <Tabs.Tab value="steps">Steps</Tabs.Tab>
              <Tabs.Tab value="checks">Checks {count(one.checks.length)}</Tabs.Tab>
              <Tabs.Tab value="sites">
                Sites{' '}
                {one.rotation.total === null ? '' : `${count(one.rotation.ticked)} of ${count(one.rotation.total)}`}
              </Tabs.Tab>
              <Tabs.Tab value="before">Before</Tabs.Tab>
            </Tabs.List>
            <Tabs.Panel value="steps">
              <CaseSteps one={one} />
              <Since one={one} />
            </Tabs.Panel>
            <Tabs.Panel value="checks">
              <Checks one={one} />
            </Tabs.Panel>
            <Tabs.Panel value="sites">
              <Rotation usernames={[one.username]} />
            </Tabs.Panel>
            <Tabs.Panel value="before">
              <Before one={one} />
            </Tabs.Panel>
          </Tabs>
        </div>
      )}
    </Panel>
  )
}

/** What became of the account apart from the steps: by other jobs, or outside Provost. */
function Since({ one }: { one: Case }) {
  if (one.since.length === 0) return null
  return (
    <div className={texts.pad}>
      <h3>Since then</h3>
      <ol className={styles.checks}>
        {one.since.map((event) => (
          <li key={`${event.time} ${event.kind}`}>
            <p>{eventWords(event)}.</p>
            {event.job !== null && (
              <Button variant="subtle" size="compact-sm" onClick={() => showJob(event.job)}>
                Show the job
              </Button>
            )}
          </li>
        ))}
      </ol>
    </div>
  )
}

function Checks({ one }: { one: Case }) {
  return (
    <div className={texts.pad}>
      <p className={texts.note}>
        {one.nextCheck ? `The next check is due on ${absolute(one.nextCheck)}.` : 'No further check is due.'}
      </p>
      {one.checks.length === 0 && <p>Not checked yet.</p>}
      <ol className={styles.checks}>
        {[...one.checks].reverse().map((check) => (
          <li key={`${check.time} ${check.day}`}>
            <p>
              <CheckBadge check={check} />{' '}
              <span className={texts.note}>
                {check.day === null ? 'on demand' : `day ${check.day}`}, <RelativeTime instant={check.time} />
              </span>
            </p>
            {check.void && <p className={texts.note}>The account was changed after this check.</p>}
            <p>{check.message}</p>
            {check.loginSince && <p className={texts.warn}>Logged in on {absolute(check.loginSince)}.</p>}
          </li>
        ))}
      </ol>
    </div>
  )
}

/** What the person had when the case was opened. */
function Before({ one }: { one: Case }) {
  return (
    <div className={texts.pad}>
      <p>
        Begun {absolute(one.created)} by {one.operator}.
        {(one.requestedBy || one.requestedAt) &&
          ` Asked for${one.requestedBy ? ` by ${one.requestedBy}` : ''}${one.requestedAt ? ` on ${absolute(one.requestedAt)}` : ''}.`}
        {one.ticket && ` Ticket ${one.ticket}.`}
      </p>
      {one.reason && <p>{one.reason}</p>}
      <h3>{plural(one.groupsBefore.length, 'group', 'groups')}</h3>
      <p>{one.groupsBefore.join(', ') || 'In no group.'}</p>
      <h3>{plural(one.foldersBefore.length, 'shared folder', 'shared folders')}</h3>
      <ul>
        {one.foldersBefore.map((folder) => (
          <li key={folder.name}>
            <bdi>{inOrder(folder.name)}</bdi>
            {folder.canAdminister && ', administrator'}
            {folder.readOnly && ', read only'}
          </li>
        ))}
      </ul>
    </div>
  )
}
