import { type ComponentProps, Suspense, useRef, useState } from 'react'
import { latePart } from '../../lib/late-parts.ts'
import { toastDone } from '../../lib/toast.ts'
import { useAction } from '../../lib/use-action.ts'
import styles from './scores.module.css'

const LineChart = latePart(() => import('../../ui/charts/line-chart.tsx'), 'LineChart')
const LineTable = latePart(() => import('../../ui/charts/line-table.tsx'), 'LineTable')

/** Lines as a chart or, one press away, as a table; the chart can be copied as a picture. */
export function ChartOrTable({ height = 150, ...chart }: ComponentProps<typeof LineChart>) {
  const [table, setTable] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  const copy = useAction(
    async () => {
      const drawn = box.current?.querySelector<SVGSVGElement>('figure > svg')
      if (!drawn) return
      const { chartPicture } = await import('../../ui/charts/chart-picture.ts')
      await navigator.clipboard.write([new ClipboardItem({ 'image/png': await chartPicture(drawn) })])
      toastDone('The chart was copied as a picture.')
    },
    { failed: 'Nothing was copied' },
  )
  return (
    <div ref={box} style={{ minWidth: 0 }}>
      <Suspense fallback={<div style={{ height }} />}>
        {table ? <LineTable lines={chart.lines} /> : <LineChart {...chart} height={height} />}
      </Suspense>
      <div className={styles.acts}>
        <button type="button" className={styles.link} onClick={() => setTable(!table)}>
          {table ? 'as a chart' : 'as a table'}
        </button>
        {!table && (
          <button type="button" className={styles.link} disabled={copy.pending} onClick={() => void copy.run()}>
            copy as a picture
          </button>
        )}
      </div>
    </div>
  )
}
