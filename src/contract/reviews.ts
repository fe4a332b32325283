// Plain values, without schemas: the page needs them before any call.

/** What becomes of an access that is looked over. */
export const reviewDecisions = ['keep', 'remove'] as const
export type ReviewDecision = (typeof reviewDecisions)[number]
