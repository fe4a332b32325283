import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from '@tanstack/react-router'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Folder } from '../../../../src/contract/model.ts'
import { queryClient } from '../../../../src/renderer/lib/application/queries.ts'
import { useFolderColumns } from '../../../../src/renderer/screens/folders/columns.tsx'
import { FolderPanel } from '../../../../src/renderer/screens/folders/folder-panel.tsx'
import { openTenant, type TestTenant } from '../../../harness/application.ts'
import { bridgeTo } from '../../bridge.ts'
import { openPage, type TestPage } from '../../dom.tsx'

let page: TestPage
let tenant: TestTenant
beforeAll(async () => {
  tenant = await openTenant({ people: 60 })
  await tenant.call('directory.sync', {})
  bridgeTo(tenant.app)
  page = await openPage()
}, 60_000)
afterAll(async () => {
  queryClient.clear()
  await page.close()
  await tenant.close()
})

/** The folder's panel, and beside it what its row in the list says of who manages its members. */
function Both({ folder }: { folder: Folder }) {
  const columns = useFolderColumns()
  return (
    <>
      <FolderPanel id={folder.id} width={400} onWidth={() => {}} onClose={() => {}} />
      <output>{columns.find(({ id }) => id === 'admins')?.text(folder)}</output>
    </>
  )
}
const inPanel: Record<string, RegExp> = {
  nobody: /Nobody of its own manages its members/,
  'super admins only': /Nobody of its own manages its members: only a super admin can/,
  'only 1': /One person manages its members/,
}

test('the list of folders and the panel of each say the same of who manages its members', async () => {
  const { rows } = await tenant.call('folders.page', { limit: 100 })
  const seen = new Set<string>()
  for (const folder of rows.filter(({ deleted }) => !deleted)) {
    const router = createRouter({
      routeTree: createRootRoute({ component: () => <Both folder={folder} /> }),
      history: createMemoryHistory({ initialEntries: ['/'] }),
    })
    await page.draw(<RouterProvider key={folder.id} router={router as never} />)
    await page.until(
      () =>
        page.text().includes(folder.name) && /manage/.test(page.document.querySelector('header')?.textContent ?? ''),
    )
    const words = page.document.querySelector('output')?.textContent ?? ''
    seen.add(/\d{1,}$/.test(words) && words !== 'only 1' ? 'several' : words)
    expect(page.document.querySelector('header')?.textContent, folder.name).toMatch(
      inPanel[words] ?? new RegExp(`(?<!\\d)${words} people manage its members`),
    )
  }
  expect([...seen].sort()).toEqual(['only 1', 'several', 'super admins only'])
})
