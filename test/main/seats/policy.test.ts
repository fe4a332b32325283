import { execFileSync } from 'node:child_process'
import { chmodSync, chownSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { effectiveSeat, type Known } from '../../../src/main/seats/effective.ts'
import { usualLimits } from '../../../src/main/seats/limits.ts'
import { fixedBy, type Policy, parsePolicy, policyPath } from '../../../src/main/seats/policy.ts'
import { readPolicyFile } from '../../../src/main/seats/policy-file.ts'
import { sddlProblem } from '../../../src/main/seats/sddl.ts'
import { temporaryFolder } from '../../harness/application.ts'

const owner = process.getuid?.() ?? 0
let folder: string
let path: string
beforeEach(() => {
  folder = join(temporaryFolder(), 'provost')
  mkdirSync(folder, { mode: 0o755 })
  path = join(folder, 'policy.json')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))
const write = (text: string, mode = 0o644) => {
  writeFileSync(path, text)
  chmodSync(path, mode)
}
const look = () => readPolicyFile({ platform: 'linux', path, owner })

describe('a policy file', () => {
  it('counts where only its owner can write it', async () => {
    write('\ufeff{"seat": "help-desk", "cap": 5}')
    expect(await look()).toEqual({ path, found: true, policy: { seat: 'help-desk', cap: 5 }, problem: null })
  })

  it('is nothing where there is none', async () => {
    expect(await look()).toEqual({ path, found: false, policy: {}, problem: null })
  })

  it('is refused, and said to be, when others could have written it', async () => {
    const refused = async (words: string) =>
      expect(await look()).toMatchObject({ found: true, policy: {}, problem: expect.stringContaining(words) })
    write('{"seat": "admin"}', 0o646)
    await refused('written by everybody')
    write('{"seat": "admin"}', 0o644)
    chmodSync(folder, 0o777)
    await refused('Its folder can be written by everybody')
    chmodSync(folder, 0o755)
    expect(await readPolicyFile({ platform: 'linux', path, owner: owner + 1 })).toMatchObject({
      problem: expect.stringContaining('does not belong to root'),
    })
    rmSync(path)
    writeFileSync(join(folder, 'other.json'), '{}')
    symlinkSync(join(folder, 'other.json'), path)
    await refused('link')
  })

  it.runIf(process.platform !== 'win32')(
    'is refused, and not waited for, where something else than a file stands there',
    async () => {
      execFileSync('mkfifo', [path])
      expect(await look()).toMatchObject({ found: true, policy: {}, problem: expect.stringContaining('not a file') })
      rmSync(path)
      mkdirSync(path)
      expect(await look()).toMatchObject({ found: true, policy: {}, problem: expect.stringContaining('not a file') })
    },
  )

  it.each([
    ['in UTF-16', Buffer.from('\ufeff{"seat": "manager"}', 'utf16le'), null],
    ['with a part in other letters', '{"Seat": "manager"}', null],
    ['with a seat that there is none of', '{"seat": "root"}', null],
    ['that is a list', '[{"seat": "manager"}]', null],
    ['that is cut off', '{"seat": "manager", "cap": 1', null],
    ['with __proto__', '{"__proto__": {"seat": "admin"}, "seat": "help-desk"}', 'help-desk'],
    ['with a part too many', '{"seat": "manager", "kind": ["disable"]}', 'manager'],
    ['with a number as text', '{"seat": "manager", "cap": "10"}', 'manager'],
    ['of nothing', '', null],
    ['longer than 64 KB', `{"seat": "manager"}${' '.repeat(70_000)}`, null],
  ] as const)('%s is not applied, and leaves the seat that it names at most', async (_, text, named) => {
    writeFileSync(path, text)
    chmodSync(path, 0o644)
    const found = await look()
    expect(found).toMatchObject({ found: true, policy: {}, named })
    expect(found.problem).toContain(path)
    const known: Known = { lock: null, marked: false, keychainProblem: null, over: false, policy: found }
    expect(effectiveSeat(known)).toMatchObject({
      seat: named ?? 'manager',
      limits: { kinds: [], exports: false },
      message: found.problem,
    })
  })

  it.runIf(owner === 0)('is refused when a group that is not the administrators can write it', async () => {
    write('{}', 0o664)
    chownSync(path, 0, 1000)
    expect(await look()).toMatchObject({ problem: expect.stringContaining('group') })
    chownSync(path, 0, 0)
    expect((await look()).problem).toBeNull()
  })

  it('is refused as a whole when a part of it is not understood', async () => {
    for (const [text, words] of [
      ['{', 'not JSON'],
      ['{"seats": "admin"}', '"seats". Provost shows no more'],
      ['{"cap": 0}', '"cap": '],
      [`"${'x'.repeat(70_000)}"`, '64 KB'],
    ] as const) {
      write(text)
      expect(await look()).toMatchObject({ policy: {}, problem: expect.stringContaining(words) })
    }
  })

  it('has one place on each platform', () => {
    expect([policyPath('linux'), policyPath('darwin'), policyPath('win32')]).toEqual([
      '/etc/provost/policy.json',
      '/Library/Application Support/Provost/policy.json',
      'C:\\ProgramData\\Provost\\policy.json',
    ])
  })

  it('says in words what it fixes', () => {
    expect(fixedBy(parsePolicy('{"kinds": [], "holdSeconds": 20}') as Policy)).toEqual([
      { part: 'kinds', name: 'Kinds of change', value: 'none' },
      { part: 'holdSeconds', name: 'Seconds before sending', value: '20' },
    ])
  })
})

describe('a Windows security descriptor', () => {
  const admins = 'O:BAG:SYD:PAI(A;;FA;;;SY)(A;;FA;;;BA)(A;;0x1200a9;;;BU)'
  it.each([
    ['administrators write, users read', admins, null],
    ['only inherited by what is inside', `${admins}(A;OICIIO;GA;;;CO)`, null],
    ['an ordinary owner', admins.replace('O:BA', 'O:S-1-5-21-1-2-3-1001'), 'belong'],
    ['users may write', `${admins}(A;;0x1301bf;;;BU)`, 'others'],
    ['everyone has full access', `${admins}(A;;FA;;;WD)`, 'others'],
    ['users may create files, as ProgramData gives by itself', `${admins}(A;CI;DCLCRPCR;;;BU)`, 'others'],
    ['one person may take it over', `${admins}(A;;WO;;;S-1-5-21-1-2-3-1001)`, 'others'],
    ['no list at all', 'O:BAG:SY', 'everybody'],
    ['an empty answer', '', 'belong'],
    ['a condition', `${admins}(XA;;FA;;;WD;(@User.a == "b"))`, 'conditions'],
  ])('%s', (_, sddl, words) => {
    const problem = sddlProblem(sddl, 'The file')
    if (words === null) expect(problem).toBeNull()
    else expect(problem).toContain(words)
  })

  it('is asked for the file and its folder', async () => {
    write('{"cap": 3}')
    const asked: string[] = []
    const descriptor = async (each: string) => {
      asked.push(each)
      return admins
    }
    expect(await readPolicyFile({ platform: 'win32', path, descriptor })).toMatchObject({
      policy: { cap: 3 },
      problem: null,
    })
    expect(asked).toHaveLength(2)
    expect(
      await readPolicyFile({ platform: 'win32', path, descriptor: async () => Promise.reject(new Error('none')) }),
    ).toMatchObject({ problem: expect.stringContaining('cannot be read') })
  })
})

describe('the seat of a workstation', () => {
  const nothing = { path: 'p', found: false, policy: {}, problem: null }
  const known: Known = { lock: null, marked: false, keychainProblem: null, policy: nothing, over: false }
  const lock: NonNullable<Known['lock']> = {
    seat: 'help-desk',
    limits: { kinds: ['disable', 'groups'], exports: true, cap: 7 },
    until: null,
    label: '',
    signer: '',
    imported: '2026-11-20T09:00:00.000Z',
    cid: '1',
    baseUrl: '',
    secret: '',
  }
  const withPolicy = (policy: Policy, more: Partial<Known> = {}) =>
    effectiveSeat({ ...known, ...more, policy: { ...nothing, found: true, policy } })

  it('is an admin until somebody limits it', () => {
    expect(effectiveSeat(known)).toMatchObject({ seat: 'admin', by: 'open', limits: usualLimits.admin })
    expect(effectiveSeat({ ...known, lock, marked: true })).toMatchObject({
      seat: 'help-desk',
      by: 'file',
      limits: lock.limits,
    })
  })

  it('is never wider for want of its record', () => {
    for (const lost of [
      { lock: null, marked: true },
      { lock: null, marked: true, keychainProblem: 'locked' },
      { lock: { ...lock, until: '2026-11-21T00:00:00.000Z' }, marked: true, over: true },
    ])
      expect(effectiveSeat({ ...known, ...lost })).toMatchObject({
        seat: 'manager',
        by: 'lost',
        limits: { kinds: [], exports: false },
      })
    // The record is read at the start only.
    expect(effectiveSeat({ ...known, marked: true, keychainProblem: 'It is locked.' }).message).toContain(
      'Start Provost again once it does. It is locked.',
    )
  })

  it('is narrowed by a policy and never widened', () => {
    expect(withPolicy({ seat: 'help-desk' })).toMatchObject({
      seat: 'help-desk',
      by: 'policy',
      limits: usualLimits['help-desk'],
    })
    expect(withPolicy({ seat: 'help-desk', kinds: ['disable', 'groups'] }).limits.kinds).toEqual(['disable', 'groups'])
    expect(
      withPolicy({ seat: 'admin', kinds: ['delete'], exports: true, cap: 9 }, { lock, marked: true }),
    ).toMatchObject({ seat: 'help-desk', limits: { kinds: [], exports: true, cap: 7 } })
    expect(withPolicy({ kinds: ['disable', 'delete'], cap: 3 }, { lock, marked: true }).limits).toEqual({
      kinds: ['disable'],
      exports: true,
      cap: 3,
    })
  })

  it('may change nothing while a policy is there that cannot be trusted', () => {
    const state = effectiveSeat({
      ...known,
      policy: { ...nothing, found: true, problem: 'It can be written by everybody.' },
    })
    expect(state.limits).toEqual({ kinds: [], exports: false, cap: null })
    expect(state.message).toContain('everybody')
  })
})
