import { type RefCallback, type RefObject, useEffect, useLayoutEffect, useState } from 'react'

/** Gives a menu, a popover or a hint an element that stands elsewhere as its target. */
export function Elsewhere({
  element,
  ref,
}: {
  element: RefObject<HTMLElement | null>
  ref?: RefCallback<HTMLElement>
}) {
  useLayoutEffect(() => {
    ref?.(element.current)
  }, [element, ref])
  return null
}

/** Whether what is opened has been there, closed, before: only then is it noted where the focus goes back to. */
export function useThereBefore(): boolean {
  const [there, setThere] = useState(false)
  useEffect(() => setThere(true), [])
  return there
}
