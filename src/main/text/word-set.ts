/** The words of a text written with blanks and line ends between them, for tables of words. */
export const wordsIn = (text: string): readonly string[] => text.split(/\s+/u).filter((word) => word !== '')

/** The same as a set. */
export const wordSet = (text: string): ReadonlySet<string> => new Set(wordsIn(text))
