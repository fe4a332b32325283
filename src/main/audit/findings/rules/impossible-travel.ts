import { type FindRule, lasting, said } from '../finding.ts'

/** Two logins of one person that follow each other from places too far apart. */
export const findImpossibleTravel: FindRule = ({ travels }, { kilometersAnHour = 900, kilometers = 500 }) =>
  travels
    .filter(
      (travel) =>
        travel.username !== '' &&
        travel.kilometers >= kilometers &&
        travel.kilometers > (kilometersAnHour * (travel.after.time - travel.before.time)) / 3600,
    )
    .map(({ username, before, after, kilometers: far }) => ({
      rule: 'impossible-travel' as const,
      from: before.time,
      to: after.time,
      username,
      ip: after.ip,
      events: 2,
      explanation: `${username} logged in from ${before.ip}${inside(before.country)} at ${said(before.time)} and ${after.time === before.time ? 'in the same second' : `${lasting(after.time - before.time)} later`} from ${after.ip}${inside(after.country)}: by the database of addresses ${Math.round(far).toLocaleString('en-US')} km apart, more than ${kilometersAnHour.toLocaleString('en-US')} km an hour. A virtual private network looks the same.`,
      shows: { usernames: [username], ips: [before.ip, after.ip] },
    }))

const inside = (country: string): string => (country === '' ? '' : ` (${country})`)
