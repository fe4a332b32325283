import { Button, Modal } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { MatchRow } from '../../../../contract/calls/leavers/leavers.ts'
import { StatusBadge } from '../../../features/people/badges.tsx'
import { noLoginWords } from '../../../features/people/words.ts'
import { reasonOf } from '../../../features/people-list/labels.ts'
import texts from '../../../features/people-list/texts.module.css'
import { call } from '../../../lib/application/client.ts'
import { inOrder, plural } from '../../../lib/words/format.ts'
import { Address } from '../../../ui/address.tsx'
import { RelativeTime } from '../../../ui/time.tsx'
import { soleProposal } from './proposals.ts'
import styles from './sure-rows.module.css'

/** 500: more rows than anybody looks at before saying yes to all of them; the others come next. */
const most = 500

/** What rows that can be taken together are called: "3 close matches", "2 last days to come". */
export function sureWords(rows: readonly MatchRow[]): string {
  const later = rows.filter(({ ahead }) => ahead === true).length
  const close = rows.length - later
  return [
    ...(close > 0 ? [plural(close, 'close match', 'close matches')] : []),
    ...(later > 0 ? [plural(later, 'last day to come', 'last days to come')] : []),
  ].join(' and ')
}

/** Rows to be decided for which exactly one person fits, for a strong reason. */
export function useSureRows(list: string, toDecide: number): readonly MatchRow[] {
  const read = useQuery({
    queryKey: ['leavers.matched', { list, sure: toDecide }],
    queryFn: ({ signal }) => call('leavers.matched', { list, results: ['choose'], limit: most }, signal),
    enabled: toDecide > 0,
  })
  return toDecide === 0 ? [] : (read.data?.rows ?? []).filter((row) => soleProposal(row) !== null)
}

interface SureRowsProps {
  rows: readonly MatchRow[]
  onTake: (rows: readonly { row: number; username: string }[]) => void
  onClose: () => void
}

/** A look at the rows for which exactly one person fits, and the one button that takes just these. */
export function SureRows({ rows, onTake, onClose }: SureRowsProps) {
  const sure = rows.flatMap((row) => {
    const person = soleProposal(row)
    return person === null ? [] : [{ row, person }]
  })
  const what = plural(sure.length, 'row', 'rows')
  const isLater = sure.some(({ row }) => row.ahead === true)
  const isNamed = sure.some(({ row }) => row.ahead !== true)
  return (
    <Modal opened onClose={onClose} title={sureWords(rows)} size={900} yOffset="6dvh">
      {isNamed && (
        <p className={texts.note}>
          Exactly one person has each of these names or former addresses. Look at each: a name can still mean somebody
          who has no account. Every row can be decided otherwise afterwards.
        </p>
      )}
      {isLater && (
        <p className={texts.note}>
          {isNamed ? 'Others have' : 'These people have'} a last day that is still to come. Disabling ends their access
          at once: leave the rows out, and give the list again on the day, unless that is what you want.
        </p>
      )}
      <div className={styles.rows}>
        <table>
          <thead>
            <tr>
              <th scope="col">Given</th>
              <th scope="col">Person</th>
              <th scope="col">Status</th>
              <th scope="col">Last login</th>
              <th scope="col">Why</th>
            </tr>
          </thead>
          <tbody>
            {sure.map(({ row, person }) => (
              <tr key={row.row}>
                <td>
                  <bdi>{row.given}</bdi>
                </td>
                <td className={styles.person}>
                  <strong>
                    <bdi>{inOrder(person.fullname) || 'No name'}</bdi>
                  </strong>
                  <Address address={person.username} />
                </td>
                <td>
                  <StatusBadge status={person.status} />
                </td>
                <td>{person.lastLogin ? <RelativeTime instant={person.lastLogin} /> : noLoginWords(person)}</td>
                <td>{row.ahead === true ? row.doubt : reasonOf(person)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <footer className={styles.foot}>
        {/* Ending somebody's access before their last day is no matter of one key. */}
        <Button variant="default" data-autofocus={isLater || undefined} onClick={onClose}>
          Close
        </Button>
        <Button
          data-autofocus={!isLater || undefined}
          onClick={() => onTake(sure.map(({ row, person }) => ({ row: row.row, username: person.username })))}
        >
          Take {sure.length === 1 ? 'this row' : `these ${what}`}
        </Button>
      </footer>
    </Modal>
  )
}
