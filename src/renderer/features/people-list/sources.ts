import type { Input } from '../../../contract/calls.ts'
import { act } from '../../lib/application/queries.ts'

/** Where a list comes from, as `leavers.match` and `leavers.compare` take it. */
export type Source = Pick<Input<'leavers.match'>, 'text' | 'file' | 'usernames'>

/** Where a list came from, with the columns that a person chose and the comparison that it was taken from. */
interface Kept {
  source: Source
  columns?: Columns
  comparison?: string
}

const sources = new Map<string, Kept>()
/** Remembers where a list came from, so that it can be read again with other columns. In memory only: it holds names. */
export const keepSource = (list: string, source: Source, more: Omit<Kept, 'source'> = {}): void =>
  void sources.set(list, { source, ...more })
export const sourceOf = (list: string): Kept | undefined => sources.get(list)

/** 480 KB a part: as base64 well below what one call takes. */
const partBytes = 480 * 1024
/** Pasted text longer than this goes as a file. */
export const mostText = 800_000

/** The call that takes a part of a file. */
export type Upload = (part: Input<'leavers.upload'>) => Promise<{ file: string }>
const leavers: Upload = (part) => act('leavers.upload', part)

/** Hands a file over in parts; gives the name under which main has it. */
export async function upload(bytes: Uint8Array, send: Upload = leavers): Promise<string> {
  let file: string | null = null
  for (let from = 0; from < bytes.length || file === null; from += partBytes) {
    const part: { file: string } = await send({
      file,
      base64: toBase64(bytes.subarray(from, from + partBytes)),
    })
    file = part.file
  }
  return file
}

/** Text as a source; long text is handed over like a file. */
export const textSource = async (text: string, send?: Upload): Promise<Source> =>
  text.length <= mostText ? { text } : { file: await upload(new TextEncoder().encode(text), send) }

/** Bytes as base64, in slices that the engine can take as arguments. */
export function toBase64(bytes: Uint8Array): string {
  let binary = ''
  for (let from = 0; from < bytes.length; from += 8192)
    binary += String.fromCharCode(...bytes.subarray(from, from + 8192))
  return btoa(binary)
}

/** Matches a list and remembers where it came from; nothing is sent. */
export async function match(
  source: Source,
  { answers, ...kept }: Omit<Kept, 'source'> & { answers?: Answers } = {},
): Promise<string> {
  const { list } = await act('leavers.match', {
    ...source,
    limit: 1,
    ...(kept.columns ? { columns: kept.columns } : {}),
    ...(answers ? { answers } : {}),
  })
  keepSource(list, source, kept)
  return list
}
export type Columns = NonNullable<Input<'leavers.match'>['columns']>
export type Answers = NonNullable<Input<'leavers.match'>['answers']>

/** What was answered of columns, as a call takes it. */
export const answersOf = (
  asked: readonly { index: number; answer?: Answers[number]['answer'] | undefined }[],
): Answers => asked.flatMap(({ index, answer }) => (answer === undefined ? [] : [{ column: index, answer }]))
