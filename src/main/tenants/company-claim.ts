import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { Refusal } from '../../contract/failure.ts'
import { makeFolder } from '../files/private-folder.ts'
import { type Held, takeFile } from '../store/lock.ts'

/** The right to change a company, which one process of an account has at a time, whichever copy of its data it uses. */
export interface CompanyClaim {
  /**
   * Has it from the first change on, until `release` or the end of the process.
   * @throws Refusal `conflict` when another process has it, `storage` when that cannot be found out
   */
  take(): void
  release(): void
}

/**
 * `folder`: the place that processes of this account share. A company is known by its number, under which the keychain keeps its hash: a
 * copy of a data folder has the same one, and the same keychain.
 */
export function createCompanyClaim(folder: () => string, id: string): CompanyClaim {
  let held: Held | null = null
  const name = createHash('sha256').update(id).digest('hex').slice(0, 32)
  return {
    take() {
      if (held !== null) return
      try {
        const place = folder()
        makeFolder(place)
        held = takeFile(join(place, `${name}.lock`))
      } catch (error) {
        throw new Refusal(
          'storage',
          'Nothing is sent: it cannot be made sure that no other Provost makes changes in this company with a copy of its data. The folder for that, below the home of your account, has to be one that you can write.',
          { details: String(error).slice(0, 500) },
        )
      }
      if (held === null)
        throw new Refusal(
          'conflict',
          'Nothing is sent from here: another Provost on this computer has changes on in this company, with a copy of its data. Close that one, then try again.',
        )
    },
    release() {
      held?.release()
      held = null
    },
  }
}
