import { z } from 'zod'

/** 500 rows, the longest page that the window asks for: one or two milliseconds. */
const together = 500

/**
 * Parses a value as its schema does, but the long lists in it some rows at a time, and yields between them: ten thousand
 * rows at once would hold up everything else. The value must not be altered meanwhile.
 * @throws ZodError as the schema does
 */
export function* parseInParts(schema: z.ZodType, value: unknown): Generator<void, unknown> {
  const lists = longLists(schema, value)
  if (!(schema instanceof z.ZodObject) || lists.length === 0) return schema.parse(value)
  try {
    // Everything but what is in the long lists, how many rows they have among it.
    const counted = lists.map(({ name, list }) => [name, list.clone({ ...list.def, element: z.unknown() })])
    const parsed = schema.extend(Object.fromEntries(counted)).parse(value)
    for (const { name, list, rows } of lists) {
      const part = z.array(list.element)
      const done: unknown[] = []
      for (let from = 0; from < rows.length; from += together) {
        done.push(...part.parse(rows.slice(from, from + together)))
        yield
      }
      parsed[name] = done
    }
    return parsed
  } catch (error) {
    // Only the whole says where in it the fault is.
    if (error instanceof z.ZodError) return schema.parse(value)
    throw error
  }
}

function longLists(
  schema: z.ZodType,
  value: unknown,
): { name: string; list: z.ZodArray<z.ZodType>; rows: unknown[] }[] {
  if (!(schema instanceof z.ZodObject) || typeof value !== 'object' || value === null) return []
  return Object.entries(schema.shape).flatMap(([name, list]) => {
    const rows = (value as Record<string, unknown>)[name]
    return list instanceof z.ZodArray && Array.isArray(rows) && rows.length > together
      ? [{ name, list: list as z.ZodArray<z.ZodType>, rows }]
      : []
  })
}
