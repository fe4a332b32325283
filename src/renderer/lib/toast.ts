import { notifications } from '@mantine/notifications'
import type { ReactNode } from 'react'
import { failureOf } from './application/client.ts'

/** 10 seconds: long enough to read a failure's sentence and what to do about it. */
const failureMs = 10_000

/** A red message that says what did not happen (`title`: "Nothing was copied"), with the reason as main gave it. */
export function toastFailure(title: string, error: unknown): void {
  notifications.show({ color: 'red', title, message: failureOf(error).message, autoClose: failureMs })
}

/** A message that something was done: a sentence, with a title above it where one is given. */
export function toastDone(message: ReactNode, title?: string): void {
  notifications.show({ message, ...(title === undefined ? {} : { title }) })
}
