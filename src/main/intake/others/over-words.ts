import { foldedWords, wordSet } from '../../text/word-set.ts'
import { saysLeaving } from './leaving-words.ts'
import { isArriving, isClosing, isDeed, isMailHeader } from './others-words.ts'
import { wordsUnread } from './unread-words.ts'

/** What leads over to a list and says nothing of whom it lists. */
const presenting = wordSet(`
  here hereby below above find attached enclosed see updated latest current complete full process handle action proceed follow names records entries batch
  hier anbei untenstehend untenstehende unten aktuelle aktuell finden findet bearbeiten voici trouver trouverez dessous joint jointe traiter
  liste lista lijst aqui adjunto adjunta encontrar tramitar abajo hierbij hieronder vindt vinden verwerken ecco seguito seguente seguenti elenco
  week weeks month months quarter year group region country region site branch from
`)
const greeting =
  /^\s*(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|hallo|liebe|guten|bonjour|hola|buen[oa]s|ciao|beste|goede|olá|cześć|hej)(?!\p{L})/iu
/** A label with what it says, or a name and what is said of it: no title. */
const ofOne = /[:：]\s*\S|^[\s>*•-]*\p{Lu}[\p{L}\p{M}'’.-]*(?: \p{Lu}[\p{L}\p{M}'’.-]*){1,3}\s*(?:[,;(–—-]|$)/u
/** A title of more words is a sentence of a mail, which `remarks.ts` reads. */
const longestTitle = 160

/** Makes what is to be done depend on something. */
const conditional = wordSet(
  'if unless whether otherwise still wenn falls sonst ob noch sinon encore todavia nog anders jezeli czy',
)
/** How long somebody has not been there or not logged in: they may work all the same. */
const forTime =
  /(?:inactive|not active|inaktiv|inactif|inactivo|inattivo|inactief|not logged|no login|stale|dormant)\P{L}[^.]*\d+\s?\p{L}+/iu

/** Takes some of a list out of it: "leave the interns alone", "all but the interns". */
const sparing =
  /(?<!\p{L})(?:leave|leaving|let) (?:[\p{L}'’-]+ ){1,4}(?:alone|be|out|untouched|in place|as is|as they are)(?!\p{L})|(?<!\p{L})(?:all|everyone|everybody|anyone|those|any) but(?! not limited)(?!\p{L})|(?<!\p{L})(?:bis auf|à part|mis à part|à l['’]exception|a excepci[óo]n|menos|con excepci[óo]n|a eccezione|ad eccezione|met uitzondering|z wyjątkiem|förutom|med undtagelse|med unntak|lukuun ottamatta)(?!\p{L})|(?<!\p{L})(?:lass|lasst|lassen sie) (?:[\p{L}'’-]+ ){1,4}(?:in ruhe|aus|unangetastet|so)(?!\p{L})|(?<!\p{L})(?:laissez|laisser) (?:[\p{L}'’-]+ ){1,4}(?:tranquilles?|de côté)(?!\p{L})|以外/iu

/** The words of a line right over addresses that say that its people are not of those who leave, or that nobody understood; empty: it heads leavers, or says nothing. `isOverBare`: several addresses with nothing beside them follow. */
export function strangeOver(line: string, isOverBare: boolean): string[] {
  const isLabelled = isOverBare && /[:：]\s*\S/u.test(line)
  if (
    line.length > longestTitle ||
    isMailHeader(line) ||
    isClosing(line) ||
    (!isLabelled && ofOne.test(line)) ||
    greeting.test(line)
  )
    return []
  const words = foldedWords(line).filter((word) => word.length > 1)
  const depends = words.filter((word) => conditional.has(word))
  if (depends.length > 0) return depends
  if (forTime.test(line)) return words.filter((word) => /\p{L}/u.test(word))
  const spared = sparing.exec(line)?.[0]
  if (spared !== undefined) return foldedWords(spared)
  if (words.some(isDeed)) return []
  const comes = words.filter(isArriving)
  if (comes.length > 0 && words.length > comes.length) return comes
  if (/[?？]["'”»)\s]*$/u.test(line)) return words.slice(-3)
  return saysLeaving(line) ? [] : wordsUnread(line, false).filter((word) => !presenting.has(word))
}
