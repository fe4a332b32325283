import { describe, expect, test } from 'vitest'
import {
  clampZoom,
  nextZoom,
  placeWindow,
  readWindowState,
  zoomSteps,
} from '../../../src/main/settings/window-state.ts'
import { fc } from '../../harness/properties.ts'

const display = { x: 0, y: 0, width: 1920, height: 1040 }
const second = { x: 1920, y: 0, width: 1280, height: 1000 }

describe('where the window opens', () => {
  test('is where it was left, on any display', () => {
    const left = { x: 2000, y: 100, width: 1000, height: 700 }
    expect(placeWindow(left, [display, second])).toEqual(left)
  })

  test.each([
    ['the display is gone', { x: 2000, y: 100, width: 1000, height: 700 }],
    ['the title bar is above the display', { x: 100, y: -300, width: 1000, height: 700 }],
    ['only a sliver is on the display', { x: 1900, y: 100, width: 1000, height: 700 }],
    ['it is below the display', { x: 100, y: 1030, width: 1000, height: 700 }],
  ])('is the middle of the first display, in the usual size, when %s', (_why, left) => {
    expect(placeWindow(left, [display])).toEqual({ width: 1280, height: 800 })
  })

  test('is no larger than the display, whatever was kept and however small the display is', () => {
    expect(placeWindow({ x: 0, y: 0, width: 5000, height: 4000 }, [display])).toEqual({
      x: 0,
      y: 0,
      width: 1920,
      height: 1040,
    })
    expect(placeWindow(null, [{ x: 0, y: 0, width: 1024, height: 600 }])).toEqual({ width: 1024, height: 600 })
  })

  test('can always be grasped: some of its upper edge is on a display', () => {
    const side = fc.integer({ min: -5000, max: 5000 })
    const size = fc.integer({ min: 300, max: 5000 })
    fc.assert(
      fc.property(side, side, size, size, (x, y, width, height) => {
        const placed = placeWindow({ x, y, width, height }, [display, second])
        // Without a place, Electron centres the window.
        if (placed.x === undefined || placed.y === undefined) return
        const areas = [display, second].filter(
          (area) =>
            Math.min((placed.x ?? 0) + (placed.width ?? 0), area.x + area.width) - Math.max(placed.x ?? 0, area.x) >=
              120 &&
            (placed.y ?? 0) >= area.y &&
            (placed.y ?? 0) <= area.y + area.height - 40,
        )
        expect(areas).not.toHaveLength(0)
      }),
    )
  })
})

describe('a kept window state', () => {
  test('is read back as it was kept', () => {
    const state = { x: 1, y: 2, width: 900, height: 700, maximised: true, zoom: 1.25 }
    expect(readWindowState(JSON.parse(JSON.stringify(state)))).toEqual(state)
  })

  test.each([
    ['nothing', undefined],
    ['null', null],
    ['text', 'x'],
    ['a list', [1, 2, 3, 4]],
    ['a missing part', { x: 1, y: 2, width: 900 }],
    ['text for a number', { x: '1', y: 2, width: 900, height: 700 }],
    ['no size', { x: 1, y: 2, width: 0, height: -1 }],
    ['what is no number', { x: Number.NaN, y: 2, width: 900, height: Number.POSITIVE_INFINITY }],
  ])('that is %s is as if there were none', (_what, value) => {
    expect(readWindowState(value)).toBeNull()
  })

  test('with a zoom beyond the limits is brought within them', () => {
    expect(readWindowState({ x: 0, y: 0, width: 900, height: 700, zoom: 40 })?.zoom).toBe(2)
    expect(readWindowState({ x: 0, y: 0, width: 900, height: 700, zoom: 'x' })?.zoom).toBe(1)
  })
})

describe('zoom', () => {
  test('goes from 50 % to 200 % by steps and back, and stops there', () => {
    const up = zoomSteps.slice(1).reduce<number[]>((all) => [...all, nextZoom(all.at(-1) ?? 0, 1)], [0.5])
    expect(up).toEqual([...zoomSteps])
    expect(nextZoom(2, 1)).toBe(2)
    expect(nextZoom(0.5, -1)).toBe(0.5)
  })

  test('moves in the direction asked for, within 50-200 %, from wherever it is', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.5, max: 2, noNaN: true }), (zoom) => {
        expect(nextZoom(zoom, 1)).toBeGreaterThanOrEqual(zoom)
        expect(nextZoom(zoom, -1)).toBeLessThanOrEqual(zoom)
        expect(nextZoom(zoom, 1)).toBeLessThanOrEqual(2)
        expect(nextZoom(zoom, -1)).toBeGreaterThanOrEqual(0.5)
      }),
    )
    expect([clampZoom(0.1), clampZoom(1.3), clampZoom(9)]).toEqual([0.5, 1.3, 2])
  })
})
