// Plain values, without schemas: the page needs them at every start, and main's schemas never.

/** What kind of thing an audit event is about, as its action says. */
export const auditCategories = [
  'login', // somebody logged in, or tried to
  'vault', // an item was used, added, changed or exported
  'folder', // shared folders and who is in them
  'admin', // what administrators did to accounts, groups and settings
  'policy', // policies of the company
  'lifecycle', // accounts that were made, invited, disabled, deleted
  'api', // requests through the Enterprise API
  'other', // actions that nobody has sorted yet
] as const
export type AuditCategory = (typeof auditCategories)[number]

/** What audit events can be counted by. `target`: whom or what an event names. */
export const auditFacets = ['category', 'action', 'username', 'ip', 'target'] as const
export type AuditFacet = (typeof auditFacets)[number]

/** What addresses can be counted by: the network that an admin named ('': none of them), and the country by a database. */
export const auditPlaces = ['network', 'country'] as const
export type AuditPlace = (typeof auditPlaces)[number]
/** Everything that audit events can be counted by. */
export type AuditField = AuditFacet | AuditPlace

/** What an evidence pack can be made of: LastPass' events, and for "access review" the decisions of reviews that were signed. */
export const evidenceControls = [
  'access removal',
  'privileged access',
  'authentication',
  'policy change',
  'access review',
] as const
export type EvidenceControl = (typeof evidenceControls)[number]
/** Controls that are proved by LastPass' events. */
export type EventControl = Exclude<EvidenceControl, 'access review'>
