import { createMemoryHistory, createRouter, Outlet, RouterProvider } from '@tanstack/react-router'
import { root, screens } from '../../src/renderer/app/routes.tsx'
import { queryClient } from '../../src/renderer/lib/application/queries.ts'
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

/** Waits until what is drawn has all its parts, those that are fetched late among them, and nothing is being read any more. */
export const untilSettled = (page: TestPage): Promise<void> =>
  page.until(
    () =>
      queryClient.isFetching() === 0 &&
      page.text() !== '' &&
      document.querySelector('aside[aria-busy="true"]') === null,
  )

/** Draws the screen of an address and gives its text once it is settled. */
export async function settledText(page: TestPage, address: string): Promise<string> {
  await drawScreen(page, address)
  await untilSettled(page)
  return page.text()
}
