import { Button, Menu, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconDownload } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import layout from '../../../features/people-list/list-layout.module.css'
import texts from '../../../features/people-list/texts.module.css'
import { useMay } from '../../../features/session/use-seat.ts'
import { call, failureOf } from '../../../lib/application/client.ts'
import { act, useRead } from '../../../lib/application/queries.ts'
import { useNow } from '../../../lib/now.ts'
import { absolute, ago, count, plural } from '../../../lib/words/format.ts'
import listBar from '../../../ui/screen/list-bar.module.css'
import { EmptyState, FailureState } from '../../../ui/states.tsx'
import bars from '../bars.module.css'
import { BeginCampaign } from '../campaign/begin-campaign.tsx'
import styles from './rotation.module.css'
import { type Item, mostItems, type Site, Sites } from './rotation-sites.tsx'

/** As many people as one rotation list takes. */
const mostPeople = 500

/** So many sites at a time. */
const together = 50

/** The sites in shared folders that people could reach: to be changed, and ticked off whole or one by one. */
export function Rotation({ usernames }: { usernames: readonly string[] }) {
  const some = usernames.slice(0, mostPeople)
  const may = useMay()
  const [text, setText] = useState('')
  const [open, setOpen] = useState(false)
  const [pages, setPages] = useState(1)
  const [fresh, setFresh] = useState(0)
  const sites = useRead('leavers.sites', {}).data
  const now = useNow()
  // Not under the family's name: reading the sites announces itself, and would be cancelled by its own announcement.
  const read = useQuery({
    queryKey: ['rotation list', { some, text, open, pages, fresh }],
    enabled: some.length > 0,
    gcTime: 0,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => {
      const rows: Site[] = []
      for (let page = 0; ; page += 1) {
        const answer = await call(
          'leavers.rotationSites',
          {
            usernames: [...some],
            fetch: fresh > 0 && page === 0 ? 'always' : 'when-missing',
            ...(text ? { text } : {}),
            ...(open ? { ticked: false } : {}),
            offset: page * together,
            limit: together,
          },
          signal,
        )
        rows.push(...answer.rows)
        if (page + 1 >= pages || answer.rows.length === 0) return { ...answer, rows }
      }
    },
  })
  const kept = async (work: () => Promise<unknown>) => {
    try {
      await work()
      await read.refetch()
    } catch (error) {
      notifications.show({ color: 'red', title: 'The tick was not kept', message: failureOf(error).message })
    }
  }
  const tick = ({ username, folder, site }: Item, done: boolean) =>
    kept(() => act('leavers.tick', { username, items: [{ folder, site }], done }))
  const tickSite = ({ site }: Site, done: boolean) =>
    kept(() => act('leavers.tickSite', { usernames: [...some], site, done }))
  const itemsOf = async (site: string, upTo: number) => {
    const items: Item[] = []
    while (items.length < upTo) {
      const each = Math.min(mostItems, upTo - items.length)
      const question = { usernames: [...some], fetch: 'never' as const, site, each, skip: items.length }
      const [found] = (await call('leavers.rotationSites', question)).rows
      if (!found || found.items.length === 0) break
      items.push(...found.items)
    }
    return items
  }
  const save = async (format: 'csv' | 'json') => {
    try {
      const done = await act('leavers.exportRotation', { usernames: [...some], format })
      if (done.saved)
        notifications.show({ title: `${plural(done.rows, 'item', 'items')} exported`, message: done.file ?? '' })
    } catch (error) {
      notifications.show({ color: 'red', title: 'Nothing was exported', message: failureOf(error).message })
    }
  }
  if (some.length === 0) return <EmptyState title="Nobody yet">Only people who were found are looked at.</EmptyState>
  if (read.error) return <FailureState failure={failureOf(read.error)} onRetry={() => void read.refetch()} />
  const fetching = sites?.fetching
  if (!read.data)
    return (
      <div className={texts.pad} role="status">
        <p>
          {fetching
            ? `Reading the sites of shared folders, ${count(fetching.folders)}${fetching.total === null ? '' : ` of ${count(fetching.total)}`} folders.`
            : 'Looking for the sites that these people could reach.'}{' '}
          Names of sites are kept encrypted on this computer; passwords are never read.
        </p>
        {fetching && (
          <Button variant="default" onClick={() => void act('leavers.cancelSites', {})}>
            Cancel
          </Button>
        )}
      </div>
    )
  const { rows, total, items, ticked, asOf, note, lacking } = read.data
  return (
    <>
      <div className={listBar.bar}>
        <TextInput
          className={styles.filter}
          placeholder="Search site or folder"
          aria-label="Search site or folder"
          maxLength={300}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value)
            setPages(1)
          }}
        />
        <label className={layout.tick}>
          <input type="checkbox" checked={open} onChange={(event) => setOpen(event.currentTarget.checked)} />
          Only what is not ticked off
        </label>
        <span className={`${texts.note} numbers`}>
          {plural(total, 'site', 'sites')}; {count(ticked)} of {plural(items, 'item', 'items')} ticked off
        </span>
        <div data-end>
          {items > 0 && may('leavers.beginCampaign') && <BeginCampaign usernames={some} />}
          <Button
            variant="subtle"
            title={asOf ? `Read ${absolute(asOf)}` : undefined}
            onClick={() => setFresh((before) => before + 1)}
          >
            {asOf ? `Sites read ${ago(asOf, now)}; read again` : 'Read the sites'}
          </Button>
          <Menu position="bottom-end">
            <Menu.Target>
              <Button variant="default" leftSection={<IconDownload size={15} stroke={1.7} />} disabled={items === 0}>
                Export {plural(items, 'item', 'items')}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={() => void save('csv')}>As CSV</Menu.Item>
              <Menu.Item onClick={() => void save('json')}>As JSON</Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </div>
      </div>
      <p className={bars.strip} data-tone="slate">
        {note}
        {usernames.length > some.length && ` The list shows the first ${count(some.length)} people.`}
      </p>
      {lacking.total > 0 && (
        <p className={bars.strip} data-tone="amber">
          LastPass did not give the sites of {plural(lacking.total, 'shared folder', 'shared folders')}, so what is in{' '}
          {lacking.total === 1 ? 'it' : 'them'} is not in this list:{' '}
          {lacking.rows
            .slice(0, 10)
            .map(({ name }) => name)
            .join(', ')}
          {lacking.total > 10 ? ' …' : '.'}
        </p>
      )}
      {rows.length === 0 ? (
        <EmptyState title={text || open ? 'No such site' : 'No site in a shared folder'}>
          {text || open
            ? 'Use a shorter search, or show what is ticked off as well.'
            : 'None is within reach. What is in people’s own vaults cannot be seen from here.'}
        </EmptyState>
      ) : (
        <Sites
          many={usernames.length > 1}
          rows={rows}
          total={total}
          together={together}
          onTick={tick}
          onTickSite={tickSite}
          itemsOf={itemsOf}
          onMore={() => setPages((before) => before + 1)}
        />
      )}
    </>
  )
}
