import type { ReviewLine } from '../../../contract/calls/reviews.ts'
import type { Review } from './review-store.ts'

/** The columns of a review as a table. */
export const tableHead = [
  'review',
  'username',
  'fullname',
  'status',
  'lastLogin',
  'access',
  'rights',
  'through',
  'decision',
  'reason',
  'signedBy',
  'signedAt',
]
/** One line of a review as cells of a table. */
export const tableRow = (review: Review, line: ReviewLine): unknown[] => {
  const { rights } = line
  const words =
    rights === null
      ? 'member'
      : [rights.canAdminister && 'administers', rights.readOnly ? 'reads' : 'edits', rights.hidePasswords && 'hidden']
          .filter(Boolean)
          .join(', ')
  return [
    review.title,
    line.username,
    line.fullname,
    line.status,
    line.lastLogin ?? '',
    line.access,
    words,
    line.through,
    line.decision ?? '',
    line.reason,
    review.signedBy ?? '',
    review.signedAt ?? '',
  ]
}
