import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { AttentionLine } from '../../../../src/contract/calls/scores.ts'
import type { App } from '../../../../src/main/app.ts'
import { queryClient } from '../../../../src/renderer/lib/application/queries.ts'
import { unknownWords } from '../../../../src/renderer/screens/overview/attention/attention-rows.ts'
import { openTenant, type TestTenant } from '../../../harness/application.ts'
import { bridgeTo } from '../../bridge.ts'
import { openPage, type TestPage } from '../../dom.tsx'
import { settledText, untilSettled } from '../../screen.tsx'

// Overview and Scores over a real application: what each part says, and that a part which cannot be read says so.
let page: TestPage
let tenant: TestTenant
let refused: string | null = null
const asked = new Set<string>()
/** What the frame reads, and says something of: how long changes are on, and what is drafted. */
const frame = [
  ...['app.state', 'seats.state', 'settings.get', 'views.list', 'directory.status', 'writing.state'],
  'groups.draft',
]
const failed = /The database could not be read\.|what was read of them could not be opened/

beforeAll(async () => {
  tenant = await openTenant({ people: 60 })
  await tenant.call('directory.sync', {})
  const through: Pick<App, 'call' | 'listen'> = {
    call: ((name: string, input: unknown, options: never) => {
      asked.add(name)
      return name === refused
        ? Promise.resolve({ ok: false, failure: { code: 'storage', message: 'The database could not be read.' } })
        : tenant.app.call(name, input, options)
    }) as App['call'],
    listen: (listener) => tenant.app.listen(listener),
  }
  bridgeTo(through)
  page = await openPage()
}, 60_000)
afterEach(() => {
  refused = null
  queryClient.clear()
})
afterAll(async () => {
  await page.close()
  await tenant.close()
})

const settled = (address: string): Promise<string> => settledText(page, address)

test.each(['/overview', '/scores'])(
  '%s says so of each read that fails alone',
  async (address) => {
    asked.clear()
    await settled(address)
    const reads = [...asked].filter((name) => !frame.includes(name))
    const silent: string[] = []
    const again = async (name: string) => {
      await queryClient.resetQueries({ predicate: ({ queryKey }) => queryKey[0] === name })
      await untilSettled(page)
    }
    for (const name of reads) {
      refused = name
      await again(name)
      if (!failed.test(page.text())) silent.push(name)
      const boxed = [...page.document.querySelectorAll('[data-code="storage"]')]
      if (boxed.some((box) => ![...box.querySelectorAll('button')].some((one) => one.textContent === 'Try again')))
        silent.push(`${name}, with no way to try again`)
      refused = null
      await again(name)
      expect(page.text()).not.toMatch(failed)
    }
    expect(silent).toEqual([])
  },
  120_000,
)

test('the words beside scores go by the thresholds of the company', async () => {
  const badges = async () =>
    [...new Set((await settled('/scores')).match(/(?<=\.(com|org|net))(low|fair|good)(?=\d)/g) ?? [])].sort()
  expect(await badges()).toContain('low')
  await tenant.call('scores.set', { threshold: 1, goodAbove: 1.5 })
  queryClient.clear()
  expect(await badges()).toContain('good')
  expect(await badges()).not.toContain('fair')
  expect(await settled('/overview')).toContain('of 100good')
  await tenant.call('scores.set', { threshold: 50, goodAbove: 75 })
})

test('what would lift the average, and the lowest scores, are of the department that was picked', async () => {
  const { rows } = await tenant.call('scores.scopes', { kind: 'department' })
  const name = rows.find(({ below }) => below > 0)?.name ?? ''
  const { belowGoal } = await tenant.call('scores.lift', { department: name })
  const said = await settled(`/scores?kind=department&pick=${encodeURIComponent(JSON.stringify([name]))}`)
  expect(said).toContain(`What would lift the average of ${name} most`)
  expect(said).toContain(`Lowest scores in ${name}`)
  const people = belowGoal.people === 1 ? '1 person' : `${belowGoal.people} people`
  expect(said).toContain(`show ${people} below 50`)
  const links = [...page.document.querySelectorAll('a')].filter((one) => one.textContent?.startsWith('show '))
  expect(links.length).toBe(2)
  for (const link of links)
    expect(decodeURIComponent(link.getAttribute('href') ?? '')).toContain(`"values":["${name}"]`)
})

test('what is not known is not called in order', () => {
  const line = (id: AttentionLine['id'], of: number, more: Partial<AttentionLine> = {}) => ({
    id,
    count: 0,
    of,
    ...more,
  })
  expect(unknownWords(line('weak-master-password', 0), true)).toContain('nobody’s strength')
  expect(unknownWords(line('low-score', 0), true)).toContain('nobody has a score')
  expect(unknownWords(line('sole-admin-folders', 0), false)).toContain('did not give the shared folders')
  expect(unknownWords(line('invited-long-ago', 3, { undated: 2 }), true)).toContain('2 of 3')
  for (const known of [line('weak-master-password', 4), line('sole-admin-folders', 0), line('admins-without-mfa', 0)])
    expect(unknownWords(known, true)).toBe(null)
})
