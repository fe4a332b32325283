import { afterAll, beforeAll, expect, test } from 'vitest'
import { bandSize, useBands } from '../../../../src/renderer/screens/groups/matrix/sheet/matrix-bands.ts'
import { openPage, type TestPage } from '../../dom.tsx'

let page: TestPage
const idle = new Map<number, () => void>()
let asked = 0
let reads = 0
/** Stands for the element that scrolls: counts how often its place, for which a browser lays the page out, is read. */
const scroller = {
  current: {
    get scrollTop() {
      reads++
      return 0
    },
    clientHeight: 100,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  } as unknown as HTMLElement,
}
const rows = {}

function Names({ tick }: { tick: number }) {
  const bands = useBands(scroller, { way: 'down', length: bandSize * 4, size: 24, of: rows })
  return (
    <p>
      {bands.length} bands after {tick} ticks
    </p>
  )
}

beforeAll(async () => {
  page = await openPage()
  class Observer {
    observe() {}
    disconnect() {}
  }
  Object.assign(globalThis, {
    ResizeObserver: Observer,
    requestIdleCallback: (work: () => void) => {
      idle.set(++asked, work)
      return asked
    },
    cancelIdleCallback: (which: number) => idle.delete(which),
  })
})
afterAll(() => page.close())

function idleMoment(): void {
  const work = [...idle.values()]
  idle.clear()
  for (const each of work) each()
}

test('a tick reads nothing of where the matrix is scrolled to, before or after all its names are drawn', async () => {
  await page.draw(<Names tick={0} />)
  for (let tick = 1; tick < 6; tick++) {
    const before = reads
    await page.draw(<Names tick={tick} />)
    expect(reads).toBe(before)
    idleMoment()
    await page.until(() => page.text().includes(`${Math.min(4, 2 + tick)} bands`))
  }
})
