import type { Reason } from '../../../contract/change.ts'

/** The parts of a reason that were given. */
export const reasonOf = ({ reason, ticket, requestedBy }: Reason): Reason => ({
  ...(reason === undefined ? {} : { reason }),
  ...(ticket === undefined ? {} : { ticket }),
  ...(requestedBy === undefined ? {} : { requestedBy }),
})

/** Whether it says why, in words or by a ticket. */
export const gaveReason = ({ reason, ticket }: Reason): boolean => Boolean(reason?.trim() || ticket?.trim())
