/** Longest texts that are taken over of an answer, in characters; what is longer is cut or set aside, and told. */
export const longest = {
  id: 100,
  /** The longest address there is. */
  username: 320,
  /** Names of people, groups, folders, and short texts of an account. */
  name: 1000,
  /** One value of an attribute, or of a field that Provost does not know. */
  value: 4000,
  /** The name of an attribute. */
  key: 200,
  /** All attributes and unknown fields of one record together. */
  record: 65_536,
  /** Data of one event of the log. */
  event: 1_048_576,
} as const
/** More groups than anybody is in. */
export const mostGroups = 5000

/** How much room a record has left, and what of it had no room: names of its fields, some of them more than once. */
export interface Room {
  left: number
  cut: string[]
}

export const createRoom = (): Room => ({ left: longest.record, cut: [] })

/** Stands at the end of a text that was cut. */
export const cutMark = ' … [cut]'

/** The text, or its beginning with a mark. */
export const shortened = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most).replace(/[\ud800-\udbff]$/, '')}${cutMark}`

/** The text, or its beginning with a mark; what was cut is noted under the field's name. */
export function fitted(text: string, most: number, field: string, { cut }: Pick<Room, 'cut'>): string {
  if (text.length <= most) return text
  cut.push(field)
  return shortened(text, most)
}

/** Says what of a record was cut; null: nothing. */
export function cutWords({ cut }: Pick<Room, 'cut'>): string | null {
  if (cut.length === 0) return null
  const fields = [...new Set(cut)]
  const more = fields.length > 10 ? ` and ${fields.length - 10} more` : ''
  return `Longer than Provost keeps, and cut: ${fields.slice(0, 10).join(', ')}${more}.`
}
