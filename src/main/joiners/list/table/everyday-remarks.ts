import { calendarWords } from '../../../intake/dates.ts'
import { isAttribute } from '../../../intake/others/leaving-words.ts'
import { isComing, isHarmless } from '../../../intake/others/others-words.ts'
import { remembering } from '../../../text/remembering.ts'
import { foldedWords, wordSet } from '../../../text/word-set.ts'

// What lists of joiners remark every day, and what says nothing of whether somebody comes.

/** Things that joiners are given, whose ticks and words say nothing of whether they come. */
const things = wordSet(
  `laptop notebook computer pc desktop phone mobile iphone smartphone tablet monitor headset badge card key keys car parking desk seat chair office building hardware software equipment device
  bag shirt locker remote handy telefon ausweis schlussel parkplatz arbeitsplatz gerat ordinateur telephone bureau badge portatil ordenador movil llave telefoon sleutel`,
)
/** Whether a folded word is one for a thing that joiners are given. */
export const isThing = (word: string): boolean => things.has(word)

/** What is remarked on joiners beside things, places and days. */
const everyday = wordSet(
  `needs need wants gets get ordered order ready setup set up install installed first day starts start starting remote hybrid onsite part full time parttime fulltime shift works working with team buddy mentor
  bestellt braucht erhalt bekommt beginnt startet vollzeit teilzeit commande besoin commence temps plein partiel pedido necesita empieza besteld nodig begint ordinato inizia comincia zamowiony zaczyna
  intern trainee apprentice student working praktikant praktikantin azubi werkstudent werkstudentin stagiaire becario becaria stagista stagiair stazysta`,
)
/** Whether a remark says no more of a joiner than what they are given, when and where they begin. */
export const isEveryday = remembering((cell): boolean =>
  foldedWords(cell).every(
    (word) =>
      word.length < 2 ||
      /\p{N}/u.test(word) ||
      everyday.has(word) ||
      isThing(word) ||
      isHarmless(word) ||
      isComing(word) ||
      isAttribute(word) ||
      ofCalendar().has(word),
  ),
)
let calendar: ReadonlySet<string> | null = null
const ofCalendar = (): ReadonlySet<string> => (calendar ??= new Set(calendarWords()))
