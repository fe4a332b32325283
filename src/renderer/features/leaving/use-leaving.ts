import { useNavigate } from '@tanstack/react-router'
import type { ListView } from '../../lib/addresses.ts'
import { toastFailure } from '../../lib/toast.ts'
import { match } from '../people-list/sources.ts'

/** Opens the leavers' screen with people who were picked elsewhere; nothing is sent. */
export function useLeaving(): (usernames: readonly string[], view?: ListView) => Promise<void> {
  const navigate = useNavigate()
  return async (usernames, view) => {
    try {
      const list = await match({ usernames: [...usernames] })
      void navigate({ to: '/leavers', search: { list, ...(view ? { view } : {}) } })
    } catch (error) {
      toastFailure('No list was made', error)
    }
  }
}
