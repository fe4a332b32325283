import { Button, Tabs } from '@mantine/core'
import { whoWords } from '../../../features/changes/who.tsx'
import layout from '../../../features/people-list/list-layout.module.css'
import texts from '../../../features/people-list/texts.module.css'
import { failureOf } from '../../../lib/application/client.ts'
import { act, useRead } from '../../../lib/application/queries.ts'
import { useAction } from '../../../lib/use-action.ts'
import { absolute, count, inOrder, plural } from '../../../lib/words/format.ts'
import { Badge } from '../../../ui/badge.tsx'
import { Panel } from '../../../ui/panel.tsx'
import { FailureState } from '../../../ui/states.tsx'
import cases from '../cases/case-panel.module.css'
import { type By, nobodyWords, type Progress } from './campaign-columns.tsx'
import { EndCampaign } from './end-campaign.tsx'
import { PasswordList } from './password-list.tsx'
import { RequestText } from './request-text.tsx'

interface CampaignPanelProps {
  by: By
  /** Empty: folders that nobody who can log in administers. */
  id: string
  width: number
  onWidth: (width: number) => void
  onClose: () => void
}

/** One leaver, folder or administrator of the campaigns: the passwords, and for an administrator the request to send. */
export function CampaignPanel({ by, id, width, onWidth, onClose }: CampaignPanelProps) {
  const read = useRead('leavers.campaign', { by, limit: 500, ...(id === '' ? {} : { text: id }) }, { keep: true })
  const one = read.data?.rows.find((row) => row.id === id)
  const title = id === '' ? nobodyWords : one?.name.trim() || id
  return (
    <Panel label={title} width={width} onWidth={onWidth} onClose={onClose}>
      {read.error && <FailureState failure={failureOf(read.error)} onRetry={() => void read.refetch()} />}
      {read.data && !one && <p className={texts.pad}>No longer in a campaign.</p>}
      {one && (
        <div className={cases.case}>
          <header>
            <h2>
              <bdi>{inOrder(title)}</bdi>
            </h2>
            {by !== 'folder' && id !== '' && <p>{id}</p>}
            <Standing one={one} />
            {by === 'leaver' && (
              <div className={layout.buttons}>
                <EndCampaign username={one.id} who={whoWords(one.id, one.name)} open={one.passwords - one.done} />
              </div>
            )}
            {by === 'owner' && id !== '' && <Asked one={one} />}
          </header>
          {by !== 'owner' && <PasswordList by={by} id={id} />}
          {by === 'owner' && (
            <Tabs defaultValue={one.openSince === null ? 'passwords' : 'request'} keepMounted={false}>
              <Tabs.List className={cases.panelTabs}>
                {one.openSince !== null && <Tabs.Tab value="request">Request to send</Tabs.Tab>}
                <Tabs.Tab value="passwords">Passwords {count(one.passwords)}</Tabs.Tab>
              </Tabs.List>
              {one.openSince !== null && (
                <Tabs.Panel value="request">
                  <RequestText owner={id === '' ? null : id} />
                </Tabs.Panel>
              )}
              <Tabs.Panel value="passwords">
                <PasswordList by={by} id={id} />
              </Tabs.Panel>
            </Tabs>
          )}
        </div>
      )}
    </Panel>
  )
}

function Standing({ one }: { one: Progress }) {
  return (
    <>
      <p>
        {one.openSince === null ? (
          <Badge tone="green">All changed</Badge>
        ) : one.overdue ? (
          <Badge tone="amber">Open for over 30 days</Badge>
        ) : (
          <Badge tone="blue">Open</Badge>
        )}
      </p>
      <p>
        {count(one.done)} of {plural(one.passwords, 'password', 'passwords')} changed
        {one.openSince !== null && `, the oldest open since ${absolute(one.openSince)}`}.
      </p>
    </>
  )
}

/** When the administrator was asked, and the note that they were. */
function Asked({ one }: { one: Progress }) {
  const note = useAction((asked: boolean) => act('leavers.askOwners', { owners: [one.id], asked }), {
    failed: 'It was not noted',
  })
  return (
    <>
      <p className={texts.note}>
        {one.asked === null
          ? 'Not asked yet, as far as is noted here. Provost sends no mail.'
          : `Asked ${absolute(one.asked.time)}, noted by ${one.asked.by}.${one.askAgain ? ' A leaver was added since, with passwords that are open.' : ''}`}
      </p>
      <div className={layout.buttons}>
        <Button variant="default" loading={note.pending} onClick={() => void note.run(true)}>
          {one.asked === null ? 'Note as asked' : 'Note as asked again'}
        </Button>
        {one.asked !== null && (
          <Button variant="subtle" onClick={() => void note.run(false)}>
            Remove the note
          </Button>
        )}
      </div>
    </>
  )
}
