/** Copies the text of a cell, and says aloud whether it was copied. `header`: the column's. */
export function copyValue(header: string, text: string, say: (words: string) => void): void {
  void navigator.clipboard.writeText(text).then(
    () => say(`${header} copied`),
    () => say('The clipboard refused the copy'),
  )
}
