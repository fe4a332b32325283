const marks: Readonly<Record<string, string>> = {
  ...{
    '，': ',',
    '、': ',',
    '،': ',',
    '﹐': ',',
    '；': ';',
    '؛': ';',
    '：': ':',
    '﹕': ':',
    '。': '.',
    '｡': '.',
    '＝': '=',
    '｜': '|',
  },
  ...{ '（': '(', '）': ')', '［': '[', '］': ']', '【': '[', '】': ']', '「': '[', '」': ']', '『': '[', '』': ']' },
  ...{
    '〈': '<',
    '〉': '>',
    '《': '<',
    '》': '>',
    '＜': '<',
    '＞': '>',
    '｛': '{',
    '｝': '}',
    '？': '?',
    '！': '!',
    '؟': '?',
  },
}
const some = new RegExp(`[${Object.keys(marks).join('')}]`, 'gu')

/** A text with the punctuation of other scripts as the marks that mean the same in ASCII, each in its place. */
export const withPlainMarks = (text: string): string => text.replace(some, (mark) => marks[mark] ?? mark)
