/**
 * How many letters apart two texts are: left out, put in, changed, or two neighbours swapped; more than `most` comes out as
 * `most + 1`, so that texts of different kinds are told apart early.
 */
export function lettersApart(one: string, other: string, most: number): number {
  const beyond = most + 1
  if (Math.abs(one.length - other.length) > most) return beyond
  let before: number[] = []
  let last = Array.from({ length: other.length + 1 }, (_, at) => at)
  for (let i = 1; i <= one.length; i++) {
    const row = [i]
    let least = i
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1]
      let cost = Math.min((last[j] as number) + 1, (row[j - 1] as number) + 1, (last[j - 1] as number) + (same ? 0 : 1))
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1])
        cost = Math.min(cost, (before[j - 2] as number) + 1)
      row.push(cost)
      if (cost < least) least = cost
    }
    if (least > most) return beyond
    before = last
    last = row
  }
  return Math.min(last[other.length] as number, beyond)
}

/** How many letters a text may be away from another to be taken for a slip of it; short texts are all alike. */
export const slipsOf = (text: string): number => (text.length < 4 ? 0 : text.length < 7 ? 1 : 2)
