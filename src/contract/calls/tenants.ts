import { z } from 'zod'
import { act, adminOnly } from '../call.ts'
import { tenantColours } from '../lists.ts'
import { Tenant, TenantId } from '../model.ts'

/** CID: LastPass' account number, digits only. */
const Cid = z
  .string()
  .trim()
  .regex(/^\d{1,12}$/, 'The account number (CID) has digits only.')
const Hash = z.string().trim().min(8, 'The provisioning hash is longer than that.').max(512)
const Label = z.string().trim().min(1).max(60)
const Colour = z.enum(tenantColours)

export const tenantCalls = {
  /** Checks the pair by a real call, then keeps it in the keychain. Nothing is saved when the check fails. */
  'tenants.connect': act(
    z.strictObject({
      cid: Cid,
      hash: Hash,
      label: Label,
      colour: Colour.default('blue'),
      baseUrl: z.string().trim().max(300).default('https://lastpass.com/enterpriseapi.php'),
      timeZone: z.string().max(60).default('US/Eastern'),
    }),
    Tenant,
    adminOnly,
  ),
  /** Opens the made-up company, creating it the first time. */
  'tenants.openDemo': act(
    z.strictObject({
      people: z.int().min(20).max(100_000).default(2000),
      seed: z.int().min(0).max(1_000_000).default(1),
    }),
    Tenant,
  ),
  'tenants.switch': act(z.strictObject({ id: TenantId }), Tenant),
  /** Enters a new provisioning hash for a tenant, after checking it. */
  'tenants.reconnect': act(z.strictObject({ id: TenantId, hash: Hash }), Tenant, adminOnly),
  'tenants.update': act(
    z.strictObject({
      id: TenantId,
      label: Label.optional(),
      colour: Colour.optional(),
      timeZone: z.string().max(60).optional(),
    }),
    Tenant,
    adminOnly,
  ),
  /** Wipes the tenant's databases and its keychain entries; `label` repeats the tenant's label. */
  'tenants.remove': act(z.strictObject({ id: TenantId, label: z.string() }), z.object({}), adminOnly),
}
