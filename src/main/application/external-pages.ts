import type { externalPages } from '../../contract/calls/app.ts'

/** A page of LastPass' own that a person can be sent to. */
export type ExternalPage = (typeof externalPages)[number]

const console = 'https://admin.lastpass.com/'
const help = (topic: string) =>
  `https://support.lastpass.com/s/document-item?language=en_US&bundleId=lastpass&topicId=LastPass/${topic}.html&_LANG=enus`

/**
 * Where each page is. The console's own addresses for people and shared folders are not documented, so those two open its
 * start page.
 */
export const pageAddresses: Readonly<Record<ExternalPage, string>> = {
  'admin-console': console,
  'users-console': console,
  'shared-folders-console': console,
  'enterprise-api': `${console}advanced/enterpriseApi`,
  'api-help': help('use-provisioning-api'),
  'create-hash-help': help('t_cid_and_hash_locate'),
}
