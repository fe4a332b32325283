/** So many texts are remembered: the same few stand in most rows of a list. */
const mostRemembered = 5000

/** The same answer for the same text, which lists repeat. */
export function remembering<T>(answer: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>()
  return (text) => {
    const before = known.get(text)
    if (before !== undefined) return before
    const now = answer(text)
    if (known.size >= mostRemembered) known.clear()
    known.set(text, now)
    return now
  }
}
