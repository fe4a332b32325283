/** A text as it is searched: without regard to case, accents, or which of several equal characters was typed. */
export const foldText = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
