// LastPass writes actions in the language of the account. What an action means is looked up by its English name.

/** English names by those of other languages, as far as they are known. */
const translations: Readonly<Record<string, string>> = {
  aanmelden: 'log in',
  'saml-aanmelding': 'saml login',
  'mislukte aanmeldpoging': 'failed login attempt',
  'verificatiemail aanmelding verzonden': 'login verification email sent',
  'website toegevoegd': 'site added',
  'website verwijderd': 'site deleted',
  'verwijderde sites': 'deleted sites',
  'formulier ingevuld': 'form filled',
  'wachtwoord gewijzigd': 'password changed',
  'gebruikersnaam gewijzigd': 'username changed',
  'veilige notitie toevoegen': 'add secure note',
  'veilige notitie openen': 'open secure note',
  'veilige notitie bewerken': 'edit secure note',
  'veilige notitie verwijderen': 'delete secure note',
  gegevensexport: 'data export',
  gegevensimport: 'data import',
  'gegevens afgedrukt': 'data printed',
  'geschiedenis gewist': 'history cleared',
  'toevoegen aan gedeelde map': 'add to shared folder',
  'gedeelde map gemaakt': 'created shared folder',
  'verwijderde gedeelde map': 'deleted shared folder',
  'gedeelde map permanent verwijderd': 'permanently deleted shared folder',
  'gedeelde map hersteld': 'restored shared folder',
  'naam gedeelde map gewijzigd': 'renamed shared folder',
  'verplaatsen uit gedeelde map': 'move from shared folder',
  'verplaatsen naar gedeelde map': 'move to shared folder',
  'hoofdwachtwoord gewijzigd': 'master password changed',
  'hoofdwachtwoord teruggedraaid': 'master password reverted',
  'iteraties gewijzigd': 'iterations changed',
  'google authenticator uitgeschakeld': 'disabled google authenticator',
  'grid uitgeschakeld': 'disabled grid',
  'microsoft authenticator uitgeschakeld': 'disabled microsoft authenticator',
  'meervoudige verificatie uitgeschakeld': 'disabled multifactor authentication',
  'toopher uitgeschakeld': 'disabled toopher',
  'yubikey uitgeschakeld': 'disabled yubikey',
  'meervoudige verificatie ingeschakeld': 'multifactor enabled',
  'lastpass-account gemaakt': 'created lastpass account',
  ポリシーの編集: 'edit policy',
  従業員のアカウントを作成しました: 'employee account created',
}
const english = new Map(Object.entries(translations))

/** An action as it is counted and compared: LastPass writes one in several ways of capitals. */
export const actionKey = (action: string): string => action.trim().replace(/\s+/g, ' ').toLowerCase()

/** Meanings by action as it came: LastPass has some dozens of them, in several spellings each. */
const meanings = new Map<string, string>()
const mostMeanings = 2000

/** The English name of an action in small letters, where its language is known; else its own. */
export function meaningOf(action: string): string {
  const known = meanings.get(action)
  if (known !== undefined) return known
  const key = actionKey(action)
  const meaning = english.get(key) ?? key
  if (meanings.size >= mostMeanings) meanings.clear()
  meanings.set(action, meaning)
  return meaning
}

/** Whether LastPass wrote an action in another language than English, whose meaning is known. */
export const isTranslated = (action: string): boolean => meaningOf(action) !== actionKey(action)

/** An action as LastPass wrote it, with its English name behind it where that is another language: "Aanmelden (log in)". */
export const actionWords = (action: string): string =>
  isTranslated(action) ? `${action.trim()} (${meaningOf(action)})` : action
