import { createBelievedTime } from '../../clock/believed-time.ts'
import type { Store } from '../../store/store.ts'
import { bytesOf, textRow } from '../../store/text.ts'

/** The latest time that this journal has ever seen, so that what has run out does not come back when the clock is set back. */
export interface LatestTime {
  /** Epoch milliseconds; never less than before, over restarts too. */
  seen(): number
  /** The time as it counts for something of this age: by the clock, or by the time that was seen to pass, whichever is later. */
  for(thing: { created: number; latest?: number | undefined }): number
}

/** Written so often at most. */
const writeMs = 10 * 60_000
/** A clock that is corrected by the network goes back by less. */
const jumpMs = 5000

/**
 * `jumped` hears by how many milliseconds the clock was found to be behind, or, below zero, ahead of the time that passed, once for each
 * time. A time that the clock only jumped to is not seen: it ends nothing for good. `service`: the time that the service's answers tell
 * at least, by which things end too, but not for good; 0: not known.
 */
export function createLatestTime(
  store: Store,
  now: () => number,
  jumped: (ms: number) => void,
  passed?: () => number,
  service: () => number = () => 0,
): LatestTime {
  const believed = createBelievedTime(now, passed)
  let toldAhead = false
  const found = store.prepare(`SELECT ${bytesOf('json')} FROM settings WHERE name = 'latest-time'`).get()
  const kept = found === undefined ? 0 : Number(textRow<{ json: string }>(found).json)
  const write = store.prepare(
    "INSERT INTO settings (name, json) VALUES ('latest-time', ?) ON CONFLICT (name) DO UPDATE SET json = excluded.json",
  )
  let latest = Number.isFinite(kept) ? kept : 0
  let written = latest
  let told = false
  function seen(): number {
    const time = now()
    const behind = latest - time
    if (behind > jumpMs && !told) jumped(behind)
    told = behind > jumpMs
    const ahead = believed.ahead()
    if (ahead > 0 && !toldAhead) jumped(-ahead)
    toldAhead = ahead > 0
    latest = Math.max(latest, time - ahead)
    if (latest - written > writeMs) {
      try {
        write.run(String(latest))
        written = latest
      } catch {
        // A full disk is told where something has to be written.
      }
    }
    return latest
  }
  seen()
  return {
    seen,
    for: ({ created, latest: then = created }) =>
      Math.max(now(), created + Math.max(0, Math.max(seen(), service()) - Math.max(then, created))),
  }
}
