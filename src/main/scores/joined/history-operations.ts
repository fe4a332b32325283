import type { JoinedSource } from '../../../contract/scores/joined-source.ts'
import { dayText } from '../../clock/calendar-day.ts'
import type { Store } from '../../store/store.ts'
import { type CheckedHistory, checkHistory, type Expected, takeHistory } from './check-history.ts'
import { foldHistory } from './history-body.ts'
import { type SealedContent, sealContent } from './history-file.ts'

/** What main asks the writer thread about files of histories: folding and joining years of a large company takes seconds. */
export interface HistoryOperations {
  exportHistory: {
    ask: { cid: string; created: string; passphrase: string; until: number }
    answer: SealedContent & { days: number; from: string | null; to: string | null }
  }
  checkHistory: { ask: Expected & { file: Uint8Array; passphrase?: string | undefined }; answer: CheckedHistory }
  joinHistory: { ask: Expected & { file: Uint8Array; passphrase: string; plan: string }; answer: JoinedSource }
}

type Asked<O extends keyof HistoryOperations> = HistoryOperations[O]['ask']
type Answered<O extends keyof HistoryOperations> = HistoryOperations[O]['answer']

/** The thread's side. `store`: the history that is written; `joined`: hears that another's days are in it now. */
export const historyOperations = (
  store: () => Store,
  joined: () => void,
): { [O in keyof HistoryOperations]: (ask: Asked<O>) => Answered<O> } => ({
  exportHistory({ cid, created, passphrase, until }) {
    const { folded, days } = foldHistory(store(), until)
    const [first, last] = [days[0], days.at(-1)]
    return {
      ...sealContent(folded, { cid, created }, passphrase),
      days: days.length,
      from: first === undefined ? null : dayText(first),
      to: last === undefined ? null : dayText(last),
    }
  },
  checkHistory: ({ file, passphrase, ...expected }) => checkHistory(store(), file, passphrase, expected).checked,
  joinHistory({ file, passphrase, ...expected }) {
    const taken = takeHistory(store(), file, passphrase, expected)
    joined()
    return taken
  },
})
