import { isAmbiguous, toLocal } from '../../lastpass/records/zone.ts'

/** Clocks are changed at whole quarters of an hour, by whole quarters: what holds of one second holds of its quarter. */
const quarter = 900
/** A year of them. */
const most = 35_040

/** Whether the wall of a zone shows an instant's reading twice; null: the zone is not known, and nothing is ambiguous. */
export function createAmbiguous(zone: () => string | null): (time: number) => boolean {
  const known = new Map<number, boolean>()
  let of: string | null = null
  return (time) => {
    const now = zone()
    if (now === null) return false
    if (now !== of || known.size > most) known.clear()
    of = now
    const at = Math.floor(time / quarter)
    const before = known.get(at)
    if (before !== undefined) return before
    const found = isAmbiguous(toLocal(new Date(time * 1000).toISOString(), now), now)
    known.set(at, found)
    return found
  }
}
