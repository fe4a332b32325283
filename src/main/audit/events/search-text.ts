import { fold, foldWide } from '../../text/folding.ts'

/** Stands between the ways in which one text may be spelt. */
const between = '\n'

/** A text as it is searched: folded, and folded wide where that differs. */
export function searchable(text: string): string {
  const [narrow, wide] = [fold(text), foldWide(text)]
  return narrow === wide ? narrow : narrow + between + wide
}
