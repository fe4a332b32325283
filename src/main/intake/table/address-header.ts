import { fold } from '../../text/folding.ts'
import { isLeaving } from '../others/leaving-words.ts'

// Headers of columns with the address of the row's own person, word by word: a word that is not known makes it somebody else's, or a
// private one, and then a person chooses.

const words = (text: string): ReadonlySet<string> =>
  new Set(
    fold(text)
      .split(/\s+/u)
      .filter((word) => word !== ''),
  )

/** One of these makes it a column of addresses. */
const mail = words(`
  mail mails email emails upn userprincipalname courriel correo posta eposta epost poczta sahkoposti sahkopostiosoite epostadress postadress postadresse emailadresse
  mailadresse emailaddress mailaddress emailadres meiladres adresemail почта mejl имейл ел netfang
`)
/** These beside it say nothing against it. */
const own = words(`
  e work works business company corporate corp office primary main official professional address addresses adresse adress adres adresa
  user users username login logon account employee worker staff person member leaver contact information internet id name of the de du
  dienstlich dienstliche geschaftlich geschaftliche firmen arbeit mitarbeiter benutzer haupt professionnel professionnelle pro travail
  principal principale electronico electronica electronique corporativo corporativa laboral trabajo empresa trabalho aziendale lavoro
  elettronica werk zakelijk zakelijke sluzbowy sluzbowa elektroniczna pracovni arbets jobb tyo osoite рабочая электронная корпоративная адрес
  is kurumsal posta
`)
const whole = words(
  'メールアドレス メール 会社メール 邮箱 电子邮箱 电子邮件 工作邮箱 이메일 이메일주소 회사이메일 email 메일 דואל אימייל דואראלקטרוני البريد البريدالإلكتروني الإيميل',
)

/** These tell whose address it is where another column says no more than "Email". */
const persons = words(
  'employee worker staff person member leaver user mitarbeiter benutzer salarie empleado dipendente medewerker pracownik',
)
/** Heads the first column of the answers to a form; the address right behind it is of whoever filled it in. */
const times = words(
  'timestamp zeitstempel horodateur tijdstempel tidsstampel tidsstempel sygnaturaczasowa marcatemporal',
)

const partsOf = (header: string): string[] =>
  fold(header.replace(/(?<=\p{Ll})(?=\p{Lu})/gu, ' '))
    .split(/[^\p{L}]+/u)
    .filter((part) => part !== '')

/** Whether a header names the address of a person who leaves, in words that are all known: "Leaver's email", "Departing employee". */
export function isOfLeaver(header: string): boolean {
  const parts = partsOf(header)
  return (
    parts.some(isLeaving) && parts.every((part) => part === 's' || isLeaving(part) || mail.has(part) || own.has(part))
  )
}
/** Whether a header of addresses says of whom: "Employee email". */
export const namesPerson = (header: string): boolean =>
  isOwnAddressHeader(header) && partsOf(header).some((part) => persons.has(part))
/** Whether a header is that of the time at which somebody filled in a form. */
export const isTimeOfForm = (header: string): boolean => times.has(partsOf(header).join(''))

/** Whether a header names the address of the row's own person, in words that are all known. */
export function isOwnAddressHeader(header: string): boolean {
  const parts = partsOf(header)
  if (whole.has(parts.join(''))) return true
  const isMail = parts.some((part, at) => mail.has(part) || (part === 'mail' && parts[at - 1] === 'e'))
  return isMail && parts.every((part) => mail.has(part) || own.has(part))
}
