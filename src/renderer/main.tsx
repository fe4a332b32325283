import '@fontsource-variable/inter/wght.css'
import './styles/mantine.css'
import './styles/tokens.css'
import './styles/base.css'
import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { askFirst } from './app/first-reads.ts'
import { nonce } from './app/page-policy.ts'
import { router } from './app/router.tsx'
import { resolveVariables, theme, useScheme } from './app/theme.ts'
import { watchCompany } from './features/session/open-company.ts'
import { queryClient, startHeeding } from './lib/application/queries.ts'
import { loadFont } from './lib/words/truncate.ts'
import { LiveRegion } from './ui/live.tsx'

function Page() {
  const scheme = useScheme()
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={resolveVariables}
      forceColorScheme={scheme}
      // All of them, from here: a style sheet of the usual ones would be loaded at every start to save this page a few.
      deduplicateCssVariables={false}
      getStyleNonce={() => nonce}
    >
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
