import { type BrowserWindow, Notification } from 'electron'

/** Those that stand: one that nothing holds is collected, and its click is not heard. */
const standing = new Set<Notification>()

/** Has the system show a notice; a click brings the window to the front and opens what it tells of. */
export function showNotice(
  { title, body }: { title: string; body: string },
  { window, open }: { window: () => BrowserWindow | null; open: () => void },
): void {
  if (!Notification.isSupported()) return
  const notice = new Notification({ title, body })
  standing.add(notice)
  const over = () => void standing.delete(notice)
  notice.on('close', over)
  notice.on('failed', over)
  notice.on('click', () => {
    over()
    const front = window()
    if (front?.isMinimized()) front.restore()
    front?.show()
    front?.focus()
    open()
  })
  notice.show()
}
