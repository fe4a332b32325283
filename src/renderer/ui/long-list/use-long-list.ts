import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { furthest, type LongList, rowAtHeight, spacerHeight, stretch, topOf, toShow } from './geometry.ts'

/** Rows drawn beyond both ends of what is seen. */
const spare = 8

/** A list of any length, scrolled by an ordinary scroll bar, of which only the rows in view are drawn. */
export interface DrawnList {
  first: number
  last: number
  /** Height of what is scrolled. */
  height: number
  /** Goes on the element that holds the rows; they are placed in it from the first one's top. */
  layer: RefObject<HTMLDivElement | null>
  onScroll: () => void
  /** Brings a row into view; `top`: to the top of it. */
  show: (index: number, top?: boolean) => void
}

/** `head`: height of what stays at the top of the scroller. */
export function useLongList(
  scroller: RefObject<HTMLElement | null>,
  { count, rowHeight, opened, head }: Omit<LongList, 'view'> & { head: number },
): DrawnList {
  const [view, setView] = useState(400)
  const [range, setRange] = useState({ first: 0, last: 30 })
  const layer = useRef<HTMLDivElement>(null)
  /** How far it is scrolled, in pixels of rows, and what the scroll bar was told of it. */
  const at = useRef({ y: 0, bar: 0 })
  const drawn = useRef(0)
  const list: LongList = { count, rowHeight, opened, view }
  const latest = useRef(list)
  latest.current = list

  const place = useCallback(() => {
    const now = latest.current
    const from = Math.max(0, rowAtHeight(now, at.current.y) - spare)
    const to = Math.min(now.count - 1, rowAtHeight(now, at.current.y + now.view) + spare)
    setRange((before) => (before.first === from && before.last === to ? before : { first: from, last: to }))
    const { current: element } = layer
    // Other rows are moved once they are drawn.
    if (element && drawn.current === from)
      element.style.transform = `translateY(${at.current.bar + topOf(now, from) - at.current.y}px)`
  }, [])

  const goTo = useCallback(
    (y: number) => {
      const now = latest.current
      const kept = Math.min(furthest(now), Math.max(0, y))
      const bar = kept / stretch(now)
      if (scroller.current) scroller.current.scrollTop = bar
      // What the browser made of it: it may round.
      at.current = { y: kept, bar: scroller.current?.scrollTop ?? bar }
      place()
    },
    [scroller, place],
  )

  const onScroll = useCallback(() => {
    const bar = scroller.current?.scrollTop ?? 0
    if (Math.abs(bar - at.current.bar) < 1 && stretch(latest.current) !== 1) return
    const now = latest.current
    at.current = { y: Math.min(furthest(now), bar * stretch(now)), bar }
    place()
  }, [scroller, place])

  useLayoutEffect(() => {
    const element = scroller.current
    if (!element) return
    const measure = () => setView(Math.max(0, element.clientHeight - head))
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [scroller, head])

  useLayoutEffect(() => {
    drawn.current = range.first
    place()
  }, [range.first, place])

  // A shorter list may have ended above what was seen.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each of them is a reason to place the rows anew
  useLayoutEffect(() => {
    if (at.current.y > furthest(latest.current)) goTo(furthest(latest.current))
    else if (stretch(latest.current) === 1) onScroll()
    place()
  }, [count, rowHeight, opened?.index, opened?.height, view, place, goTo])

  // Where the scroll bar stands for more than its pixels, the wheel still moves rows by theirs.
  const stretched = stretch(list) !== 1
  useEffect(() => {
    const element = scroller.current
    if (!element || !stretched) return
    const onWheel = (event: WheelEvent) => {
      if (event.ctrlKey || event.deltaY === 0) return
      event.preventDefault()
      const unit = event.deltaMode === 1 ? rowHeight : event.deltaMode === 2 ? latest.current.view : 1
      goTo(at.current.y + event.deltaY * unit)
    }
    element.addEventListener('wheel', onWheel, { passive: false })
    return () => element.removeEventListener('wheel', onWheel)
  }, [scroller, stretched, rowHeight, goTo])

  const show = useCallback(
    (index: number, top = false) => {
      const y = top ? topOf(latest.current, index) : toShow(latest.current, index, at.current.y)
      if (y !== null) goTo(y)
    },
    [goTo],
  )
  return { ...range, height: spacerHeight(list), layer, onScroll, show }
}
