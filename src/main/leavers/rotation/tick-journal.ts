import type { Changes } from '../../changes/changes.ts'
import type { Ticks } from './tick-store.ts'

/** So many items stand in one line of the journal. */
const together = 100

/**
 * Ticks that the journal tells of, before they are kept: who said that which password was changed, or which event of LastPass did.
 * `operator`: who works here.
 */
export const journaledTicks = (ticks: Ticks, note: Changes['note'], operator: () => string): Ticks => ({
  ...ticks,
  set(items, tick) {
    for (let from = 0; from < items.length; from += together)
      note('rotation-tick', {
        done: tick !== null,
        ...(tick?.event
          ? { event: { time: tick.time, by: tick.by, says: tick.note } }
          : { operator: tick?.by ?? operator(), ...(tick?.note ? { note: tick.note } : {}) }),
        items: items.slice(from, from + together).map((item) => ({
          username: item.username,
          folder: item.folder,
          ...(item.folderName === undefined ? {} : { name: item.folderName }),
          site: item.site,
        })),
      })
    ticks.set(items, tick)
  },
})
