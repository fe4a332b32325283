import type { TableLayout } from '../../contract/calls/app.ts'

/** What a table knows about one of its columns before anybody chose anything. */
export interface ColumnDefault {
  id: string
  width: number
  shown: boolean
  pinned?: boolean
  /** Its turn to step back where there is no room for all: 1 goes first. Left out: it stays. */
  yields?: number
}

/** A column as it is drawn. */
export interface ColumnPlace {
  id: string
  width: number
  shown: boolean
  pinned: boolean
  /** As by default, as long as the person arranged nothing: what somebody chose to see does not step back. */
  yields?: number
}

const narrowest = 48
const widest = 1200
export const clampWidth = (width: number): number => Math.round(Math.min(widest, Math.max(narrowest, width)))

/** Joins what a person chose with the defaults. Columns that the choice does not know (newer ones) come as by default. */
export function arrange(columns: readonly ColumnDefault[], layout: TableLayout | undefined): ColumnPlace[] {
  const chosen = layout && layout.order.length > 0
  const known = new Map(columns.map((column) => [column.id, column]))
  const ordered = [...(layout?.order ?? []).filter((id) => known.has(id)), ...columns.map((column) => column.id)]
  const places = [...new Set(ordered)].map((id): ColumnPlace => {
    const column = known.get(id) as ColumnDefault
    const decided = chosen && layout.order.includes(id)
    const yields = chosen || layout?.widths[id] !== undefined ? undefined : column.yields
    return {
      id,
      width: clampWidth(layout?.widths[id] ?? column.width),
      shown: decided ? !layout.hidden.includes(id) : column.shown,
      pinned: decided ? layout.pinned.includes(id) : (column.pinned ?? false),
      ...(yields === undefined ? {} : { yields }),
    }
  })
  const pinned = places.filter((place) => place.pinned)
  return [...pinned, ...places.filter((place) => !place.pinned)]
}

/** The same places, none of which steps back any more. */
export const settled = (places: readonly ColumnPlace[]): ColumnPlace[] => places.map(({ yields: _, ...place }) => place)

const arrangement = (places: readonly ColumnPlace[]) =>
  JSON.stringify(places.map(({ id, shown, pinned }) => [id, shown, pinned]))

/** The choice that says exactly these places. Where only widths were chosen, it arranges nothing: the rest may still step back. */
export function layoutOf(places: readonly ColumnPlace[], columns: readonly ColumnDefault[]): TableLayout {
  const widths: Record<string, number> = {}
  for (const place of places) {
    const column = columns.find((one) => one.id === place.id)
    if (column && column.width !== place.width) widths[place.id] = place.width
  }
  const untouched =
    places.some((place) => place.yields !== undefined) &&
    arrangement(places) === arrangement(arrange(columns, undefined))
  if (untouched) return { order: [], hidden: [], pinned: [], widths }
  return {
    order: places.map((place) => place.id),
    hidden: places.filter((place) => !place.shown).map((place) => place.id),
    pinned: places.filter((place) => place.pinned).map((place) => place.id),
    widths,
  }
}

/** Moves a column by steps among those of its kind (pinned or not); at an end it stays. */
export function moved(places: readonly ColumnPlace[], id: string, steps: number): ColumnPlace[] {
  const from = places.findIndex((place) => place.id === id)
  const to = from + steps
  const place = places[from]
  if (!place || to < 0 || to >= places.length || places[to]?.pinned !== place.pinned) return [...places]
  const next = places.filter((one) => one.id !== id)
  next.splice(to, 0, place)
  return next
}

/** Puts a column in another's place; it takes on whether that one is pinned. */
export function droppedOn(places: readonly ColumnPlace[], id: string, target: string): ColumnPlace[] {
  const from = places.findIndex((place) => place.id === id)
  const to = places.findIndex((place) => place.id === target)
  const place = places[from]
  const other = places[to]
  if (!place || !other || from === to) return [...places]
  const next = places.filter((one) => one.id !== id)
  next.splice(to, 0, { ...place, pinned: other.pinned })
  return next
}

export const changed = (places: readonly ColumnPlace[], id: string, change: Partial<ColumnPlace>): ColumnPlace[] => {
  const next = places.map((place) => (place.id === id ? { ...place, ...change } : place))
  return [...next.filter((place) => place.pinned), ...next.filter((place) => !place.pinned)]
}

/** The columns of a view: these, in this order; the rest hidden behind them. */
export function arrangeAs(
  columns: readonly ColumnDefault[],
  shown: readonly string[],
  layout: TableLayout | undefined,
): ColumnPlace[] {
  const places = settled(arrange(columns, layout))
  const first = shown
    .flatMap((id) => places.filter((place) => place.id === id))
    .map((place) => ({ ...place, shown: true }))
  const rest = places.filter((place) => !shown.includes(place.id)).map((place) => ({ ...place, shown: false }))
  const all = [...first, ...rest]
  return [...all.filter((place) => place.pinned), ...all.filter((place) => !place.pinned)]
}
