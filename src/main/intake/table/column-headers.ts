import { fold } from '../../text/folding.ts'
import { isOwnAddressHeader } from './address-header.ts'

export const headerKey = (text: string): string => fold(text).replace(/[^\p{L}\p{N}]+/gu, '')

/** Headers by what they mean, the surest first; compared without case, accents, spaces and marks. */
const words: Readonly<Record<'address' | 'name' | 'firstName' | 'lastName', readonly string[]>> = {
  address: [
    'workemail',
    'businessemail',
    'companyemail',
    'corporateemail',
    'email',
    'emailaddress',
    'mail',
    'emailadresse',
    'mailadresse',
    'adresseemail',
    'adressemail',
    'courriel',
    'correo',
    'correoelectronico',
    'userprincipalname',
    'upn',
    'primaryemail',
    'emailprimary',
    'username',
    'user',
    'login',
    'loginname',
    'address',
    'adresse',
    'account',
  ],
  name: [
    'fullname',
    'displayname',
    'name',
    'employeename',
    'employee',
    'person',
    'worker',
    'workername',
    'medewerker',
    'adsoyad',
    'фио',
    '氏名',
    '姓名',
    '이름',
    'vollstandigername',
    'anzeigename',
    'nomcomplet',
    'nombrecompleto',
    'naam',
    'nome',
  ],
  firstName: [
    'firstname',
    'legalfirstname',
    'vorna',
    'imie',
    'jmeno',
    'givenname',
    'forename',
    'preferredname',
    'vorname',
    'prenom',
    'nombre',
    'voornaam',
  ],
  lastName: [
    'lastname',
    'legallastname',
    'nachn',
    'nazwisko',
    'prijmeni',
    'surname',
    'familyname',
    'sn',
    'nachname',
    'familienname',
    'nom',
    'apellido',
    'apellidos',
    'achternaam',
    'cognome',
  ],
}

const keysOf = (headers: readonly string[]): readonly string[] => headers.map(headerKey)
/** Headers of columns with people by what they mean, the surest first, as their keys. */
export const columnHeaders = {
  address: keysOf(words.address),
  name: keysOf(words.name),
  firstName: keysOf(words.firstName),
  lastName: keysOf(words.lastName),
} as const

const known = new Set(Object.values(columnHeaders).flat())
export const isKnownHeader = (cell: string): boolean => known.has(headerKey(cell)) || isOwnAddressHeader(cell)
