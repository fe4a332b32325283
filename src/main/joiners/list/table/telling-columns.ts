import { readDay } from '../../../intake/dates.ts'
import { saysNo, saysYes, standingOf } from '../../../intake/employment/employment-words.ts'
import { isLeaving, saysLeaving } from '../../../intake/others/leaving-words.ts'
import { isComing, isDeed, isHarmless } from '../../../intake/others/others-words.ts'
import {
  isDoneHeader,
  isEventHeader,
  isNothing,
  isTickHeader,
  saysDone,
  saysOpen,
} from '../../../intake/table/telling-headers.ts'
import { fold } from '../../../text/folding.ts'
import { foldedWords, wordSet } from '../../../text/word-set.ts'
import { isEveryday, isThing } from './everyday-remarks.ts'
import { isOff } from './off-words.ts'

/** A column that says of some rows of a list of joiners that they are to be added, and of others that they are not. */
export interface TellingColumn {
  index: number
  header: string
  /** Whether a cell of it speaks against its row. */
  isAgainst: (cell: string) => boolean
}

/** Headers whose ticks say that somebody is to have an account, or will come. */
const wanted = wordSet(
  `need needs needed require requires required want wants licence licences license licenses lastpass password passwords passwordmanager passwortmanager vault account access invite include eligible add create join joining joins start starts starting
  signed contract confirmed approved accepted offer go coming lizenz konto zugang einladen anlegen unterschrieben unterzeichnet vertrag bestatigt genehmigt angenommen zusage benotigt
  licence compte acces inviter signe contrat confirme valide accepte licencia cuenta acceso invitar firmado contrato confirmado aprobado aceptado licenza accesso invitare firmato contratto
  confermato approvato licentie toegang uitnodigen getekend akkoord bevestigd goedgekeurd licencja dostep podpisana umowa potwierdzone licenca acesso convidar assinado`,
)
/** Headers whose ticks say that somebody is not to have one, has one already, or does not come. */
const unwanted = wordSet(
  `noshow cancelled canceled withdrawn declined rejected refused hold skip exclude excluded ignore left leaver removed disabled duplicate created exists existing invited provisioned already
  storniert abgesagt zuruckgezogen abgelehnt ausnehmen existiert vorhanden angelegt eingeladen bereits erstellt annule refuse cree existant deja cancelado rechazado creado existe invitado ya
  annullato rifiutato creato esistente invitato geannuleerd afgewezen aangemaakt bestaat uitgenodigd al anulowane odrzucone utworzone istnieje zaproszony cancelado recusado criado convidado`,
)
/** Words of offers and contracts that came to something. */
const settled = wordSet(
  `accepted signed confirmed hired ready approved active cleared onboarding preboarding angenommen bestatigt unterschrieben unterzeichnet eingestellt zugesagt accepte acceptee confirme
  confirmee signe signee embauche aceptado confirmado firmado contratado accettato confermato firmato assunto aceito geaccepteerd bevestigd getekend aangenomen zaakceptowano
  potwierdzone zatrudniony принят подтвержден 内定 承諾 入社予定 已接受 已确认 합격 확정`,
)
/** What was settled. */
const offers = wordSet(
  'offer offers contract vertrag angebot start date hr candidate contrat contrato offre oferta offerta umowa',
)
/** Words for rows that are about a change of somebody who is there. */
const changing = wordSet(
  'transfer transfers mover move change changed modify update internal promotion relocation wechsel versetzung anderung mutation traslado cambio trasferimento overplaatsing zmiana transferencia',
)

/** More different values are names, numbers or stories. */
const mostValues = 12
const mostWords = 4
/** More are no stages, and no fewer can be told from what is said once. */
const mostStages = 6

const isTick = (cell: string): boolean => cell === '' || saysYes(cell) || saysNo(cell)
const isSettled = (cell: string): boolean => {
  const words = foldedWords(cell)
  return (
    words.length > 0 &&
    (standingOf('', cell) === 'there' ||
      (words.some((word) => settled.has(word) || isComing(word)) &&
        words.every(
          (word) => settled.has(word) || isComing(word) || offers.has(word) || isHarmless(word) || /^\d+$/u.test(word),
        )))
  )
}
/** Whether a cell says that its person comes, whatever names stand beside it. */
const comes = (cell: string): boolean => {
  const words = foldedWords(cell)
  return words.some(isComing) && !words.some((word) => isOff(word) || isLeaving(word) || changing.has(word))
}
/** Whether a short cell says that its person leaves, or changes from one place to another. */
const isOther = (cell: string): boolean => {
  const words = foldedWords(cell)
  return (
    words.length > 0 &&
    words.length <= mostWords &&
    (saysLeaving(cell) || words.some((word) => isLeaving(word) || changing.has(word)))
  )
}

/** "J/M/L", "Joiner/Mover/Leaver": whether a cell chooses the part of the header that says that somebody comes; null: it is no such header. */
function choiceOf(header: string): ((cell: string) => boolean) | null {
  if (!/^\p{L}+(?:\s?\/\s?\p{L}+)+$/u.test(header)) return null
  const parts = header.split('/').map((part) => fold(part).trim())
  const coming = parts.filter((part) => isComing(part) || part === 'j')
  return coming.length === 0 ? null : (cell) => coming.some((part) => part === fold(cell) || part[0] === fold(cell))
}

/** Whether a text says that people come, or that their coming is settled. */
export const saysJoining = (text: string): boolean => comes(text) || isSettled(text)

/** How a column tells its rows apart; null: it does not, or speaks of something else. `isStage`: it says how far somebody's joining is. */
export function tellingColumn(
  index: number,
  header: string,
  rows: readonly (readonly string[])[],
  isStage: boolean,
): TellingColumn | null {
  if (header === '') return null
  const words = foldedWords(header)
  if (words.some(isThing)) return null
  const telling = (isAgainst: TellingColumn['isAgainst']): TellingColumn => ({ index, header, isAgainst })
  const isNotMeant =
    isDoneHeader(header) ||
    unwanted.has(words.join('')) ||
    words.some((word) => unwanted.has(word) || isOff(word) || isDeed(word))
  const values = new Set(rows.map((row) => (row[index] ?? '').trim()))
  const all = [...values]
  // Ticks, days and words alike: whoever has something under "Withdrawn on", and others nothing.
  if (isNotMeant && (all.some(saysYes) || (all.some(isNothing) && values.size > 1)))
    return telling((cell) => !isNothing(cell) && !saysNo(cell))
  const chosen = isNotMeant ? null : choiceOf(header)
  if (chosen !== null && all.some(chosen)) return telling((cell) => !chosen(cell))
  // Whoever has words where others have a day: "not coming", "annulée".
  const isDay = (cell: string) => /\d/u.test(cell) && readDay(cell, 'day-first') !== null
  if (all.some(isDay) && all.some((cell) => cell !== '' && !/\d/u.test(cell)))
    return telling((cell) => cell !== '' && !/\d/u.test(cell))
  if (values.size > mostValues) return null
  const isMeant = isTickHeader(header) || words.some((word) => wanted.has(word))
  // Beside ticks, "maybe" and "ask Petra" are no yes to joining.
  if (!isNotMeant && all.some(saysYes) && (isMeant || all.every(isTick)))
    return isMeant && values.size > 1 ? telling((cell) => !saysYes(cell)) : null
  if (values.size < 2) return null
  // "Hire: Kim Ito", "Transfer: Pat Lee": what happens to each, whatever else stands beside it.
  if (isEventHeader(header) && all.some(comes)) return telling((cell) => !comes(cell))
  if (isStage && all.some(isSettled)) return telling((cell) => !isSettled(cell))
  // Of a column of stages that nobody understands each row is asked about.
  const isUnread = (cell: string) =>
    cell !== '' && !isSettled(cell) && !isEveryday(cell) && !saysDone(cell) && !saysOpen(cell)
  const isKnown = all.some((cell) => foldedWords(cell).some(isOff))
  if (isStage && !isKnown && values.size <= mostStages && all.every(isUnread)) return telling(isUnread)
  return all.some(isSettled) && all.some(isOther) ? telling((cell) => cell !== '' && !isSettled(cell)) : null
}
