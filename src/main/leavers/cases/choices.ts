import type { ChangeKind } from '../../../contract/change.ts'

interface Words {
  title: string
  consequence: string
  undo: string
}

/** What can become of the account, the mildest first. */
export const actionWords: Readonly<Record<'disable' | 'remove' | 'delete', Words>> = {
  disable: {
    title: 'Disable',
    consequence:
      'Cannot log in. The vault, groups and shared folders stay as they are. A session that is open now may go on until it ends.',
    undo: 'Can be undone: enabling brings everything back.',
  },
  remove: {
    title: 'Remove from company',
    consequence:
      'The account becomes a personal one and keeps its vault. Groups and shared folders are lost. The account is disabled first.',
    undo: 'Cannot be undone from here: a new invitation is needed, and rights in shared folders have to be given again.',
  },
  delete: {
    title: 'Delete',
    consequence:
      'The account and its vault are gone for ever, with everything that is only in it. The account is disabled first.',
    undo: 'Cannot be undone by anybody.',
  },
}

/** What a leaving is called: disabling comes first, whatever comes after. */
export const leavingWords: Readonly<Record<'disable' | 'remove' | 'delete', string>> = {
  disable: 'Disable',
  remove: 'Disable, then remove from company',
  delete: 'Disable, then delete',
}

export const groupsWords: Words = {
  title: 'Remove from groups',
  consequence:
    'Leaves all groups, and with them what the groups give: shared folders, policies, applications. Happens after the account is confirmed disabled.',
  undo: 'Can be undone: the journal keeps which groups they were.',
}

/** What the Enterprise API cannot do, so that a person has to, in LastPass' own console. */
export const consoleWords = {
  'end-sessions': {
    title: 'End open sessions',
    sentence:
      'Disabling stops the next login, not a session that is open. The API cannot end sessions: open the person in LastPass’ own console and choose to destroy all sessions.',
    page: 'users-console',
  },
  'transfer-vault': {
    title: 'Transfer the vault',
    sentence:
      'What is only in the person’s own vault can be handed over by a super admin in LastPass’ own console, where the policy for it was on before. The API cannot. Do this before removing or deleting.',
    page: 'users-console',
  },
  'hand-over-folders': {
    title: 'Make somebody else administrator of the shared folders',
    sentence:
      'The API cannot change rights in shared folders. Give them to somebody who stays, in LastPass’ own console, while the account is still there.',
    page: 'shared-folders-console',
  },
} as const satisfies Readonly<Record<string, { title: string; sentence: string; page: string }>>

/** Days after which an account is looked at again. */
export const checkDays = [1, 7, 30] as const

/** The choices that a seat has, each with its consequence. */
export function choicesFor(allowed: ReadonlySet<ChangeKind>) {
  const may = (kind: ChangeKind) => ({
    allowed: allowed.has(kind),
    why: allowed.has(kind) ? null : 'This workstation’s seat does not allow it. An admin seat can do it.',
  })
  return {
    actions: (['disable', 'remove', 'delete'] as const).map((action) => {
      const first = may('disable')
      return { action, ...actionWords[action], ...(first.allowed ? may(action) : first) }
    }),
    groups: { ...groupsWords, ...may('groups') },
    console: Object.entries(consoleWords).map(([step, words]) => ({
      step: step as keyof typeof consoleWords,
      ...words,
    })),
    checkDays: [...checkDays],
  }
}
