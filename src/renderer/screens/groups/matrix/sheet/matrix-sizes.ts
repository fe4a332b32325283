/** Pixels of a cell. */
export const sizes = { normal: { row: 24, column: 44 }, dense: { row: 20, column: 62 } } as const
/** Pixels of the names beside the cells, and of the heads above them. */
export const nameWidth = 220
export const headHeight = 148
