/** The name of the entry for the secrets of one of a tenant's streams, by its place from 1. */
export const streamSecretName = (tenant: string, slot: number): string => `${tenant}/stream-${slot}`
