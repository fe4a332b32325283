interface Size {
  width: number
  height: number
}

/** A rectangle on the desktop, in points. */
export interface Rectangle extends Size {
  x: number
  y: number
}

/** How the window was when it was closed; the rectangle is the one it has when it is not maximised. */
export interface WindowState extends Rectangle {
  maximised: boolean
  zoom: number
}

const usual = { width: 1280, height: 800 }
/** So much of the window must be on a display, else it cannot be grasped. */
const graspable = { width: 120, height: 40 }

export const zoomSteps = [0.5, 0.67, 0.75, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2] as const
const smallestZoom = zoomSteps[0]
const largestZoom = 2

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value)

/** Reads a kept state; null when it is anything else. */
export function readWindowState(value: unknown): WindowState | null {
  if (typeof value !== 'object' || value === null) return null
  const { x, y, width, height, maximised, zoom } = value as Record<string, unknown>
  if (!isNumber(x) || !isNumber(y) || !isNumber(width) || !isNumber(height) || width < 1 || height < 1) return null
  return {
    x: Math.round(x),
    y: Math.round(y),
    width: Math.round(width),
    height: Math.round(height),
    maximised: maximised === true,
    zoom: isNumber(zoom) ? clampZoom(zoom) : 1,
  }
}

function overlap(a: Rectangle, b: Rectangle): Size {
  return {
    width: Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x),
    height: Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y),
  }
}

function isReachable(bounds: Rectangle, area: Rectangle): boolean {
  const shared = overlap(bounds, area)
  // The title bar is what a person drags: it must not lie above the display.
  return shared.width >= graspable.width && shared.height >= graspable.height && bounds.y >= area.y
}

const within = (size: Size, area: Size): Size => ({
  width: Math.min(size.width, area.width),
  height: Math.min(size.height, area.height),
})

/** Where to open the window: as it was left, or centred in its usual size when the display it was on is gone. */
export function placeWindow(state: Rectangle | null, areas: readonly Rectangle[]): Partial<Rectangle> {
  // Made to fit first: what is cut off may be the only part that could be grasped.
  const places = state ? areas.map((area) => ({ area, place: { ...state, ...within(state, area) } })) : []
  const found = places.find(({ area, place }) => isReachable(place, area))
  if (found) return { x: found.place.x, y: found.place.y, width: found.place.width, height: found.place.height }
  return within(usual, areas[0] ?? usual)
}

/** 50-200 %. */
export function clampZoom(factor: number): number {
  return Math.min(largestZoom, Math.max(smallestZoom, factor))
}

/** The next step larger (`1`) or smaller (`-1`) than the zoom given. */
export function nextZoom(factor: number, direction: 1 | -1): number {
  const near = 0.001
  const next =
    direction > 0 ? zoomSteps.find((step) => step > factor + near) : zoomSteps.findLast((step) => step < factor - near)
  return clampZoom(next ?? factor)
}
