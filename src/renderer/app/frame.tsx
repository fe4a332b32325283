import { Outlet, useLocation, useMatches, useNavigate } from '@tanstack/react-router'
import { Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { CallName } from '../../contract/calls.ts'
import type { Seat } from '../../contract/model.ts'
import { closeAll, useJobShown, usePlanAsked } from '../features/changes/open-dialogs.ts'
import { useUndoKey } from '../features/changes/undo-key.ts'
import { forgetDraft } from '../features/groups/draft.ts'
import { useAppState, useTenant } from '../features/session/open-company.ts'
import { refresh } from '../features/session/refresh.ts'
import { useMay, useSeat } from '../features/session/use-seat.ts'
import { rememberAddress } from '../lib/address.ts'
import { tenantColour } from '../lib/addresses.ts'
import { failureOf, listen } from '../lib/application/client.ts'
import { useLateParts } from '../lib/late-parts.ts'
import { FailureState } from '../ui/states.tsx'
import { Banners } from './banners/banners.tsx'
import { Boundary } from './boundary.tsx'
import styles from './frame.module.css'
import { goThroughHistory, useShortcuts } from './keys/shortcuts.ts'
import { JobDrawer, KeysHelp, Messages, Palette, PendingBar, PlanDialog, SnapshotWindow } from './late-parts.ts'
import { useLostFocus } from './lost-focus.ts'
import { showPalette, usePaletteOpened } from './palette/palette-state.ts'
import { screens } from './routes.tsx'
import type { Screen } from './screen.ts'
import { Sidebar } from './sidebar.tsx'
import { TopBar } from './top-bar/top-bar.tsx'

const outside = ['/welcome', '/connect']
/** Screens without a place in the side bar, and the call without which they are of no use. */
const needs: Readonly<Record<string, CallName>> = { '/connect': 'tenants.connect', '/reconnect': 'tenants.reconnect' }

const isFor = (seat: Seat | undefined) => (screen: Screen) => seat !== undefined && screen.seats.includes(seat)

/** What is on every screen: company, freshness, navigation, banners. */
export function Frame() {
  const state = useAppState()
  const tenant = useTenant()
  const here = useLocation({ select: (location) => location.pathname })
  // What is drawn: the address goes ahead of it.
  const shown = useMatches({ select: (matches) => matches.at(-1)?.pathname })
  const navigate = useNavigate()
  const [keys, setKeys] = useState(false)
  const palette = usePaletteOpened()
  const may = useMay()
  const known = useSeat()
  const seat = state.data?.seat
  const mine = useMemo(() => (tenant ? screens.filter(isFor(seat)) : []), [tenant, seat])
  const need = needs[here]
  // A screen of another seat: by Back, by an address kept from before the seat came, or by a start at the usual first one.
  const barred =
    known.data !== undefined &&
    (need === undefined ? screens.some((one) => one.path === here && !isFor(seat)(one)) : !may(need))
  const showKeys = useCallback(() => setKeys(true), [])
  const startRefresh = useCallback(() => {
    if (may('directory.sync')) void refresh()
  }, [may])
  useShortcuts(mine, showKeys, startRefresh)
  useUndoKey()
  useLostFocus()
  const late = useLateParts(state.data !== undefined && known.data !== undefined)

  const current = state.data?.current
  const before = useRef(current)
  useEffect(() => {
    if (current === undefined) return
    if (current === null && !outside.includes(here)) void navigate({ to: '/welcome', replace: true })
    // Another company is open: its first screen, whatever was looked at before.
    else if (current !== null && (here === '/welcome' || (before.current !== undefined && before.current !== current)))
      void navigate({ to: '/', search: {}, replace: true })
    else if (barred) void navigate({ to: mine[0]?.path ?? '/welcome', search: {}, replace: true })
    if (before.current !== current) {
      closeAll()
      forgetDraft()
    }
    before.current = current
  }, [current, here, navigate, barred, mine])
  useEffect(() => {
    const screen = screens.find((one) => one.path === here)
    document.title = [screen?.label, tenant?.label, 'Provost'].filter(Boolean).join(' · ')
  }, [here, tenant?.label])
  useEffect(
    () =>
      listen((signal) => {
        if (signal.name !== 'command') return
        if (signal.command === 'palette') showPalette(true)
        else if (signal.command === 'keys') setKeys(true)
        else if (signal.command === 'sync') startRefresh()
        else if (signal.command === 'back' || signal.command === 'forward') goThroughHistory(signal.command)
        else if (signal.command === 'findings') void navigate({ to: '/audit', search: { finding: 'first' } })
        else void navigate({ to: '/settings' })
      }),
    [navigate, startRefresh],
  )

  const failed = state.error ? state : known.error ? known : null
  if (failed) {
    return (
      <main className={styles.alone}>
        <FailureState failure={failureOf(failed.error)} onRetry={() => void failed.refetch()} />
      </main>
    )
  }
  if (!state.data || !known.data) return <Starting />
  const framed = tenant !== null
  return (
    <div
      className={styles.frame}
      data-framed={framed || undefined}
      data-tenant-colour={tenant ? tenantColour(tenant.colour) : undefined}
    >
      <button type="button" className={styles.skip} onClick={() => document.getElementById('content')?.focus()}>
        Skip to the content
      </button>
      {framed && <TopBar tenant={tenant} onKeys={showKeys} />}
      {framed && <Sidebar screens={mine} />}
      <main id="content" tabIndex={-1} className={styles.main}>
        <Banners />
        <Boundary key={`${shown} ${tenant?.id}`}>
          <Suspense fallback={null}>{!barred && <Outlet />}</Suspense>
        </Boundary>
      </main>
      {framed && seat !== 'manager' && <Dialogs ready={late} />}
      <Suspense fallback={null}>
        {late && <Messages />}
        {late && <SnapshotWindow />}
        {framed && (late || palette) && <Palette screens={mine} onKeys={showKeys} />}
        {(late || keys) && <KeysHelp opened={keys} screens={mine} onClose={() => setKeys(false)} />}
      </Suspense>
      <Remember />
    </div>
  )
}

/** What is opened from anywhere; from the moment on in which its script is there, or is asked for. */
function Dialogs({ ready }: { ready: boolean }) {
  const plan = usePlanAsked()
  const job = useJobShown()
  return (
    <Suspense fallback={null}>
      {ready && <PendingBar />}
      {(ready || plan !== null) && <PlanDialog />}
      {(ready || job !== null) && <JobDrawer />}
    </Suspense>
  )
}

/** 2 s: a start that takes longer waits for something outside Provost. */
const patienceMs = 2000

/** Until main has answered: nothing, then what it may be waiting for. */
function Starting() {
  const [late, setLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), patienceMs)
    return () => clearTimeout(timer)
  }, [])
  return (
    <main className={styles.alone} aria-busy="true">
      {late && (
        <p role="status">
          Waiting for this computer’s keychain. It may be asking to be unlocked, perhaps in a window behind this one.
        </p>
      )}
    </main>
  )
}

/** Remembers how each screen was left; apart, so that typing a search does not draw the whole frame again. */
function Remember() {
  const { pathname, search } = useLocation()
  useEffect(() => rememberAddress(pathname, search), [pathname, search])
  return null
}
