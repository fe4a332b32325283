import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { Refusal } from '../../contract/failure.ts'
import type { Seat } from '../../contract/model.ts'
import { toldStatus } from '../directory/told-status.ts'
import type { HandlersOf } from '../dispatch.ts'
import type { AppOptions } from '../ports.ts'
import type { Preferences } from '../settings/preferences.ts'
import type { Tenants } from '../tenants/tenants.ts'
import { readParts } from './bundled-parts.ts'
import { pageAddresses } from './external-pages.ts'

type GeneralCall =
  | 'app.state'
  | 'app.openPage'
  | 'app.diagnostics'
  | 'app.showLog'
  | 'app.parts'
  | 'app.partNotice'
  | 'settings.get'
  | 'settings.set'
  | 'views.list'
  | 'views.save'
  | 'views.remove'
  | 'requests.page'

interface GeneralOptions
  extends Pick<AppOptions, 'version' | 'electron' | 'vault' | 'openPage' | 'showFolder' | 'partsFolder'> {
  home: string
  preferences: Preferences
  tenants: Tenants
  seat: () => Seat
  now: () => number
  /** What is to be said of the computer's clock; null: nothing. */
  clockProblem: () => string | null
  changed: () => void
}

/** 200 views are more than anybody keeps apart. */
const mostViews = 200

/** Handlers of what belongs to the application as a whole: state, settings, saved views, the list of requests. */
export function createGeneralHandlers(options: GeneralOptions): HandlersOf<GeneralCall> {
  const { version, electron, vault, openPage, showFolder, home, preferences, tenants, seat, now, changed } = options
  const { clockProblem } = options
  const { platform } = process

  const storeProblems = () => {
    const failure = tenants.openFailure()
    const session = tenants.current()
    if (failure !== null)
      return [
        {
          tenant: failure.id as never,
          kind: 'unwritable' as const,
          message: failure.failure.message,
          keptAs: null,
          pending: false,
        },
      ]
    return session === null
      ? []
      : session.problems.map((problem) => ({ tenant: session.record.id, pending: false, ...problem })).slice(0, 3)
  }

  return {
    'app.state': async () => ({
      version,
      electron,
      platform,
      tenants: tenants.list(),
      current: tenants.current()?.record.id ?? null,
      seat: seat(),
      keychain: await vault.available(),
      storeProblems: storeProblems(),
      clockProblem: clockProblem(),
    }),
    'app.openPage': async ({ page }) => {
      await openPage(pageAddresses[page])
      return {}
    },
    'app.parts': () => ({
      parts: readParts(options.partsFolder).map(({ name, version: of, licence }) => ({ name, version: of, licence })),
    }),
    'app.partNotice': ({ name, version: of }) => {
      const part = readParts(options.partsFolder).find((each) => each.name === name && each.version === of)
      if (part === undefined) throw new Refusal('not-found', 'This is not bundled with Provost.')
      return { text: part.text }
    },
    'app.showLog': () => {
      showFolder(join(home, 'logs', 'provost.log'))
      return {}
    },
    'app.diagnostics': async () => {
      const { available, reason } = await vault.available()
      const session = tenants.current()
      const status = session && toldStatus(session.directory.status(), seat())
      const lines = [
        `Provost ${version}`,
        `Electron ${electron ?? 'none'}, Node ${process.versions.node}, ${platform} ${process.arch}`,
        `Time: ${new Date(now()).toISOString()}`,
        `Keychain: ${available ? 'available' : `not available (${reason})`}`,
        `Tenants: ${tenants.list().length}`,
        // Neither label nor account number: diagnostics are sent to others.
        `Open tenant: ${session === null ? 'none' : `${session.record.kind}, credential ${session.credential()}, zone ${session.record.timeZone}`}`,
        `Data as of: ${status?.asOf ?? 'never'}`,
        `Counts: ${
          Object.entries(status?.counts ?? {})
            .map(([what, many]) => `${many} ${what}`)
            .join(', ') || 'none'
        }`,
        `Records set aside: ${status?.setAside ?? 0}`,
        `Last attempt: ${status?.lastAttempt == null ? 'none' : `${status.lastAttempt.time} ${status.lastAttempt.failure?.code ?? 'ok'}`}`,
        'Last requests:',
        ...(session?.requests.page(0, 20).rows ?? []).map(
          (row) =>
            `  ${row.time} ${row.command} ${row.milliseconds} ms ${row.answerBytes} B attempt ${row.attempt} ${row.outcome}`,
        ),
      ]
      return { text: lines.join('\n').slice(0, 20_000) }
    },
    'settings.get': () => preferences.settings(),
    'settings.set': (part) => {
      const settings = preferences.change(part)
      tenants.current()?.setTimeout(settings.timeoutSeconds * 1000)
      changed()
      return settings
    },
    'views.list': () => ({ views: preferences.views() }),
    'views.save': ({ id, ...given }) => {
      const view = { id: id ?? randomUUID(), ...given }
      const others = preferences.views().filter((each) => each.id !== view.id)
      if (others.length >= mostViews)
        throw new Refusal('invalid', `There are ${mostViews} saved views already. Remove one first.`, { path: 'name' })
      preferences.saveViews([...others, view])
      return view
    },
    'views.remove': ({ id }) => {
      preferences.saveViews(preferences.views().filter((each) => each.id !== id))
      return {}
    },
    'requests.page': ({ offset, limit }) => tenants.current()?.requests.page(offset, limit) ?? { rows: [], total: 0 },
  }
}
