import { createMemoryHistory, createRouter, Outlet, RouterProvider } from '@tanstack/react-router'
import { root, screens } from '../../src/renderer/app/routes.tsx'
import type { TestPage } from './dom.tsx'

/** Draws the screen of an address, without the frame around it. */
export async function drawScreen(page: TestPage, address: string): Promise<void> {
  const router = createRouter({
    routeTree: root.update({ component: Outlet }).addChildren(screens.map(({ route }) => route)),
    history: createMemoryHistory({ initialEntries: [address] }),
  })
  await page.draw(null)
  await page.draw(<RouterProvider router={router as never} />)
}
