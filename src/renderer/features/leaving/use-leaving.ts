import { useNavigate } from '@tanstack/react-router'
import { toastFailure } from '../../lib/toast.ts'
import { match } from '../people-list/sources.ts'

/** Opens the leavers' screen with people who were picked elsewhere, or with what one of them can reach; nothing is sent. */
export function useLeaving(): (usernames: readonly string[], shown?: { reach: true }) => Promise<void> {
  const navigate = useNavigate()
  return async (usernames, shown) => {
    try {
      const list = await match({ usernames: [...usernames] })
      void navigate({ to: '/leavers', search: { list, ...shown } })
    } catch (error) {
      toastFailure('No list was made', error)
    }
  }
}
