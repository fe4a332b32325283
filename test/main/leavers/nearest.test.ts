import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTenant, type TestTenant } from '../../harness/application.ts'

let tenant: TestTenant
beforeAll(async () => {
  tenant = await openTenant({ people: 20 })
  tenant.demo.edit.addUser('anna.muster@example.com', { fullname: 'Anna Muster' })
  tenant.demo.edit.addUser('juergen.gross@example.com', { fullname: 'Jürgen Groß' })
  tenant.demo.edit.addUser('robert.smith@example.com', { fullname: 'Robert Smith' })
  tenant.demo.edit.addUser('r.smithson@example.com', { fullname: 'R. Smith' })
  await tenant.call('directory.sync', {})
  tenant.demo.edit.changeEmail('anna.muster@example.com', 'anna.meier@example.com')
  tenant.demo.edit.rename('anna.meier@example.com', 'Anna Meier')
  await tenant.call('directory.sync', {})
})
afterAll(() => tenant.close())

const nearest = async (text: string) =>
  (await tenant.call('users.nearest', { text })).rows.map(({ username, why, until }) => [username, why, until !== null])

it('offers who had the address or the name before, and says so', async () => {
  expect(await nearest('anna.muster@example.com')).toContainEqual(['anna.meier@example.com', 'former-address', true])
  expect(await nearest('Muster, Anna')).toContainEqual(['anna.meier@example.com', 'former-name', true])
})

it('offers slips and other spellings, and nobody where nobody is near', async () => {
  expect(await nearest('Jurgen Grosz')).toContainEqual(['juergen.gross@example.com', 'similar-name', false])
  expect((await nearest('juergen.gros@example.com'))[0]).toEqual([
    'juergen.gross@example.com',
    'similar-address',
    false,
  ])
  expect(await nearest('xyzzyplugh@nowhere.example')).toEqual([])
})

it('offers a slip beside a name that only fits, and a slip of one name alone', async () => {
  const people = (await nearest('Robret Smith')).map(([username]) => username)
  expect(people).toContain('r.smithson@example.com')
  expect(people).toContain('robert.smith@example.com')
  expect(await nearest('Mustre')).toEqual([])
  expect(await nearest('Meierr')).toContainEqual(['anna.meier@example.com', 'similar-name', false])
})
