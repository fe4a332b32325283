import { useEffect, useLayoutEffect, useRef, useState } from 'react'

/** Longer than this a list does not wait for its first rows: then it shows that it waits. */
const patienceMs = 60

/**
 * What a search field shows, and what to call when somebody types. A letter shows at once; the list hears of it when its rows are
 * here, so that it is drawn once for each letter, and not at all for those that another one followed. `ahead`: asks for the rows.
 */
export function useTyped(
  value: string,
  onChange: (text: string) => void,
  ahead: ((text: string) => Promise<unknown>) | undefined,
): [string, (text: string) => void] {
  const [typed, setTyped] = useState<string | null>(null)
  const told = useRef(value)
  const turn = useRef(0)
  const tell = useRef(onChange)
  useEffect(() => {
    tell.current = onChange
  })
  // Before it is drawn: nobody sees the field of one search over the list of another.
  useLayoutEffect(() => {
    if (value === told.current) return setTyped((before) => (before === value ? null : before))
    // Another search came by another way, a saved view or Back, say.
    turn.current += 1
    told.current = value
    setTyped(null)
  }, [value])
  // A letter that was typed right before leaving must not bring the list back.
  useLayoutEffect(
    () => () => {
      turn.current += 1
    },
    [],
  )

  const type = (text: string) => {
    const mine = ++turn.current
    const follow = () => {
      if (turn.current !== mine) return
      told.current = text
      if (text === value) setTyped(null)
      tell.current(text)
    }
    if (ahead === undefined) return follow()
    setTyped(text)
    const patience = new Promise((resolve) => setTimeout(resolve, patienceMs))
    void Promise.race([ahead(text), patience]).then(follow, follow)
  }
  return [typed ?? value, type]
}
