import { Button, Menu } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import layout from '../../../features/people-list/list-layout.module.css'
import texts from '../../../features/people-list/texts.module.css'
import { failureOf } from '../../../lib/application/client.ts'
import { act, useRead } from '../../../lib/application/queries.ts'
import { toastDone } from '../../../lib/toast.ts'
import { useAction } from '../../../lib/use-action.ts'
import { plural } from '../../../lib/words/format.ts'
import { CopyButton } from '../../../ui/copy-button.tsx'
import verbatim from '../../../ui/sheets/verbatim.module.css'
import { FailureState } from '../../../ui/states.tsx'
import styles from './campaign.module.css'

/** The request to one administrator, to be copied into a mail or saved. */
export function RequestText({ owner }: { owner: string | null }) {
  const read = useRead('leavers.campaignRequest', { owner }, { keep: true })
  const save = useAction(
    async (format: 'csv' | 'text') => {
      const done = await act('leavers.exportRequests', { owners: [owner], format })
      if (done.saved) toastDone(done.file ?? '', `${plural(done.rows, 'line', 'lines')} exported`)
    },
    { failed: 'Nothing was exported' },
  )
  if (read.error) return <FailureState failure={failureOf(read.error)} onRetry={() => void read.refetch()} compact />
  if (!read.data) return null
  const { text, passwords, folders } = read.data
  return (
    <div className={texts.pad}>
      <div className={layout.buttons}>
        <CopyButton text={text} what="the request" labelled />
        <Menu position="bottom-start">
          <Menu.Target>
            <Button
              variant="subtle"
              size="compact-xs"
              loading={save.pending}
              leftSection={<IconDownload size={15} stroke={1.7} />}
            >
              Export {plural(passwords, 'password', 'passwords')} in {plural(folders, 'folder', 'folders')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => void save.run('csv')}>As CSV</Menu.Item>
            <Menu.Item onClick={() => void save.run('text')}>As text</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </div>
      <section
        className={`${verbatim.verbatim} ${styles.request}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a long text is scrolled by keyboard
        tabIndex={0}
        aria-label="The request"
      >
        {text}
      </section>
    </div>
  )
}
