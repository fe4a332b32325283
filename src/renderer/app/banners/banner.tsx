import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import styles from './banner.module.css'

/** One line above the screen: what is so, and what can be done about it. */
export function Banner({
  tone,
  children,
  actions,
}: {
  tone: 'red' | 'amber' | 'slate'
  children: ReactNode
  actions?: ReactNode
}) {
  const Icon = tone === 'slate' ? IconInfoCircle : IconAlertTriangle
  return (
    <div className={styles.banner} data-tone={tone} role={tone === 'slate' ? 'status' : 'alert'}>
      <Icon size={17} stroke={1.8} aria-hidden />
      <p>{children}</p>
      {actions && <div className={styles.bannerActions}>{actions}</div>}
    </div>
  )
}
