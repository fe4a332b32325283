// What is left of a web page or a mail that was pasted with its tags. Only well-known tags count, and none with an at sign in it:
// "<p@example.com>" is an address.

const known =
  'a|abbr|b|body|br|center|dd|div|dl|dt|em|font|h[1-6]|head|hr|html|i|img|li|ol|p|small|span|strong|sub|sup|table|tbody|td|tfoot|th|thead|title|tr|u|ul'
const tag = new RegExp(`</?(?:${known})(?:\\s[^<>@]{0,500})?/?>`, 'giu')
const ends = /<\/(?:td|tr|table|p|div|li|a|span|th|ul|ol|h[1-6])>|<br\s*\/?>/iu
const mailLink = /<a\s[^<>]{0,300}?href\s*=\s*["']?mailto:([^"'<>\s?]{1,320})[^<>]{0,300}>([^<>]{0,300})<\/a>/giu
/** After these the next person may stand. */
const lineEnds = /<\/(?:tr|p|div|li|h[1-6])>|<br\s*\/?>/giu
const cellEnds = /<\/t[dh]>/giu

/** Whether a text holds elements as HTML writes them. */
export const hasTags = (text: string): boolean => ends.test(text)

/** A text without its tags: rows and paragraphs on lines of their own, cells apart, links to mails with their address. */
export const withoutTags = (text: string): string =>
  text
    .replace(mailLink, (_, address: string, words: string) =>
      words.toLowerCase().includes(address.toLowerCase()) ? ` ${words} ` : ` ${words} <${address}> `,
    )
    .replace(cellEnds, '\t')
    .replace(lineEnds, '\n')
    .replace(tag, ' ')
