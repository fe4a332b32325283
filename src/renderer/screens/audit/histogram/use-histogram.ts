import { scaleLinear, scaleTime } from 'd3-scale'
import { useMemo } from 'react'
import type { AuditFilter } from '../../../../contract/calls/audit/audit.ts'
import type { Output } from '../../../../contract/calls.ts'
import { categoryOrder } from '../../../features/audit/categories.ts'
import { useRead } from '../../../lib/application/queries.ts'
import { type Buckets, bucketsOf } from '../../../ui/charts/buckets.ts'

export type Bar = Output<'audit.histogram'>['buckets'][number]

/** Height of the bars in pixels. */
export const barsHeight = 80
/** Room at the left for the numbers. */
export const leftRoom = 48
/** Pixels of a bar with its gap: fewer cannot be told apart or hit. */
const barRoom = 9

const shortDay = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric' })
const dayMonth = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' })
const month = new Intl.DateTimeFormat('en-GB', { month: 'short', year: 'numeric' })
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })
const precise = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' })

const day = 86_400_000
function tickWords(length: number): (date: Date) => string {
  if (length < 10 * 60_000) return (date) => precise.format(date)
  if (length < 2.5 * day)
    return (date) => (date.getHours() === 0 && date.getMinutes() === 0 ? dayMonth.format(date) : clock.format(date))
  if (length < 21 * day) return (date) => shortDay.format(date)
  return length < 200 * day ? (date) => dayMonth.format(date) : (date) => month.format(date)
}

/** The bars over a span, and where everything of them stands in a drawing of this width. */
export function useHistogram(
  filter: AuditFilter,
  span: { from: number; to: number },
  { isOpen, width, enabled }: { isOpen: boolean; width: number; enabled: boolean },
) {
  const { from, to } = span
  const plot = Math.max(100, width - leftRoom - 16)
  const cut: Buckets = useMemo(
    () => bucketsOf(from, to, Math.min(200, Math.floor(plot / barRoom)), isOpen),
    [from, to, plot, isOpen],
  )
  const read = useRead(
    'audit.histogram',
    {
      ...filter,
      from: new Date(cut.from).toISOString(),
      to: new Date(cut.to).toISOString(),
      buckets: cut.count,
    },
    { enabled: enabled && width > 0, keep: true },
  )
  const bars = read.data?.buckets ?? none
  const drawn = useMemo(() => {
    const first = bars[0]
    const last = bars.at(-1)
    const domain = first && last ? [Date.parse(first.from), Date.parse(last.to)] : [cut.from, cut.to]
    const x = scaleTime(domain as [number, number], [leftRoom, leftRoom + plot])
    const most = Math.max(1, ...bars.map((bar) => bar.count))
    const y = scaleLinear([0, most], [barsHeight, 0]).nice(2)
    const words = tickWords((domain[1] as number) - (domain[0] as number))
    return {
      x,
      y,
      paths: pathsOf(bars, x, y),
      xTicks: x
        .ticks(Math.max(2, Math.floor(plot / 110)))
        .map((date) => ({ at: x(date), words: words(date) }))
        // Words that would not fit beside the last line are left out.
        .filter(({ at }) => at < leftRoom + plot - 44)
        // Ticks within a day are not named by it a second time.
        .filter(({ words: each }, index, all) => each !== all[index - 1]?.words),
      yTicks: y.ticks(2).filter(Number.isInteger),
    }
  }, [bars, cut, plot])
  return { ...drawn, bars, cut, plot, stale: read.isPlaceholderData }
}
const none: Bar[] = []

/** One path a category: a shape for each bar would be thousands of elements. */
function pathsOf(bars: readonly Bar[], x: (at: number) => number, y: (count: number) => number) {
  const floor = bars.map(() => 0)
  return categoryOrder.map((category) => {
    let path = ''
    for (const [at, bar] of bars.entries()) {
      const count = bar.byCategory[category]
      if (count === 0) continue
      const [left, right] = [x(Date.parse(bar.from)), x(Date.parse(bar.to))]
      const [bottom, top] = [y(floor[at] as number), y((floor[at] as number) + count)]
      floor[at] = (floor[at] as number) + count
      // Half a pixel is seen at least: one event beside thousands is one event.
      const height = Math.max(0.5, bottom - top)
      path += `M${left.toFixed(1)} ${bottom.toFixed(1)}H${Math.max(left + 1, right - 1).toFixed(1)}v${(-height).toFixed(1)}H${left.toFixed(1)}z`
    }
    return { category, path }
  })
}
