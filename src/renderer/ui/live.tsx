import { createContext, type ReactNode, useCallback, useContext, useRef, useState } from 'react'

const Live = createContext<(words: string) => void>(() => {})

/** Says something to people who use a screen reader, politely. */
export const useLive = (): ((words: string) => void) => useContext(Live)

/** Holds the one polite live region of the page. */
export function LiveRegion({ children }: { children: ReactNode }) {
  const [words, setWords] = useState('')
  const timer = useRef<number>(undefined)
  const say = useCallback((next: string) => {
    // Quick changes in a row (typing in the search field) are said once, when they end.
    window.clearTimeout(timer.current)
    timer.current = window.setTimeout(() => setWords(next), 250)
  }, [])
  return (
    <Live value={say}>
      {children}
      <div className="unseen" role="status" aria-live="polite" data-testid="live">
        {words}
      </div>
    </Live>
  )
}
