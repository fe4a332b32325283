import { fold } from '../../text/folding.ts'
import { areDenied, isFormOfAbsence, isFormOfGoingOn, isFormOfLeaving, isOfMatter } from './word-stems.ts'

/** Words as they are compared: folded, letters and digits only. */
export const wordKey = (text: string): string => fold(text).replace(/[^\p{L}\p{N}]+/gu, '')
/** Words between commas and line ends, as they are compared. */
export const keys = (text: string): string[] =>
  text
    .split(/[,\n]/u)
    .map(wordKey)
    .filter((key) => key !== '')

/** Headers of a column that says whether somebody is still there. */
export const statusHeaders =
  keys(`useraccountcontrol, employment status, employee status, worker status, employeestatus, staff status, hr status,
  work status, job status, status, active, is active, keep, keeps, keep access, still needed, needed, still here, still employed, still active, stays, staying, remains, exclude, excluded, skip, ignore, behalten, bleibt, noch da, noch benötigt, ausnehmen, ausschließen, garder, à garder, exclure, conservar, mantener, tenere, escludere, excluir, behouden, uitsluiten, zachować, wykluczyć, account enabled, enabled, is enabled, user enabled, account disabled, disabled, is disabled, blocked, is blocked, account blocked, suspended, is suspended, locked, is locked, deactivated, is deactivated, active inactive, currently employed, employed, in post, in service, in employment, inactive, is inactive, left, has left,
  terminated, is terminated, leaver, former, former employee, former staff, alumni, ehemalig, ehemalige, ausgetreten, ancien employé, ex employee, ex empleado, ex dipendente, oud medewerker, były pracownik, tidigare, tidligere, entinen, eski çalışan, бывший, left the company, left company, has left the company, leaving, is leaving, leaves, to disable, disable, deactivate, offboard, offboarding, sperren, deaktivieren, state, Beschäftigungsstatus, Mitarbeiterstatus, Anstellungsstatus, aktiv, inaktiv, ausgeschieden,
  Statut, statut de l'employé, actif, parti, estado, estado laboral, situación, activo, de baja, stato, stato dipendente, attivo, cessato,
  situação, ativo, desligado, medewerkerstatus, actief, uit dienst, stan zatrudnienia, aktywny, zwolniony, stav, aktivní, anställningsstatus,
  ansættelsesstatus, stilling status, tila, durum, aktif, статус, статус сотрудника, активен, уволен, стан, position status, situation, status zatrudnienia, állapot, κατάσταση, status pracownika, סטטוס, الحالة, الحالة الوظيفية, สถานะ, trạng thái, staða, 状态, 在职状态, 状態, 在籍状況, 상태, 재직상태`)

/** Headers under which "yes" says that somebody has left. */
export const leftHeaders = new Set(
  keys(`account disabled, disabled, is disabled, blocked, is blocked, account blocked, suspended, is suspended, locked, is locked, deactivated, is deactivated, inactive, is inactive, left, has left, terminated, is terminated, leaver, former, former employee, former staff, alumni, ehemalig, ehemalige, ausgetreten, ancien employé, ex employee, ex empleado, ex dipendente, oud medewerker, były pracownik, tidigare, tidligere, entinen, eski çalışan, бывший, leaving, is leaving, leaves, to disable, disable,
  deactivate, left the company, left company, has left the company, offboard, offboarding, sperren, deaktivieren, inaktiv, ausgeschieden,
  parti, de baja, cessato, desligado, uit dienst, zwolniony, уволен`),
)
/** Headers under which "yes" says that somebody is there. */
export const thereHeaders = new Set(
  keys(`keep, keeps, keep access, still needed, needed, still here, still employed, still active, stays, staying, remains, exclude, excluded, skip, ignore, behalten, bleibt, noch da, noch benötigt, ausnehmen, ausschließen, garder, à garder, exclure, conservar, mantener, tenere, escludere, excluir, behouden, uitsluiten, zachować, wykluczyć, account enabled, enabled, is enabled, user enabled, active, is active, currently employed, employed, in post, in service, in employment, aktiv, actif, activo, attivo, ativo, actief, aktywny,
  aktivní, aktif, активен`),
)

const lastDayPhrases = `last day, last day of work, last working day, last workday, last day worked, last day of employment, last day employed,
  last date, leaving date, leave date, date of leaving, date left, left on, left date, exit date, date of exit, exit, end date, employment end date,
  end of employment, contract end, contract end date, end of contract, termination date, date of termination, terminated on, term date, separation date,
  date of separation, departure date, date of departure, offboarding date, resignation date, leaver date, release date, relieving date, valid until, valid to, employed until, employed to, account expires, account expiry, account expiration date, befristet bis, beschäftigt bis, gültig bis, Ende, until, terminated at, deactivated at,
  Austritt, Austrittsdatum, Austritt am, Austritt zum, ausgeschieden am, ausgetreten am, letzter Tag, letzter Arbeitstag, Vertragsende, Enddatum, Abgang, Abgangsdatum,
  Kündigung zum, date de départ, date départ, date de sortie, date de fin, date de fin de contrat, fin de contrat, dernier jour, dernier jour de travail, départ, sortie,
  fecha de baja, fecha de salida, fecha de fin, fecha fin, fecha de cese, último día, data di uscita, data uscita, data cessazione, data di cessazione, data fine,
  data fine rapporto, ultimo giorno, data de saída, data de desligamento, data de demissão, data de término, último dia, datum uit dienst, datum uitdiensttreding,
  uitdiensttreding, einddatum, einde contract, laatste werkdag, slutdatum, sista arbetsdag, sista anställningsdag, avgångsdatum, slutdato, fratrædelsesdato, sidste arbejdsdag,
  sluttdato, siste arbeidsdag, fratredelsesdato, päättymispäivä, viimeinen työpäivä, data zwolnienia, data zakończenia, data odejścia, ostatni dzień, ostatni dzień pracy,
  datum ukončení, datum odchodu, poslední den, dátum ukončenia, kilépés dátuma, utolsó munkanap, ayrılış tarihi, çıkış tarihi, işten çıkış tarihi, son gün,
  дата увольнения, последний рабочий день, дата звільнення, 离职日期, 最后工作日, 退職日, 最終出勤日, 퇴사일, 退社日`
const startWords =
  /start|hire|join|commenc|begin|new contract|contract from|valid from|employed from|reinstat|renew|exten[ds]|re-?entry|eintritt|beginn|verlanger|embauche|entree|rentree|renouvel|prolong|\balta\b|ingreso|contratacion|reingreso|renovacion|prorrog|assunzione|rinnovo|admissao|renovacao|in dienst|indiensttreding|verleng|zatrudnieni|przedluz|nastup|prodlouz|anstalln|forlang|ansaettelse|ansatt|forleng|aloitus|belepes|baslangic|ise giris|прием|продлен|入社|入职|入職|입사/u
/** Whether a column may hold the day on which somebody began, begins again, or to which a contract was extended. */
export const isStartHeader = (header: string): boolean => startWords.test(fold(header))

/** Headers of a column with the last day of work. */
export const lastDayHeaders = keys(lastDayPhrases)
/** The same in other words: a last day, or the day of something that only leavers do. */
const lastDay =
  /\b(?:last|final)\b.*\b(?:day|date)|dernier.*jour|letzte.*tag\b|ultim[oa].*(?:dia|giorno)|laatste.*dag\b|ostatni.*dzien|sista.*dag|posledn.*d[ei]n|最終.*日/u
const ofDay = /^(?:date|day|dated|datum|fecha|data|jour|tag|am|zum|effective|dzien|dag|dato)$/u
/** Whether a header is of the last day, though it is none of the well-known ones. */
export function isLastDayHeader(header: string): boolean {
  const folded = fold(header)
  const words = folded.split(/[^\p{L}]+/u)
  return lastDay.test(folded) || (words.some(isFormOfLeaving) && words.some((word) => ofDay.test(word)))
}

const gonePhrases = `inactive, not active, left, has left, leaver, left company, left the company, terminated, termination, term, former, former employee, ex employee, ex, exited, exit,
  deprovisioned, departed, resigned, dismissed, fired, redundant, laid off, separated, retired, deceased, offboarded, ended, employment ended, contract ended, gone, deactivated, disabled, released,
  inaktiv, nicht aktiv, ausgeschieden, ausgetreten, ehemalig, ehemaliger Mitarbeiter, ehemalige Mitarbeiterin, entlassen, gekündigt, verlassen, pensioniert, Rentner,
  inactif, inactive, parti, partie, sorti, sortie, ancien, ancienne, ancien employé, licencié, licenciée, démissionnaire, retraité, retraitée,
  inactivo, inactiva, baja, de baja, cesado, cesada, despedido, despedida, exempleado, jubilado, inattivo, inattiva, cessato, cessata, dimesso, dimessa, dimissionario, licenziato, licenziata,
  inativo, inativa, desligado, desligada, demitido, demitida, inactief, uit dienst, vertrokken, ex medewerker, nieaktywny, nieaktywna, zwolniony, zwolniona, odszedł, odeszła,
  neaktivní, odešel, odešla, ukončen, ukončena, avslutad, slutat, inaktivní, fratrådt, opsagt, ophørt, sluttet, avsluttet, lähtenyt, päättynyt, inaktív, kilépett,
  pasif, ayrıldı, işten ayrıldı, уволен, уволена, неактивен, неактивна, бывший, звільнений, звільнена, неактивний, αποχώρησε, απολύθηκε, 离职, 已离职, 退職, 退社, 退職済, 退職済み, 退職者, 퇴사, 퇴직`
const gone = new Set(keys(gonePhrases))
/** The same as denials, and in languages whose single words are not known elsewhere: whole cells alone. */
const notThere = new Set(
  keys(`no longer employed, not employed, no longer active, no longer here, no longer with us, no longer with company, no longer with the company, not working here, nicht mehr beschäftigt, nicht beschäftigt, nicht mehr angestellt,
  nicht mehr aktiv, nicht mehr da, non actif, non active, pas actif, plus actif, no activo, no activa, non attivo, non attiva, não ativo, não ativa, niet actief, niet meer in dienst, nie aktywny, nie aktywna, inte aktiv, ikke aktiv, ikke ansat, ikke ansatt,
  עזב, עזבה, פוטר, פוטרה, התפטר, התפטרה, לא פעיל, לא פעילה, مستقيل, مستقيلة, استقال, استقالت, غادر, غادرت, غير نشط, غير نشطة, ลาออก, ลาออกแล้ว, พ้นสภาพ, đã nghỉ việc, nghỉ việc, thôi việc, hætt, hættur`),
)

/** Denials of leaving. */
const notGone = new Set(
  keys(`not terminated, not resigned, not leaving, no termination, no resignation, ungekündigt, nicht gekündigt, keine Kündigung, nicht ausgeschieden, pas de démission, non démissionnaire, sin baja, nessuna cessazione, non cessato,
  non cessata, geen ontslag, bez wypowiedzenia, 未离职, 未離職, 未退職, 未退社, 退職予定なし, 미퇴사, 미퇴직, не уволен, не уволена`),
)
const there = new Set(
  keys(`active, provisioned, staged, locked out, lockedout, password expired, recovery, current, current employee, employed, working, present, in service, on leave, leave, parental leave, maternity leave, sick leave, sabbatical, on sabbatical, garden leave, notice period, suspended with pay, full time, part time,
  permanent, temporary, fixed term, open ended, indefinite, befristet, unbefristet, contractor, probation, onboarding, new hire, enabled, aktiv, angestellt, beschäftigt, im Dienst, Elternzeit, in Elternzeit, Mutterschutz, beurlaubt, Probezeit, Teilzeit, Vollzeit,
  actif, active, en poste, présent, présente, en congé, congé parental, activo, activa, alta, en activo, de permiso, attivo, attiva, in servizio, in congedo, ativo, ativa, empregado, actief, in dienst, met verlof,
  aktywny, aktywna, zatrudniony, zatrudniona, aktivní, zaměstnán, zaměstnána, anställd, ansat, ansatt, aktivna, aktiivinen, aktív, aktif, çalışıyor, активен, активна, работает, активний, працює, en activité, en alta, in forza, pracuje, w zatrudnieniu, ενεργός, ενεργή, cdi, cdd, 在职, 在籍, 在籍中, 在職, 在職中, 休職, 休職中, 育休, 育休中, 产假, 休假, 试用, 试用期, 재직중, פעיל, פעילה, מועסק, מועסקת, חופשת לידה, בחופשת לידה, على رأس العمل, نشط, نشطة, إجازة أمومة, في إجازة, ปฏิบัติงาน, ทำงานอยู่, ยังทำงานอยู่, ลาคลอด, đang làm việc, nghỉ thai sản, í starfi, í fæðingarorlofi, 재직, 휴직, 수습`),
)

const yes = new Set(
  keys(
    'yes, y, true, 1, x, ja, j, wahr, oui, o, vrai, sí, si, s, verdadero, vero, sim, verdadeiro, tak, prawda, ano, áno, igen, evet, doğru, da, да, истина, так, kyllä, 是, はい, 예',
  ),
)
const no = new Set(
  keys(
    'no, n, false, 0, nein, falsch, non, faux, falso, não, nao, nee, onwaar, nie, fałsz, ne, nem, hayır, yanlış, нет, ложь, ні, ei, nej, nei, 否, いいえ, 아니요',
  ),
)

/** Whether a cell says yes, in a word or a tick. */
export const saysYes = (cell: string): boolean => /^[✓✔☑✅]\uFE0F?$/u.test(cell) || yes.has(wordKey(cell))
/** Whether a cell says no, in a word or a cross. */
export const saysNo = (cell: string): boolean => /^[✗✘✖❌☐☒-]\uFE0F?$/u.test(cell) || no.has(wordKey(cell))

/** Letters that HR systems write for a status, as in "T" for terminated and "L" for on leave. */
const codes: Readonly<Record<string, 'left' | 'there'>> = { a: 'there', t: 'left', l: 'there', p: 'there', u: 'there' }

/** What a "yes" means under a header: "Active status", "Account disabled (Y/N)"; null: nobody knows. */
export function sideOf(header: string): 'left' | 'there' | null {
  const rest = wordsOfHeader(header).filter((word) => !ofAnyStatus.has(word))
  const key = [wordKey(header), rest.join('')].find((each) => leftHeaders.has(each) || thereHeaders.has(each))
  if (key !== undefined) return leftHeaders.has(key) ? 'left' : 'there'
  const isNeeded =
    rest.some((word) => isStill.test(word)) && rest.every((word) => isStill.test(word) || ofAccess.has(word))
  return isNeeded ? 'there' : null
}
/** Words of a header that asks whether somebody is to keep what they have: "Access still required?", "Wird noch benötigt". */
const isStill =
  /^(?:still|need|requir|keep|retain|remain|noch|weiter|benotig|gebraucht|encore|toujours|necessaire|todavia|aun|necesit|ancora|serve|nog|nodig|jeszcze|potrzeb|ainda|precisa)/u
const ofAccess = new Set(
  keys(`access, license, licence, lastpass, login, wird, werden, der, die, das, den, Zugang, Zugriff, Lizenz, accès, licence, licencia, acceso, cuenta, accesso, licenza, conto, toegang, licentie, dostęp, licencja, konto,
  acesso, conta, i, sind, ist, with, us, here, there, employed, bei, uns, chez, nous, avec, con, nosotros, noi, ons, nami`),
)

/** What a cell of a status column says; null: nothing that is known. */
export function standingOf(header: string, cell: string): 'left' | 'there' | null {
  const key = wordKey(cell)
  if (key === '' && !/^[✓✔☑✅✗✘✖❌☐☒]\uFE0F?$/u.test(cell)) return null
  // Active Directory's bits, of which the second says that the account is disabled.
  if (wordKey(header) === 'useraccountcontrol' && /^\d+$/u.test(key)) return (Number(key) & 2) === 2 ? 'left' : 'there'
  const side = header === '' ? null : sideOf(header)
  if (side !== null) {
    if (saysYes(cell)) return side
    if (saysNo(cell)) return side === 'left' ? 'there' : 'left'
    // As databases write yes and no.
    if (key === 't') return side
    if (key === 'f') return side === 'left' ? 'there' : 'left'
  }
  if (key.length === 1 && codes[key] !== undefined && isStatusHeader(header)) return codes[key]
  return standingOfWords(cell, true)
}

/** The term for which somebody is employed, which is none of "terminated": "fixed-term until 2027". */
const contractTerm = /\b(?:fixed|limited|short|medium|mid|long|open|full|half|one)[\s-]*terms?\b/giu

/** What the words of a text say of somebody's standing; `forms`: also by words of which only the beginning is known. */
export function standingOfWords(text: string, forms: boolean): 'left' | 'there' | null {
  const key = wordKey(text)
  if (gone.has(key) || notThere.has(key)) return 'left'
  if (there.has(key) || notGone.has(key)) return 'there'
  // "T - Terminated", "Inactive (retired)": its words, where they all say the same.
  const words = text
    .replace(contractTerm, ' ')
    .split(/[^\p{L}\p{N}]+/u)
    .map(wordKey)
  if (words.includes('not') || words.includes('non')) return null
  if (isOfMatter(text)) return null
  if (areDenied(words, (word) => gone.has(word) || there.has(word) || isFormOfLeaving(word))) return null
  const left = words.some((word) => gone.has(word) || (forms && isFormOfLeaving(word)))
  const stays = words.some((word) => there.has(word) || (forms && (isFormOfGoingOn(word) || isFormOfAbsence(word))))
  return left === stays ? null : left ? 'left' : 'there'
}

const statusWords =
  keys(`status, statut, statuts, stato, stav, estado, situacao, situacion, situation, durum, tila, allapot, stan, 状态, 状態, 状況, 상태,
  статус, κατάσταση`)

/** "durumu" of "durum"; shorter words begin too many others. */
const isFormOf = (word: string, of: string): boolean => word === of || (of.length >= 5 && word.startsWith(of))

/** Whether a word of a header is one for a status. */
const isStatusWord = (word: string): boolean => statusWords.some((status) => isFormOf(word, status))
/** The words of a header, also where capitals alone part them: "emplStatus". */
const wordsOfHeader = (header: string): string[] =>
  header
    .replace(/(?<=\p{Ll})(?=\p{Lu})/gu, ' ')
    .split(/[^\p{L}\p{N}]+/u)
    .map(wordKey)
    .filter((word) => word !== '')

/** Whether a header speaks of a status, whatever kind it may be. */
export const isStatusHeader = (header: string): boolean =>
  sideOf(header) !== null || statusHeaders.includes(wordKey(header)) || wordsOfHeader(header).some(isStatusWord)

/** What stands in headers of a person's status beside that word, and says nothing of its own. */
const ofAnyStatus = new Set([
  ...keys(`status, state, code, flag, indicator, current, the, is, of, y, n, yes, no, hr, work, job, user, account, person, employee, empl, emp, employment, worker, staff,
  position, assignment, payroll, member, Mitarbeiter, Beschäftigung, Konto, employé, salarié, empleado, empleo, laboral, dipendente, rapporto, medewerker, dienstverband, pracownik, zatrudnienie, funcionário,
  colaborador`),
  ...statusWords,
])
/** Shorter ones are words between others, and may mean anything in another language. */
const shortestWord = 4

/** The single words, folded, that say that somebody has left or when they will. */
export const goneWords: readonly string[] = `${gonePhrases} ${lastDayPhrases}`
  .split(/[^\p{L}]+/u)
  .map(wordKey)
  .filter((word) => word.length >= shortestWord && !there.has(word))

const goneWordSet = new Set(goneWords)
/** Whether a folded word is of those. */
export const isGoneWord = (word: string): boolean => goneWordSet.has(word)
