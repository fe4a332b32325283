import type { AppState } from '../../../contract/calls/app.ts'
import type { Tenant } from '../../../contract/model.ts'
import { forgetAddresses } from '../../lib/address.ts'
import { act, queryClient, useRead } from '../../lib/application/queries.ts'

/** What the frame knows: companies, seat, keychain. */
export const useAppState = () => useRead('app.state', {})

/** The company that is open, or null. */
export function useTenant(): Tenant | null {
  const state = useAppState().data
  return state?.tenants.find((tenant) => tenant.id === state.current) ?? null
}

const ofNoCompany = ['app.state', 'seats.state', 'settings.get', 'views.list']
const ofCompany = (query: { queryKey: readonly unknown[] }) => !ofNoCompany.includes(String(query.queryKey[0]))

/** Nothing that was read of one company may be seen under another one's name. */
function forgetCompany(): void {
  forgetAddresses()
  queryClient.removeQueries({ predicate: ofCompany, type: 'inactive' })
  void queryClient.resetQueries({ predicate: ofCompany })
}

/** Forgets the company's data in the same moment in which another company turns out to be open. */
export function watchCompany(): () => void {
  let current: string | null | undefined
  return queryClient.getQueryCache().subscribe((event) => {
    if (event.type !== 'updated' || event.query.queryKey[0] !== 'app.state') return
    const next = (event.query.state.data as AppState | undefined)?.current
    if (next === undefined || next === current) return
    if (current !== undefined) forgetCompany()
    current = next
  })
}

/** Reads the company for the first time; how it went shows in the frame. */
export function firstRefresh(): void {
  act('directory.sync', {}).catch(() => undefined)
}
