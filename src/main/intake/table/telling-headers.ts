import { fold } from '../../text/folding.ts'
import { foldedWords } from '../../text/word-set.ts'
import { keys, wordKey } from '../employment/employment-words.ts'
import { isLeaving } from '../others/leaving-words.ts'
import { isDeed } from '../others/others-words.ts'

// Headers of columns that tell rows apart without a word of employment, and what stands under them.

const remarkHeaders = new Set(
  keys(`note, notes, comment, comments, remark, remarks, resolution, disposition, reply, response, feedback, info, infos, information, additional information, instruction, instructions, hint, caveat, next step, next steps,
  special, exception, exceptions, it note, it notes, hr note, hr notes, it comment, hr comment, what to do, decision, result, outcome, progress, it action,
  Kommentar, Kommentare, Bemerkung, Bemerkungen, Anmerkung, Anmerkungen, Hinweis, Hinweise, Notiz, Notizen, Ergebnis, Anweisung, Entscheidung, commentaire, commentaires, remarque, remarques,
  observation, observations, consigne, consignes, comentario, comentarios, observación, observaciones, nota, notas, note, commento, commenti, osservazioni, annotazioni, observação, observações,
  comentário, comentários, opmerking, opmerkingen, notitie, notities, toelichting, uwaga, uwagi, komentarz, poznámka, poznámky, komentář, anmärkning, anmärkningar, anteckning, bemærkning, bemærkninger,
  merknad, merknader, huomautus, huomautukset, huomio, megjegyzés, megjegyzések, not, notlar, açıklama, yorum, примечание, примечания, комментарий, комментарии, примітка, примітки, коментар,
  σημείωση, σημειώσεις, σχόλια, 备注, 注释, 説明, 備考, メモ, コメント, 비고, 메모, ملاحظات, הערות`),
)
/** These say that people remark something only where they are all of a header: "Contact info" holds none. */
const loose = new Set(keys('info, infos, information, special, result, progress, not, note, hint'))
/** Parts of headers under which somebody decided on each row, or gave a reason. */
const decided =
  /decision|recommend|verdict|conclusion|outcome|review result|justif|reason|entscheid|ergebnis|empfehl|begrundung|\bgrund|decisi|recomend|raccomand|recommand|resultat|motiv|motif|causale|\besito|\bcausa|razon|reden\b|aanleiding|powod|przyczyn|duvod|\borsak|\barsag|arsak|sebep|gerekce|причин|решение|理由|事由|判定|結果|原因|사유|결과/u
/** Whether a column holds what somebody decided on each row, or the reason. */
export const isDecisionHeader = (header: string): boolean => decided.test(fold(header))

/** Whether a column holds what people remark on its rows: "Comment", "HR comment", "Reviewer decision". */
export function isRemarkHeader(header: string): boolean {
  if (remarkHeaders.has(wordKey(header))) return true
  const words = header.split(/[^\p{L}]+/u).map(wordKey)
  return [words[0], words.at(-1)].some((word = '') => remarkHeaders.has(word) && !loose.has(word))
}

const tickHeaders = new Set(
  keys(`confirm, confirmed, confirmed by hr, hr confirmed, it confirmed, approve, approved, hr approved, approval, ok, okay, go, go ahead, accept, accepted, valid, verified, checked, final, signed off, select, selected, tick, mark, marked, include, included,
  process, do, apply, in scope, remove, to remove, remove access, delete, to delete, revoke, block, to block, lock, to lock, suspend, terminate, reclaim, deprovision, close account, disable account, deactivate account,
  bestätigt, Bestätigung, freigegeben, Freigabe, genehmigt, geprüft, ausgewählt, löschen, entfernen, abschalten, Konto sperren, confirmé, validé, approuvé, sélectionné, à supprimer, supprimer, à désactiver, désactiver,
  confirmado, aprobado, seleccionado, eliminar, desactivar, confermato, approvato, selezionato, eliminare, disattivare, aprovado, selecionado, desativar, bevestigd, goedgekeurd, geselecteerd, verwijderen,
  uitschakelen, potwierdzone, zatwierdzone, usunąć, zablokować, potvrzeno, bekräftad, bekræftet, bekreftet, onaylandı, подтверждено, удалить, 确认, 承認, 확인`),
)
const tickWords = new Set(
  keys(`confirmed, confirmation, approved, approval, accepted, verified, authorised, authorized, bestätigt, genehmigt, freigegeben, Freigabe, confirmé, approuvé, validé, confirmado, aprobado,
  confermato, approvato, aprovado, bevestigd, goedgekeurd, potwierdzone, zatwierdzone`),
)
/** Who confirms, and what stands between. */
const confirming = new Set(
  keys(`hr, it, by, of, the, is, for, manager, managers, line, director, head, lead, boss, legal, payroll, team, final, exit, leaver, leavers, termination, departure, durch, von, vom, Personal, Personalabteilung, Leitung, rh, par, la, le,
  por, de, da, dal, door, przez`),
)
/** What is done to accounts, as nouns. */
const deedNoun =
  /^(?:disattivazion|deactivation|desactivation|desactivacion|desativacao|deaktivierung|dezaktywac|deaktivac|deaktivering|inaktivering|sperrung|blocage|bloqueo|blocco|blokkering)/u
/** What stands beside them where a tick means that it is to be done. */
const readiness = new Set(
  keys(`ready, due, for, to, of, account, access, pronto, pronta, per, la, il, dell, bereit, fällig, zur, für, prêt, prête, pour, à, listo, lista, para, klaar, voor, gotowy, gotowe, do, klar, till, til, pronto para, a,
  conto, accesso, konto, compte, cuenta, acceso, conta`),
)
/** Whether a column ticks the rows that something is to be done with. */
export function isTickHeader(header: string): boolean {
  if (tickHeaders.has(wordKey(header))) return true
  const words = foldedWords(header)
  if (words.some((word) => deedNoun.test(word)) && words.every((word) => deedNoun.test(word) || readiness.has(word)))
    return true
  // "Role confirmed" says of what the tick is, and of nothing that is to be done with anybody.
  return (
    words.some((word) => tickWords.has(word)) &&
    words.every((word) => tickWords.has(word) || confirming.has(word) || isLeaving(word) || isDeed(word))
  )
}

const doneHeaders = new Set(
  keys(`done, processed, handled, completed, finished, already disabled, already done, disabled already, erledigt, abgeschlossen, bereits gesperrt, fait, traité, hecho, procesado, fatto, completato, feito, gedaan,
  afgehandeld, gotowe, zrobione, hotovo, klart, færdig, ferdig, valmis, tamamlandı, выполнено, сделано, 完了, 完成, 완료`),
)
/** Whether a column ticks the rows that nothing is left to be done with. */
export const isDoneHeader = (header: string): boolean => doneHeaders.has(wordKey(header))

const doneWords = new Set(
  keys(`done, closed, resolved, completed, complete, finished, processed, handled, fulfilled, closed complete, erledigt, abgeschlossen, geschlossen, gelöst, fait, terminé, fermé, résolu, hecho, cerrado, resuelto,
  fatto, chiuso, risolto, feito, fechado, resolvido, klaar, gesloten, opgelost, gotowe, zamknięte, hotovo, uzavřeno, klart, stängd, lukket, färdig, ferdig, valmis, tamamlandı, kapandı, выполнено, закрыто, 完了, 完成, 已完成, 완료`),
)
/** Whether a cell says that what was to be done with its row has been done. */
export const saysDone = (cell: string): boolean => doneWords.has(wordKey(cell))

const eventHeaders = new Set(
  keys(`event, events, event type, business process, process, process type, transaction, transaction type, action, action type, hr action, personnel action, change, change type, request type, movement, movement type,
  lifecycle event, Ereignis, Vorgang, Vorgangsart, Maßnahme, Maßnahmenart, Änderung, Änderungsart, Aktion, événement, mouvement, type de mouvement, opération, evento, movimiento, tipo de movimiento, acción, tipo de evento,
  gebeurtenis, mutatie, soort mutatie, actie, movimento, tipo movimento, zdarzenie, 异动类型, 異動区分, 異動種別`),
)
/** Words of which one makes a header one of those, whatever stands beside it. */
const eventWords =
  /^(?:events?|actions?$|aktion$|accion|azione|proces(?:s|ses|o|os|sus)?$|transactions?|movements?|movimentac|movimient|movimenti?$|mouvement|mutaties?$|ereignis|vorgang|massnahme|evenement|eventos?$|gebeurtenis|zdarzeni|lifecycle|handelse|haendelse|olay$|мероприят|событи)/u
/** Whether a column says what happens to each person, so that what is no leaving speaks against its row also where each row has it. */
export const isEventHeader = (header: string): boolean =>
  eventHeaders.has(wordKey(header)) || foldedWords(header).some((word) => eventWords.test(word))

const openWords = new Set(
  keys(`open, opened, new, unresolved, unassigned, assigned, in progress, work in progress, started, to do, todo, backlog, queued, triage, pending, offen, neu, in Arbeit, in Bearbeitung, zugewiesen, ouvert, nouveau, en cours, abierto, nuevo,
  en curso, en proceso, aperto, nuovo, in corso, in lavorazione, aberto, em andamento, nieuw, in behandeling, otwarte, otwarty, w toku, nowe, 未対応, 対応中, 处理中, 진행중`),
)
/** Whether a cell says how far a task is that is not done yet. */
export const saysOpen = (cell: string): boolean => openWords.has(wordKey(cell))

/** Whether a cell holds nothing, also as databases write it. */
export const isNothing = (cell: string): boolean =>
  cell === '' || /^(?:null|nil|\\n|[(<[]null[)>\]]|n\/?a|none|never|[-–—]|0000-00-00.*)$/iu.test(cell)

/** Columns of what people are and where they work, whose words are of no event: "Exit planner", "Retirement solutions". */
const ofPosition =
  /title|position|job|role|function|department|division|\bunit|\bteam|location|office|company|entity|organi[sz]|cost|manager|abteilung|bereich|stelle|standort|funktion|service|fonction|poste|puesto|cargo|departamento|ufficio|mansione|reparto|functie|afdeling|stanowisko|dzial/u
/** Whether a column says what people are and where they work. */
export const isPositionHeader = (header: string): boolean => ofPosition.test(fold(header))

const absence =
  /\babsen|\babwesen|\bvacation|\bholiday|\burlaub|\bconges?\b|\bausencia|\bvacaciones|\bverlof|\bafwezig|\bassenza|\bferie|\bleave (?:type|reason|of)|\btype of leave|\btipo de (?:baja|permiso|licencia)|\bon leave/iu
/** Whether a column says of people who are away that they are. */
export const isAbsenceHeader = (header: string): boolean => absence.test(fold(header))

/** Columns about things, papers and data, whose days and statuses are not those of somebody's employment. */
const ofElse =
  /laptop|computer|hardware|device|equipment|asset|badge|birth|geburt|naissance|nacimiento|nascita|passw|kennwort|mot de passe|licen[cs]|lizenz|mailbox|postfach|retention|delet|purge|archiv|marital|visa\b|training|vehicle|phone|mobile|gerat|schulung/u
/** Whether a column is about something else than its person's employment. */
export const isOfElse = (header: string): boolean => ofElse.test(fold(header))

const ofAccount =
  /\b(?:accounts?|konto|kontos|konten|comptes?|cuentas?|conti|contas?|ad|aad|entra|azure|okta|google|m365|o365|office|last ?pass|sso|ldap|saml|scim|logins?|vpn|mailbox|postfach)\b/u
/** Whether a column is about an account in a program or a directory, and not about its person's employment. */
export const isOfAccount = (header: string): boolean =>
  ofAccount.test(fold(header.replace(/(?<=\p{Ll})(?=\p{Lu})/gu, ' ')))

/** Headers of a column of letters or numbers that stand for something nobody can tell. */
const codes = new Set(
  keys('code, codes, key, flag, kz, kennzeichen, kennung, schlüssel, indicator, indicateur, indicador, indicatore'),
)
const longestCode = 3
/** Whether a column holds codes, or its header is the letters that stand in it: "JML" over J, M and L. */
export function isCodeHeader(header: string, cells: readonly string[]): boolean {
  const key = wordKey(header)
  const filled = cells.filter((cell) => cell !== '')
  return (
    (codes.has(key) && filled.every((cell) => cell.length <= longestCode)) ||
    (key.length > 1 &&
      filled.length > 1 &&
      filled.every((cell) => /^\p{L}$/u.test(cell) && key.includes(wordKey(cell))))
  )
}
