/** Which rows are selected: these, or all that match the filter except these. */
export type Selection = { all: false; ids: ReadonlySet<string> } | { all: true; except: ReadonlySet<string> }

export const nobody: Selection = { all: false, ids: new Set() }
export const everybody: Selection = { all: true, except: new Set() }

export const isSelected = (selection: Selection, id: string): boolean =>
  selection.all ? !selection.except.has(id) : selection.ids.has(id)

/** How many rows are selected, given how many match. */
export const selectedCount = (selection: Selection, total: number): number =>
  selection.all ? Math.max(0, total - selection.except.size) : selection.ids.size

/** Selects or deselects these rows; the others stay as they are. */
export function withRows(selection: Selection, ids: Iterable<string>, selected: boolean): Selection {
  if (selection.all) {
    const except = new Set(selection.except)
    for (const id of ids) {
      if (selected) except.delete(id)
      else except.add(id)
    }
    return { all: true, except }
  }
  const next = new Set(selection.ids)
  for (const id of ids) {
    if (selected) next.add(id)
    else next.delete(id)
  }
  return { all: false, ids: next }
}

export const toggled = (selection: Selection, id: string): Selection =>
  withRows(selection, [id], !isSelected(selection, id))

/** What the checkbox over the rows shows. */
export function headState(selection: Selection, total: number): 'none' | 'some' | 'all' {
  const selected = selectedCount(selection, total)
  if (selected === 0) return 'none'
  return selection.all && selection.except.size === 0
    ? 'all'
    : selected >= total && total > 0 && selection.all
      ? 'all'
      : 'some'
}
