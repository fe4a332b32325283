import { splitAddress } from './format.ts'

/** How wide a text is drawn, in pixels. */
export type Measure = (text: string) => number

/**
 * How wide the part of an address before the @ is, in pixels, with what has room of it and the dots behind; null: all of it has
 * room, or not even its first letter. What is left of the room stands behind the domain then, and not before the @.
 */
export function nameRoom(address: string, room: number, measure: Measure): number | null {
  const { name, domain } = splitAddress(address)
  if (domain === '') return null
  const most = room - measure(domain)
  if (measure(name) <= most) return null
  const letters = [...name]
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
let ready = false

/** Measures in the page's own font, letter by letter, once it is there; until then nothing is known, and the style sheet cuts. */
export function measureOnPage(): Measure | null {
  ready ||= document.fonts.status === 'loaded' && document.fonts.size > 0
  if (!ready) return null
  return (text) => [...text].reduce((sum, letter) => sum + (widths.get(letter) ?? drawn(letter)), 0)
}

/** Draws a letter ten times, out of sight: what a canvas measures lacks the letter forms that the page chose. */
function drawn(letter: string): number {
  const span = document.createElement('span')
  Object.assign(span.style, { position: 'absolute', visibility: 'hidden', whiteSpace: 'pre' })
  span.textContent = letter.repeat(10)
  document.body.append(span)
  const width = span.getBoundingClientRect().width / 10
  span.remove()
  widths.set(letter, width)
  return width
}
