/** Where a locked seat is kept. */
export const seatName = 'workstation/seat'
/** Where the key is kept by which this workstation signs. */
export const signingKeyName = 'workstation/signing-key'

/** The entries of a tenant that opening it reads. */
export const companyNames = (id: string) => ({
  hash: `${id}/provisioning-hash`,
  key: `${id}/database-key`,
  /** Seals the journal's lines. */
  journal: `${id}/journal-secret`,
  /** The journal's last line as last noted. */
  journalHead: `${id}/journal-head`,
})

/** What a start reads, in its order; `company`: the tenant that was open last. */
export function startNames(company: string | null): string[] {
  if (company === null) return [seatName]
  const { key, hash, journal, journalHead } = companyNames(company)
  return [seatName, key, hash, journal, journalHead, signingKeyName]
}

/** The name of the entry for the secrets of one of a tenant's streams, by its place from 1. */
export const streamSecretName = (tenant: string, slot: number): string => `${tenant}/stream-${slot}`
