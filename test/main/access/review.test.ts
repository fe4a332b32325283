import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkReviewFile } from '../../../src/main/access/review/review-file.ts'
import { openTenant, type TestTenant } from '../../harness/application.ts'

let tenant: TestTenant
let folder: string
const people = ['ann', 'ben', 'cam', 'dee'].map((name) => `${name}@example.com`)
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'provost-review-'))
  tenant = await openTenant(
    { people: 30 },
    {
      writing: true,
      saveFile: async (name, write) => {
        const file = await open(join(folder, name), 'w')
        await write(file)
        await file.close()
        return join(folder, name)
      },
    },
  )
  const { edit } = tenant.demo
  edit.createGroup('Crew')
  for (const username of people) {
    edit.addUser(username, { fullname: `${username.slice(0, 3)} Crewe` })
    edit.addToGroup(username, 'Crew')
  }
  await tenant.call('directory.sync', {})
})
afterEach(async () => {
  await tenant.close()
  rmSync(folder, { recursive: true, force: true })
})
const start = async () => (await tenant.call('reviews.start', { scope: { group: 'Crew' } })).review
const lineOf = async (review: string, username: string) => {
  const { rows } = await tenant.call('reviews.get', { review, limit: 500 })
  return rows.find((row) => row.username === username)?.line ?? -1
}

describe('an access review', () => {
  it('is decided line by line, signed off, planned, and told of by the journal and a file', async () => {
    const review = await start()
    const before = await tenant.call('reviews.get', { review, limit: 500 })
    expect(before).toMatchObject({ open: 4, intact: null, total: 4, title: 'Members of “Crew”' })
    const ben = await lineOf(review, 'ben@example.com')
    expect(await tenant.refused('reviews.decide', { review, lines: [ben], decision: 'remove' })).toMatchObject({
      code: 'invalid',
      path: 'reason',
    })
    await tenant.call('reviews.decide', { review, lines: [ben], decision: 'remove', reason: 'Changed teams' })
    expect(await tenant.refused('reviews.sign', { review, name: 'Rae Viewer' })).toMatchObject({ code: 'invalid' })
    const others = before.rows.map(({ line }) => line).filter((line) => line !== ben)
    expect(await tenant.call('reviews.decide', { review, lines: others, decision: 'keep' })).toEqual({ open: 0 })
    // What was shown stays, whatever LastPass has meanwhile.
    tenant.demo.edit.rename('cam@example.com', 'Cam Other')
    await tenant.call('directory.sync', {})
    const { sha256 } = await tenant.call('reviews.sign', { review, name: 'Rae Viewer' })
    const after = await tenant.call('reviews.get', { review, limit: 500 })
    expect(after).toMatchObject({ intact: true, sha256, signedBy: 'Rae Viewer', kept: 3, removed: 1 })
    expect(after.rows.find(({ username }) => username === 'cam@example.com')?.fullname).toBe('cam Crewe')
    expect(await tenant.refused('reviews.decide', { review, lines: [0], decision: 'keep' })).toMatchObject({
      code: 'conflict',
    })
    expect(await tenant.refused('reviews.discard', { review })).toMatchObject({ code: 'conflict' })
    const { rows: lines } = await tenant.call('journal.page', { kind: 'access-review', limit: 10 })
    expect(lines[0]?.data).toMatchObject({ review, sha256, kept: 3, removed: 1, signedBy: 'Rae Viewer' })

    const { plan, rows, byHand } = await tenant.call('reviews.plan', { review, limit: 100 })
    expect(rows.map(({ change }) => change)).toEqual([
      { kind: 'groups', username: 'ben@example.com', add: [], remove: ['Crew'] },
    ])
    expect(byHand).toEqual([])
    const { job } = await tenant.call('changes.apply', { plan })
    await tenant.call('jobs.wait', { job, timeoutMs: 10_000 })
    expect((await tenant.call('users.get', { username: 'ben@example.com' })).groups).not.toContain('Crew')

    const { path } = await tenant.call('reviews.export', { review, format: 'record' })
    const text = readFileSync(path ?? '', 'utf8')
    expect(checkReviewFile(text)).toMatchObject({ valid: true, reason: null })
    for (let at = 0; at < text.length; at += Math.ceil(text.length / 200)) {
      const altered = `${text.slice(0, at)}${text[at] === 'x' ? 'y' : 'x'}${text.slice(at + 1)}`
      expect([at, checkReviewFile(altered).valid]).toEqual([at, false])
    }
    expect(checkReviewFile(`${text} `).valid).toBe(false)
    const table = await tenant.call('reviews.export', { review, format: 'csv' })
    expect(readFileSync(table.path ?? '', 'utf8')).toContain('Changed teams')
  })

  it('of a department has a line for each group of each person', async () => {
    tenant.demo.edit.set('ann@example.com', { attribs: { Department: 'Rigging' } })
    await tenant.call('directory.sync', {})
    const { review } = await tenant.call('reviews.start', { scope: { department: 'Rigging' } })
    const { rows } = await tenant.call('reviews.get', { review, limit: 10 })
    expect(rows.map(({ username, access }) => [username, access])).toEqual([['ann@example.com', 'Crew']])
  })

  it('of a folder takes away what comes through groups, and names what only a person can take away', async () => {
    const { rows: folders } = await tenant.call('folders.page', { limit: 50 })
    const folder = folders.find(({ deleted, members }) => !deleted && members > 1)
    tenant.demo.edit.addToFolder(folder?.id ?? '', 'ann@example.com')
    await tenant.call('directory.sync', {})
    const { review, lines } = await tenant.call('reviews.start', { scope: { folder: folder?.id ?? '' } })
    const all = Array.from({ length: lines }, (_, line) => line)
    await tenant.call('reviews.decide', { review, lines: all, decision: 'keep' })
    const ann = await lineOf(review, 'ann@example.com')
    await tenant.call('reviews.decide', { review, lines: [ann], decision: 'remove', reason: 'Not needed' })
    await tenant.call('reviews.sign', { review, name: 'Rae Viewer' })
    expect((await tenant.refused('reviews.plan', { review })).message).toContain('console (1)')
  })

  it('refuses what is not there, and what has nobody', async () => {
    expect(await tenant.refused('reviews.start', { scope: { group: 'crew' } })).toMatchObject({ code: 'not-found' })
    expect(await tenant.refused('reviews.start', { scope: { folder: '0' } })).toMatchObject({ code: 'not-found' })
    expect(await tenant.refused('reviews.get', { review: 'none' })).toMatchObject({ code: 'not-found' })
    const review = await start()
    expect(await tenant.refused('reviews.decide', { review, lines: [99], decision: 'keep' })).toMatchObject({
      code: 'invalid',
    })
    expect(await tenant.refused('reviews.export', { review, format: 'record' })).toMatchObject({ code: 'invalid' })
    await tenant.call('reviews.discard', { review })
    expect((await tenant.call('reviews.page', {})).total).toBe(0)
  })
})
