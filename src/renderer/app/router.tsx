import type { RouteComponent } from '@tanstack/react-router'
import { createHashHistory, createRoute, createRouter, redirect } from '@tanstack/react-router'
import { Frame } from './frame.tsx'
import { Connect, Reconnect, Welcome } from './late-parts.ts'
import { root, screens } from './routes.tsx'

const plain = <const Path extends string>(path: Path, component: RouteComponent) =>
  createRoute({ getParentRoute: () => root, path, component })
/** Goes on to the usual first screen; the frame goes on to another where the seat does not have it. */
const toFirst = <const Path extends string>(path: Path) =>
  createRoute({
    getParentRoute: () => root,
    path,
    beforeLoad: () => {
      throw redirect({ to: '/overview' })
    },
  })

const routes = [
  toFirst('/'),
  // An address that a window remembers from another version may lead nowhere in this one.
  toFirst('$'),
  plain('/welcome', Welcome),
  plain('/connect', Connect),
  createRoute({
    getParentRoute: () => root,
    path: '/reconnect',
    component: Reconnect,
    validateSearch: (raw: Record<string, unknown>) => ({ tenant: String(raw.tenant ?? '') }),
  }),
  ...screens.map(({ route }) => route),
]

/** Which screen is shown: the address after the # says it, so that Back works and views can be saved. */
export const router = createRouter({
  routeTree: root.update({ component: Frame }).addChildren(routes),
  history: createHashHistory(),
  defaultPreload: false,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
