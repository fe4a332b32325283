import type { callsOf } from '../harness/application.ts'

type Call = ReturnType<typeof callsOf>['call']

/** What a person makes in the files beside the journal: rules, drafts, people who are to come, what was said of scores and events. */
export async function fillStores(call: Call, names: readonly string[], now: number): Promise<void> {
  const [first = '', second = ''] = names
  await call('joiners.setFacts', { username: first, facts: { department: 'Sales', startDate: '2031-12-24' } })
  await call('joiners.setFacts', { username: second, facts: { department: 'Support', manager: 'Robin Example' } })
  const groups = (await call('groups.page', { limit: 5 })).rows.map(({ name }) => name)
  await call('joiners.saveSettings', {
    seats: 70,
    departments: [{ name: 'Sales', groups: groups.slice(0, 2) }],
    domains: { added: ['example.org'], removed: [] },
  })
  await call('joiners.planPerson', {
    fields: { username: 'to.come@example.com', firstName: 'Robin', lastName: 'Tocome', startDate: '2031-12-24' },
    groups: groups.slice(0, 1),
    waits: true,
  })
  await call('groups.saveDraft', {
    items: names.slice(0, 2).map((username) => ({ username, group: 'Everybody', member: true, id: null })),
  })
  await call('groups.setOwner', { name: groups[1] ?? '', owner: 'directory' })
  await call('scores.set', { threshold: 61, target: { value: 80, by: '2031-01-31' } })
  await fillAudit(call, now)
  await fillReviews(call, groups)
  await call('snapshots.write', { people: 'hidden', expires: 30 })
  await call('streams.add', {
    ...{ name: 'Archive', categories: null, from: 'beginning' },
    receiver: { kind: 'file' },
  })
  await call('hash.saveUse', { name: 'Directory connector', kind: 'tool', note: 'in the cellar' })
}

/** Events of a fortnight, an action in another category, a network with a name, a muted finding. */
async function fillAudit(call: Call, now: number): Promise<void> {
  await call('audit.fetch', { from: new Date(now - 14 * 86_400_000).toISOString() })
  await call('findings.setRule', { rule: 'failed-logins', on: false })
  await call('audit.categorise', { action: 'Log in', category: 'admin' })
  await call('audit.setNetworks', { networks: [{ name: 'Head office', ranges: ['192.0.2.0/24', '198.51.100.7'] }] })
  const { rows } = await call('findings.page', { limit: 1 })
  if (rows[0] !== undefined) await call('findings.mute', { key: rows[0].key, reason: 'A drill' })
}

/** A review that is under way, and one that was signed. */
async function fillReviews(call: Call, groups: readonly string[]): Promise<void> {
  for (const [at, group] of groups.slice(0, 2).entries()) {
    const { review, lines } = await call('reviews.start', { scope: { group } })
    const all = Array.from({ length: lines }, (_, line) => line)
    if (all.length === 0) continue
    await call('reviews.decide', { review, lines: at === 0 ? all : [0], decision: 'keep' })
    if (at === 0) await call('reviews.sign', { review, name: 'Robin Example' })
  }
}
