// Made when names are ordered: it reads tables of the language, for which a start would wait.
let collator: Intl.Collator | null = null

/**
 * Orders names as people expect it: capitals and small letters together, accents beside their letter, numbers by value. The same
 * rules on every machine, whatever its language.
 */
export function compareNames(left: string, right: string): number {
  collator ??= new Intl.Collator('en', { numeric: true })
  return collator.compare(left, right)
}
