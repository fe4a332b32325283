import type { Settings, TableLayout } from '../../../contract/calls/app.ts'
import type { Input, Output } from '../../../contract/calls.ts'
import { act, queryClient, readKey, useRead } from './queries.ts'

/** What holds until main has said what the person chose. */
export const initialSettings: Settings = {
  theme: 'system',
  density: 'compact',
  sidebarFolded: false,
  panelWidth: 380,
  refreshMinutes: 60,
  auditMinutes: 15,
  findingNotices: false,
  staleMinutes: 5,
  timeoutSeconds: 120,
  tables: {},
}

/** The person's choices, and how to change one. A choice shows at once; when it cannot be kept, the old one comes back. */
export function useSettings(): { settings: Settings; change: (change: Input<'settings.set'>) => void } {
  const read = useRead('settings.get', {})
  return { settings: read.data ?? initialSettings, change: changeSettings }
}

function changeSettings(change: Input<'settings.set'>): void {
  const key = readKey('settings.get', {})
  queryClient.setQueryData<Output<'settings.get'>>(
    key,
    (before) => ({ ...(before ?? initialSettings), ...change }) as Settings,
  )
  act('settings.set', change).catch(() => queryClient.invalidateQueries({ queryKey: key }))
}

/** How one table looks, and how to change that. */
export function useTableLayout(table: string): {
  layout: TableLayout | undefined
  change: (layout: TableLayout | undefined) => void
} {
  const { settings, change } = useSettings()
  return {
    layout: settings.tables[table],
    change: (layout) => {
      const { [table]: _, ...others } = settings.tables
      change({ tables: layout ? { ...others, [table]: layout } : others })
    },
  }
}
