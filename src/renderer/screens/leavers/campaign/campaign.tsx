import { Button, Menu, TextInput } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useMemo } from 'react'
import layout from '../../../features/people-list/list-layout.module.css'
import { type CampaignState, campaignBys, campaignStates } from '../../../lib/addresses.ts'
import { usePages } from '../../../lib/application/pages.ts'
import { act, useRead } from '../../../lib/application/queries.ts'
import { useSettings } from '../../../lib/application/settings.ts'
import { toastDone } from '../../../lib/toast.ts'
import { useAction } from '../../../lib/use-action.ts'
import { count, plural } from '../../../lib/words/format.ts'
import listBar from '../../../ui/screen/list-bar.module.css'
import choices from '../../../ui/sheets/choices.module.css'
import { EmptyState } from '../../../ui/states.tsx'
import { ListTable } from '../../../ui/table/list-table.tsx'
import bars from '../bars.module.css'
import type { PartProps } from '../screen-part.ts'
import { BeginCampaign } from './begin-campaign.tsx'
import styles from './campaign.module.css'
import { idFromAddress, idInAddress } from './campaign-address.ts'
import { type By, campaignColumns, type Progress } from './campaign-columns.tsx'
import { CampaignPanel } from './campaign-panel.tsx'

const byWords: Record<By, string> = { leaver: 'By leaver', folder: 'By shared folder', owner: 'By administrator' }
const stateWords: Record<CampaignState, string> = { open: 'Open', overdue: 'Over 30 days', done: 'All changed' }
const rowWords: Record<By, [string, string]> = {
  leaver: ['leaver', 'leavers'],
  folder: ['shared folder', 'shared folders'],
  owner: ['administrator', 'administrators'],
}

/** Passwords to change after leavers: progress by leaver, folder and administrator, and the lists to hand over. */
export function Campaign({ search, go }: PartProps) {
  const { settings, change } = useSettings()
  const { by = 'leaver', progress, text, row } = search
  const question = useMemo(
    () => ({ by, ...(progress ? { state: progress } : {}), ...(text ? { text } : {}) }),
    [by, progress, text],
  )
  const pages = usePages('leavers.campaign', question)
  const stand = useRead('leavers.campaign', { by: 'leaver', limit: 1 }, { keep: true }).data
  const here = { part: 'passwords' as const, ...(by === 'leaver' ? {} : { by }) }
  const close = () => {
    const { row: _, ...rest } = search
    go(rest)
  }
  const sums = stand?.sums
  return (
    <div className={layout.split}>
      <section className={layout.left} aria-label="Passwords to change">
        <div className={listBar.bar}>
          <fieldset className={choices.choices} aria-label="Progress by">
            {campaignBys.map((one) => (
              <button
                key={one}
                type="button"
                aria-pressed={by === one}
                onClick={() =>
                  go({ part: 'passwords', ...(one === 'leaver' ? {} : { by: one }), ...(progress ? { progress } : {}) })
                }
              >
                {byWords[one]}
              </button>
            ))}
          </fieldset>
          <TextInput
            className={styles.search}
            placeholder="Search"
            aria-label={`Search ${rowWords[by][1]}`}
            maxLength={300}
            value={text ?? ''}
            onChange={(event) => {
              const { value } = event.currentTarget
              go({ ...here, ...(progress ? { progress } : {}), ...(value ? { text: value } : {}) }, { replace: true })
            }}
          />
          <fieldset className={choices.choices} aria-label="By state">
            {[undefined, ...campaignStates].map((one) => (
              <button
                key={one ?? 'all'}
                type="button"
                aria-pressed={progress === one}
                onClick={() =>
                  go({ ...here, ...(text ? { text } : {}), ...(one ? { progress: one } : {}) }, { replace: true })
                }
              >
                {one ? stateWords[one] : 'All'}
              </button>
            ))}
          </fieldset>
          <div data-end>
            <ExportLists open={sums === undefined ? 0 : sums.passwords - sums.done} />
          </div>
        </div>
        {stand && <Waiting {...stand.waiting} />}
        {sums !== undefined && sums.people > 0 && (
          <p className={bars.strip} data-tone={sums.overdue > 0 ? 'amber' : 'slate'}>
            <span className={`${bars.stripText} numbers`}>
              <strong>
                {count(sums.done)} of {plural(sums.passwords, 'password', 'passwords')} changed
              </strong>{' '}
              after {plural(sums.people, 'leaver', 'leavers')}, in{' '}
              {plural(sums.folders, 'shared folder', 'shared folders')}.
              {sums.overdue > 0 && ` ${count(sums.overdue)} open for over 30 days.`}
              {sums.offered > 0 && ` ${count(sums.offered)} to judge.`}
              {sums.unowned > 0 && ` ${count(sums.unowned)} in folders that nobody who can log in administers.`}
            </span>
          </p>
        )}
        {stand?.problem && (
          <p className={bars.strip} data-tone="amber">
            Events could not be looked at, so nothing was ticked off by them: {stand.problem}
          </p>
        )}
        <ListTable<Progress>
          name={`campaign-${by}`}
          label={byWords[by]}
          counted={(total) => plural(total, ...rowWords[by])}
          columns={campaignColumns[by]}
          pages={pages}
          rowId={(one) => idInAddress(one.id)}
          listKey={JSON.stringify(question)}
          twoLines
          opened={row ?? null}
          onOpen={(one) => go({ ...search, row: idInAddress(one.id) }, { replace: row !== undefined })}
          onClose={close}
          empty={
            sums !== undefined && sums.people > 0 ? (
              <EmptyState title={`No such ${rowWords[by][0]}`}>
                Use a shorter search, or choose another state.
              </EmptyState>
            ) : (
              <EmptyState title="No campaign yet">
                A campaign keeps which passwords in shared folders a leaver could use, hands them to the folders’
                administrators, and follows which were changed. Begin one above, or from a leaver’s list of sites.
              </EmptyState>
            )
          }
        />
      </section>
      {row !== undefined && (
        <CampaignPanel
          key={`${by} ${row}`}
          by={by}
          id={idFromAddress(row)}
          width={Math.max(420, settings.panelWidth)}
          onWidth={(panelWidth) => change({ panelWidth })}
          onClose={close}
        />
      )}
    </div>
  )
}

/** Leavers who are in no campaign yet. */
function Waiting({ usernames, total }: { usernames: readonly string[]; total: number }) {
  if (total === 0) return null
  return (
    <div className={bars.strip} data-tone="slate">
      <span className={bars.stripText}>
        <strong>{plural(total, 'leaver is', 'leavers are')} in no campaign yet.</strong> Begin before they are taken out
        of folders: LastPass then forgets what they could reach.
      </span>
      <BeginCampaign usernames={usernames} />
    </div>
  )
}

function ExportLists({ open }: { open: number }) {
  const save = useAction(
    async (format: 'csv' | 'text') => {
      const done = await act('leavers.exportRequests', { format })
      if (done.saved) toastDone(done.file ?? '', `${plural(done.rows, 'line', 'lines')} exported`)
    },
    { failed: 'Nothing was exported' },
  )
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="default"
          loading={save.pending}
          leftSection={<IconDownload size={15} stroke={1.7} />}
          disabled={open === 0}
        >
          Export all lists
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => void save.run('csv')}>As CSV, one line per password</Menu.Item>
        <Menu.Item onClick={() => void save.run('text')}>As text, one request after another</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
