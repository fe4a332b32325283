import { notifications } from '@mantine/notifications'
import { IconFileImport } from '@tabler/icons-react'
import { act } from '../../../lib/application/queries.ts'
import { toastFailure } from '../../../lib/toast.ts'
import { FileButton } from '../../../ui/file-button.tsx'
import { showPlan } from '../open-dialogs.ts'

/** Opens another admin's request, or the answer to one's own. */
export function OpenRequest() {
  const open = async (file: File) => {
    try {
      const opened = await act('approvals.open', { text: await file.text() })
      if (opened.kind === 'request') {
        showPlan({ plan: opened.plan.plan, title: opened.plan.title, request: opened.request })
        return
      }
      notifications.show({
        color: opened.decision === 'approved' ? 'green' : 'red',
        autoClose: false,
        title: `${opened.from} ${opened.decision} the request`,
        message: `${opened.reason} Signed with ${opened.fingerprint}${opened.known ? '' : ', a key not seen here before: compare it'}.`,
      })
    } catch (error) {
      toastFailure('It was not opened', error)
    }
  }
  return (
    <FileButton
      field="Request or answer file"
      icon={<IconFileImport size={15} stroke={1.7} />}
      title="A signed request file of another admin, or the answer to one of yours"
      onFile={(file) => void open(file)}
    >
      Open a request or an answer
    </FileButton>
  )
}
