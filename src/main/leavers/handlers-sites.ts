import { Refusal } from '../../contract/failure.ts'
import type { AppOptions } from '../app.ts'
import type { HandlersOf } from '../dispatch.ts'
import { saveText } from '../save.ts'
import type { Room } from './room.ts'
import { rotationCsv, rotationJson } from './rotation-file.ts'

type SiteCall = 'leavers.rotation' | 'leavers.sites' | 'leavers.cancelSites' | 'leavers.tick' | 'leavers.exportRotation'

/** Handlers of the rotation list: what leavers could reach in shared folders, ticked off one by one. */
export function createSiteHandlers(room: () => Room, saveFile: AppOptions['saveFile']): HandlersOf<SiteCall> {
  return {
    'leavers.rotation': async ({ usernames, fetch, text, ticked, offset, limit }, signal) => {
      const { sites, rotations } = room()
      if (fetch === 'always' || (fetch === 'when-missing' && sites.status().asOf === null)) await sites.fetch(signal)
      const found = await rotations.rows(usernames, { text, ticked }, signal)
      return {
        ...found,
        rows: found.rows.slice(offset, offset + limit),
        total: found.rows.length,
        asOf: sites.status().asOf,
      }
    },
    'leavers.sites': () => room().sites.status(),
    'leavers.cancelSites': () => {
      room().sites.cancel()
      return {}
    },
    'leavers.tick': ({ username, items, done, note }) => {
      const { ticks, time, operator, changed } = room()
      ticks.set(username, items, done ? { time: time(), by: operator().operator, note: note ?? null } : null)
      changed()
      return { ticked: ticks.of([username]).size }
    },
    'leavers.exportRotation': async ({ usernames, format }, signal) => {
      const { sites, rotations, time } = room()
      const { asOf } = sites.status()
      if (asOf === null)
        throw new Refusal('conflict', 'The sites of shared folders were never read. Open the rotation list first.')
      const { rows, note } = await rotations.rows(usernames, {}, signal)
      const made = { asOf, made: time(), note }
      const text = format === 'csv' ? rotationCsv(rows, made) : rotationJson(rows, made)
      return {
        ...(await saveText(saveFile, `rotation-list-${made.made.slice(0, 10)}.${format}`, text)),
        rows: rows.length,
      }
    },
  }
}
