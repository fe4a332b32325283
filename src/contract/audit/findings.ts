// Plain values, without schemas: the page needs them at every start, and main's schemas never.

/** What findings look for, and the numbers from which on they tell; an admin may choose others. */
export const findingRules = {
  /** Failed logins of one person, or from one address, within some minutes. */
  'failed-logins': { count: 5, minutes: 10 },
  /** One address that tried the accounts of many people within some minutes. */
  'password-spraying': { people: 5, minutes: 30 },
  /** A login within some minutes after a burst of failed ones, which the counts tell. */
  'success-after-failures': { count: 5, minutes: 10, within: 30 },
  /** An admin's login from a network that was not seen before, after so many events and days of theirs are known. */
  'admin-new-network': { events: 5, days: 7 },
  /** The same by country; needs a database of addresses. */
  'admin-new-country': { events: 5, days: 7 },
  /** Two logins so far apart that one would have had to travel faster; needs a database of addresses. */
  'impossible-travel': { kilometersAnHour: 900, kilometers: 500 },
  'admin-rights-given': {},
  'policy-weakened': {},
  /** Vault data that was exported or printed. */
  'data-export': {},
  /** People whom one person added to shared folders within some minutes. */
  'many-folder-shares': { count: 10, minutes: 10 },
  /** A login, or items opened, after an event said that the account was disabled. */
  'disabled-login': {},
  'api-secret-regenerated': {},
  /** Requests through the Enterprise API under another name than Provost's. */
  'foreign-api-use': {},
  'mfa-turned-off': {},
  /** Items that somebody opened in the last days before their account was disabled. */
  'leaver-items': { count: 10, days: 7 },
} as const satisfies Record<string, Readonly<Record<string, number>>>

export type FindingRule = keyof typeof findingRules

/** What each rule looks for, as the title of what it found. */
export const ruleNames: Record<FindingRule, string> = {
  'failed-logins': 'Burst of failed logins',
  'password-spraying': 'One address tried many people',
  'success-after-failures': 'Login after a burst of failures',
  'admin-new-network': 'Admin from a new network',
  'admin-new-country': 'Admin from a new country',
  'impossible-travel': 'Two logins too far apart',
  'admin-rights-given': 'Admin rights given',
  'policy-weakened': 'Policy changed or deleted',
  'data-export': 'Data exported',
  'many-folder-shares': 'Many folder shares in a short time',
  'disabled-login': 'Disabled person used LastPass',
  'api-secret-regenerated': 'API secret made anew',
  'foreign-api-use': 'API use that is not Provost’s',
  'mfa-turned-off': 'Multifactor turned off',
  'leaver-items': 'Leaver opened many items',
}
