import type { callsOf } from '../harness/application.ts'

type Call = ReturnType<typeof callsOf>['call']

/** What a person makes in the files beside the journal: rules, drafts, people who are to come, a muted rule. */
export async function fillStores(call: Call, names: readonly string[]): Promise<void> {
  await call('joiners.setFacts', { username: names[0] ?? '', facts: { department: 'Sales', startDate: '2026-12-24' } })
  await call('joiners.saveSettings', { seats: 70 })
  await call('groups.saveDraft', {
    items: names.slice(0, 2).map((username) => ({ username, group: 'Everybody', member: true, id: null })),
  })
  await call('scores.set', { threshold: 61 })
  await call('findings.setRule', { rule: 'failed-logins', on: false })
  await call('audit.categorise', { action: 'Log in', category: 'admin' })
}
