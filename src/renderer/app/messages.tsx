import { Notifications } from '@mantine/notifications'

/** Where messages are shown, three at a time; those sent before it is there wait for it. */
export function Messages() {
  return <Notifications position="bottom-left" zIndex={150} autoClose={6000} limit={3} />
}
