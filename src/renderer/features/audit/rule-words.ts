import { type FindingRule, findingRules } from '../../../contract/audit/findings.ts'

type Numbers<R extends FindingRule> = Record<keyof (typeof findingRules)[R] & string, string>

const burst = { count: 'Failed logins', minutes: 'Within minutes' }
const newPlace = { events: 'Events of theirs known before', days: 'Days since the first of them' }

/** What each number of a rule means, as the label of its field. */
const labels: { [R in FindingRule]: Numbers<R> } = {
  'failed-logins': burst,
  'password-spraying': { people: 'People tried', minutes: 'Within minutes' },
  'success-after-failures': { ...burst, within: 'Login within minutes after' },
  'admin-new-network': newPlace,
  'admin-new-country': newPlace,
  'impossible-travel': { kilometersAnHour: 'Kilometers an hour', kilometers: 'Kilometers apart' },
  'admin-rights-given': {},
  'policy-weakened': {},
  'data-export': {},
  'many-folder-shares': { count: 'People added', minutes: 'Within minutes' },
  'disabled-login': {},
  'api-secret-regenerated': {},
  'foreign-api-use': {},
  'mfa-turned-off': {},
  'leaver-items': { count: 'Items opened', days: 'In the last days' },
}

/** What one number of a rule means; its own name where it is not known. */
export const numberLabel = (rule: FindingRule, name: string): string =>
  Object.entries<string>(labels[rule] ?? {}).find(([each]) => each === name)?.[1] ?? name

const small = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)

/** The numbers of a rule in words, as a part of a sentence; empty for a rule without any. */
export const numbersWords = (rule: FindingRule, numbers: Readonly<Record<string, number>>): string =>
  Object.entries(numbers)
    .map(([name, value]) => `${small(numberLabel(rule, name))}: ${value.toLocaleString('en-US')}`)
    .join(', ')

/** What a rule looks for. */
export const ruleAbout: Record<FindingRule, string> = {
  'failed-logins': 'Failed logins of one person, or from one address, close together.',
  'password-spraying': 'Failed logins of many people from one address.',
  'success-after-failures': 'A login soon after a burst of failed ones.',
  'admin-new-network': 'An admin’s login from a network that their earlier events do not show.',
  'admin-new-country': 'The same by country. Needs a database of addresses.',
  'impossible-travel': 'Two logins too far apart for the time between. Needs a database of addresses.',
  'admin-rights-given': 'Somebody became an administrator.',
  'policy-weakened': 'A policy was deleted, turned off, or set to a number that asks for less.',
  'data-export': 'Vault data was exported or printed.',
  'many-folder-shares': 'One person added many people to shared folders in a short time.',
  'disabled-login': 'A login, or an item opened, after an event, or a refresh, said that the account was disabled.',
  'api-secret-regenerated': 'A secret of the Enterprise API or of provisioning was made anew.',
  'foreign-api-use': 'Requests through the Enterprise API under a label that is not Provost’s.',
  'mfa-turned-off': 'Multifactor authentication was turned off.',
  'leaver-items': 'Many items opened in the days before an account was disabled.',
}

/** Whether a rule has numbers that can be chosen. */
export const hasNumbers = (rule: FindingRule): boolean => Object.keys(findingRules[rule]).length > 0
