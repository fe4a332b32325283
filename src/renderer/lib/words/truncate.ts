import { useSyncExternalStore } from 'react'
import { splitAddress } from './format.ts'

/** How wide a text is drawn, in pixels. */
export type Measure = (text: string) => number

/** Names shorter than this are cut at their end: there is too little of them for a middle. */
const leastWithTail = 8
/** Letters at a name's end that stay: what comes after a plus or a number tells people of one name apart. */
const tailLetters = 3

/** The part of an address before the @ in two: what may be cut, and its end, which stays. */
export function splitName(name: string): { head: string; tail: string } {
  const letters = [...name]
  const at = letters.length < leastWithTail ? letters.length : letters.length - tailLetters
  return { head: letters.slice(0, at).join(''), tail: letters.slice(at).join('') }
}

/**
 * How wide the part of an address is that may be cut, in pixels, with what has room of it and the dots behind; null: all of it has
 * room, or not even its first letter. What is left of the room stands behind the domain then, and not before the @.
 */
export function nameRoom(address: string, room: number, measure: Measure): number | null {
  const { name, domain } = splitAddress(address)
  if (domain === '') return null
  const { head, tail } = splitName(name)
  const most = room - measure(`${tail}${domain}`)
  if (measure(head) <= most) return null
  const letters = [...head]
  let [fits, fails] = [0, letters.length]
  while (fails - fits > 1) {
    const middle = (fits + fails) >> 1
    if (measure(`${letters.slice(0, middle).join('')}…`) <= most) fits = middle
    else fails = middle
  }
  // A little more than measured: a fraction of a pixel too few would cost another letter.
  return fits === 0 ? null : Math.min(most, measure(`${letters.slice(0, fits).join('')}…`) + 1)
}

const widths = new Map<string, number>()
const common = [...'abcdefghijklmnopqrstuvwxyz0123456789@.-_+…']
/** Pixels of the letters that are measured: those of the page's own text. */
export const measuredSize = 13
const font = `${measuredSize}px "Inter Variable"`

const listeners = new Set<() => void>()
// Remembered: asking the page whether it is there would lay the page out anew for every address that is drawn.
let isThere = false

/** Fetches the page's own font before the first text asks for it. */
export async function loadFont(): Promise<void> {
  isThere = (await document.fonts.load(font)).length > 0
  for (const listener of listeners) listener()
}

const fontIsThere = (): boolean => isThere
const onFont = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Measures in the page's own font, letter by letter, once it is there; until then nothing is known, and the style sheet cuts. */
export function useMeasure(): Measure | null {
  return useSyncExternalStore(onFont, fontIsThere) ? measure : null
}

function measure(text: string): number {
  if (widths.size === 0) draw(common)
  const letters = [...text]
  draw(letters.filter((letter) => !widths.has(letter)))
  return letters.reduce((sum, letter) => sum + (widths.get(letter) ?? 0), 0)
}

/** Draws letters ten times each, out of sight, all at once: what a canvas measures lacks the letter forms that the page chose. */
function draw(letters: readonly string[]): void {
  if (letters.length === 0) return
  const box = document.createElement('div')
  Object.assign(box.style, { position: 'absolute', visibility: 'hidden', whiteSpace: 'pre' })
  const spans = letters.map((letter) => {
    const span = document.createElement('span')
    span.textContent = letter.repeat(10)
    return span
  })
  box.append(...spans)
  document.body.append(box)
  spans.forEach((span, at) => {
    widths.set(letters[at] as string, span.getBoundingClientRect().width / 10)
  })
  box.remove()
}
