// Plain values, without schemas: the page needs them at every start, and main's schemas never.

/** Acts on one account that need nothing but its name. */
export const plainKinds = [
  'disable',
  'enable',
  'remove',
  'delete',
  'uninvite',
  'reinvite',
  'reset-password',
  'require-password-change',
  'disable-mfa',
] as const
export const changeKinds = [...plainKinds, 'add', 'rename', 'change-email', 'groups'] as const

/** What a help desk may do unless somebody decides otherwise: it has a way back, or a person at the other end who notices. */
export const helpDeskKinds = ['disable', 'enable', 'reinvite', 'require-password-change'] as const

/** How far a change of a job got. */
export const outcomes = ['waiting', 'sent', 'confirmed', 'failed', 'unknown', 'skipped'] as const

/** What to know of a person before a plan is sent, the gravest first. */
export const impactCodes = [
  'last-administrator', // of shared folders: rights in them can no longer be given or taken
  'only-member', // of shared folders: what is inside may become unreachable
  'administrator', // of the company
  'closes-folders', // a membership goes, and with it the only way into shared folders
  'opens-folders',
  'directory-group', // a directory seems to keep the group, and undoes what is changed here
  'directory-owned', // a directory seems to own the account, and may write it again
  'linked-account', // a personal account is linked
  'never-logged-in',
] as const

/** What became of a line of a list of names. */
export const matchResults = [
  'matched', // one account has this address, or a person chose it
  'choose', // only names fit: a person has to choose, also where just one fits
  'ambiguous', // several accounts have this very address
  'disabled', // found, and disabled already: nothing to do
  'invited', // never became an account: an invitation to withdraw, not an account to disable
  'gone', // was in LastPass at an earlier refresh and is not any more
  'repeated', // the same person as in an earlier row
  'unmatched', // nobody fits
  'dropped', // a person decided to leave it out
] as const

/** Why somebody is offered for a row of a list, the surest first. */
export const matchReasons = [
  'same-address', // several accounts have this very address
  'another-reading', // the text can be read as this address too, or this address is a part of it
  'former-address', // had this address before, as a refresh saw
  'same-name', // just this name, in any order of its words
  'former-name', // had this name before, as a refresh saw
  'other-spelling', // this name or address in another spelling or script: "Mueller" for "Müller", "Petrov" for "Петров"
  'maiden-name', // the same but for a name of before in parentheses or after "geb." or "née"
  'double-name', // half of a double name is used
  'names-fit', // names are left out or added
  'short-name', // another form of the first name: "Bob" for "Robert"
  'initials', // initials stand for names
  'address-without-domain', // this part before the @, with another domain
  'address-from-name', // the address is made of this name, or the name of the address given
  'similar-address', // at most two letters away
  'similar-name', // at most two letters away
] as const

/** How somebody stands on a staff list and in LastPass. */
export const comparisonKinds = ['not-on-list', 'not-in-lastpass', 'near', 'disabled', 'on-both'] as const

/** Colours that a company can have. */
export const tenantColours = ['blue', 'teal', 'grape', 'orange', 'pink', 'lime', 'cyan', 'indigo'] as const

/** A seat file is text of about 2 KB; what is longer, in bytes, is another file. */
export const longestSeatFile = 64_000

/** What can use a company's provisioning hash. */
export const hashUseKinds = ['tool', 'workstation'] as const
/** 200: no company knows more tools than that by name. */
export const mostHashUses = 200

/** What an account can be, one at a time. */
/** The languages that dates of a report may be written in. */
export const dateLanguages = ['en-GB', 'en-US', 'de', 'fr', 'es', 'it', 'nl', 'pt', 'pl', 'sv', 'ja'] as const

export const statuses = ['active', 'disabled', 'invited', 'never-logged-in'] as const

/** The columns by which the list of people can be ordered. */
export const sortableColumns = [
  'username',
  'fullname',
  'status',
  'admin',
  'score',
  'masterPasswordStrength',
  'lastLogin',
  'created',
  'lastPasswordChange',
  'mfa',
  'groups',
  'folders',
  'sites',
  'notes',
  'formFills',
  'applications',
  'attachments',
] as const

/** How many can manage a folder's members and log in, beside the company's super admins, whom LastPass lists in every folder. */
export const managersOf = (folder: { admins: number; superAdmins: number; idleAdmins: number }): number =>
  folder.admins - folder.superAdmins - folder.idleAdmins
