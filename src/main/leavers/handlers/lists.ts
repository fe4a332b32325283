import { Refusal } from '../../../contract/failure.ts'
import { computerDay } from '../../clock/calendar-day.ts'
import type { HandlersOf } from '../../dispatch.ts'
import type { GivenAnswers } from '../../intake/asked/column-answers.ts'
import type { readSource, SourceRead } from '../../intake/read-list.ts'
import { loadReaders } from '../../intake/table/load-rules.ts'
import type { Room } from '../context.ts'
import { impactPage, riskPage } from '../impact/impact-view.ts'
import { nearestPeople } from '../matching/nearest-people.ts'

type ListCall =
  | 'leavers.upload'
  | 'leavers.match'
  | 'leavers.matched'
  | 'leavers.choose'
  | 'leavers.impact'
  | 'leavers.folders'
  | 'leavers.compare'
  | 'leavers.compared'
  | 'users.nearest'

interface Given {
  text?: string | undefined
  file?: string | undefined
  usernames?: string[] | undefined
  columns?: Parameters<typeof readSource>[1]
  answers?: GivenAnswers | undefined
}

/** Handlers of lists: reading them, matching them, what is lost, and the comparison with current staff. */
export function createListHandlers(room: () => Room): HandlersOf<ListCall> {
  async function sourceOf(
    { text, file, usernames, columns, answers = [] }: Given,
    use: 'leavers' | 'staff',
    signal: AbortSignal,
  ): Promise<SourceRead> {
    if ([text, file, usernames].filter((part) => part !== undefined).length !== 1)
      throw new Refusal('invalid', 'A list comes from one place: text, a file, or people who were picked.', {
        path: 'text',
      })
    if (usernames !== undefined) {
      if (usernames.length === 0) throw new Refusal('invalid', 'Nobody was picked.', { path: 'usernames' })
      const entries = usernames.map((address, index) => ({
        line: index + 1,
        address,
        name: null,
        given: address.slice(0, 300),
        exact: 'only' as const,
      }))
      return { entries, table: null, notes: [] }
    }
    await loadReaders()
    const [{ readSource: read }, { answersBy }] = await Promise.all([
      import('../../intake/read-list.ts'),
      import('../../intake/asked/column-answers.ts'),
    ])
    return read(
      file === undefined ? { text: text ?? '' } : { bytes: room().uploads.bytes(file) },
      columns,
      {
        today: computerDay(Date.parse(room().time())),
        use,
        answers: answersBy(answers),
      },
      signal,
    )
  }

  return {
    'leavers.upload': ({ file, base64 }) => room().uploads.add(file, base64),
    'leavers.match': async ({ limit, ...given }, signal) => {
      const { lists } = room()
      const list = await lists.make(await sourceOf(given, 'leavers', signal), signal)
      return lists.view(list, undefined, { offset: 0, limit })
    },
    'leavers.matched': ({ list, results, ...range }) => room().lists.view(list, results, range),
    'leavers.choose': ({ list, choices, ...how }, signal) => room().lists.choose(list, choices, how, signal),
    'leavers.impact': async (input, signal) => {
      const { reads, asOf, leaving, folders } = room()
      return impactPage(reads(), await leaving(input, signal), input, asOf(), folders())
    },
    'leavers.folders': async (input, signal) => {
      const { reads, asOf, leaving } = room()
      return riskPage(reads(), await leaving(input, signal), input, asOf())
    },
    'leavers.compare': async (given, signal) => room().comparisons.make(await sourceOf(given, 'staff', signal), signal),
    'users.nearest': ({ text }, signal) => nearestPeople(text, room().reads, room().known, signal),
    'leavers.compared': ({ comparison, kind, text, ...range }) =>
      room().comparisons.page(comparison, kind, text, range),
  }
}
