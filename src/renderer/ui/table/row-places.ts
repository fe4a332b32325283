import { useLayoutEffect, useRef } from 'react'

/** A row that is drawn, and which of the table's elements shows it. */
export interface DrawnRow<Item> {
  item: Item
  place: number
}

/**
 * Which elements show which rows, in the order in which the elements stand. An element whose row goes out of sight is given to one that
 * comes in: changing what a row says is much cheaper than making a new one. While somebody scrolls no element is moved either, for it
 * would be styled and laid out anew; at rest they stand in the order of the rows, which is how a screen reader goes through them.
 */
export function placeRows<Item extends { index: number }>(
  items: readonly Item[],
  before: readonly { index: number; place: number }[],
  isScrolling: boolean,
): DrawnRow<Item>[] {
  const old = new Map(before.map(({ index, place }) => [index, place]))
  const kept = new Set(items.flatMap(({ index }) => old.get(index) ?? []))
  let free = 0
  const placed = items.map((item): DrawnRow<Item> => {
    const place = old.get(item.index)
    if (place !== undefined) return { item, place }
    while (kept.has(free)) free += 1
    free += 1
    return { item, place: free - 1 }
  })
  if (!isScrolling) return placed
  const order = new Map(before.map(({ place }, at) => [place, at]))
  const at = ({ place }: DrawnRow<Item>) => order.get(place) ?? before.length + place
  return placed.sort((one, other) => at(one) - at(other))
}

/** `placeRows`, from one drawing to the next. */
export function useRowPlaces<Item extends { index: number }>(
  items: readonly Item[],
  isScrolling: boolean,
): DrawnRow<Item>[] {
  const before = useRef<readonly { index: number; place: number }[]>([])
  const drawn = placeRows(items, before.current, isScrolling)
  useLayoutEffect(() => {
    before.current = drawn.map(({ item, place }) => ({ index: item.index, place }))
  })
  return drawn
}
