import type { Output } from '../../../../contract/calls.ts'
import { call } from '../../../lib/application/client.ts'
import { count, listed, plural } from '../../../lib/words/format.ts'

type Given = Output<'leavers.leftOut'>

const words: Readonly<Record<string, string>> = {
  matched: 'that cannot leave now',
  choose: 'not decided',
  ambiguous: 'ambiguous',
  disabled: 'already disabled',
  invited: 'only invited',
  gone: 'already gone',
  repeated: 'repeated',
  unmatched: 'not found',
  dropped: 'left out by a person',
}

/** "16 of 42 rows; 10 not decided and 16 not found are left out." Null where nobody is left out. */
export function leftOutWords({ given, total, counts }: Pick<Given, 'given' | 'total' | 'counts'>): string | null {
  if (given === null || total === 0) return null
  const parts = Object.entries(counts).map(([result, number]) => `${count(number ?? 0)} ${words[result] ?? result}`)
  return `${count(given - total)} of ${plural(given, 'row', 'rows')}; ${listed(parts)} ${total === 1 ? 'is' : 'are'} left out.`
}

/** What a plan of leavers says before all else: who of the list is not in it. */
export async function noteOf(batch: string): Promise<{ note?: string }> {
  const note = leftOutWords(await call('leavers.leftOut', { batch, limit: 1 }))
  return note === null ? {} : { note }
}
