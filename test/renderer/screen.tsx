import { createMemoryHistory, createRouter, Outlet, RouterProvider } from '@tanstack/react-router'
import { root, screens } from '../../src/renderer/app/routes.tsx'
import type { TestPage } from './dom.tsx'

let drawn = 0

/** Draws the screen of an address, without the frame around it. */
export async function drawScreen(page: TestPage, address: string): Promise<void> {
  const router = createRouter({
    routeTree: root.update({ component: Outlet }).addChildren(screens.map(({ route }) => route)),
    history: createMemoryHistory({ initialEntries: [address] }),
  })
  // A router that is put into another one's place loads nothing, and on a busy machine React has not taken away what was there.
  await page.draw(<RouterProvider key={drawn++} router={router as never} />)
}
