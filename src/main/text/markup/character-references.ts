import { decodeHTMLStrict } from 'entities'

const reference = /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,30});/iu

/** Whether a text holds a character as HTML writes it: `&#39;`, `&amp;`. */
export const hasReferences = (text: string): boolean => reference.test(text)

/** A text with the characters that such references stand for; whatever means nothing stays. */
export const withoutReferences = (text: string): string => decodeHTMLStrict(text)
