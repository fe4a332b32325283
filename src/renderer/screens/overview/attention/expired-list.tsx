import scores from '../../../features/scores/scores.module.css'
import { act, useRead } from '../../../lib/application/queries.ts'
import { useAction } from '../../../lib/use-action.ts'
import { absolute, count } from '../../../lib/words/format.ts'
import styles from '../overview.module.css'

/** Of when the list of expired master passwords is, who is not in it, and the act that reads it anew. */
export function ExpiredList() {
  const list = useRead('scores.lists', {}).data?.expired
  const read = useAction(() => act('scores.readExpired', {}), { failed: 'The list was not read' })
  if (!list) return null
  const { asOf, unknown, problem } = list
  return (
    <p className={styles.note}>
      {asOf === null
        ? 'LastPass’ list of expired master passwords was not read yet. '
        : `Expired master passwords: LastPass’ list of ${absolute(asOf)}, which has active, non-federated people only. `}
      {unknown > 0 && `${count(unknown)} of it could not be joined with one account at hand. `}
      {problem !== null && `The last reading failed: ${problem} `}
      <button type="button" className={scores.link} disabled={read.pending} onClick={() => void read.run()}>
        {read.pending ? 'Reading' : asOf === null ? 'Read it' : 'Read it again'}
      </button>
    </p>
  )
}
