import { ActionIcon } from '@mantine/core'
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from '@tabler/icons-react'
import { Link, useLocation } from '@tanstack/react-router'
import { Suspense, useRef } from 'react'
import { ChangesBadge } from '../features/changes/badge.tsx'
import { rememberedAddress } from '../lib/address.ts'
import { useSettings } from '../lib/application/settings.ts'
import { latePart } from '../lib/late-parts.ts'
import type { Screen } from './screen.ts'
import styles from './sidebar.module.css'

const Hint = latePart(() => import('../ui/opener/hint.tsx'), 'Hint')

/** The way to every screen; folds to icons. */
export function Sidebar({ screens }: { screens: readonly Screen[] }) {
  const { settings, change } = useSettings()
  const here = useLocation({ select: (location) => location.pathname })
  const folded = settings.sidebarFolded
  const Fold = folded ? IconLayoutSidebarLeftExpand : IconLayoutSidebarLeftCollapse
  const word = folded ? 'Unfold the side bar' : 'Fold the side bar'
  return (
    <nav className={styles.sidebar} data-folded={folded || undefined} aria-label="Screens">
      <ul>
        {screens.map((screen) => (
          <li key={screen.id} data-last={screen.id === 'settings' || undefined}>
            <ScreenLink screen={screen} here={here} folded={folded} />
          </li>
        ))}
      </ul>
      <ActionIcon
        variant="subtle"
        className={styles.fold}
        aria-label={word}
        title={word}
        onClick={() => change({ sidebarFolded: !folded })}
      >
        <Fold size={18} stroke={1.7} />
      </ActionIcon>
    </nav>
  )
}

function ScreenLink({ screen, here, folded }: { screen: Screen; here: string; folded: boolean }) {
  const { id, path, label, key, icon: Icon } = screen
  const sign = useRef<HTMLAnchorElement>(null)
  return (
    <>
      <Link
        ref={sign}
        to={path}
        search={here === path ? {} : rememberedAddress(path)}
        className={styles.link}
        data-here={here === path || undefined}
        aria-current={here === path ? 'page' : undefined}
        aria-label={folded ? label : undefined}
        title={folded ? undefined : `${label} (G then ${key.toUpperCase()})`}
      >
        <Icon size={18} stroke={1.7} />
        {!folded && <span>{label}</span>}
        {!folded && id === 'changes' && <ChangesBadge />}
      </Link>
      <Suspense fallback={null}>
        {folded && <Hint target={sign} label={label} position="right" openDelay={150} />}
      </Suspense>
    </>
  )
}
