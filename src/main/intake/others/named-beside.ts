import { fold } from '../../text/folding.ts'
import { wordSet } from '../../text/word-set.ts'
import { isAttribute, isTold } from './leaving-words.ts'
import type { Doubt } from './others-beside.ts'
import { isDeed, isHarmless, isParticle } from './others-words.ts'
import { mostUnread, withoutAddresses } from './unread-words.ts'

/** Words in capitals beside an address, folded, of which each may be the name of somebody else than its owner. */
export interface NamedBeside {
  /** In one part of the sentence with leaving, or with what is to be done: names, whoever has them. */
  told: string[]
  /** Anywhere else in such a line: names where somebody in the directory has them. */
  mentioned: string[]
}
const nobody: NamedBeside = { told: [], mentioned: [] }

/** The same in scripts that write words without blanks between them, or draw them together. */
const unparted =
  /退職|退社|離職|辞め|無効|停止|削除|离职|離職|辞职|停用|禁用|删除|移除|퇴사|퇴직|비활성|삭제|غادر|ترك|استقال|تعطيل|إيقاف|حذف|عطل|עזב|השבת|השבית|התפטר|ออก|ลาออก/u

/** "退職者一覧": names a list of them and nobody. */
const leaversList =
  /^(?:退職|退社|離職|离职|離職)(?:者|人员|員工|员工|社員)?(?:一覧|リスト|名单|名單|列表|表)?$|^퇴[사직]자?(?:명단|목록)?$/u

/** What an account opens, or is opened by: a word in capitals before one is no person. */
const things = wordSet(`
  account accounts access license licenses licence login mailbox vpn app apps konto zugang lizenz compte acces licence cuenta acceso
  accesso account toegang dostep
`)

const greeting =
  /^[\s>*•-]*(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|hallo|liebe[r]?|guten (?:tag|morgen)|moin|servus|bonjour|bonsoir|salut|cher|chère|hola|buenos días|buenas|estimad[oa]|ciao|buongiorno|gentile|caro|cara|olá|oi|prezad[oa]|beste|goedemorgen|dag|cześć|witam|hej|hei|hi|merhaba|sayın|ahoj|dobrý den|привет|здравствуйте)(?:\s+(?:all|team|zusammen|[\p{Lu}][\p{L}\p{M}'’.-]*|and|und|et|y|e|en|i)){0,4}\s*[,!:;–—-]/iu
const thanks =
  /(?:^|[\s,.;!–—-])(?:(?:many |best |kind )?thanks(?: a lot)?|thank you|thx|ty|cheers|(?:best |kind |warm )?regards|best|danke|dank|viele grüße|vg|lg|mfg|gruß|merci|cordialement|gracias|saludos|grazie|obrigad[oa]|bedankt|groet(?:en)?|dzięki|pozdrawiam|tack|mvh|tak|díky|teşekkürler|спасибо)[\s,.!–—-]*(?:[\p{Lu}][\p{L}\p{M}'’.-]*\s*){1,3}[.!]?\s*$/iu

/** Whether a line begins by greeting whoever reads it. */
export const isGreeting = (line: string): boolean => greeting.test(line.slice(0, 400))

/** A greeting and then the address: somebody is spoken to, whom the line need not be about. */
const greeted =
  /^[\s>*•-]*(?:hi|hello|hey|dear|hallo|liebe[r]?|moin|bonjour|salut|cher|chère|hola|estimad[oa]|ciao|gentile|olá|prezad[oa]|beste|cześć|hej|hei|merhaba|sayın|ahoj|привет)\s+["'<(]*[\p{L}\p{N}._%+'’-]+[@＠]/iu
/** Whether a line begins by speaking to whoever has its address. */
export const isGreeted = (line: string): boolean => greeted.test(line.slice(0, 400))

const part = /[,;:()[\]{}–—…/]|[.!?](?=\s|$)|(?<=\s)-+(?=\s)|\||\p{L}[\p{L}\p{M}\p{N}]*(?:['’.&-][\p{L}\p{M}\p{N}]+)*/gu
const isWordText = (text: string): boolean => /^\p{L}/u.test(text)
const shortest = 2
/** Of longer lines only the beginning is looked at: nothing may hold main's thread. */
const longestLine = 2000
const isAcronym = (text: string): boolean => text.length <= 4 && text === text.toUpperCase() && /^[A-Z]+$/.test(text)

interface Word {
  folded: string
  isCapital: boolean
  isAcronym: boolean
}

/** The words of a line in parts, as commas, brackets and the like cut it. */
function clausesOf(line: string): Word[][] {
  const clauses: Word[][] = [[]]
  for (const [text] of withoutAddresses(line).matchAll(part)) {
    if (text === '|') continue
    if (!isWordText(text)) {
      clauses.push([])
      continue
    }
    const own = text.replace(/['’]s$/iu, '')
    clauses.at(-1)?.push({
      folded: fold(own).replace(/[^\p{L}\p{N}-]+/gu, ''),
      isCapital: !/^\p{Ll}/u.test(own),
      isAcronym: isAcronym(own),
    })
  }
  return clauses
}

const saysNothing = (word: string): boolean =>
  word.length < shortest || isHarmless(word) || isParticle(word) || isAttribute(word) || isTold(word)

/** Whether a line tells of somebody's leaving, or of what is to be done about it. */
const tellsDeed = (line: string, clauses: readonly Word[][]): boolean =>
  unparted.test(line) || clauses.some((words) => words.some(({ folded }) => isDeed(folded)))

/** Why the one address of a table's cell may be of somebody else than whom the words beside it name; null: they name nobody. */
export function namedInCell(cell: string): Doubt | null {
  const { told, mentioned } = namedBeside(cell)
  if (isGreeted(cell)) return { kind: 'greeted', words: told, names: mentioned }
  return told.length + mentioned.length === 0 ? null : { kind: 'unread', words: told, names: mentioned }
}

/** Whether a line can tell of a deed, told of nearly every line of a list in a microsecond. */
const mayTell = (line: string): boolean =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: other letters are folded first.
  !/^[\x00-\x7f]*$/.test(line) ||
  line
    .toLowerCase()
    .split(/[^a-z]+/)
    .some((word) => isDeed(word))

/** Whom a line may name beside its one address, where it tells who leaves or what is to be done. */
export function namedBeside(line: string): NamedBeside {
  if (!mayTell(line)) return nobody
  const text = line.slice(0, longestLine).replace(greeting, ' ').replace(thanks, ' ')
  const clauses = clausesOf(text)
  if (!tellsDeed(text, clauses)) return nobody
  const told = new Set<string>()
  const mentioned = new Set<string>()
  for (const words of clauses) {
    const tells = words.some(({ folded }) => isDeed(folded) || unparted.test(folded))
    for (const [at, { folded, isCapital, isAcronym: isShort }] of words.entries()) {
      if (!isCapital || isDeed(folded) || saysNothing(folded) || leaversList.test(folded)) continue
      const isOfThing = things.has(words[at + 1]?.folded ?? '')
      // "Disable MFA for": the account is not what is disabled.
      const isObject = isShort && !isOfThing && isDeed(words[at - 1]?.folded ?? '')
      for (const one of folded.split('-'))
        if (one.length >= shortest && !saysNothing(one))
          (isObject || (tells && !isShort && !isOfThing) ? told : mentioned).add(one)
    }
  }
  return { told: [...told].slice(0, mostUnread), mentioned: [...mentioned].slice(0, mostUnread) }
}
