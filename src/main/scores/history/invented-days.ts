import type { Columns } from '../../directory/index/columns.ts'
import { hashOf } from '../../text/user-key.ts'

/** So many days the made-up company has behind it when it is first opened. */
const invented = 120
/** Of a large one fewer, so that opening it does not take long. */
const mostPeople = 5000
const daySeconds = 86_400

/** The days of the made-up company's past, oldest first: it was not read at every weekend, and once not for eleven days. */
export function inventedDays(today: number, people: number): number[] {
  if (people > mostPeople) return []
  return Array.from({ length: invented }, (_, index) => today - invented + index).filter((day) => {
    const before = today - day
    return (before < 55 || before > 65) && before % 13 !== 6
  })
}

/** Everybody's score of the made-up company so many days ago: people move a few times, more of them up; who came later is not there. */
export function inventedPast(
  columns: Columns,
  numbers: Uint32Array,
  now: number,
  daysAgo: number,
): { columns: Columns; numbers: Uint32Array } {
  const score = Float64Array.from(columns.score)
  const there = Uint32Array.from(numbers)
  const then = Math.floor(now / 1000) - daysAgo * daySeconds
  for (let at = 0; at < score.length; at++) {
    if ((columns.created[at] as number) > then) there[at] = 0
    const present = score[at] as number
    // A 0 is an empty vault, and was one.
    if (Number.isNaN(present) || present === 0) continue
    let past = present
    for (let step = 0; step < 2; step++) {
      const dice = hashOf(`${columns.n[at]} ${step}`)
      if (dice % 200 < daysAgo) past -= ((dice >>> 8) % 19) - 7
    }
    score[at] = Math.max(1, Math.min(100, Math.round(past)))
  }
  return { columns: { ...columns, score }, numbers: there }
}
