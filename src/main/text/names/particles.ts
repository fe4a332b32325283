import { collapse } from '../folding.ts'
import { wordSet } from '../word-set.ts'

// What stands before a name is written apart from it or as one with it: "van der Meer", "Vandermeer". Folded words.

const particles = wordSet(`
  van von vom vander vanden vonder der den de da do dos das di del della dela la le du des el al zu zum zur ten ter st mac mc bin ibn abu abd abdul abdel abdal
  عبد ابو ابن بن ال
`)
const saints = wordSet('saint sainte sankt sint ste')
/** The same as one with the name; shorter ones begin other names. */
const withSaint = /^(?:sainte?|sankt)(?=\p{L}{3})/u
/** How else "St" is written. */
export const saintly: readonly string[] = ['st', ...saints]

const initials = /^[bcdfghjklmnpqrstvwxz]{2,3}$/
/** Whether a folded word is the initials of several names: "JW". One that can be spoken is a name. */
export const areInitials = (word: string): boolean => initials.test(word) && !particles.has(word)

/** The drawn words of a name in the one way that stands for all in which they are parted; null: the way they are in. */
export function partedAlike(drawn: readonly string[]): string[] | null {
  if (
    drawn.length === 0 ||
    !drawn.some((word) => particles.has(word) || saints.has(word) || withSaint.test(word) || initials.test(word))
  )
    return null
  const words: string[] = []
  let before = ''
  for (const [at, word] of drawn.entries()) {
    const one = saints.has(word) ? 'st' : word.replace(withSaint, 'st')
    if (particles.has(one) && at < drawn.length - 1) before += one
    else if (before === '' && drawn.length > 1 && areInitials(one)) words.push(...one)
    else {
      words.push(collapse(before + one))
      before = ''
    }
  }
  return words
}

/** A name is at least as long, what stands before it apart. */
const rest = '(?=\\p{L}{3})'
const anyOf = (words: Iterable<string>): string => [...words].sort((a, b) => b.length - a.length).join('|')
/** Nothing follows where the name is a word of its own: "dela Croix". */
const lead = new RegExp(`^(?:${anyOf(particles)})+(?:${rest}|$)`, 'u')
const saint = new RegExp(`^(?:${anyOf(saintly)})${rest}`, 'u')

/** What a folded word that is drawn together begins with, and the name that follows, empty where none does; null: it begins with a name. */
export function leadOf(word: string): { lead: string; name: string; isSaint: boolean } | null {
  const [found] = saint.exec(word) ?? lead.exec(word) ?? []
  return found === undefined ? null : { lead: found, name: word.slice(found.length), isSaint: saintly.includes(found) }
}
