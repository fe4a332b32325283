import type { Tenant } from '../../contract/model.ts'
import { forgetAddresses } from '../lib/address.ts'
import { act, queryClient, useRead } from '../lib/queries.ts'

/** What the frame knows: companies, seat, keychain. */
export const useAppState = () => useRead('app.state', {})

/** The company that is open, or null. */
export function useTenant(): Tenant | null {
  const state = useAppState().data
  return state?.tenants.find((tenant) => tenant.id === state.current) ?? null
}

/** Nothing that was read of one company may be seen under another one's name. */
export function forgetCompany(): void {
  forgetAddresses()
  queryClient.removeQueries({
    predicate: (query) => !['app.state', 'settings.get', 'views.list'].includes(String(query.queryKey[0])),
  })
}

/** Reads the company for the first time; how it went shows in the frame. */
export function firstRefresh(): void {
  act('directory.sync', {}).catch(() => undefined)
}
