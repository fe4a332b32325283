import { useEffect, useState } from 'react'

const lateMs = 250

/** True once something has been so for a while: most answers are here sooner than a table can be drawn as waiting for them. */
export function useLate(so: boolean): boolean {
  const [late, setLate] = useState(false)
  useEffect(() => {
    if (!so) return
    const timer = setTimeout(() => setLate(true), lateMs)
    return () => {
      clearTimeout(timer)
      setLate(false)
    }
  }, [so])
  return so && late
}
