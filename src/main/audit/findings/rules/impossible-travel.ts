import { type FindRule, type Found, groupBy, lasting, said } from '../finding.ts'

const earthKilometers = 6371
const radians = (degrees: number): number => (degrees * Math.PI) / 180

function kilometersBetween(a: { latitude: number; longitude: number }, b: { latitude: number; longitude: number }) {
  const [north, east] = [radians(b.latitude - a.latitude), radians(b.longitude - a.longitude)]
  const half =
    Math.sin(north / 2) ** 2 + Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * Math.sin(east / 2) ** 2
  return 2 * earthKilometers * Math.asin(Math.min(1, Math.sqrt(half)))
}

/** Two logins of one person that follow each other from places too far apart. */
export const findImpossibleTravel: FindRule = ({ of, placeOf }, { kilometersAnHour = 900, kilometers = 500 }) => {
  if (placeOf === null) return []
  const found: Found[] = []
  for (const [, events] of groupBy(of('login'), ({ person }) => person)) {
    let before: { time: number; ip: string; latitude: number; longitude: number; country: string } | null = null
    for (const { time, ip, username } of events) {
      const place = placeOf(ip)
      if (place === null || place.latitude === null || place.longitude === null) continue
      const here = { time, ip, latitude: place.latitude, longitude: place.longitude, country: place.country }
      const far = before === null ? 0 : Math.round(kilometersBetween(before, here))
      if (before !== null && far >= kilometers && far > (kilometersAnHour * (time - before.time)) / 3600)
        found.push({
          rule: 'impossible-travel',
          from: before.time,
          to: time,
          username,
          ip,
          events: 2,
          explanation: `${username} logged in from ${before.ip} (${before.country}) at ${said(before.time)} and ${lasting(time - before.time)} later from ${ip} (${here.country}): by the database of addresses ${far.toLocaleString('en-US')} km apart, more than ${kilometersAnHour} km an hour. A virtual private network looks the same.`,
          shows: { usernames: [username], ips: [before.ip, ip] },
        })
      before = here
    }
  }
  return found
}
