import type { AddressFacts } from '../places/address-file.ts'
import { kilometersBetween } from '../places/distance.ts'
import type { Places } from '../places/places.ts'

/** Two logins of one person that follow each other from places apart. Times in UTC seconds. */
export interface Travel {
  person: number
  before: { time: number; ip: number; country: string }
  after: { time: number; ip: number; country: string }
  kilometers: number
}

/** Takes logins in the order of their times, and keeps those that are far from the one before. */
export interface Travels {
  take(person: number, ip: number, time: number): void
  found(): readonly Travel[]
  /** Where everybody was last, to go on from. */
  last(): LastPlaces
}

/** By number of a person: the number of the address of the last login, -1: none, and when that was. */
export interface LastPlaces {
  ip: Int32Array
  time: Uint32Array
}

interface Point extends AddressFacts {
  latitude: number
  longitude: number
}

/** `least`: kilometers; `before`: where everybody was. An address in a network that an admin named says where the network ends, not where the person is. */
export function createTravels(
  places: Places,
  { people, least, before }: { people: number; least: number; before: LastPlaces | null },
): Travels {
  const lastIp = new Int32Array(people).fill(-1)
  const lastTime = new Uint32Array(people)
  lastIp.set(before?.ip ?? [])
  lastTime.set(before?.time ?? [])
  const points: (Point | null)[] = []
  const found: Travel[] = []
  function pointAt(ip: number): Point | null {
    const known = points[ip]
    if (known !== undefined) return known
    const facts = places.networkAt(ip) ? null : places.factsAt(ip)
    const point = facts === null || facts.latitude === null || facts.longitude === null ? null : (facts as Point)
    points[ip] = point
    return point
  }
  return {
    found: () => found,
    last: () => ({ ip: lastIp, time: lastTime }),
    take(person, ip, time) {
      const here = pointAt(ip)
      if (here === null) return
      const from = lastIp[person] as number
      const there = from >= 0 && from !== ip ? pointAt(from) : null
      if (there !== null) {
        const kilometers = kilometersBetween(there, here)
        if (kilometers >= least)
          found.push({
            person,
            kilometers,
            before: { time: lastTime[person] as number, ip: from, country: there.country },
            after: { time, ip, country: here.country },
          })
      }
      lastIp[person] = ip
      lastTime[person] = time
    },
  }
}
