import { describe, expect, it } from 'vitest'
import { damagedDirectory } from '../../harness/damaged-directory.ts'

// A shared folder whose record on disk is not as it was written hides alone, and that is told.

const { demo, calls, start, openFile, tamper } = damagedDirectory()

const altered = `UPDATE folders SET json = replace(json, '"name":"', '"name":"x') WHERE n = 2`

/** The folder of the second row, the number of all, and somebody who is in it. */
async function second() {
  const { call } = calls()
  const { rows, total } = await call('folders.page', { limit: 500 })
  const store = await openFile()
  const { id } = store.prepare('SELECT id FROM folders WHERE n = 2').get() as { id: string }
  store.close()
  const folder = rows.find((row) => row.id === id)
  if (folder === undefined) throw new Error('it is not in the list')
  const [member] = (await call('folders.get', { id, limit: 500 })).rows
  return { folder, rows, total, username: member?.username ?? '' }
}
const said = async () => (await calls().call('errors.page', {})).rows.map(({ message }) => message)

describe('a shared folder whose record is damaged', () => {
  it.each([
    ['altered', altered],
    ['cut off', 'UPDATE folders SET json = substr(json, 1, 20) WHERE n = 2'],
    [
      'no text any more',
      "UPDATE folders SET json = CAST(substr(CAST(json AS BLOB), 1, 20) || x'ff' || substr(CAST(json AS BLOB), 22) AS TEXT) WHERE n = 2",
    ],
    ['under another number', "UPDATE folders SET id = 'x' || id WHERE n = 2"],
    ['cut off, by an older version', 'UPDATE folders SET json = substr(json, 1, 20), sum = NULL WHERE n = 2'],
  ])('%s: hides alone, is told by name, and is mended by the next refresh', async (_, sql) => {
    const { folder, rows, total, username } = await second()
    const seen = (await calls().call('directory.history', { limit: 500 })).total
    await tamper(sql)
    const { call, refused } = await start()
    expect((await call('folders.page', { limit: 500 })).total).toBe(total)
    for (const { id } of rows.filter((row) => row.id !== folder.id)) await call('folders.get', { id, limit: 500 })
    await call('users.get', { username })
    for (let n = 0; n < 2; n++)
      expect(await refused('folders.get', { id: folder.id, limit: 500 })).toMatchObject({
        code: 'storage',
        message: expect.stringContaining(folder.name),
      })
    expect((await said()).filter((message) => message.includes(folder.name))).toHaveLength(1)
    expect((await call('app.state', {})).storeProblems).toEqual([])
    expect((await call('directory.history', { limit: 500 })).total).toBe(seen)
    await call('directory.sync', {})
    expect((await call('folders.get', { id: folder.id, limit: 500 })).folder).toMatchObject({ name: folder.name })
    expect((await call('folders.page', { limit: 500 })).rows).toEqual(rows)
    // Of what it was before, nothing is said to have changed.
    expect((await call('directory.history', { limit: 500 })).total).toBe(seen)
  })

  it('is left out of an index that is made without it, and that is told, at the next start too', async () => {
    const { folder, total, username } = await second()
    await tamper(altered, 'DELETE FROM columns')
    for (let n = 0; n < 2; n++) {
      const { call } = await start()
      expect((await call('folders.page', { limit: 500 })).total).toBe(total - 1)
      await call('users.get', { username })
      expect(await said()).toContainEqual(expect.stringContaining('1 shared folder could not be read'))
    }
    const { call } = calls()
    await call('directory.sync', {})
    expect((await call('folders.page', { limit: 500 })).rows.map(({ name }) => name)).toContain(folder.name)
  })

  it('is not told otherwise of the days before than it was', async () => {
    const { folder, username } = await second()
    const { call } = calls()
    const from = new Date(Date.now() - 1000).toISOString()
    demo().edit.removeFromFolder(folder.id, username)
    await call('directory.sync', {})
    const asked = { from, to: new Date(Date.now() + 60_000).toISOString() }
    expect((await call('access.diff', asked)).rows).toMatchObject([{ username, folder: folder.id, after: null }])
    await tamper(`UPDATE folder_states SET json = replace(json, '@', '@x')`)
    const { refused } = await start()
    expect(await refused('access.diff', asked)).toMatchObject({ code: 'storage' })
  })
})
