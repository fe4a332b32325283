import '@fontsource-variable/inter/wght.css'
import '@mantine/core/styles.css'
import '@mantine/notifications/styles.css'
import './styles/tokens.css'
import './styles/base.css'
import { MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { askFirst } from './app/first-reads.ts'
import { nonce } from './app/page-policy.ts'
import { router } from './app/router.tsx'
import { resolveVariables, theme, useScheme } from './app/theme.ts'
import { watchCompany } from './features/session/companies.ts'
import { queryClient, startHeeding } from './lib/queries.ts'
import { loadFont } from './lib/truncate.ts'
import { LiveRegion } from './ui/live.tsx'

function Page() {
  const scheme = useScheme()
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={resolveVariables}
      forceColorScheme={scheme}
      getStyleNonce={() => nonce}
    >
      <Notifications position="bottom-left" zIndex={150} autoClose={6000} limit={3} />
      <LiveRegion>
        <RouterProvider router={router} />
      </LiveRegion>
    </MantineProvider>
  )
}

void loadFont()
startHeeding()
watchCompany()
askFirst()
const root = document.getElementById('root')
if (!root) throw new Error('The page has no root element')
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <Page />
    </QueryClientProvider>
  </StrictMode>,
)
