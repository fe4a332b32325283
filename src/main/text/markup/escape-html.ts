import { marked } from '../../../contract/marked.ts'

/** Security rule: every text that comes from data passes here before it stands in a page that is printed. Test: test/main/leavers/record.test.ts. */
export const escapeHtml = (text: string): string =>
  marked(text).replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`)
