import { wallText } from '../../src/main/audit/events/event-clock.ts'

/** An event as it stands in an answer. */
interface WireEvent {
  Time: string
  Username: string
  IP_Address: string
  Action: string
  Data: string
}

/** Events in the shapes that are known of the service, the same for the same number; most texts come once, as numbers of items do. */
export function eventMaker({
  people,
  start,
  days,
  total,
}: {
  people: number
  start: number
  days: number
  total: number
}) {
  const random = (n: number, salt: number): number => {
    let value = Math.imul(n ^ Math.imul(salt + 1, 0x9e37_79b9), 0x85eb_ca6b)
    value = Math.imul(value ^ (value >>> 13), 0xc2b2_ae35)
    return ((value ^ (value >>> 16)) >>> 0) / 2 ** 32
  }
  const timeOf = (n: number): number => start + Math.floor((n / total) * days * 86_400)
  const person = (k: number): string => (k % 50 === 7 ? `müller${k}@example.com` : `people${k}@example.com`)
  const folders = ['Finance', 'Operations', '設計', 'Vertrieb', 'Büro', 'Legal', 'IT', 'Marketing']
  const clients = ['Chrome', 'Firefox', 'Microsoft Edge', 'Safari', 'iOS', 'Android', 'Website']
  const hosts = ['portal', 'intranet', 'mail', 'crm', 'wiki', 'billing', 'status']
  const vid = (n: number): string =>
    `VID: ${String(Math.floor(random(n, 9) * 9e8) + 1e8)}${String(Math.floor(random(n, 10) * 9e9) + 1e9)}`

  function event(n: number): WireEvent {
    const k = Math.floor(random(n, 1) ** 2 * people)
    const dice = random(n, 2)
    const pick = <T>(list: readonly T[], salt: number): T => list[Math.floor(random(n, salt) * list.length)] as T
    const folder = () => `Shared-${pick(folders, 3)} ${Math.floor(random(n, 4) * 40)}`
    const [action, data]: [string, string] =
      dice < 0.36
        ? ['Log in', `LastPass via ${pick(clients, 5)} v4.${Math.floor(random(n, 6) * 120)}.0`]
        : dice < 0.56
          ? ['Log in', random(n, 7) < 0.55 ? vid(n) : `${vid(Math.floor(n / 40))} from ${folder()}`]
          : dice < 0.62
            ? ['Log in', `${pick(hosts, 5)}${Math.floor(random(n, 6) * 300)}.example.com`]
            : dice < 0.65
              ? ['Failed login attempt', 'LastPass via Website']
              : dice < 0.75
                ? ['Site changed', `${vid(n)} from ${folder()}`]
                : dice < 0.82
                  ? ['Site added', `${pick(hosts, 5)}${Math.floor(random(n, 6) * 3000)}.example.com`]
                  : dice < 0.86
                    ? ['Open secure note', `Secure Note (${vid(n)})`]
                    : dice < 0.92
                      ? ['Reporting', 'Initiated by API: Provost']
                      : dice < 0.95
                        ? ['Add to shared folder', `'${folder()}' '${person(Math.floor(random(n, 8) * people))}'`]
                        : dice < 0.97
                          ? ['Password changed', `${vid(n)} from ${folder()}`]
                          : dice < 0.98
                            ? ['Employee invited', person(Math.floor(random(n, 8) * people))]
                            : dice < 0.99
                              ? ['ポリシーの編集', `Password length New value: ${8 + Math.floor(random(n, 6) * 8)}`]
                              : ['Adding user to group', `${person(k)} - ${pick(folders, 3)}`]
    return {
      Time: wallText(timeOf(n)),
      Username: action === 'Reporting' ? '' : person(k),
      IP_Address:
        random(n, 11) < 0.5
          ? '192.0.2.10'
          : `198.${51 + (k % 3)}.${k % 100}.${Math.floor(random(n, 12) * 4) + (k % 250)}`,
      Action:
        n % 3 === 0 && /^[A-Z]/.test(action) ? action.replace(/ [a-z]/g, (start_) => start_.toUpperCase()) : action,
      Data: data,
    }
  }
  return {
    timeOf,
    /** Newest first, from one number up to another, which is not among them. */
    page: (from: number, to: number): WireEvent[] =>
      Array.from({ length: to - from }, (_, index) => event(to - 1 - index)),
    /** Events after all others, another lot each round; oldest first. */
    after: (from: number, count: number, round: number): WireEvent[] =>
      Array.from({ length: count }, (_, index) => ({
        ...event(from + round * count + index),
        Time: wallText(timeOf(total) + round * 3600 + Math.floor(index / 2)),
      })),
  }
}
