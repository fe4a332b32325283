import type { ReviewLine } from '../../../contract/calls/reviews.ts'
import { Refusal } from '../../../contract/failure.ts'
import type { SignedReview } from '../../access/review/signed-reviews.ts'
import { turn } from '../../cooperative/slices.ts'
import type { PackSource } from './pack-source.ts'

/** One decision as a pack has it: which review, by whom and when it was signed, and the access that was decided. */
interface PackedDecision extends ReviewLine {
  review: string
  title: string
  reviewer: string | null
  signedAt: string
  sha256: string
  intact: boolean
}

const head = [
  'Review',
  'Title',
  'Person',
  'Full name',
  'Status',
  'Last login (UTC)',
  'Access',
  'Rights',
  'Through',
  'Decision',
  'Reason',
  'Reviewer',
  'Signed (UTC)',
  'SHA-256 of the review',
  'Review as signed',
]

const number = (value: number): string => value.toLocaleString('en-US')
const some = (value: number, one: string, many: string): string => `${number(value)} ${value === 1 ? one : many}`

/** Rights in a folder in words; a membership has none of its own. */
function rightsWords({ rights }: Pick<ReviewLine, 'rights'>): string {
  if (rights === null) return 'member'
  const words = [
    rights.canAdminister && 'administers',
    rights.readOnly ? 'reads' : 'edits',
    rights.hidePasswords && 'passwords hidden',
  ]
  return words.filter(Boolean).join(', ')
}

const cellsOf = (row: PackedDecision): string[] => [
  row.review,
  row.title,
  row.username,
  row.fullname,
  row.status,
  row.lastLogin ?? '',
  row.access,
  rightsWords(row),
  row.through.join('; '),
  row.decision ?? '',
  row.reason,
  row.reviewer ?? '',
  row.signedAt,
  row.sha256,
  row.intact ? 'yes' : 'NO',
]

/** How many reviews there are, and how many of them are not as they were signed. */
export const countReviews = (reviews: readonly SignedReview[]): { signed: number; altered: number } => ({
  signed: reviews.length,
  altered: reviews.filter(({ intact }) => !intact).length,
})

/** The decisions of access reviews, in the order of the reviews and of their lines. Nothing is claimed of LastPass' events. */
export function reviewSource(reviews: readonly SignedReview[], signal: AbortSignal): PackSource {
  return {
    unit: 'decision',
    head,
    async walk(each) {
      for (const { decisions, review, title, signedBy, signedAt, sha256, intact } of reviews) {
        await turn()
        if (signal.aborted) throw new Refusal('cancelled', 'The pack was cancelled. No file was written.')
        for (const line of decisions) {
          const row: PackedDecision = { review, title, reviewer: signedBy, signedAt, sha256, intact, ...line }
          await each({ json: JSON.stringify(row), cells: cellsOf(row) })
        }
      }
    },
    printed(json) {
      const row = JSON.parse(json) as PackedDecision
      return [
        `${row.decision === null ? 'NOT DECIDED' : row.decision}  ${row.username}  ${row.access} (${rightsWords(row)})`,
        `    ${row.reason === '' ? 'No reason given' : `Reason: ${row.reason}`}. ${row.title}, signed by ${row.reviewer ?? ''}, ${row.signedAt}${row.intact ? '' : '. This review is NOT as it was signed.'}`,
      ]
    },
    coverage: {
      about:
        'The population is the decisions of these reviews, from Provost’s own records. The pack holds no events of LastPass, and says nothing of which were fetched.',
      reviews: reviews.map(({ decisions, ...review }) => ({ ...review, decisions: decisions.length })),
    },
    coverageLines: coverageLines(reviews),
    facts: { gaps: null, removedBefore: null, reviews: countReviews(reviews) },
    reviews: countReviews(reviews),
  }
}

function coverageLines(reviews: readonly SignedReview[]): string[] {
  const altered = reviews.filter(({ intact }) => !intact)
  return [
    'The pack holds no events of LastPass, and says nothing of which were fetched.',
    `${some(reviews.length, 'review was', 'reviews were')} signed in the span. A review that was not signed is not in it.`,
    ...(altered.length === 0
      ? []
      : [
          `${some(altered.length, 'review is', 'reviews are')} NOT as the journal says it was signed. Do not rely on what is kept of:`,
          ...altered.slice(0, 200).map((review) => `  ${nameOf(review)}`),
          ...(altered.length > 200 ? [`  and ${number(altered.length - 200)} more; coverage.json has them all`] : []),
        ]),
    ...reviews.slice(0, 200).map((review) => `${review.intact ? 'As signed' : 'NOT as signed'}: ${nameOf(review)}`),
    ...(reviews.length > 200 ? [`and ${number(reviews.length - 200)} more; coverage.json has them all`] : []),
  ]
}

const nameOf = ({ title, signedBy, signedAt, decisions, lines, sha256 }: SignedReview): string =>
  `${title}, signed by ${signedBy ?? ''}, ${signedAt}, ${number(decisions.length)} of ${some(lines, 'decision', 'decisions')} here, SHA-256 ${sha256}`
