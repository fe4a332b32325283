import { Anchor } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { Input } from '../../../contract/calls.ts'
import { useAct } from '../../lib/application/queries.ts'
import { FigureCopy, FigureHash, FigureNumber } from './figures.tsx'
import styles from './where-to-find.module.css'

/** Opens one of the fixed pages of LastPass in the person's browser. */
function PageLink({ page, children }: { page: Input<'app.openPage'>['page']; children: ReactNode }) {
  const open = useAct('app.openPage')
  return (
    <Anchor component="button" type="button" size="sm" onClick={() => open.mutate({ page })}>
      {children}
    </Anchor>
  )
}

/** Where in the admin console the account number and the hash are, step by step. */
export function WhereToFind() {
  return (
    <aside className={styles.help} aria-label="Where to find both">
      <h2>Where to find both</h2>
      <p>
        You need a LastPass Business account and an admin’s login to the{' '}
        <PageLink page="admin-console">admin console</PageLink>. It may ask for your second factor.
      </p>
      <ol>
        <li>
          <FigureNumber />
          <div>
            <h3>Account number (CID)</h3>
            <p>
              Press your name at the top right of the admin console. The number is in that menu, and again at the top of
              the Enterprise API page.
            </p>
          </div>
        </li>
        <li>
          <FigureHash />
          <div>
            <h3>Make a provisioning hash</h3>
            <p>
              Go to Advanced, <PageLink page="enterprise-api">Enterprise API</PageLink>. If the company has none yet,
              press “Create provisioning hash” and OK.
            </p>
          </div>
        </li>
        <li>
          <FigureCopy />
          <div>
            <h3>Copy it</h3>
            <p>
              It is shown at the top of the page, once. Keep it where your company keeps such keys: with it, anybody can
              add, change and delete accounts.
            </p>
          </div>
        </li>
      </ol>
      <div className={styles.warning}>
        <IconAlertTriangle size={18} stroke={1.7} aria-hidden />
        <p>
          <strong>Resetting the hash stops the old one everywhere, at once.</strong> Directory sync, reports and scripts
          that use it fail until each has the new one. If somebody in your company has the hash, ask them for it rather
          than resetting.
        </p>
      </div>
      <p>
        More from LastPass: <PageLink page="create-hash-help">making and resetting the hash</PageLink>,{' '}
        <PageLink page="api-help">the Enterprise API</PageLink>.
      </p>
    </aside>
  )
}
