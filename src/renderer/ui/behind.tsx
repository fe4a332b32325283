import { type ReactNode, useDeferredValue } from 'react'

/**
 * A part that follows what a person does a moment later: what they look at, the rows, is drawn first. For what stands beside it and
 * costs a good deal to draw, such as closed menus. `now`: it does not wait, because it is open and being worked with.
 */
export function Behind({ children, now = false }: { children: ReactNode; now?: boolean }): ReactNode {
  const later = useDeferredValue(children)
  return now ? children : later
}
