import { Button } from '@mantine/core'
import type { MatchRow } from '../../../../contract/calls/leavers/leavers.ts'
import { DraftedMark } from '../../../features/groups/drafted-mark.tsx'
import { StatusBadge } from '../../../features/people/badges.tsx'
import { lastLoginWidth, statusWidth } from '../../../features/people/column-widths.ts'
import { noLoginWords } from '../../../features/people/words.ts'
import { reasonOf, resultWords } from '../../../features/people-list/labels.ts'
import texts from '../../../features/people-list/texts.module.css'
import { absolute, inOrder, plural } from '../../../lib/words/format.ts'
import { Address, TwoLineAddress } from '../../../ui/address.tsx'
import { Badge } from '../../../ui/badge.tsx'
import type { Column } from '../../../ui/table/column.ts'
import { RelativeTime } from '../../../ui/time.tsx'
import styles from './match-columns.module.css'
import { firstProposal, shownFor } from './proposals.ts'

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** What a row means: what was found, what speaks against taking it, or why the first who fits is offered, and how many fit. */
function meaning(row: MatchRow): string {
  const [first] = row.candidates
  const number = row.candidates.length + row.moreCandidates
  if (row.result !== 'choose' || first === undefined) return row.message
  if (row.doubt !== undefined) return row.doubt
  const why = capital(reasonOf(first))
  return number === 1 ? `${why}; one fits` : `${why}; ${plural(number, 'fits', 'fit')}`
}

/** The list's columns: what was given, who is meant or proposed, and why. `onTake`: takes the one person whom a row proposes. */
export const matchColumns = (onTake: (row: MatchRow, username: string) => void): readonly Column<MatchRow>[] => [
  {
    id: 'given',
    header: 'Given',
    width: 200,
    least: 150,
    grow: 1,
    shown: true,
    pinned: true,
    text: (row) => row.given,
    cell: (row) =>
      /^\S+@\S+$/.test(row.given) ? (
        <TwoLineAddress address={row.given} />
      ) : (
        <bdi className={styles.why}>{inOrder(row.given)}</bdi>
      ),
  },
  {
    id: 'result',
    header: 'Result',
    width: 112,
    least: 96,
    shown: true,
    text: (row) => [`${resultWords[row.result].label}.`, row.message].filter(Boolean).join(' '),
    cell: (row) => {
      const badge = <Badge tone={resultWords[row.result].tone}>{resultWords[row.result].label}</Badge>
      const proposed = firstProposal(row)
      if (proposed === null) return badge
      return (
        <span className={styles.decide}>
          {badge}
          <Button
            size="compact-xs"
            variant="light"
            tabIndex={-1}
            aria-label={`Take ${inOrder(proposed.fullname) || proposed.username} for ${row.given}`}
            onClick={(event) => {
              event.stopPropagation()
              onTake(row, proposed.username)
            }}
          >
            Take
          </Button>
        </span>
      )
    },
  },
  {
    id: 'username',
    header: 'Account, or who is proposed',
    width: 260,
    least: 210,
    grow: 2,
    shown: true,
    text: (row) => [inOrder(shownFor(row).fullname), shownFor(row).username].filter(Boolean).join(', '),
    cell: (row, room) => {
      const { username, fullname } = shownFor(row)
      if (username === '') return <span className={texts.faint}>none</span>
      return (
        <span className={styles.who} data-proposed={row.username === null || undefined}>
          <span className={styles.name}>
            <DraftedMark username={username}>
              <strong>
                <bdi>{inOrder(fullname) || 'No name'}</bdi>
              </strong>
            </DraftedMark>
            {row.admin && <span className={styles.admin}>Admin</span>}
          </span>
          <Address address={username} room={room} />
        </span>
      )
    },
  },
  {
    id: 'status',
    header: 'Status',
    width: statusWidth,
    shown: true,
    yields: 1,
    text: (row) => shownFor(row).status ?? '',
    cell: (row) => {
      const { status } = shownFor(row)
      return status === undefined ? null : <StatusBadge status={status} />
    },
  },
  {
    id: 'lastLogin',
    header: 'Last login',
    width: lastLoginWidth,
    least: 114,
    shown: true,
    yields: 2,
    text: (row) => {
      const { username, lastLogin, status } = shownFor(row)
      return lastLogin ? absolute(lastLogin) : username === '' ? '' : noLoginWords({ status })
    },
    cell: (row) => {
      const { username, lastLogin, status } = shownFor(row)
      if (lastLogin) return <RelativeTime instant={lastLogin} />
      return username === '' ? null : <span className={texts.faint}>{noLoginWords({ status })}</span>
    },
  },
  {
    id: 'message',
    header: 'Why',
    grow: 1,
    width: 190,
    least: 150,
    shown: true,
    text: meaning,
    cell: (row) => (
      <span className={styles.why} title={meaning(row)}>
        {meaning(row)}
      </span>
    ),
  },
]
