import { hostname, userInfo } from 'node:os'

/** Who works here, as far as this computer knows: the account of the system, and the computer's name. */
export const operator = (): { user: string; computer: string } => ({ user: userName(), computer: hostname() })

/** Not every account that a process runs under has a name. */
function userName(): string {
  try {
    return userInfo().username
  } catch {
    return 'unknown'
  }
}
