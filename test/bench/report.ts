/** Prints one figure as one line of JSON; `peer` is what it is compared with in the same run, `limit` what it should reach. */
export function report(
  name: string,
  value: number,
  unit: string,
  more: { limit?: number; peer?: number; ratio?: number } = {},
): void {
  const round = (number: number) => Math.round(number * 1000) / 1000
  const rounded = Object.fromEntries(Object.entries(more).map(([part, number]) => [part, round(number)]))
  process.stdout.write(`${JSON.stringify({ name, value: round(value), unit, ...rounded })}\n`)
}

/** The value that this part of all values does not exceed. */
export const percentile = (values: readonly number[], part: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))] ?? Number.NaN

export const median = (values: readonly number[]): number => percentile(values, 0.5)
