import type { Witness } from '../context.ts'
import type { Head } from './journal.ts'

/** Notes the end of the journal in a place of its own, so that a file put back to an earlier state is found out. */
export function createWitness(options: {
  known: Head | null
  write: (head: Head) => Promise<void>
  head: () => Head
}): Witness {
  let known = options.known
  let busy: Promise<void> | null = null
  let wanted = false

  async function keep(): Promise<void> {
    while (wanted) {
      wanted = false
      const head = options.head()
      if (head.seq === 0 || head.seq === known?.seq) continue
      try {
        await options.write(head)
        known = head
      } catch {
        // The keychain is locked or gone: the older note still holds for the lines up to it.
        return
      }
    }
  }
  const note = () => {
    wanted = true
    busy ??= keep().finally(() => {
      busy = null
    })
  }
  return {
    known: () => known,
    note,
    async close() {
      note()
      await busy
    },
  }
}
