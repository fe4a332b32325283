import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { Refusal } from '../../../src/contract/failure.ts'
import { createDirectory } from '../../../src/main/directory/directory.ts'
import { buildColumns } from '../../../src/main/directory/index/build.ts'
import { createDraft } from '../../../src/main/directory/index/column-builder.ts'
import { encode } from '../../../src/main/directory/stored/user-codec.ts'
import type { LastPass } from '../../../src/main/lastpass/client.ts'
import { directoryMigrations } from '../../../src/main/store/migrations/directory.ts'
import { openStore } from '../../../src/main/store/open.ts'
import type { Writer } from '../../../src/main/writer/client.ts'
import { temporaryFolder } from '../../harness/application.ts'
import { person } from './people-data.ts'

const home = temporaryFolder()
const store = openStore({
  file: join(home, 'directory.db'),
  key: '0f'.repeat(32),
  migrations: directoryMigrations,
  durability: 'normal',
})
afterAll(() => {
  store.close()
  rmSync(home, { recursive: true, force: true })
})

it('a record that cannot be read has the next refresh write all of them anew, and not only look whether LastPass gives the same', async () => {
  const user = person({ username: 'ann@example.com' })
  const draft = createDraft()
  draft.add(user)
  const put = (json: string) =>
    store.prepare("INSERT OR REPLACE INTO users (n, identity, json) VALUES (1, '1', ?)").run(json)
  put(encode(user))
  const whole: boolean[] = []
  const directory = createDirectory({
    reader: store,
    damaged: () => new Error('damaged'),
    writer: {
      ask: async (operation: string, ask: { whole: boolean }) => {
        if (operation === 'begin') whole.push(ask.whole)
        throw new Refusal('offline', 'The thread is not there.')
      },
    } as unknown as Writer,
    opened: { meta: null, columns: buildColumns(draft, [1], [], []) },
    lastpass: () => ({}) as LastPass,
    zone: () => 'UTC',
    now: () => 0,
    noteError: () => {},
    online: () => true,
    announce: () => {},
  })
  await expect(directory.sync(false)).rejects.toThrow()
  put('[]')
  expect(directory.reads.lookup(['ann@example.com'])[0]).toEqual([])
  expect(directory.reads.isUnreadable('ann@example.com')).toBe(true)
  await expect(directory.sync(false)).rejects.toThrow()
  expect(whole).toEqual([false, true])
})
