import { fold } from '../../text/folding.ts'
import { foldedWords, wordSet } from '../../text/word-set.ts'
import { isEventHeader } from '../table/telling-headers.ts'
import type { ColumnAnswers } from './column-answers.ts'

// A column of a group's list that says of each row whether its person is put in or taken out: the table answers itself.

const adding = wordSet(
  `add added adding put insert inserted grant granted assign assigned join include included in hinzufugen hinzugefugt aufnehmen aufgenommen zuweisen ajouter ajout ajoute anadir agregar alta
  aggiungere aggiungi toevoegen dodaj dodac pridat adicionar adicionado incluir lagg till tilfoj legg ekle lisaa добавить 追加 添加 추가`,
)
const removing = wordSet(
  `remove removed removing delete deleted drop dropped revoke revoked unassign unassigned take leave exclude excluded out entfernen entfernt austragen loschen entziehen retirer retrait supprimer quitar
  eliminar baja rimuovere rimuovi verwijderen usun usunac odebrat odstranit remover removido excluir ta bort fjern cikar poista удалить исключить 削除 删除 移除 삭제 제거`,
)
const signs: Readonly<Record<string, 'add' | 'remove'>> = { '+': 'add', '-': 'remove', '−': 'remove', '–': 'remove' }
/** Headers under which a letter stands for one or the other: "Add/Remove" over A and R. */
const ofBoth = /\badd\b.*\b(?:remove|delete|drop)\b|\b(?:remove|delete|drop)\b.*\badd\b/u
const letters: Readonly<Record<string, 'add' | 'remove'>> = { a: 'add', r: 'remove', d: 'remove' }
const mostWords = 3

/** Whether a cell says that its person is put in or taken out; null: it says neither, or both. */
function deedOf(header: string, cell: string): 'add' | 'remove' | null {
  const sign = signs[cell] ?? (ofBoth.test(fold(header)) ? letters[fold(cell)] : undefined)
  if (sign !== undefined) return sign
  const words = foldedWords(cell)
  if (words.length === 0 || words.length > mostWords) return null
  if (words.every((word) => adding.has(word))) return 'add'
  return words.every((word) => removing.has(word)) ? 'remove' : null
}

/**
 * What columns say of themselves that give each row its deed: of the values, those that mean `deed`. A column counts where some of its
 * cells say the one and some the other, and all do, or its header says that it holds what is to be done.
 */
export function deedAnswers(
  columns: readonly { index: number; name: string }[],
  cellsOf: (index: number) => readonly string[],
  deed: 'add' | 'remove',
): ColumnAnswers {
  const answers = new Map<number, readonly string[]>()
  for (const { index, name } of columns) {
    const meant: string[] = []
    const seen = new Set<string>()
    const deeds = new Set<'add' | 'remove'>()
    for (const written of cellsOf(index)) {
      const cell = written.replace(/\s+/gu, ' ').trim()
      const key = cell.normalize('NFC').toLowerCase()
      if (cell === '' || seen.has(key)) continue
      const said = deedOf(name, cell)
      if (said === null && !isEventHeader(name)) {
        deeds.clear()
        break
      }
      seen.add(key)
      if (said !== null) deeds.add(said)
      if (said === deed) meant.push(cell)
    }
    if (deeds.size === 2) answers.set(index, meant)
  }
  return answers
}

const longestHeading = 60
const headingWords = 6
/** What a line over others says that is done with the people under it; null: it heads none, or says neither, or both. */
export function headedDeed(line: string): 'add' | 'remove' | null {
  const text = line.trim()
  if (text.length > longestHeading) return null
  const words = foldedWords(text)
  if (words.length > headingWords || (words.length > 1 && !/[:：]$/u.test(text))) return null
  const adds = words.some((word) => adding.has(word))
  return adds === words.some((word) => removing.has(word)) ? null : adds ? 'add' : 'remove'
}
