/** Pixels that a column needs for its longest usual words: "Never logged in" beside its mark, and "20 months ago". */
export const statusWidth = 138
export const lastLoginWidth = 122
