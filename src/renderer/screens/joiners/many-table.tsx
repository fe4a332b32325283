import { Button, Select, TextInput } from '@mantine/core'
import { type KeyboardEvent, useRef, useState } from 'react'
import type { Input, Output } from '../../../contract/calls.ts'
import type { JoinerField } from '../../../contract/joiners.ts'
import { fieldWords, offered, verdictWords } from './joiner-words.ts'
import styles from './joiners.module.css'

type Fix = Omit<Input<'joiners.fix'>, 'list'>
type Data = Output<'joiners.rows'>
type Row = Data['rows'][number]

interface ManyTableProps {
  data: Data
  busy: boolean
  enable: ReadonlySet<number>
  onEnable: (row: number) => void
  onFix: (change: Fix) => Promise<unknown>
}

const choices = [
  { value: '', label: 'Left out' },
  ...Object.entries(fieldWords).map(([value, label]) => ({ value, label })),
]

/** The rows of a list: its own head, what each column becomes, and under each row what has to be settled. */
export function ManyTable({ data, busy, enable, onEnable, onFix }: ManyTableProps) {
  const [editing, setEditing] = useState<{ row: number; column: number } | null>(null)
  const table = useRef<HTMLTableElement>(null)
  const mapping = (index: number, field: string | null): Fix => ({
    mapping: data.columns.map((column) =>
      column.index === index ? field : column.field === field && field !== 'groups' ? null : column.field,
    ),
  })
  const nextToFix = (event: KeyboardEvent) => {
    if (event.key !== 'F8') return
    event.preventDefault()
    const cells = [...(table.current?.querySelectorAll<HTMLElement>('td[data-ask] button') ?? [])]
    const here = cells.indexOf(document.activeElement as HTMLElement)
    cells[(here + 1) % Math.max(1, cells.length)]?.focus()
  }
  const save = async (row: number, column: number, field: JoinerField, value: string) => {
    setEditing(null)
    await onFix({ cells: [{ row, field, value, ...(field === 'groups' ? { column } : {}) }] })
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the key is for every cell in it
    <div className={styles.tableRoom} onKeyDown={nextToFix} aria-busy={busy}>
      <table ref={table} className={styles.table} data-list aria-label="Rows of the list">
        <thead>
          <tr>
            <th scope="col">In the list</th>
            {data.columns.map(({ index, header }) => (
              <th key={index} scope="col">
                <bdi>{header}</bdi>
              </th>
            ))}
          </tr>
          <tr>
            <th scope="row">Becomes</th>
            {data.columns.map(({ index, header, field, guessed }) => (
              <th key={index}>
                <Select
                  size="xs"
                  aria-label={`What ${header} becomes${guessed ? ', guessed' : ''}`}
                  data={
                    field === null || field in fieldWords
                      ? choices
                      : [...choices, { value: field, label: field.replace('attribute:', 'Attribute ') }]
                  }
                  value={field ?? ''}
                  allowDeselect={false}
                  w={158}
                  {...(guessed ? { rightSection: <span title="Guessed">?</span> } : {})}
                  onChange={(value) => void onFix(mapping(index, value === '' || value === null ? null : value))}
                />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.rows.map((row) => (
            <RowOf
              key={row.row}
              row={row}
              columns={data.columns}
              editing={editing?.row === row.row ? editing.column : null}
              onEdit={(column) => setEditing(column === null ? null : { row: row.row, column })}
              onSave={(column, field, value) => void save(row.row, column, field, value)}
              onFix={(change) => void onFix(change)}
              enables={enable.has(row.row)}
              onEnable={() => onEnable(row.row)}
            />
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface RowOfProps {
  row: Row
  columns: Data['columns']
  editing: number | null
  onEdit: (column: number | null) => void
  onSave: (column: number, field: JoinerField, value: string) => void
  onFix: (change: Fix) => void
  enables: boolean
  onEnable: () => void
}

function RowOf({ row, columns, editing, onEdit, onSave, onFix, enables, onEnable }: RowOfProps) {
  const asks = (field: string | null, index: number) =>
    row.questions.filter(({ field: of, column }) => of === field && (column === undefined || column === index))
  const told = row.questions.length > 0 || row.reason !== undefined
  return (
    <>
      <tr data-quiet={(row.verdict !== 'add' && row.verdict !== 'invalid') || row.dropped || undefined}>
        <td>
          <span className={styles.verdict} data-verdict={row.verdict}>
            <span className="numbers">{row.line}</span> {row.dropped ? 'Dropped' : verdictWords[row.verdict].one}
          </span>
        </td>
        {columns.map(({ index, field, header }) => {
          const cell = row.cells[index] ?? ''
          const open = asks(field, index)
          const blocks = open.some((question) => question.blocks)
          return (
            <td
              key={index}
              data-ask={open.length === 0 ? undefined : blocks ? 'blocks' : 'look'}
              title={open[0]?.message ?? cell}
            >
              {editing === index && field !== null ? (
                <TextInput
                  size="xs"
                  autoFocus
                  aria-label={`Line ${row.line}`}
                  defaultValue={cell}
                  onKeyDown={(event) => {
                    if (event.key === 'Escape') onEdit(null)
                    if (event.key === 'Enter') onSave(index, field as JoinerField, event.currentTarget.value)
                    if (event.key === 'Escape' || event.key === 'Enter') event.stopPropagation()
                  }}
                  onBlur={(event) =>
                    event.currentTarget.value === cell
                      ? onEdit(null)
                      : onSave(index, field as JoinerField, event.currentTarget.value)
                  }
                />
              ) : field === null ? (
                <span className={styles.cell}>{cell}</span>
              ) : (
                <button
                  type="button"
                  className={styles.cell}
                  aria-label={cell === '' ? `${header}, line ${row.line}: empty` : undefined}
                  onClick={() => onEdit(index)}
                >
                  <bdi>{cell}</bdi>
                </button>
              )}
            </td>
          )
        })}
      </tr>
      {told && (
        <tr data-why>
          <td />
          <td colSpan={Math.max(1, columns.length)}>
            <div className={styles.why}>
              <span>{row.reason ?? row.questions.map(({ message }) => message).join(' ')}</span>
              {row.questions.flatMap(({ field, column, suggestions }) =>
                suggestions.slice(0, 2).map((value) => (
                  <Button
                    key={`${field} ${column ?? ''} ${value}`}
                    variant="default"
                    size="compact-xs"
                    onClick={() =>
                      onFix({
                        cells: [
                          {
                            row: row.row,
                            field: field as JoinerField,
                            value: suggested(row, columns, { field, column }, value),
                            ...(column === undefined ? {} : { column }),
                          },
                        ],
                      })
                    }
                  >
                    Use {offered(value)}
                  </Button>
                )),
              )}
              {row.questions.flatMap(({ field, asNew }) =>
                asNew === undefined ? (
                  []
                ) : (
                  <Button
                    key={`${field} as new ${asNew}`}
                    variant="default"
                    size="compact-xs"
                    onClick={() => onFix({ newGroups: [asNew] })}
                  >
                    Keep “{offered(asNew)}” as a new group
                  </Button>
                ),
              )}
              {row.instead && (
                <Button variant="default" size="compact-xs" aria-pressed={enables} onClick={onEnable}>
                  {enables ? 'Is enabled in the same plan' : 'Enable in the same plan'}
                </Button>
              )}
              {row.dropped ? (
                <Button variant="subtle" size="compact-xs" onClick={() => onFix({ restore: [row.row] })}>
                  Take the row back
                </Button>
              ) : (
                <Button variant="subtle" size="compact-xs" onClick={() => onFix({ drop: [row.row] })}>
                  Drop the row
                </Button>
              )}
            </div>
          </td>
        </tr>
      )}
    </>
  )
}

/** What a cell holds once a suggestion is taken: of several groups, the wrong one alone is replaced. */
function suggested(
  row: Row,
  columns: Data['columns'],
  { field, column }: { field: string; column: number | undefined },
  value: string,
): string {
  if (field !== 'groups') return value
  const index = column ?? columns.find((each) => each.field === 'groups')?.index ?? -1
  const cell = row.cells[index] ?? ''
  const wrong = row.questions
    .filter(
      (question) => question.field === 'groups' && question.column === column && question.suggestions.includes(value),
    )
    .flatMap(({ message }) => /"([^"]*)"/u.exec(message)?.[1] ?? [])[0]
  return wrong === undefined || !cell.includes(wrong) || cell === wrong
    ? quoted(value)
    : cell.replace(wrong, quoted(value))
}
const quoted = (value: string): string => (/[;"\n]|^\s|\s$/u.test(value) ? `"${value.replaceAll('"', '""')}"` : value)
