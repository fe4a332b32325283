import { useId, useRef, useState } from 'react'
import type { AuditFilter } from '../../../../contract/calls/audit/audit.ts'
import type { Stretch } from '../../../features/audit/coverage.ts'
import { spanWords } from '../../../features/audit/event-times.ts'
import { plural } from '../../../lib/words/format.ts'
import { useLive } from '../../../ui/live.tsx'
import { useRoom } from '../../../ui/table/geometry.ts'
import { BarTable, barWords } from './bar-table.tsx'
import { CoverageLine } from './coverage-line.tsx'
import { Gaps, Strip } from './coverage-strip.tsx'
import styles from './histogram.module.css'
import { LaterEvents } from './later-events.tsx'
import { barsHeight, leftRoom, useHistogram } from './use-histogram.ts'

interface HistogramProps {
  filter: AuditFilter
  span: { from: number; to: number }
  /** The span ends now. */
  isOpen: boolean
  /** The newest event that is kept, in milliseconds. */
  kept: number | null
  enabled: boolean
  company: string
  onZoom: (from: number, to: number) => void
  onZoomOut: () => void
}

/** A run of bars by their places; `from` is where it began. */
interface Run {
  from: number
  to: number
}
const height = barsHeight + 38

/** Events over time, by category, with what was fetched beneath; a span of it is chosen by dragging or by keys. */
export function Histogram({ filter, span, isOpen, kept, enabled, company, onZoom, onZoomOut }: HistogramProps) {
  const box = useRef<HTMLDivElement>(null)
  const width = useRoom(box)
  const id = useId()
  const say = useLive()
  const [asTable, setAsTable] = useState(false)
  const [cursor, setCursor] = useState(0)
  const [run, setRun] = useState<Run | null>(null)
  const dragging = useRef(false)
  const { x, y, bars, paths, xTicks, yTicks, cut, plot, stale } = useHistogram(filter, span, { isOpen, width, enabled })
  const last = bars.length - 1
  const at = Math.min(cursor, Math.max(0, last))
  const total = bars.reduce((sum, bar) => sum + bar.count, 0)

  const edges = (one: Run): Stretch | null => {
    const [first, end] = [bars[Math.min(one.from, one.to)], bars[Math.max(one.from, one.to)]]
    return first && end ? { from: Date.parse(first.from), to: Date.parse(end.to) } : null
  }
  const zoom = (one: Run) => {
    const chosen = edges(one)
    setRun(null)
    if (chosen) onZoom(chosen.from, chosen.to - 1000)
  }
  const within = (one: Run) =>
    bars.slice(Math.min(one.from, one.to), Math.max(one.from, one.to) + 1).reduce((sum, bar) => sum + bar.count, 0)
  const barAt = (clientX: number): number => {
    const left = box.current?.getBoundingClientRect().left ?? 0
    const share = (clientX - left - leftRoom) / plot
    return Math.max(0, Math.min(last, Math.floor(share * bars.length)))
  }
  const move = (to: number, extend: boolean) => {
    const next = Math.max(0, Math.min(last, to))
    setCursor(next)
    if (extend) setRun((before) => ({ from: before?.from ?? at, to: next }))
    else setRun(null)
    const bar = bars[next]
    if (bar) say(barWords(bar))
  }
  const chosen = run === null ? null : edges(run)
  return (
    <figure
      className={styles.figure}
      aria-label={`Events over time: ${plural(total, 'event', 'events')}, ${spanWords(span.from, span.to)}`}
      data-late={stale || undefined}
    >
      <div ref={box} className={styles.box}>
        {asTable ? (
          <BarTable bars={bars} />
        ) : (
          <div
            className={styles.plot}
            role="slider"
            tabIndex={0}
            aria-label="Bars of the chart"
            aria-valuemin={0}
            aria-valuemax={Math.max(0, last)}
            aria-valuenow={at}
            aria-valuetext={bars[at] ? barWords(bars[at]) : 'no bars'}
            onKeyDown={(event) => {
              const step = { ArrowRight: 1, ArrowLeft: -1, PageDown: 10, PageUp: -10 }[event.key]
              if (step !== undefined) move(at + step, event.shiftKey)
              else if (event.key === 'Home') move(0, event.shiftKey)
              else if (event.key === 'End') move(last, event.shiftKey)
              else if (event.key === 'Enter') zoom(run ?? { from: at, to: at })
              else if (event.key === 'Escape' && run !== null) {
                dragging.current = false
                setRun(null)
              } else return
              event.preventDefault()
            }}
            onPointerDown={(event) => {
              if (event.button !== 0 || last < 0) return
              event.currentTarget.focus()
              event.currentTarget.setPointerCapture(event.pointerId)
              dragging.current = true
              const bar = barAt(event.clientX)
              setCursor(bar)
              setRun({ from: bar, to: bar })
            }}
            onPointerMove={(event) => {
              if (dragging.current) setRun((before) => before && { ...before, to: barAt(event.clientX) })
            }}
            onPointerUp={() => {
              if (!dragging.current) return
              dragging.current = false
              // A press without a way is a look at one bar, not a zoom.
              if (run !== null && run.from !== run.to) zoom(run)
              else setRun(null)
            }}
            onDoubleClick={onZoomOut}
          >
            <svg width={width} height={height} aria-hidden>
              <Gaps id={id} x={x} />
              {yTicks.map((tick) => (
                <g key={tick}>
                  <line className={styles.grid} x1={leftRoom} x2={leftRoom + plot} y1={y(tick) + 4} y2={y(tick) + 4} />
                  <text className={styles.number} x={leftRoom - 8} y={Math.max(12, y(tick) + 8)}>
                    {plain.format(tick)}
                  </text>
                </g>
              ))}
              <g transform="translate(0 4)">
                {paths.map(({ category, path }) => (
                  <path key={category} d={path} className={styles.bar} data-category={category} />
                ))}
              </g>
              {xTicks.map(({ at: left, words }) => (
                <g key={left}>
                  <line className={styles.grid} x1={left} x2={left} y1={4} y2={barsHeight + 8} />
                  <text className={styles.when} x={left + 4} y={barsHeight + 18}>
                    {words}
                  </text>
                </g>
              ))}
              {bars[at] && run === null && (
                <rect
                  className={styles.cursor}
                  x={x(Date.parse(bars[at].from)) - 1}
                  y={3}
                  width={Math.max(2, x(Date.parse(bars[at].to)) - x(Date.parse(bars[at].from)) + 1)}
                  height={barsHeight + 2}
                />
              )}
              {chosen && (
                <g>
                  <rect
                    className={styles.chosen}
                    x={x(chosen.from)}
                    y={4}
                    width={x(chosen.to) - x(chosen.from)}
                    height={barsHeight}
                  />
                  {[chosen.from, chosen.to].map((edge) => (
                    <rect key={edge} className={styles.handle} x={x(edge) - 3} y={35} width={6} height={18} rx={3} />
                  ))}
                </g>
              )}
              <Strip id={id} x={x} top={barsHeight + 24} />
            </svg>
          </div>
        )}
      </div>
      <div className={styles.below}>
        {chosen && run ? (
          <span className={styles.choosing}>
            {spanWords(chosen.from, chosen.to)} · {plural(within(run), 'event', 'events')} ·{' '}
            {dragging.current ? 'release to zoom' : 'Enter zooms'}, Esc leaves it
          </span>
        ) : (
          <span>
            <CoverageLine from={span.from} to={span.to} company={company} />
            {isOpen && (
              <LaterEvents filter={filter} from={cut.to + 1000} to={kept} enabled={enabled && !stale} onShow={onZoom} />
            )}
          </span>
        )}
        <span className={styles.end}>
          each bar {cut.words} ·{' '}
          <button type="button" onClick={() => setAsTable((before) => !before)}>
            {asTable ? 'as bars' : 'as a table'}
          </button>
        </span>
      </div>
    </figure>
  )
}
const plain = new Intl.NumberFormat('en-US')
