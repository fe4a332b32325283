/** Under which name the keychain has the passphrase of a tenant's scheduled snapshots. */
export const passphraseName = (tenant: string): string => `${tenant}/snapshot-passphrase`
