// A module of its own, and without any other, because it is asked from the very start of the process to its very end.

let open = 0

/** Counts a call to the keychain for as long as it is out. */
export async function countKeychainCall<T>(work: Promise<T>): Promise<T> {
  open++
  try {
    return await work
  } finally {
    open--
  }
}

/** Whether the keychain still holds a thread. Node waits for such threads at its end, and so for ever where nobody unlocks the keychain. */
export const isKeychainHolding = (): boolean => open > 0
