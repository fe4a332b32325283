import { ActionIcon, Menu, Tooltip } from '@mantine/core'
import {
  IconCheck,
  IconChevronDown,
  IconDeviceDesktop,
  IconFlask,
  IconKeyboard,
  IconMoon,
  IconPlus,
  IconSearch,
  IconSettings,
  IconSun,
} from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import type { Tenant } from '../../../contract/model.ts'
import { SafeMode } from '../../features/changes/safe-mode.tsx'
import { seatWords } from '../../features/seat/seat-words.ts'
import { useAppState } from '../../features/session/open-company.ts'
import { useMay } from '../../features/session/use-seat.ts'
import { tenantColour } from '../../lib/addresses.ts'
import { act } from '../../lib/application/queries.ts'
import { useSettings } from '../../lib/application/settings.ts'
import { toastFailure } from '../../lib/toast.ts'
import { keyName } from '../../lib/words/key-names.ts'
import { showPalette } from '../palette/palette-state.ts'
import { Freshness } from './freshness.tsx'
import styles from './top-bar.module.css'

const icon = { size: 16, stroke: 1.7 }

/** A made-up company of the usual size, as the welcome offers it first. */
const trainingPeople = 2000

/** The bar at the top: which company, search, how old the data is. */
export function TopBar({ tenant, onKeys }: { tenant: Tenant; onKeys: () => void }) {
  const may = useMay()
  return (
    <header className={styles.top}>
      <TenantMenu tenant={tenant} />
      <button type="button" className={styles.search} onClick={() => showPalette(true)}>
        <IconSearch {...icon} />
        <span>{may('users.page') ? 'Search or command' : 'Commands'}</span>
        <kbd>{keyName('Mod K')}</kbd>
      </button>
      <div className={styles.topEnd}>
        <Freshness />
        <SafeMode />
        <SeatChip />
        <ThemeMenu />
        <Tooltip label="All keys (?)" position="left">
          <ActionIcon variant="subtle" color="gray" aria-label="All keys" onClick={onKeys}>
            <IconKeyboard size={18} stroke={1.7} />
          </ActionIcon>
        </Tooltip>
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

function TenantMenu({ tenant }: { tenant: Tenant }) {
  const state = useAppState().data
  const navigate = useNavigate()
  const may = useMay()
  const open = async (id: Tenant['id']) => {
    await act('tenants.switch', { id })
    void navigate({ to: '/', search: {} })
  }
  const openDemo = async () => {
    await act('tenants.openDemo', { people: trainingPeople }).catch((error: unknown) =>
      toastFailure('The made-up company was not opened', error),
    )
  }
  return (
    <Menu position="bottom-start" width={280}>
      <Menu.Target>
        <button type="button" className={styles.tenant}>
          <span className="unseen">Company: </span>
          <span className={styles.tenantMark} aria-hidden />
          <span className={styles.tenantName} title={tenant.label}>
            {tenant.label}
          </span>
          {tenant.kind === 'demo' && <span className={styles.demo}>Demo</span>}
          <IconChevronDown size={14} stroke={1.8} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Companies</Menu.Label>
        {state?.tenants.map((one) => (
          <Menu.Item
            key={one.id}
            data-tenant-colour={tenantColour(one.colour)}
            leftSection={<span className={styles.tenantMark} />}
            rightSection={one.id === tenant.id ? <IconCheck size={14} /> : undefined}
            onClick={() => one.id !== tenant.id && void open(one.id)}
          >
            <span className={styles.menuName}>{one.label}</span>
            <span className={styles.menuNote}>{one.kind === 'demo' ? 'Made-up company' : `CID ${one.cid}`}</span>
          </Menu.Item>
        ))}
        <Menu.Divider />
        {may('tenants.openDemo') && state && !state.tenants.some((one) => one.kind === 'demo') && (
          <Menu.Item leftSection={<IconFlask {...icon} />} onClick={() => void openDemo()}>
            Open the made-up company
            <span className={styles.menuNote}>For training: nothing of it is real</span>
          </Menu.Item>
        )}
        {may('tenants.connect') && (
          <Menu.Item leftSection={<IconPlus {...icon} />} onClick={() => void navigate({ to: '/connect' })}>
            Connect another company
          </Menu.Item>
        )}
        <Menu.Item
          leftSection={<IconSettings {...icon} />}
          onClick={() => void navigate({ to: '/settings', search: { part: 'companies' } })}
        >
          {may('tenants.update') ? 'Manage companies' : 'About these companies'}
        </Menu.Item>
        {state?.seat && <Menu.Label>{seatWords[state.seat].label}</Menu.Label>}
      </Menu.Dropdown>
    </Menu>
  )
}

function ThemeMenu() {
  const { settings, change } = useSettings()
  const themes = [
    { theme: 'light', label: 'Light', Icon: IconSun },
    { theme: 'dark', label: 'Dark', Icon: IconMoon },
    { theme: 'system', label: 'Same as the system', Icon: IconDeviceDesktop },
  ] as const
  const Now = themes.find((one) => one.theme === settings.theme)?.Icon ?? IconDeviceDesktop
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label="Theme" title="Theme">
          <Now size={18} stroke={1.7} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {themes.map(({ theme, label, Icon }) => (
          <Menu.Item
            key={theme}
            leftSection={<Icon {...icon} />}
            rightSection={settings.theme === theme ? <IconCheck size={14} /> : undefined}
            onClick={() => change({ theme })}
          >
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
