import { Button } from '@mantine/core'
import { IconArrowLeft, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useMay } from '../../../features/session/use-seat.ts'
import { failureOf } from '../../../lib/application/client.ts'
import { useRead } from '../../../lib/application/queries.ts'
import { count, dayAndTime } from '../../../lib/words/format.ts'
import { ScreenHead } from '../../../ui/screen/screen-head.tsx'
import { EmptyState, FailureState } from '../../../ui/states.tsx'
import { NewReview } from './new-review.tsx'
import { Review } from './review.tsx'
import styles from './reviews.module.css'

interface ReviewsProps {
  /** The review that is open; undefined: the list. */
  review: string | undefined
  onOpen: (review: string | undefined) => void
  onBack: () => void
}

/** Access reviews: those begun and those signed off, and one of them to decide. */
export function Reviews({ review, onOpen, onBack }: ReviewsProps) {
  const [making, setMaking] = useState(false)
  const may = useMay()
  const read = useRead('reviews.page', { offset: 0, limit: 200 }, { enabled: review === undefined })
  if (review !== undefined) return <Review id={review} onBack={() => onOpen(undefined)} />
  const rows = read.data?.rows ?? []
  return (
    <div className={styles.screen}>
      <ScreenHead title="Access reviews" count={read.data ? count(read.data.total) : null}>
        <Button variant="default" leftSection={<IconArrowLeft size={15} stroke={1.7} />} onClick={onBack}>
          All groups
        </Button>
        {may('reviews.start') && (
          <Button leftSection={<IconPlus size={15} stroke={1.7} />} onClick={() => setMaking(true)}>
            New review
          </Button>
        )}
      </ScreenHead>
      {making && <NewReview onClose={() => setMaking(false)} onMade={onOpen} />}
      {read.error ? (
        <FailureState failure={failureOf(read.error)} onRetry={() => void read.refetch()} />
      ) : read.data && rows.length === 0 ? (
        <EmptyState title="No reviews yet">
          A review lists who has an access now, asks for keep or remove line by line, and is signed off with what was
          shown.
        </EmptyState>
      ) : (
        <div className={styles.room}>
          <table className={styles.table} aria-label="Access reviews">
            <thead>
              <tr>
                <th scope="col">Review</th>
                <th scope="col">Begun</th>
                <th scope="col">Decided</th>
                <th scope="col">To remove</th>
                <th scope="col">Signed off</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.review}>
                  <td title={row.title}>
                    <button type="button" className={styles.name} onClick={() => onOpen(row.review)}>
                      <bdi>{row.title}</bdi>
                    </button>
                  </td>
                  <td>
                    {dayAndTime(row.startedAt)}, {row.startedBy}
                  </td>
                  <td className="numbers">
                    {count(row.kept + row.removed)} of {count(row.lines)}
                  </td>
                  <td className="numbers">{count(row.removed)}</td>
                  <td>
                    {row.signedAt === null ? (
                      <span className={styles.quiet}>not yet</span>
                    ) : (
                      `${dayAndTime(row.signedAt)}, ${row.signedBy}`
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  )
}
