import { rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createApp } from '../../../src/main/app.ts'
import type { AppOptions } from '../../../src/main/ports.ts'
import { callsOf, temporaryFolder, testOptions } from '../../harness/application.ts'

/** An account as LastPass gives it; what is left out is at its plainest. */
export interface Given {
  username: string
  [field: string]: unknown
}

/** A company that a test writes down, behind real HTTP, and an application that is connected to it, whose clock the test moves. */
export async function openCompany(
  start: string,
  more: Partial<AppOptions> = {},
  account: { cid?: string; timeZone?: string } = {},
) {
  let users: Record<string, Given> = {}
  let groups: Record<string, string[]> = {}
  let invited: readonly string[] = []
  let expired: readonly { user_id: number; user_name: unknown; last_pw_change: string }[] = []
  let broken = false
  const asked: unknown[] = []
  let time = Date.parse(start)
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (part) => {
      body += part
    })
    request.on('end', () => {
      const { cmd, data } = JSON.parse(body) as {
        cmd: string
        data?: { username?: string; pageindex?: number; limit?: number; continuation_token?: string }
      }
      const first = (data?.pageindex ?? 0) === 0
      if (cmd === 'expiredmasterpwlist') asked.push(data)
      const answer =
        cmd === 'getsfdata'
          ? {}
          : cmd === 'expiredmasterpwlist'
            ? expiredPage(data)
            : {
                total: Object.keys(users).length,
                count: Object.keys(users).length,
                Users: first
                  ? Object.fromEntries(
                      Object.entries(users)
                        .filter(([, { username }]) => data?.username === undefined || data.username === username)
                        .map(([id, user]) => [
                          id,
                          {
                            fullname: '',
                            disabled: false,
                            admin: false,
                            neverloggedin: false,
                            last_login: '2026-11-01 10:00:00',
                            ...user,
                          },
                        ]),
                    )
                  : {},
                Groups: groups,
                invited,
              }
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify(answer))
    })
  })
  /** A page of the list as LastPass gives it: by its token, with how many are left. */
  function expiredPage(data: { limit?: number; continuation_token?: string } = {}) {
    const from = Number(data.continuation_token ?? 0)
    const to = from + (data.limit ?? 500)
    const remaining_item_count = Math.max(0, expired.length - to)
    return {
      status: broken ? 'Error' : 'Success',
      ...(broken ? { error: 'Not enabled for this company' } : {}),
      continuation: { ...(remaining_item_count > 0 ? { token: String(to) } : {}), remaining_item_count },
      items: expired.slice(from, to),
    }
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const home = temporaryFolder()
  const app = await createApp(
    testOptions(home, {
      now: () => time,
      once: {
        cid: '8000001',
        hash: 'f'.repeat(32),
        baseUrl: `http://127.0.0.1:${port}/enterpriseapi.php`,
        timeZone: 'US/Eastern',
        ...account,
      },
      ...more,
    }),
  )
  const calls = callsOf(app)
  return {
    app,
    ...calls,
    home,
    /** Where the company answers. */
    url: `http://127.0.0.1:${port}/enterpriseapi.php`,
    now: () => time,
    /** The day of the clock on the company's calendar, as far as the tests' hours go. */
    today: () => new Date(time).toISOString().slice(0, 10),
    /** Gives the company these accounts by number, and these groups. */
    has(next: Record<string, Given>, memberships: Record<string, string[]> = {}) {
      users = next
      groups = memberships
    },
    /** Gives the company these people who are only invited. */
    hasInvited(...names: string[]) {
      invited = names
    },
    /** Gives the company this list of expired master passwords; null: it gives none. */
    hasExpired(list: typeof expired | null) {
      expired = list ?? []
      broken = list === null
    },
    /** What was asked for of that list. */
    askedForExpired: asked,
    at(instant: string) {
      time = Date.parse(instant)
    },
    sync: () => calls.call('directory.sync', { acceptFewer: true }),
    async close() {
      await app.close()
      await new Promise((resolve) => server.close(resolve))
      rmSync(home, { recursive: true, force: true })
    },
  }
}
