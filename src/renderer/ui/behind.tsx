import { type ReactNode, useEffect, useState } from 'react'

/**
 * A part that follows what a person does a moment later: what they look at, the rows, is drawn first. For what stands beside it and
 * costs a good deal to draw, such as closed menus. `now`: it does not wait, because it is open and being worked with.
 */
export function Behind({ children, now = false }: { children: ReactNode; now?: boolean }): ReactNode {
  const [shown, show] = useState(children)
  useEffect(() => {
    if (shown === children) return
    let timer: number | undefined
    // The frame in which the rows are painted, and then a turn: work that React only puts off may still come before it.
    const frame = requestAnimationFrame(() => {
      timer = window.setTimeout(() => show(children))
    })
    return () => {
      cancelAnimationFrame(frame)
      window.clearTimeout(timer)
    }
  }, [children, shown])
  return now ? children : shown
}
