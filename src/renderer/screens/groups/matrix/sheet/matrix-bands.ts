import { type RefObject, useEffect, useLayoutEffect, useState } from 'react'

/** Rows, and columns, of a band: what is put in at once. */
export const bandSize = 24

/** How many bands so many rows or columns have. */
export const bandsOf = (length: number): number => Math.ceil(length / bandSize)

interface Bands {
  /** Which way the bands follow each other. */
  way: 'down' | 'across'
  /** How many rows or columns there are, and how many pixels one has. */
  length: number
  size: number
  /** Of what: of another list, only what is seen is drawn at first. */
  of: unknown
}

/** Before it is known what is seen. */
const atFirst: ReadonlySet<number> = new Set([0, 1])

/** The missing band that is nearest to those that are seen. */
function nextBand(drawn: ReadonlySet<number>, count: number, near: number): number | undefined {
  const missing = Array.from({ length: count }, (_, at) => at).filter((at) => !drawn.has(at))
  return missing.sort((one, other) => Math.abs(one - near) - Math.abs(other - near))[0]
}

/**
 * Numbers of the bands that are drawn: those that are seen, then, in idle moments, the others. What was drawn stays, so that scrolling
 * through a list that is all there changes nothing.
 */
export function useBands(scroller: RefObject<HTMLElement | null>, { way, length, size, of }: Bands): readonly number[] {
  const count = bandsOf(length)
  const [kept, setKept] = useState<{ of: unknown; drawn: ReadonlySet<number> }>({ of, drawn: atFirst })
  const drawn = kept.of === of ? kept.drawn : atFirst

  useLayoutEffect(() => {
    const element = scroller.current
    if (element === null) return
    const add = (bands: readonly number[]) =>
      setKept((before) => {
        const own = before.of === of ? before.drawn : atFirst
        const fresh = bands.filter((band) => band < count && !own.has(band))
        return fresh.length === 0 && before.of === of ? before : { of, drawn: new Set([...own, ...fresh]) }
      })
    const look = () => {
      const [begin, room] =
        way === 'down' ? [element.scrollTop, element.clientHeight] : [element.scrollLeft, element.clientWidth]
      const first = Math.floor(begin / size / bandSize)
      const last = Math.floor((begin + room) / size / bandSize)
      add(Array.from({ length: last - first + 1 }, (_, at) => first + at))
    }
    look()
    const observer = new ResizeObserver(look)
    observer.observe(element)
    element.addEventListener('scroll', look, { passive: true })
    return () => {
      observer.disconnect()
      element.removeEventListener('scroll', look)
    }
  }, [scroller, way, size, count, of])

  const whole = Array.from({ length: count }, (_, at) => at).every((at) => drawn.has(at))
  // Where it is scrolled to is read in the idle moment: after a tick it would have the page laid out, at once and once more than needed.
  useEffect(() => {
    if (whole) return
    const waiting = requestIdleCallback(() => {
      const begin = way === 'down' ? scroller.current?.scrollTop : scroller.current?.scrollLeft
      const next = nextBand(drawn, count, Math.floor((begin ?? 0) / size / bandSize))
      if (next !== undefined) setKept({ of, drawn: new Set([...drawn, next]) })
    })
    return () => cancelIdleCallback(waiting)
  }, [scroller, way, size, count, of, drawn, whole])
  return [...drawn].filter((band) => band < count)
}
