import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openTenant, type TestTenant } from '../../harness/application.ts'

let tenant: TestTenant
beforeEach(async () => {
  tenant = await openTenant()
})
afterEach(() => tenant.close())

describe('settings', () => {
  it('keep every other choice when one is made', async () => {
    const tables = { users: { order: ['username'], hidden: [], pinned: [], widths: { username: 300 } } }
    await tenant.call('settings.set', { theme: 'dark' })
    await tenant.call('settings.set', { tables })
    await tenant.call('settings.set', { timeoutSeconds: 300 })
    await tenant.call('settings.set', { density: 'comfortable' })
    expect(await tenant.call('settings.get', {})).toMatchObject({
      theme: 'dark',
      tables,
      timeoutSeconds: 300,
      density: 'comfortable',
      refreshMinutes: 60,
      auditMinutes: 15,
    })
  })

  it('take no choice that there is none of', async () => {
    expect(await tenant.refused('settings.set', { theme: 'dark', colour: 'red' })).toMatchObject({ code: 'invalid' })
    expect(await tenant.call('settings.get', {})).toMatchObject({ theme: 'system' })
  })
})

describe('diagnostics', () => {
  it('say counts in words, and nobody’s name or address', async () => {
    await tenant.call('directory.sync', {})
    const { text } = await tenant.call('app.diagnostics', {})
    expect(text).toContain('Counts: 120 users, ')
    const { rows } = await tenant.call('users.page', { limit: 500 })
    for (const { username } of rows) expect(text).not.toContain(username)
  })
})
