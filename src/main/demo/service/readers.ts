import type { Clock } from '../clock.ts'
import type { Company } from '../company/company.ts'
import type { Folders } from '../company/folders.ts'
import type { Events } from '../events/events.ts'
import type { Work } from './answer.ts'
import { getExpiredPasswords } from './expired.ts'
import { getReport } from './reporting.ts'
import { getDetailedSharedFolders, getSharedFolders } from './sharing.ts'
import { getUserData } from './users.ts'

/** What reads look at. */
export interface Reads {
  company: Company
  clock: Clock
  events: Events
  folders: Folders
}

/** What a read was asked; `now` in epoch seconds. */
export interface Asked {
  data: unknown
  user: string
  now: number
}

/** The commands without effect, and the line of the log that each leaves. */
export const readers: Record<string, { logged: string; read(reads: Reads, asked: Asked): Work }> = {
  getuserdata: {
    logged: 'Get user data',
    read: ({ company, clock }, { data, now }) => getUserData(company, clock, data, now),
  },
  getsfdata: {
    logged: 'Get shared folder data',
    read: ({ company, folders }, { data }) => getSharedFolders(company, folders, data),
  },
  getdetailedsfdata: {
    logged: 'Get shared folder data',
    read: ({ company, folders }, { data }) => getDetailedSharedFolders(company, folders, data),
  },
  reporting: {
    logged: 'Reporting',
    read: ({ company, clock, events }, asked) => getReport(company, events, clock, asked),
  },
  expiredmasterpwlist: {
    logged: 'Reporting',
    read: ({ company, clock }, { data, now }) => getExpiredPasswords(company, clock, data, now),
  },
}
