import { Button, Menu, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconDownload } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Output } from '../../../contract/calls.ts'
import { call, failureOf } from '../../lib/client.ts'
import { absolute, ago, count, plural } from '../../lib/format.ts'
import { useNow } from '../../lib/now.ts'
import { act, useRead } from '../../lib/queries.ts'
import { Address } from '../../ui/address.tsx'
import { EmptyState, FailureState } from '../../ui/states.tsx'
import { RelativeTime } from '../../ui/time.tsx'
import styles from './leavers.module.css'

type Row = Output<'leavers.rotation'>['rows'][number]
/** As many people as one rotation list takes. */
const mostPeople = 500

/** The sites in shared folders that people could reach: to be changed, and ticked off one by one. */
export function Rotation({ usernames }: { usernames: readonly string[] }) {
  const some = usernames.slice(0, mostPeople)
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
      const rows: Row[] = []
      for (let page = 0; ; page += 1) {
        const answer = await call(
          'leavers.rotation',
          {
            usernames: [...some],
            fetch: fresh > 0 && page === 0 ? 'always' : 'when-missing',
            ...(text ? { text } : {}),
            ...(open ? { ticked: false } : {}),
            offset: page * 200,
            limit: 200,
          },
          signal,
        )
        rows.push(...answer.rows)
        if (page + 1 >= pages || answer.rows.length === 0) return { ...answer, rows }
      }
    },
  })
  const tick = async (row: Row, done: boolean) => {
    try {
      await act('leavers.tick', { username: row.username, items: [{ folder: row.folder, site: row.site }], done })
      await read.refetch()
    } catch (error) {
      notifications.show({ color: 'red', title: 'The tick was not kept', message: failureOf(error).message })
    }
  }
  const save = async (format: 'csv' | 'json') => {
    try {
      const done = await act('leavers.exportRotation', { usernames: [...some], format })
      if (done.saved)
        notifications.show({ title: `${plural(done.rows, 'site', 'sites')} exported`, message: done.file ?? '' })
    } catch (error) {
      notifications.show({ color: 'red', title: 'Nothing was exported', message: failureOf(error).message })
    }
  }
  if (some.length === 0) return <EmptyState title="Nobody yet">Only people who were found are looked at.</EmptyState>
  if (read.error) return <FailureState failure={failureOf(read.error)} onRetry={() => void read.refetch()} />
  const fetching = sites?.fetching
  if (!read.data)
    return (
      <div className={styles.pad} role="status">
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
  const { rows, total, ticked, asOf, note } = read.data
  return (
    <>
      <div className={styles.bar}>
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
        <label className={styles.tick}>
          <input type="checkbox" checked={open} onChange={(event) => setOpen(event.currentTarget.checked)} />
          Only what is not ticked off
        </label>
        <span className={`${styles.note} numbers`}>
          {plural(total, 'site', 'sites')}, {count(ticked)} ticked off
        </span>
        <div data-end>
          <Button
            variant="subtle"
            title={asOf ? `Read ${absolute(asOf)}` : undefined}
            onClick={() => setFresh((before) => before + 1)}
          >
            {asOf ? `Sites read ${ago(asOf, now)}; read again` : 'Read the sites'}
          </Button>
          <Menu position="bottom-end">
            <Menu.Target>
              <Button variant="default" leftSection={<IconDownload size={15} stroke={1.7} />} disabled={total === 0}>
                Export {plural(total, 'site', 'sites')}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={() => void save('csv')}>As CSV</Menu.Item>
              <Menu.Item onClick={() => void save('json')}>As JSON</Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </div>
      </div>
      <p className={styles.strip} data-tone="slate">
        {note}
        {usernames.length > some.length && ` The list shows the first ${count(some.length)} people.`}
      </p>
      {rows.length === 0 ? (
        <EmptyState title={text || open ? 'No such site' : 'No site in a shared folder'}>
          {text || open
            ? 'Search for less, or show what is ticked off as well.'
            : 'These people could reach none. What is in their own vaults cannot be seen from here.'}
        </EmptyState>
      ) : (
        <Sites
          many={usernames.length > 1}
          rows={rows}
          total={total}
          onTick={(row, done) => void tick(row, done)}
          onMore={() => setPages((before) => before + 1)}
        />
      )}
    </>
  )
}

function Sites({
  many,
  rows,
  total,
  onTick,
  onMore,
}: {
  /** Several people: each row says whose it is. */
  many: boolean
  rows: readonly Row[]
  total: number
  onTick: (row: Row, done: boolean) => void
  onMore: () => void
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a long list is scrolled by keyboard
    <section className={styles.sites} tabIndex={0} aria-label="Sites to change">
      <table>
        <thead>
          <tr>
            <th scope="col" className={styles.tickColumn}>
              Changed
            </th>
            <th scope="col">Site</th>
            {many && (
              <th scope="col" className={styles.personColumn}>
                Person
              </th>
            )}
            <th scope="col" className={styles.wordColumn}>
              Password
            </th>
            <th scope="col" className={styles.wordColumn}>
              Opened
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr
              key={JSON.stringify([row.username, row.folder, row.site])}
              data-ticked={row.ticked !== null || undefined}
            >
              <td>
                <input
                  type="checkbox"
                  aria-label={`The password of ${row.site} was changed (${row.username})`}
                  title={
                    row.ticked
                      ? `Ticked off by ${row.ticked.by}, ${absolute(row.ticked.time)}`
                      : 'Tick off once it is changed'
                  }
                  checked={row.ticked !== null}
                  onChange={(event) => onTick(row, event.currentTarget.checked)}
                />
              </td>
              <td>
                {row.site}
                <span className={styles.folder}>{row.folderName}</span>
              </td>
              {many && (
                <td>
                  <Address address={row.username} />
                </td>
              )}
              <td title={row.couldSee ? undefined : 'LastPass hid it, though it could be filled in'}>
                {row.couldSee ? 'visible' : 'hidden'}
              </td>
              <td>
                {row.opened ? (
                  <>
                    {plural(row.opened.times, 'time', 'times')}, last <RelativeTime instant={row.opened.last} />
                  </>
                ) : (
                  <span className={styles.faint}>no event</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {total > rows.length && (
        <Button variant="subtle" onClick={onMore}>
          Show {count(Math.min(200, total - rows.length))} more of {count(total - rows.length)}
        </Button>
      )}
    </section>
  )
}
