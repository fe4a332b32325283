import { z } from 'zod'
import { act, adminOnly } from '../../call.ts'
import { tenantColours } from '../../lists.ts'
import { Tenant, TenantId } from '../../model.ts'
import { cleanPasted } from '../../pasted.ts'

/** CID: LastPass' account number, digits only. */
const Cid = z
  .string()
  .max(500)
  .refine((given) => /^\d{1,12}$/.test(cleanPasted(given).text), 'The account number (CID) has digits only.')
/** As it was copied: what never belongs in a hash is taken out before it is used, and told in the answer's `notes`. */
const Hash = z
  .string()
  .max(1000)
  .refine((given) => cleanPasted(given).text.length >= 8, 'The provisioning hash is longer than that.')
  .refine((given) => cleanPasted(given).text.length <= 512, 'The provisioning hash is shorter than that.')
/** A company that was connected; `notes`: what of the entries was left out, as sentences. */
const Connected = Tenant.extend({ notes: z.array(z.string()) })
const Label = z.string().trim().min(1).max(60)
const Colour = z.enum(tenantColours)

export const tenantCalls = {
  /** Checks the pair by a real call, then keeps it in the keychain. Nothing is saved when the check fails. */
  'tenants.connect': act(
    () =>
      z.strictObject({
        cid: Cid,
        hash: Hash,
        label: Label,
        colour: Colour.default('blue'),
        baseUrl: z.string().trim().max(300).default('https://lastpass.com/enterpriseapi.php'),
        timeZone: z.string().max(60).default('US/Eastern'),
      }),
    Connected,
    adminOnly,
  ),
  /** Opens the made-up company, creating it the first time. */
  'tenants.openDemo': act(
    () =>
      z.strictObject({
        people: z.int().min(20).max(100_000).default(2000),
        seed: z.int().min(0).max(1_000_000).default(1),
      }),
    Tenant,
  ),
  'tenants.switch': act(() => z.strictObject({ id: TenantId }), Tenant),
  /** Enters a new provisioning hash for a tenant, after checking it. */
  'tenants.reconnect': act(() => z.strictObject({ id: TenantId, hash: Hash }), Connected, adminOnly),
  'tenants.update': act(
    () =>
      z.strictObject({
        id: TenantId,
        label: Label.optional(),
        colour: Colour.optional(),
        timeZone: z.string().max(60).optional(),
        /** Cuts the line to the made-up company, or puts it back; `invalid` for any other company. */
        cutOff: z.boolean().optional(),
      }),
    Tenant,
    adminOnly,
  ),
  /** Wipes the tenant's databases and its keychain entries; `label` repeats the tenant's label. */
  'tenants.remove': act(
    () => z.strictObject({ id: TenantId, label: z.string() }),
    () => z.object({}),
    adminOnly,
  ),
}
