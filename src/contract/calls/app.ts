import { z } from 'zod'
import { act, nothing, read } from '../call.ts'
import { Instant, Seat, Tenant, TenantId } from '../model.ts'

/** What the frame shows on every screen. */
export const AppState = z.object({
  version: z.string(),
  electron: z.string().nullable(),
  platform: z.string(),
  tenants: z.array(Tenant).max(100),
  current: TenantId.nullable(),
  seat: Seat,
  /** Without a keychain nothing secret is kept: `reason` says why it is not there. */
  keychain: z.object({ available: z.boolean(), reason: z.string().nullable() }),
  /** Local databases that could not be opened, the gravest first: what happened and where the old file lies. */
  storeProblems: z
    .array(
      z.object({
        tenant: TenantId,
        kind: z.enum(['damaged', 'key-lost', 'lines-lost', 'unwritable']),
        message: z.string(),
        keptAs: z.string().nullable(),
        /** Changes stay off until an admin has looked and accepts the loss. */
        pending: z.boolean(),
      }),
    )
    .max(3),
  /** What is to be said of the computer's clock, which is clearly off by the service's answers; null: nothing. */
  clockProblem: z.string().nullable().default(null),
})
export type AppState = z.infer<typeof AppState>

/** How one table looks: what the person chose. */
export const TableLayout = z.object({
  order: z.array(z.string().max(60)).max(60),
  hidden: z.array(z.string().max(60)).max(60),
  pinned: z.array(z.string().max(60)).max(10),
  widths: z.record(z.string().max(60), z.number().min(40).max(1200)),
})
export type TableLayout = z.infer<typeof TableLayout>

/** What a person can choose. Without defaults: a choice that is not given is not made anew. */
const choices = {
  theme: z.enum(['system', 'light', 'dark']),
  density: z.enum(['compact', 'comfortable']),
  sidebarFolded: z.boolean(),
  panelWidth: z.number().min(280).max(900),
  /** Minutes between refreshes while the application is open; 0: only on demand. */
  refreshMinutes: z.int().min(0).max(1440),
  /** Minutes between fetches of audit events while the application is open; 0: only on demand. */
  auditMinutes: z.int().min(0).max(1440),
  /** Whether the system tells of new findings, by rule and number. */
  findingNotices: z.boolean(),
  /** At start, data older than this many minutes is refreshed. */
  staleMinutes: z.int().min(1).max(10_080),
  /** Seconds that one request to LastPass may take. */
  timeoutSeconds: z.int().min(5).max(900),
  tables: z.record(z.string().max(60), TableLayout),
}

export const Settings = z.object({
  theme: choices.theme.default('system'),
  density: choices.density.default('compact'),
  sidebarFolded: choices.sidebarFolded.default(false),
  panelWidth: choices.panelWidth.default(380),
  refreshMinutes: choices.refreshMinutes.default(60),
  auditMinutes: choices.auditMinutes.default(15),
  findingNotices: choices.findingNotices.default(false),
  staleMinutes: choices.staleMinutes.default(5),
  timeoutSeconds: choices.timeoutSeconds.default(120),
  tables: choices.tables.default({}),
})
export type Settings = z.infer<typeof Settings>

/** A saved view: a name for a screen's address, filters, columns and order included. */
export const View = z.object({
  id: z.string().max(60),
  name: z.string().min(1).max(80),
  screen: z.string().max(40),
  search: z.string().max(4000),
})
export type View = z.infer<typeof View>

/** Pages that open in the person's browser; main maps each to one fixed address. */
export const externalPages = [
  'admin-console',
  'enterprise-api',
  'api-help',
  'create-hash-help',
  'users-console',
  'shared-folders-console',
] as const

export const appCalls = {
  'app.state': read(nothing, AppState),
  'app.openPage': act(
    () => z.strictObject({ page: z.enum(externalPages) }),
    () => z.object({}),
  ),
  'app.diagnostics': read(nothing, () => z.object({ text: z.string().max(20_000) })),
  /** What is bundled with Provost, as the build wrote it down. */
  'app.parts': read(nothing, () =>
    z.object({ parts: z.array(z.object({ name: z.string(), version: z.string(), licence: z.string() })).max(500) }),
  ),
  /** The licence of one of them, word for word. */
  'app.partNotice': read(
    () => z.strictObject({ name: z.string().max(214), version: z.string().max(100) }),
    () => z.object({ text: z.string().max(60_000) }),
  ),
  /** Opens the native file manager at the log. */
  'app.showLog': act(nothing, () => z.object({})),
  'settings.get': read(nothing, Settings),
  'settings.set': act(() => z.strictObject(choices).partial(), Settings),
  'views.list': read(nothing, () => z.object({ views: z.array(View).max(200) })),
  'views.save': act(
    () =>
      z.strictObject({
        name: View.shape.name,
        screen: View.shape.screen,
        search: View.shape.search,
        id: z.string().max(60).optional(),
      }),
    View,
  ),
  'views.remove': act(
    () => z.strictObject({ id: z.string().max(60) }),
    () => z.object({}),
  ),
  'requests.page': read(
    () => z.strictObject({ offset: z.int().min(0).default(0), limit: z.int().min(1).max(500).default(100) }),
    () =>
      z.object({
        rows: z
          .array(
            z.object({
              id: z.int(),
              time: Instant,
              command: z.string(),
              requestBytes: z.int(),
              answerBytes: z.int(),
              milliseconds: z.number(),
              attempt: z.int(),
              outcome: z.string(),
            }),
          )
          .max(500),
        total: z.int(),
      }),
  ),
}
