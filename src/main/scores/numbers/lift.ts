import { rounded } from '../../../contract/scores/scores.ts'

/** Somebody's score, by where they stand in the index. */
export interface Scored {
  at: number
  score: number
  /** A 0 of a vault with few sites. */
  empty: boolean
}

/** By how much an average would rise if these people's scores did, and nobody else's. */
interface Lift {
  people: number
  /** What the average would be; null: nobody has a score. */
  average: number | null
  lift: number
}

/** What would lift an average most, by arithmetic alone. */
export interface Lifts {
  average: number | null
  /** Everybody below the goal reaches it. */
  belowGoal: Lift
  /** Everybody whose 0 is of a vault with few sites comes to the average of the others. */
  emptyVaults: Lift
  /** Those whose way to the goal lifts the average most, with what each alone would. */
  first: { at: number; score: number; lift: number }[]
}

/** Works out what would lift the average of these people most. Pure. `goal`: the score that each of them would reach. */
export function liftsOf(scored: readonly Scored[], goal: number, most: number): Lifts {
  const sum = scored.reduce((all, { score }) => all + score, 0)
  const count = scored.length
  const average = count === 0 ? null : rounded(sum / count)
  const lift = (people: number, points: number): Lift => {
    const next = count === 0 ? null : rounded((sum + points) / count)
    return { people, average: next, lift: next === null || average === null ? 0 : rounded(next - average) }
  }
  const below = scored.filter(({ score }) => score < goal)
  const empty = scored.filter((one) => one.empty)
  const others = scored.filter((one) => !one.empty)
  const ofOthers = others.length === 0 ? 0 : others.reduce((all, { score }) => all + score, 0) / others.length
  return {
    average,
    belowGoal: lift(
      below.length,
      below.reduce((all, { score }) => all + goal - score, 0),
    ),
    emptyVaults: lift(others.length === 0 ? 0 : empty.length, empty.length * ofOthers),
    first: below
      .toSorted((a, b) => a.score - b.score || a.at - b.at)
      .slice(0, most)
      // Of one person it is little: two decimals, so that it is not 0.
      .map(({ at, score }) => ({ at, score, lift: Math.round(((goal - score) / count) * 100) / 100 })),
  }
}
