import { calendarWords } from '../../../intake/dates.ts'
import { isAttribute } from '../../../intake/others/leaving-words.ts'
import { isComing, isHarmless } from '../../../intake/others/others-words.ts'
import { fold } from '../../../text/folding.ts'
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

const endless = wordSet(
  `unlimited indefinite permanent openended open ended none na n a unbefristet unbegrenzt dauerhaft festanstellung indetermine indeterminee cdi illimite duree indefinido indefinida fijo
  indeterminato tempo onbepaald onbepaalde tijd vast indeterminado nieokreslony bezterminowo czas na neurcito neurcita neurcity doba tillsvidare fast tidsubegraenset toistaiseksi
  suresiz belirsiz бессрочный бессрочно бессрочная 無期 無期雇用 无固定期限 정규 정규직`,
)
/** Whether a cell says that somebody's employment has no end: "unlimited", "CDI", "doba neurčitá". */
export const saysNoEnd = (cell: string): boolean => {
  const words = foldedWords(cell)
  return words.length > 0 && words.length <= 4 && words.every((word) => endless.has(word))
}

const noPerson =
  /^(?:(?:meeting |conference )?rooms?|resources?|equipment|(?:shared|functional|team|room|resource|group) ?mail ?box(?:es)?|distribution (?:list|group)|mail ?list|security group|service account|system account|contact|raum|ressource|gerat|(?:gemeinsames|geteiltes|freigegebenes) postfach|funktionspostfach|sammelpostfach|verteiler(?:liste)?|dienstkonto|salle|boite (?:partagee|generique)|liste de diffusion|compte de service|sala|buzon compartido|lista de distribucion|cuenta de servicio|casella condivisa|gedeelde mailbox|vergaderzaal|distributielijst|skrzynka wspolna)$/u
/** Whether a cell says that its address is of a thing or of several people, and of nobody who comes. */
export const isOfNobody = (cell: string): boolean => cell.length <= 40 && noPerson.test(fold(cell).trim())

const guest =
  /^(?:b2b )?(?:external )?(?:guest|gast|invite|invitado|ospite|convidado|gosc|gast|gaest|gjest)(?: (?:user|account|benutzer))?s?$/u
/** Whether a cell says that an account is one of a guest, who is at home in another company. */
export const isOfGuest = (cell: string): boolean => cell.length <= 40 && guest.test(fold(cell).trim())
