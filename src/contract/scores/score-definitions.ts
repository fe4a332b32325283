/** How one number is defined: the same words wherever it appears, in the window, the report and a snapshot. */
export interface ScoreDefinition {
  name: string
  definition: string
  numerator: string
  denominator: string
  leftOut: string
}

/** Every number of Overview and Scores. */
export const scoreDefinitions = {
  average: {
    name: 'Average score',
    definition:
      'The mean of LastPass’ security scores. Each is worked out in the person’s own vault and sent at login, so it is as old as the last login.',
    numerator: 'The sum of the scores of those who have one',
    denominator: 'How many have one; the result is out of 100',
    leftOut:
      'Disabled accounts, invitations, and people without a score. A score of 0 counts, as in LastPass’ own console.',
  },
  person: {
    name: 'Score of a person',
    definition:
      'LastPass’ security score of one vault, out of 100. It is worked out in the vault and sent at login, so it is as old as the last login.',
    numerator: 'What LastPass gives, as it gives it',
    denominator: 'Always out of 100',
    leftOut: 'People who never logged in have none. A 0 with few sites may mean that there is no data.',
  },
  users: {
    name: 'Managed users',
    definition: 'Accounts of the company in LastPass, the disabled among them.',
    numerator: 'Accounts',
    denominator: 'None: it is a count',
    leftOut: 'People who are only invited, and people who are gone.',
  },
  counted: {
    name: 'Accounts that are not disabled',
    definition: 'Accounts of the company in LastPass that somebody can log in with: what the other numbers are of.',
    numerator: 'Accounts',
    denominator: 'None: it is a count',
    leftOut: 'Disabled accounts, people who are only invited, and people who are gone.',
  },
  scored: {
    name: 'People with a score',
    definition: 'People of whom LastPass gives a security score: it comes with a login.',
    numerator: 'People who have a score',
    denominator: 'None: it is a count',
    leftOut: 'Disabled accounts, invitations, and people without a score.',
  },
  active: {
    name: 'Active users',
    definition:
      'People who logged in within the last 30 days. The other meaning, accounts that are neither disabled nor never used, is told beside it.',
    numerator: 'Accounts with a login within 30 days',
    denominator: 'Accounts that are not disabled',
    leftOut: 'Disabled accounts and invitations.',
  },
  below: {
    name: 'Below the threshold',
    definition: 'People whose score is below the threshold. A score of exactly the threshold is not below it.',
    numerator: 'Scores below the threshold',
    denominator: 'People who have a score',
    leftOut: 'Disabled accounts, invitations, and people without a score.',
  },
  strong: {
    name: 'Strong master password',
    definition: 'People whose master password has a strength of 75 or 100; LastPass gives steps of 25.',
    numerator: 'Strengths of 75 or more',
    denominator: 'People whose strength is known',
    leftOut: 'Disabled accounts and invitations.',
  },
  weak: {
    name: 'Weak or reused passwords',
    definition:
      'People in whose vault LastPass counted at least one weak password, by the security report of the admin console that was imported. The API does not tell these counts.',
    numerator: 'People of the report with at least one weak password',
    denominator: 'People of the report who are in the data at hand',
    leftOut:
      'Disabled accounts, people who are not in the report, and rows of it that could not be joined with one account.',
  },
  folders: {
    name: 'Shared folders',
    definition:
      'Shared folders that are not deleted. Passwords in them are counted once their sites were read under Leavers: each site once a folder, as of that reading.',
    numerator: 'Shared folders',
    denominator: 'None: it is a count',
    leftOut: 'Deleted folders.',
  },
  distribution: {
    name: 'Scores of people',
    definition:
      'How many people have a score in each band. The upper edge belongs to a band: 25.5 is in 26–50, and so is 50. Zeros with few sites are counted, and told apart.',
    numerator: 'People in the band',
    denominator: 'People who have a score',
    leftOut: 'Disabled accounts and invitations; people without a score are the last bar.',
  },
} as const satisfies Record<string, ScoreDefinition>
