import { ActionIcon, Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import type { UserFilter } from '../../../../contract/model.ts'
import { mostInPlan } from '../../../features/changes/actions/available-actions.ts'
import { kindWords } from '../../../features/changes/kind-words.ts'
import { showPlan } from '../../../features/changes/open-dialogs.ts'
import { useWriting } from '../../../features/changes/safe-mode/safe-mode.tsx'
import { readAll } from '../../../lib/application/pages.ts'
import { toastDone } from '../../../lib/toast.ts'
import { useAction } from '../../../lib/use-action.ts'
import { count, plural } from '../../../lib/words/format.ts'
import type { AttentionRow } from './attention-rows.ts'

/** What can be done for everybody of one line: a change that is previewed, a reminder that is copied. */
export function AttentionActs({ row, users, many }: { row: AttentionRow; users: UserFilter; many: number }) {
  const { kinds } = useWriting()
  const { title, change, reminder } = row
  const addresses = async () => (await readAll('users.page', users)).map(({ username }) => username)
  const plan = useAction(
    async () => {
      if (change === undefined) return
      showPlan({ changes: (await addresses()).map((username) => ({ kind: change, username })) })
    },
    { failed: 'The people could not be read' },
  )
  const copy = useAction(
    async () => {
      const everybody = await addresses()
      await navigator.clipboard.writeText(`${everybody.join('\n')}\n\n${reminder}\n`)
      toastDone(`${plural(everybody.length, 'address', 'addresses')} and the reminder were copied.`)
    },
    { failed: 'Nothing was copied' },
  )
  const mayPlan = change !== undefined && kinds.has(change) && many <= mostInPlan
  if ((!mayPlan && reminder === undefined) || many > mostInPlan) return <span />
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          size={24}
          loading={plan.pending || copy.pending}
          aria-label={`Acts for ${count(many)}: ${title}`}
          title="Acts for all of them"
        >
          <IconDots size={16} stroke={1.7} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {mayPlan && change && (
          <Menu.Item onClick={() => void plan.run()} title={`${kindWords[change].consequence} Opens a preview.`}>
            Preview: {kindWords[change].many(many)}
          </Menu.Item>
        )}
        {reminder && (
          <Menu.Item onClick={() => void copy.run()} title={reminder}>
            Copy {plural(many, 'address', 'addresses')} and a reminder
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
