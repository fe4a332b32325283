import { setImmediate as turn } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'
import { openEngine } from '../../harness/session.ts'

test('a company that is closed while a refresh is saved is told of nothing that its closed files would have to keep', async () => {
  const engine = await openEngine(1000)
  const unheard = vi.fn()
  process.on('unhandledRejection', unheard)
  try {
    const { directory } = engine.session
    engine.demo.edit.addUser('new.comer@example.com', { fullname: 'New Comer' })
    const refresh = directory.sync(false)
    while (directory.status().syncing?.step !== 'saving') await turn()
    await engine.session.close()
    // What was saved is saved: the thread that writes ends only after it.
    expect(await refresh).toMatchObject({ changed: expect.anything() })
    await turn()
    expect(unheard).not.toHaveBeenCalled()
  } finally {
    process.off('unhandledRejection', unheard)
    await engine.close()
  }
})
