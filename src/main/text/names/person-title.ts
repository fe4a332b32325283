/** Longer names are cut, so that the address behind them stays. */
const longestName = 100

/** Somebody in a sentence: "Anna Meier (anna@example.com)", or the address alone where no name is known. */
export function personTitle({ fullname, username }: { fullname?: string | undefined; username: string }): string {
  const name = fullname?.trim() ?? ''
  if (name === '') return username
  return `${name.length > longestName ? `${name.slice(0, longestName - 1)}…` : name} (${username})`
}
