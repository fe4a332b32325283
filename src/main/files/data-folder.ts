import { homedir, userInfo } from 'node:os'
import { join, resolve } from 'node:path'

/** What decides where Provost keeps its data. */
export interface HomeOptions {
  args: readonly string[]
  env: Record<string, string | undefined>
  platform?: NodeJS.Platform
}

function fromArguments(args: readonly string[]): string | undefined {
  const glued = args.find((each) => each.startsWith('--home='))
  if (glued) return glued.slice('--home='.length)
  const at = args.indexOf('--home')
  return at < 0 ? undefined : args[at + 1]
}

function applicationData(env: Record<string, string | undefined>, platform: NodeJS.Platform): string {
  if (platform === 'win32') return env.APPDATA ?? join(homedir(), 'AppData', 'Roaming')
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support')
  return env.XDG_CONFIG_HOME || join(homedir(), '.config')
}

/** The data folder, the same for the application and for the command line tool: `--home DIR`, else PROVOST_HOME, else the platform's own place. */
export function homeFolder({ args, env, platform = process.platform }: HomeOptions): string {
  const chosen = fromArguments(args) || env.PROVOST_HOME
  return chosen ? resolve(chosen) : join(applicationData(env, platform), 'Provost')
}

/**
 * Where the processes of this account tell one another which company they make changes in: outside every data folder, and not named by
 * the environment, so that two that share a keychain look into one place.
 * @throws the system's error where the account has no home
 */
export function claimsFolder(platform: NodeJS.Platform = process.platform): string {
  const { homedir: own } = userInfo()
  if (platform === 'win32') return join(own, 'AppData', 'Local', 'Provost claims')
  if (platform === 'darwin') return join(own, 'Library', 'Application Support', 'Provost claims')
  return join(own, '.local', 'state', 'provost-claims')
}
