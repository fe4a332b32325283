import { Button } from '@mantine/core'
import { Fragment, type KeyboardEvent, useState } from 'react'
import type { Output } from '../../../../contract/calls.ts'
import type { Failure } from '../../../../contract/failure.ts'
import texts from '../../../features/people-list/texts.module.css'
import { failureOf } from '../../../lib/application/client.ts'
import { absolute, count, dayAndTime, plural } from '../../../lib/words/format.ts'
import { Address } from '../../../ui/address.tsx'
import { RelativeTime } from '../../../ui/time.tsx'
import styles from './rotation-sites.module.css'

/** A site with the ways by which people could reach it. */
export type Site = Output<'leavers.rotationSites'>['rows'][number]
/** One person by way of one shared folder. */
export type Item = Site['items'][number]

/** So many items of one site come at a time. */
export const mostItems = 500

interface SitesProps {
  /** Several people: each item says whose it is. */
  many: boolean
  rows: readonly Site[]
  total: number
  /** How many more come at a time. */
  together: number
  onTick: (item: Item, done: boolean) => Promise<void>
  onTickSite: (site: Site, done: boolean) => Promise<void>
  /** So many items of a site, where only the first are at hand. */
  itemsOf: (site: string, upTo: number) => Promise<readonly Item[]>
  onMore: () => void
}

/** One row a site, ticked off whole; beneath it the folders and the people that could reach it. */
export function Sites({ many, rows, total, together, onTick, onTickSite, itemsOf, onMore }: SitesProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a long list is scrolled by keyboard
    <section className={styles.sites} tabIndex={0} aria-label="Sites to change" onKeyDown={moveAmongBoxes}>
      <p className="unseen">Arrow keys go from one box to the next, Space ticks off, Tab leaves the list.</p>
      <table>
        <thead>
          <tr>
            <th scope="col" className={styles.tickColumn}>
              Changed
            </th>
            <th scope="col">{many ? 'Site, shared folder, person' : 'Site, shared folder'}</th>
            <th scope="col" className={styles.wordColumn}>
              Password
            </th>
            <th scope="col" className={styles.openedColumn}>
              Opened
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((site) => (
            <SiteRows key={site.site} {...{ site, many, onTick, onTickSite, itemsOf }} />
          ))}
        </tbody>
      </table>
      {total > rows.length && (
        <Button variant="subtle" onClick={onMore}>
          Show {count(Math.min(together, total - rows.length))} more of {plural(total - rows.length, 'site', 'sites')}
        </Button>
      )}
    </section>
  )
}

function SiteRows({
  site,
  many,
  onTick,
  onTickSite,
  itemsOf,
}: Pick<SitesProps, 'many' | 'onTick' | 'onTickSite' | 'itemsOf'> & { site: Site }) {
  const [opened, setOpened] = useState<readonly Item[] | null>(null)
  const [reading, setReading] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const done = site.ticked === site.total
  const items = opened ?? site.items
  const more = site.total - items.length
  const read = async (upTo: number) => {
    setReading(true)
    setFailure(null)
    try {
      setOpened(await itemsOf(site.site, upTo))
    } catch (error) {
      setFailure(failureOf(error))
    }
    setReading(false)
  }
  const then = async (work: Promise<void>) => {
    await work
    if (opened !== null) await read(opened.length)
  }
  return (
    <Fragment>
      <tr className={styles.site} data-ticked={done || undefined}>
        <td>
          <input
            type="checkbox"
            tabIndex={-1}
            aria-label={`The password of ${site.site} was changed everywhere`}
            title={done ? 'Clear the ticks' : 'Tick off the whole site once it is changed'}
            ref={(box) => {
              if (box) box.indeterminate = site.ticked > 0 && !done
            }}
            checked={done}
            onChange={(event) => {
              void then(onTickSite(site, event.currentTarget.checked))
            }}
          />
        </td>
        <th scope="row">
          {site.site}
          <span className={styles.sum}>
            {[
              many ? plural(site.people, 'person', 'people') : '',
              plural(site.folders, 'shared folder', 'shared folders'),
              site.ticked > 0 && !done ? `${count(site.ticked)} of ${count(site.total)} ticked off` : '',
            ]
              .filter(Boolean)
              .join(', ')}
          </span>
        </th>
        <td>{site.couldSee === 0 ? 'hidden' : site.couldSee === site.total ? 'visible' : 'visible to some'}</td>
        <td>
          <Opened opened={site.opened} />
        </td>
      </tr>
      {items.map((item) => (
        <tr key={keyOf(item)} data-ticked={item.ticked !== null || undefined}>
          <td>
            <input
              type="checkbox"
              tabIndex={-1}
              aria-label={`The password of ${item.site} in ${item.folderName} was changed (${item.username})`}
              title={
                item.ticked?.event
                  ? `${item.ticked.note ?? 'LastPass’ event'}, ${item.ticked.by}, ${absolute(item.ticked.time)}`
                  : item.ticked
                    ? `Ticked off by ${item.ticked.by}, ${absolute(item.ticked.time)}`
                    : 'Tick off once it is changed'
              }
              checked={item.ticked !== null}
              onChange={(event) => {
                void then(onTick(item, event.currentTarget.checked))
              }}
            />
          </td>
          <td>
            <div className={styles.way}>
              <span>{item.folderName}</span>
              {many && <Address address={item.username} />}
              <ByEvent item={item} />
            </div>
          </td>
          <td title={item.couldSee ? undefined : 'LastPass hid it, though it could be filled in'}>
            {item.couldSee ? 'visible' : 'hidden'}
          </td>
          <td>
            <Opened opened={item.opened} />
          </td>
        </tr>
      ))}
      {(more > 0 || failure) && (
        <tr>
          <td />
          <td colSpan={3}>
            {failure && (
              <p className={texts.warn} role="alert">
                {failure.message} The items of {site.site} are shown as they were read before.
              </p>
            )}
            <Button
              variant="subtle"
              size="compact-xs"
              loading={reading}
              onClick={() => void read(items.length + Math.min(mostItems, more))}
            >
              {failure ? 'Read them again' : `Show ${moreWords(more)} of ${site.site}`}
            </Button>
          </td>
        </tr>
      )}
    </Fragment>
  )
}

/** The list is one stop on the way of the Tab key, however long it is: inside it the arrow keys lead from box to box. */
function moveAmongBoxes(event: KeyboardEvent<HTMLElement>) {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  if (step === 0) return
  const boxes = [...event.currentTarget.querySelectorAll<HTMLInputElement>('input[type="checkbox"]')]
  const at = boxes.indexOf(document.activeElement as HTMLInputElement)
  const next = boxes[at === -1 ? 0 : at + step]
  if (!next) return
  event.preventDefault()
  next.focus()
}

const moreWords = (more: number): string =>
  more > mostItems ? `${count(mostItems)} of ${count(more)} more items` : plural(more, 'more item', 'more items')

const keyOf = (item: Item): string => JSON.stringify([item.username, item.folder])

function Opened({ opened }: { opened: Item['opened'] }) {
  if (opened === null) return <span className={texts.faint}>no event</span>
  return (
    <>
      {plural(opened.times, 'time', 'times')}, last <RelativeTime instant={opened.last} />
    </>
  )
}

/** What events say of a change of the password since the leaver's last access: taken where they name it, else for somebody to judge. */
function ByEvent({ item: { ticked, changed } }: { item: Item }) {
  if (ticked?.event)
    return (
      <span className={styles.sum}>
        Changed by {ticked.by} on {dayAndTime(ticked.time)}, as LastPass logged it
      </span>
    )
  if (!changed) return null
  return (
    <span className={styles.sum}>
      {changed.item === null
        ? `Perhaps changed: ${changed.by} changed this site’s password on ${dayAndTime(changed.time)}, but when the leaver’s access ended is not known. `
        : `Perhaps changed: ${changed.by} changed the password of item ${changed.item} in this folder on ${dayAndTime(changed.time)}. LastPass does not say which item that is. `}
      Tick it off if it is this one.
    </span>
  )
}
