import { Refusal } from '../../../contract/failure.ts'
import type { HandlersOf } from '../../dispatch.ts'
import { saveText } from '../../files/save.ts'
import type { AppOptions } from '../../ports.ts'
import type { Room } from '../context.ts'
import { rotationCsv, rotationJson } from '../rotation/export.ts'
import { bySite } from '../rotation/rotation-list.ts'

type SiteCall =
  | 'leavers.rotation'
  | 'leavers.rotationSites'
  | 'leavers.sites'
  | 'leavers.cancelSites'
  | 'leavers.tick'
  | 'leavers.tickSite'
  | 'leavers.exportRotation'

/** Handlers of the rotation list: what leavers could reach in shared folders, ticked off one by one. */
export function createSiteHandlers(room: () => Room, saveFile: AppOptions['saveFile']): HandlersOf<SiteCall> {
  const must = (fetch: 'never' | 'when-missing' | 'always') =>
    fetch === 'always' || (fetch === 'when-missing' && room().sites.status().asOf === null)
  const lacking = () => {
    const found = room().sites.lacking()
    return { rows: found.slice(0, 500).map(({ id, name }) => ({ id, name })), total: found.length }
  }
  return {
    'leavers.rotation': async ({ usernames, fetch, text, ticked, offset, limit }, signal) => {
      const { sites, rotations } = room()
      if (must(fetch)) await sites.fetch(signal)
      const { all: _, ...found } = await rotations.rows(usernames, { text, ticked }, signal)
      return {
        ...found,
        rows: found.rows.slice(offset, offset + limit),
        total: found.rows.length,
        asOf: sites.status().asOf,
        lacking: lacking(),
      }
    },
    'leavers.rotationSites': async ({ usernames, fetch, text, ticked, site, each, skip, ...range }, signal) => {
      const { sites, rotations } = room()
      if (must(fetch)) await sites.fetch(signal)
      const { rows, all, ...found } = await rotations.rows(usernames, { text, ticked }, signal)
      const wanted = site === undefined ? rows : all.filter((row) => row.site === site)
      const groups = bySite(all, new Set(wanted))
      return {
        ...found,
        rows: groups
          .slice(range.offset, range.offset + range.limit)
          .map((one) => ({ ...one, items: one.items.slice(skip, skip + each) })),
        total: groups.length,
        items: all.length,
        asOf: sites.status().asOf,
        lacking: lacking(),
      }
    },
    'leavers.sites': () => room().sites.status(),
    'leavers.cancelSites': () => {
      room().sites.cancel()
      return {}
    },
    'leavers.tick': ({ username, items, done, note }) => {
      const { ticks, time, operator, changed } = room()
      ticks.set(
        items.map((item) => ({ ...item, username })),
        done ? { time: time(), by: operator().operator, note: note ?? null } : null,
      )
      changed()
      return { ticked: ticks.of([username]).size }
    },
    'leavers.tickSite': async ({ usernames, site, done, note }, signal) => {
      const { rotations, ticks, time, operator, changed } = room()
      const { all } = await rotations.rows(usernames, {}, signal)
      const items = all.filter((row) => row.site === site)
      const tick = done ? { time: time(), by: operator().operator, note: note ?? null } : null
      // What was ticked before keeps who did it, and when.
      const open = items.filter((row) => (row.ticked === null) === done)
      ticks.set(open, tick)
      changed()
      return { ticked: done ? items.length : 0 }
    },
    'leavers.exportRotation': async ({ usernames, format }, signal) => {
      const { sites, rotations, time } = room()
      const { asOf } = sites.status()
      if (asOf === null)
        throw new Refusal('conflict', 'The sites of shared folders were never read. Open the rotation list first.')
      const { rows, note } = await rotations.rows(usernames, {}, signal)
      const lack = sites.lacking()
      const made = { asOf, made: time(), note, lacking: lack.map(({ name }) => name) }
      const text = format === 'csv' ? rotationCsv(rows, made) : rotationJson(rows, made)
      return {
        ...(await saveText(saveFile, `rotation-list-${made.made.slice(0, 10)}.${format}`, text)),
        rows: rows.length,
      }
    },
  }
}
