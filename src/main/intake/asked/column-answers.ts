import { Refusal } from '../../../contract/failure.ts'
import type { Doubt } from '../others/others-beside.ts'
import type { OpenColumn } from './open-columns.ts'

const longestQuoted = 60

/** What a person said of columns that may say who is meant: nothing about that, or which values mean that somebody is. */
export type ColumnAnswers = ReadonlyMap<number, 'nothing' | readonly string[]>

/** Answers as a call takes them. */
export type GivenAnswers = readonly { column: number; answer: 'nothing' | string[] }[]
export const answersBy = (given: GivenAnswers): ColumnAnswers =>
  new Map(given.map(({ column, answer }) => [column, answer]))

/** A column that may say who is meant, with what was said of it; left out: nothing yet. */
export interface AskedColumn extends OpenColumn {
  answer?: 'nothing' | readonly string[]
}

export const askedOf = (open: readonly OpenColumn[], answers: ColumnAnswers): AskedColumn[] =>
  open.map((column) => {
    const answer = answers.get(column.index)
    return answer === undefined ? column : { ...column, answer }
  })

/** Such a column as a call gives it. */
export const shownAsked = ({ index, header, values, moreRows, answer }: AskedColumn) => ({
  index,
  name: header,
  values: [...values],
  moreRows,
  ...(answer === undefined ? {} : { answer: answer === 'nothing' ? answer : [...answer] }),
})

/** @throws Refusal `invalid` where an answer is about a column or a value that the table does not have */
export function checkAnswers(answers: ColumnAnswers, open: readonly OpenColumn[]): void {
  for (const [index, answer] of answers) {
    const column = open.find((each) => each.index === index)
    const path = 'answers'
    if (column === undefined) throw new Refusal('invalid', `There is nothing in a column ${index + 1}.`, { path })
    const other = answer === 'nothing' ? undefined : answer.find((value) => !column.has(value))
    if (other !== undefined)
      throw new Refusal('invalid', `The column "${column.header}" says "${other.slice(0, longestQuoted)}" nowhere.`, {
        path,
      })
  }
}

/** How what was said of such columns is read in a row. */
interface AnswerReader {
  /** The first of them of which nobody has said anything, as a doubt; null: there is none. */
  unanswered(cells: readonly string[]): Doubt | null
  /** What the row says that means that its person is not meant; null: nothing. */
  answered(cells: readonly string[]): { header: string; cell: string } | null
}

export function answerReader(open: readonly OpenColumn[], answers: ColumnAnswers): AnswerReader {
  const first = open.find(({ index }) => !answers.has(index))
  const told = open.flatMap((column) => {
    const answer = answers.get(column.index)
    return answer === undefined || answer === 'nothing' ? [] : [{ ...column, meant: new Set(answer) }]
  })
  const quoted = (cell: string) => cell.slice(0, longestQuoted)
  return {
    unanswered: (cells) =>
      first === undefined
        ? null
        : { kind: 'open', header: first.header, cell: quoted(first.sayingOf(cells[first.index] ?? '')) },
    answered(cells) {
      for (const { index, header, sayingOf, meant } of told) {
        const cell = sayingOf(cells[index] ?? '')
        if (!meant.has(cell)) return { header, cell: quoted(cell) }
      }
      return null
    },
  }
}
