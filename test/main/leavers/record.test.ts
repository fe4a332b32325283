import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterEach, describe, expect, it } from 'vitest'
import { writeWhole } from '../../../src/main/files/save.ts'
import { hoursBetween } from '../../../src/main/leavers/record/record.ts'
import { escapeHtml } from '../../../src/main/text/markup/escape-html.ts'
import { openTenant, type TestTenant, temporaryFolder } from '../../harness/application.ts'
import { fc } from '../../harness/properties.ts'

let tenant: TestTenant
afterEach(() => tenant?.close())

async function left(printPdf?: (html: string) => Promise<Uint8Array>) {
  const out = temporaryFolder()
  tenant = await openTenant(
    {},
    {
      writing: true,
      saveFile: async (name, fill) => {
        const path = join(out, name)
        await writeWhole(path, fill)
        return path
      },
      ...(printPdf === undefined ? {} : { printPdf }),
    },
  )
  tenant.demo.edit.addUser('last@example.com', {
    fullname: '<img src=x onerror=alert(1)> & "Co"',
    groups: ['=cmd|calc'],
  })
  await tenant.call('directory.sync', {})
  const { batch } = await tenant.call('leavers.start', {
    usernames: ['last@example.com'],
    reason: 'Left the company',
    ticket: 'HR-1',
    requestedBy: 'Rosa Example',
    requestedAt: new Date(Date.now() - 2 * 3_600_000).toISOString(),
  })
  const { job } = await tenant.call('leavers.apply', { batch })
  await tenant.call('jobs.wait', { job, timeoutMs: 10_000 })
  return { out, batch }
}

describe('the record', () => {
  it('says who asked, who did it, when, how late, and how it was verified', async () => {
    const { out, batch } = await left()
    const saved = await tenant.call('leavers.record', { batch, format: 'json' })
    const record = JSON.parse(readFileSync(join(out, saved.file ?? ''), 'utf8')) as {
      leavers: Record<string, unknown>[]
    }
    expect(record.leavers).toHaveLength(1)
    expect(record.leavers[0]).toMatchObject({
      username: 'last@example.com',
      requestedBy: 'Rosa Example',
      ticket: 'HR-1',
      reason: 'Left the company',
      hoursFromRequest: 2,
      hoursFromStart: 0,
      groupsBefore: ['=cmd|calc'],
      verified: expect.stringContaining('read again from LastPass and was disabled'),
      operator: expect.stringContaining(' at '),
    })
    expect(readdirSync(out)).toEqual([saved.file])
    const csv = await tenant.call('leavers.record', { batch, format: 'csv' })
    const [line] = parse(readFileSync(join(out, csv.file ?? ''), 'utf8'), { bom: true, columns: true }) as Record<
      string,
      string
    >[]
    expect(line).toMatchObject({
      'user name': 'last@example.com',
      'groups before': "'=cmd|calc",
      'hours from request': '2',
    })
  })

  it('is printed as a page in which no name is markup, and not by the tool', async () => {
    let printed = ''
    const { out, batch } = await left(async (html) => {
      printed = html
      return Buffer.from('%PDF-1.7 made')
    })
    const saved = await tenant.call('leavers.record', { batch, format: 'pdf' })
    expect(readFileSync(join(out, saved.file ?? ''), 'utf8')).toBe('%PDF-1.7 made')
    expect(printed).not.toContain('<img')
    expect(printed).toContain('&#60;img src=x onerror=alert(1)&#62; &#38; &#34;Co&#34;')
    expect(printed).toContain("default-src 'none'")
    // The zone is said once, in the head: in a narrow column it would stand on a line of its own.
    const [head = '', rows = ''] = printed.split('</h2>', 2).length === 2 ? printed.split(/<section>/) : []
    expect(head).toContain('All times are UTC.')
    expect(rows).toContain('class="time"')
    expect(rows.replace(/<td>Undo[^<]*<\/td>/g, '')).not.toContain('UTC')
    expect(printed).toContain('.time { white-space: nowrap }')
    await tenant.close()
    const second = await left()
    expect(await tenant.refused('leavers.record', { batch: second.batch, format: 'pdf' })).toMatchObject({
      code: 'not-allowed',
    })
  })

  it('leaves no letter with which markup could begin or end', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(escapeHtml(text)).not.toMatch(/[^\P{Cc}\t\n\r]|[\u2028-\u202e\u2066-\u2069]/u)
        expect(escapeHtml(text)).not.toMatch(/[<>"']|&(?!#\d+;)/)
      }),
    )
  })

  it('counts hours only where both ends are known', () => {
    expect(hoursBetween('2026-11-20T10:00:00Z', '2026-11-20T11:30:00Z')).toBe(1.5)
    expect(hoursBetween(null, '2026-11-20T11:30:00Z')).toBeNull()
  })
})
