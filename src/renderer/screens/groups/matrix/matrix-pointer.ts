import { type PointerEvent, type RefObject, useRef } from 'react'
import type { Block, Place } from './matrix-model.ts'
import { headHeight, nameWidth } from './sheet/matrix-sizes.ts'

interface MatrixPointer {
  rows: number
  columns: number
  rowHeight: number
  columnWidth: number
  at: Place
  go: (next: Place, extend: boolean) => void
  /** The block from the place where the button went down to the one under the pointer is marked. */
  onDrag: (from: Place, to: Place) => void
  tick: (what: Block) => void
}

/** What the pointer does in the matrix: a click ticks a place, Shift and dragging mark a block; `mark` goes with it. */
export function useMatrixPointer(
  scroller: RefObject<HTMLDivElement | null>,
  mark: RefObject<HTMLDivElement | null>,
  { rows, columns, rowHeight, columnWidth, at, go, onDrag, tick }: MatrixPointer,
) {
  const drag = useRef<{ from: Place; moved: boolean } | null>(null)

  const placeAt = (event: PointerEvent): Place | null => {
    const element = scroller.current
    if (element === null) return null
    const box = element.getBoundingClientRect()
    const [x, y] = [event.clientX - box.left - nameWidth, event.clientY - box.top - headHeight]
    if (x < 0 || y < 0) return null
    const place = {
      row: Math.floor((y + element.scrollTop) / rowHeight),
      column: Math.floor((x + element.scrollLeft) / columnWidth),
    }
    return place.row < rows && place.column < columns ? place : null
  }

  /** Marks the place under the pointer, past React: it moves with every pixel. */
  const point = (place: Place | null) => {
    if (mark.current === null) return
    mark.current.hidden = place === null
    if (place !== null)
      mark.current.style.transform = `translate(${nameWidth + place.column * columnWidth}px, ${place.row * rowHeight}px)`
  }

  return {
    onPointerDown: (event: PointerEvent) => {
      if (event.button !== 0) return
      const place = placeAt(event)
      if (place === null) return
      drag.current = { from: place, moved: false }
      go(place, event.shiftKey)
    },
    onPointerLeave: () => point(null),
    onPointerMove: (event: PointerEvent) => {
      const place = placeAt(event)
      point(place)
      if (place === null || drag.current === null || (place.row === at.row && place.column === at.column)) return
      drag.current.moved = true
      onDrag(drag.current.from, place)
    },
    onPointerUp: (event: PointerEvent) => {
      const began = drag.current
      drag.current = null
      if (began !== null && !began.moved && !event.shiftKey) tick({ from: began.from, to: began.from })
    },
  }
}
