import { IconArrowDownRight, IconArrowUpRight } from '@tabler/icons-react'
import type { Output } from '../../../contract/calls.ts'
import { averageScore, plural, shortDay } from '../../lib/words/format.ts'
import type { Explanation } from '../../ui/explain.tsx'
import styles from './scores.module.css'

/** By how much a score moved, with its sign and an arrow: never a colour alone. */
export function Change({ change }: { change: number | null }) {
  if (change === null) return <span className={styles.note}>none yet</span>
  if (change === 0) return <span className="numbers">0</span>
  const Arrow = change > 0 ? IconArrowUpRight : IconArrowDownRight
  return (
    <span className={`${change > 0 ? styles.up : styles.down} numbers`}>
      <Arrow size={13} stroke={2} aria-hidden /> {signed(change)}
    </span>
  )
}

export const signed = (change: number): string =>
  change > 0 ? `+${averageScore(change)}` : change < 0 ? `−${averageScore(-change)}` : '0'

type Told = Pick<Output<'scores.change'>, 'change' | 'rose' | 'fell' | 'came' | 'left'>

/** What the parts of a change mean. */
export const movedExplanation = (told: Pick<Output<'scores.change'>, 'from' | 'to'> | undefined): Explanation => ({
  definition:
    'What the change of the average is made of. The points in brackets are how much of it each part makes up; together they are the whole change.',
  numerator:
    'People whose score rose or fell between the two days, people who have a score on the later day alone (came), and on the earlier day alone (left)',
  leftOut:
    'Disabled accounts, invitations, and people without a score. Who is disabled or enabled between the days left or came.',
  ...(told?.from && told.to ? { computed: `Between ${shortDay(told.from)} and ${shortDay(told.to)}.` } : {}),
})

/** Why an average moved, as a sum that adds up: the same people's change apart from who came and went. */
export function changeWords(told: Told | undefined): string | null {
  if (told === undefined || told.change === null) return null
  const { rose, fell, came, left } = told
  const parts = [
    [rose, 'rose', 'rose'],
    [fell, 'fell', 'fell'],
    [came, 'came', 'came'],
    [left, 'left', 'left'],
  ] as const
  const said = parts
    .filter(([{ people, points }]) => people > 0 || (points ?? 0) !== 0)
    .map(([{ people, points }, one, many]) => `${plural(people, one, many)} (${signed(points ?? 0)})`)
  return said.length === 0 ? 'Nobody moved.' : `${said.join(', ')}.`
}
