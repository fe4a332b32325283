const collator = new Intl.Collator('en', { numeric: true })

/**
 * Orders names as people expect it: capitals and small letters together, accents beside their letter, numbers by value. The same
 * rules on every machine, whatever its language.
 */
export const compareNames = (left: string, right: string): number => collator.compare(left, right)
