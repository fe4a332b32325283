import type { Output } from '../../../contract/calls.ts'
import { inSlices } from '../../cooperative/slices.ts'
import type { Reads } from '../../directory/reads.ts'
import type { Directory } from '../../identity/offers.ts'
import { soleAddress } from '../../intake/list-entry.ts'

const most = 10

/** Who may be meant by a search that found nobody: by a former address or name, another spelling, or a slip; the surest first. */
export async function nearestPeople(
  text: string,
  reads: () => Reads,
  directoryOf: (signal?: AbortSignal) => Promise<Directory>,
  signal: AbortSignal,
): Promise<Output<'users.nearest'>> {
  const directory = await directoryOf(signal)
  const address = soleAddress(text)
  const entry = { line: 1, address, name: address === null ? text.trim() : null, given: text }
  const found = directory.offers(entry)
  // Somebody who searches looks at all of them: a name that only fits takes no slip away.
  const isSettled = address !== null ? found.length > 0 : found.some(({ why }) => why === 'same-name')
  const slips = isSettled ? [] : await inSlices(directory.slips(entry), signal)
  const some = [...found, ...slips]
  const isWord = some.length === 0 && entry.name !== null && !/\s/u.test(entry.name)
  if (isWord) some.push(...(await inSlices(directory.slipsOfWord(entry.name ?? ''), signal)))
  const offers = [...new Map(some.toReversed().map((one) => [one.at, one])).values()].reverse().slice(0, most)
  const people = new Map(
    reads()
      .at(offers.map(({ at }) => at))
      .map(({ at, user }) => [at, user]),
  )
  return {
    rows: offers.flatMap(({ at, why, until }) => {
      const user = people.get(at)
      if (user === undefined || user.goneSince !== null) return []
      const { username, fullname, status, lastLogin, admin } = user
      return [{ username, fullname, status, lastLogin, admin, why, until }]
    }),
  }
}
