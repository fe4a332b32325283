import { useLocation, useMatch, useNavigate } from '@tanstack/react-router'
import { useCallback, useMemo, useRef } from 'react'

/** What a screen's address says, and how to change it; a change that is not `replace` can be undone with Back. */
export function useAddress<S extends object>(
  read: (raw: Record<string, unknown>) => S,
): [S, (next: S, options?: { replace?: boolean }) => void] {
  const path = useMatch({ strict: false, shouldThrow: false, select: ({ pathname }) => pathname })
  const last = useRef('{}')
  // The address is another screen's before that screen is drawn: what it says is not for this one.
  const raw = useLocation({
    select: ({ pathname, search }) => {
      if (pathname === path) last.current = JSON.stringify(search)
      return last.current
    },
  })
  const navigate = useNavigate()
  const search = useMemo(() => read(JSON.parse(raw) as Record<string, unknown>), [raw, read])
  const change = useCallback(
    (next: S, options: { replace?: boolean } = {}) =>
      void navigate({ to: path ?? '.', search: next, replace: options.replace ?? false }),
    [navigate, path],
  )
  return [search, change]
}

const lastSearch = new Map<string, object>()
/** Remembers how a screen was left, for coming back by the side bar. In memory only: addresses can hold names. */
export const rememberAddress = (path: string, search: object): void => void lastSearch.set(path, search)
export const rememberedAddress = (path: string): object => lastSearch.get(path) ?? {}
/** Forgets all of it: another company is open. */
export const forgetAddresses = (): void => lastSearch.clear()
