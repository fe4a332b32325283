import { execFile } from 'node:child_process'
import { constants } from 'node:fs'
import { lstat, open, stat } from 'node:fs/promises'
import { posix, win32 } from 'node:path'
import { promisify } from 'node:util'
import { type FoundPolicy, parsePolicy, policyPath, seatNamed } from './policy.ts'
import { sddlProblem } from './sddl.ts'

export interface PolicyFileOptions {
  platform?: NodeJS.Platform
  /** Another place, for tests. */
  path?: string
  /** Who has to own it; root unless given. */
  owner?: number
  /** Windows: gives the security descriptor of a path. */
  descriptor?: (path: string) => Promise<string>
}

/** 64 KB: a hundred times the longest sensible policy. */
const longest = 64_000
const othersWrite = 0o002
const groupWrites = 0o020
/** root or wheel, and admin on macOS: groups that administrate the machine anyway. */
const adminGroups = new Set([0, 80])

interface Look {
  uid: number
  gid: number
  mode: number
}

function posixProblem({ uid, gid, mode }: Look, owner: number, what: string): string | null {
  if (uid !== owner) return `${what} does not belong to root.`
  if ((mode & othersWrite) !== 0) return `${what} can be written by everybody.`
  if ((mode & groupWrites) !== 0 && !adminGroups.has(gid))
    return `${what} can be written by a group that is not the administrators'.`
  return null
}

/** Asks Windows who may write; its own program is named by its full path, so that no other one answers. */
async function askWindows(path: string): Promise<string> {
  const { stdout } = await promisify(execFile)(
    'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe',
    ['-NoProfile', '-NonInteractive', '-Command', '(Get-Acl -LiteralPath $env:PROVOST_ASKED).Sddl'],
    { env: { SystemRoot: 'C:\\Windows', PROVOST_ASKED: path }, timeout: 10_000, windowsHide: true },
  )
  return stdout.trim()
}

/**
 * Security rule: a policy counts only where nobody but the machine's administrators can write the file and its folder.
 * One that is there and cannot be trusted is told, never skipped in silence. Test: test/main/seats/policy.test.ts.
 */
export async function readPolicyFile(options: PolicyFileOptions = {}): Promise<FoundPolicy> {
  const { platform = process.platform, owner = 0, descriptor = askWindows } = options
  const path = options.path ?? policyPath(platform)
  const found = (problem: string | null, named: FoundPolicy['named'] = null): FoundPolicy => ({
    path,
    found: true,
    policy: {},
    named,
    problem:
      problem === null
        ? null
        : `The policy at ${path} is not applied: ${problem} Provost shows no more than that policy's seat may see, and changes, exports and connecting stay off, until an administrator of this machine corrects it.`,
  })
  try {
    const look = await lstat(path)
    if (look.isSymbolicLink()) return found('It is a link to another file.')
    // A pipe would be waited for when it is opened.
    if (!look.isFile()) return found('It is not a file.')
  } catch (error) {
    if (isMissing(error)) return { path, found: false, policy: {}, problem: null }
    return found('It cannot be looked at.')
  }
  try {
    const file = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0))
    try {
      const look = await file.stat()
      if (!look.isFile()) return found('It is not a file.')
      if (look.size > longest) return found('It is longer than 64 KB.')
      const folder = platform === 'win32' ? win32.dirname(path) : posix.dirname(path)
      const problem =
        platform === 'win32'
          ? (sddlProblem(await descriptor(path), 'The file') ?? sddlProblem(await descriptor(folder), 'Its folder'))
          : (posixProblem(look, owner, 'The file') ?? posixProblem(await stat(folder), owner, 'Its folder'))
      const text = await file.readFile('utf8')
      if (problem !== null) return found(problem, seatNamed(text))
      const policy = parsePolicy(text)
      return typeof policy === 'string' ? found(policy, seatNamed(text)) : { path, found: true, policy, problem: null }
    } finally {
      await file.close()
    }
  } catch {
    return found('It cannot be read.')
  }
}

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')
