import { ActionIcon } from '@mantine/core'
import { IconChevronDown, IconDeviceDesktop, IconKeyboard, IconSearch } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { Suspense } from 'react'
import type { Tenant } from '../../../contract/model.ts'
import { SafeMode } from '../../features/changes/safe-mode/safe-mode.tsx'
import { seatWords } from '../../features/seat/seat-words.ts'
import { useAppState } from '../../features/session/open-company.ts'
import { useMay } from '../../features/session/use-seat.ts'
import { useSettings } from '../../lib/application/settings.ts'
import { latePart } from '../../lib/late-parts.ts'
import { keyName } from '../../lib/words/key-names.ts'
import { HintedIcon } from '../../ui/opener/hinted-icon.tsx'
import { useOpener } from '../../ui/opener/use-opener.ts'
import { showPalette } from '../palette/palette-state.ts'
import { Freshness } from './freshness.tsx'
import { themes } from './themes.ts'
import styles from './top-bar.module.css'

const TenantMenu = latePart(() => import('./tenant-menu.tsx'), 'TenantMenu')
const ThemeMenu = latePart(() => import('./theme-menu.tsx'), 'ThemeMenu')

const icon = { size: 16, stroke: 1.7 }

/** The bar at the top: which company, search, how old the data is. */
export function TopBar({ tenant, onKeys }: { tenant: Tenant; onKeys: () => void }) {
  const may = useMay()
  return (
    <header className={styles.top}>
      <TenantButton tenant={tenant} />
      <button type="button" className={styles.search} onClick={() => showPalette(true)}>
        <IconSearch {...icon} />
        <span>{may('users.page') ? 'Search or command' : 'Commands'}</span>
        <kbd>{keyName('Mod K')}</kbd>
      </button>
      <div className={styles.topEnd}>
        <Freshness />
        <SafeMode />
        <SeatChip />
        <ThemeButton />
        <HintedIcon label="All keys" keys="?" onClick={onKeys}>
          <IconKeyboard size={18} stroke={1.7} />
        </HintedIcon>
      </div>
    </header>
  )
}

/** Which seat this workstation has, where it is not an admin's: why less is offered. */
function SeatChip() {
  const seat = useAppState().data?.seat
  const navigate = useNavigate()
  if (seat === undefined || seat === 'admin') return null
  return (
    <button
      type="button"
      className={styles.seat}
      title={seatWords[seat].meaning}
      onClick={() => void navigate({ to: '/settings', search: { part: 'seat' } })}
    >
      <span className="unseen">Seat: </span>
      {seat === 'manager' ? 'Manager' : 'Help desk'}
    </button>
  )
}

function TenantButton({ tenant }: { tenant: Tenant }) {
  const opener = useOpener('menu')
  return (
    <>
      <button type="button" {...opener.button} className={styles.tenant}>
        <span className="unseen">Company: </span>
        <span className={styles.tenantMark} aria-hidden />
        <span className={styles.tenantName} title={tenant.label}>
          {tenant.label}
        </span>
        {tenant.kind === 'demo' && <span className={styles.demo}>Demo</span>}
        <IconChevronDown size={14} stroke={1.8} aria-hidden />
      </button>
      <Suspense fallback={null}>{opener.asked && <TenantMenu opener={opener} tenant={tenant} />}</Suspense>
    </>
  )
}

function ThemeButton() {
  const { settings } = useSettings()
  const opener = useOpener('menu')
  const Now = themes.find((one) => one.theme === settings.theme)?.Icon ?? IconDeviceDesktop
  return (
    <>
      <ActionIcon variant="subtle" color="gray" {...opener.button} aria-label="Theme" title="Theme">
        <Now size={18} stroke={1.7} />
      </ActionIcon>
      <Suspense fallback={null}>{opener.asked && <ThemeMenu opener={opener} />}</Suspense>
    </>
  )
}
