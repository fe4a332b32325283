import { Menu } from '@mantine/core'
import { IconCheck, IconFlask, IconPlus, IconSettings } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import type { Tenant } from '../../../contract/model.ts'
import { seatWords } from '../../features/seat/seat-words.ts'
import { useAppState } from '../../features/session/open-company.ts'
import { useMay } from '../../features/session/use-seat.ts'
import { tenantColour } from '../../lib/addresses.ts'
import { act } from '../../lib/application/queries.ts'
import { toastFailure } from '../../lib/toast.ts'
import { OpenedMenu } from '../../ui/opener/opened-menu.tsx'
import type { Opener } from '../../ui/opener/use-opener.ts'
import styles from './top-bar.module.css'

const icon = { size: 16, stroke: 1.7 }

/** A made-up company of the usual size, as the welcome offers it first. */
const trainingPeople = 2000

/** The companies of this workstation, and the ways to more. */
export function TenantMenu({ opener, tenant }: { opener: Opener; tenant: Tenant }) {
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
    <OpenedMenu opener={opener} position="bottom-start" width={280}>
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
    </OpenedMenu>
  )
}
