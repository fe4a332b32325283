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
  const offers = (found.length > 0 ? found : await inSlices(directory.slips(entry), signal)).slice(0, most)
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
