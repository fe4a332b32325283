import { foldedWords, wordSet } from '../../text/word-set.ts'
import { isHeaderOf } from './attribute-headers.ts'

/** Kinds of employment, and headers of columns that hold them; what else stands there may say that it has ended. */
const kinds = wordSet(
  'type types kind class category contract employment worktime time schedule status flsa eeo art vertragsart vertrag beschaftigungsart beschaftigung anstellungsart anstellungsverhaltnis arbeitszeit arbeitszeitmodell contrat contrato contratto tipo jornada rapporto soort dienstverband umowy rodzaj usertype employeetype 雇用形態 员工类型 用工形式 고용형태',
)
const ofKinds = wordSet(
  `full part time fulltime parttime regular permanent temporary temp fixed term contractor contractors contingent intern apprentice employee staff member members guest external internal freelancer freelance consultant hourly salaried exempt nonexempt non worker seasonal casual trainee student working standard indefinite open ended unlimited limited
  vollzeit teilzeit befristet unbefristet angestellter angestellte arbeiter arbeiterin azubi auszubildender auszubildende werkstudent werkstudentin praktikant praktikantin aushilfe minijob minijobber geringfugig beschaftigt intern extern festangestellt festanstellung fest leiharbeiter
  cdi cdd temps plein partiel complet interim stage stagiaire alternance alternant apprenti cadre employe ouvrier indefinido temporal tiempo completo parcial completa jornada beca becario autonomo fijo
  indeterminato determinato tempo pieno parziale stagista apprendistato impiegato impiegata operaio quadro dirigente vast vaste voltijd deeltijd bepaalde onbepaalde tijd pelny niepelny etat nieokreslony okreslony
  正社員 契約社員 派遣社員 パート アルバイト 全职 兼职 正式 合同工 정규직 계약직`,
)
/** Numbers of work, of which none is a nought where somebody works. */
const workloads = wordSet(
  'fte hours hour percent percentage workload weekly per week wochenstunden stunden wochenarbeitszeit pensum beschaftigungsgrad arbeitszeit sollstunden taux horas ore uren heures hebdomadaire semanales settimanali contracted contractual standard scheduled',
)

/** Whether a header and all that stands under it are of kinds or amounts of employment. */
export function isKindOfWork(header: string, cells: readonly string[]): boolean {
  if (isHeaderOf(header, (word) => kinds.has(word)))
    return cells.every(
      (cell) => cell !== '' && foldedWords(cell).every((word) => ofKinds.has(word) || /^\d+$/u.test(word)),
    )
  if (isHeaderOf(header, (word) => workloads.has(word)))
    return cells.every(
      (cell) => /^[\d.,]+\s?(?:%|h|hrs?|std\.?)?$/iu.test(cell) && Number.parseFloat(cell.replace(',', '.')) > 0,
    )
  return false
}
