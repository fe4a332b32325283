import type { StoredUser } from '../directory/stored/records.ts'

/** Attributes that directory connectors write when they provision somebody. */
const connectorAttributes =
  /^(objectguid|objectsid|object_?id|distinguishedname|dn|samaccountname|userprincipalname|upn|immutableid|externalid|external_id|scim_?id|azuread_?id|entra_?id|okta_?id|ldap_?dn|source|provisionedby)$/i

/** Whether a group has a name as directories give it. */
export const namedByDirectory = (group: string): boolean =>
  /^(?:CN|OU)=|\((?:scim|azure ad|entra|okta|ad)\)\s*$/iu.test(group)

/**
 * Whether a directory (SCIM, Active Directory connector) seems to own an account, with the signs that were seen.
 * LastPass' interface does not say it; the absence of signs proves nothing.
 */
export function directorySigns(user: StoredUser): { likely: 'likely' | 'no-sign'; signs: string[] } {
  const signs: string[] = []
  for (const name of Object.keys(user.attributes)) {
    if (connectorAttributes.test(name))
      signs.push(`The account has the attribute "${name.slice(0, 60)}", which directory connectors write.`)
  }
  const groups = user.groups.filter(namedByDirectory)
  if (groups.length > 0) signs.push(`The group "${groups[0]?.slice(0, 100)}" has a name as directories give it.`)
  return { likely: signs.length > 0 ? 'likely' : 'no-sign', signs: signs.slice(0, 10) }
}
