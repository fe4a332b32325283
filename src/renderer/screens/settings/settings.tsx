import { useMay } from '../../features/session/use-seat.ts'
import { useAddress } from '../../lib/address.ts'
import { readSettingsSearch, type SettingsPart, settingsParts } from '../../lib/addresses.ts'
import { ScreenHead } from '../../ui/screen/screen-head.tsx'
import sections from '../../ui/sheets/sections.module.css'
import { About } from './about.tsx'
import { Appearance } from './appearance.tsx'
import { AuditSettings } from './audit/audit-settings.tsx'
import { ChangeHash } from './change-hash.tsx'
import { Companies } from './companies.tsx'
import { Diagnostics } from './diagnostics.tsx'
import { FindingRules } from './findings/finding-rules.tsx'
import { RefreshSettings } from './refresh-settings.tsx'
import { Safety } from './safety.tsx'
import { Seat } from './seat/seat.tsx'
import styles from './settings.module.css'
import { SnapshotSettings } from './snapshots/snapshot-settings.tsx'

const parts: Record<SettingsPart, { label: string; Part: () => React.ReactNode }> = {
  companies: { label: 'Companies', Part: Companies },
  appearance: { label: 'Appearance', Part: Appearance },
  refresh: { label: 'Refresh', Part: RefreshSettings },
  audit: { label: 'Audit events', Part: AuditSettings },
  findings: { label: 'Rules for findings', Part: FindingRules },
  safety: { label: 'Safety of changes', Part: Safety },
  hash: { label: 'Provisioning hash', Part: ChangeHash },
  snapshots: { label: 'Snapshots and history', Part: SnapshotSettings },
  seat: { label: 'Seat', Part: Seat },
  diagnostics: { label: 'Diagnostics', Part: Diagnostics },
  about: { label: 'About', Part: About },
}

/** Companies, looks, refresh, what was sent to LastPass, and what to copy for help. */
export function Settings() {
  const [search, go] = useAddress(readSettingsSearch)
  const may = useMay()
  const mine = settingsParts.filter(
    (id) =>
      (id !== 'safety' || may('guards.get')) &&
      (id !== 'hash' || may('hash.state')) &&
      (id !== 'snapshots' || may('snapshots.schedule')) &&
      (id !== 'audit' || may('audit.settings')) &&
      (id !== 'findings' || may('findings.rules')),
  )
  const part = mine.find((id) => id === search.part) ?? 'companies'
  const { Part } = parts[part]
  return (
    <div className={sections.screen}>
      <ScreenHead title="Settings" />
      <div className={styles.split}>
        <nav aria-label="Parts of the settings" className={styles.parts}>
          {mine.map((id) => (
            <button
              key={id}
              type="button"
              data-here={id === part || undefined}
              aria-current={id === part ? 'true' : undefined}
              onClick={() => go({ part: id })}
            >
              {parts[id].label}
            </button>
          ))}
        </nav>
        <div className={styles.part}>
          <h2>{parts[part].label}</h2>
          <Part />
        </div>
      </div>
    </div>
  )
}
