/** Switches and variables with which traffic would be logged, weakened or led elsewhere, or other code would run in the process. */
const switches = [
  'log-net-log',
  'net-log-capture-mode',
  'ssl-key-log-file',
  'ignore-certificate-errors',
  'ignore-certificate-errors-spki-list',
  'allow-insecure-localhost',
  'allow-running-insecure-content',
  'disable-web-security',
  'proxy-server',
  'proxy-pac-url',
  'proxy-bypass-list',
  'host-rules',
  'host-resolver-rules',
  'unsafely-treat-insecure-origin-as-secure',
  'ssl-version-min',
  'ssl-version-max',
  'cipher-suite-denylist',
  'renderer-cmd-prefix',
  'utility-cmd-prefix',
]
/** These are how checks attach to the application, and are refused where it is packed. */
const debugging = [
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-debugging-address',
  'remote-allow-origins',
  'inspect',
  'inspect-brk',
  'inspect-port',
  'inspect-wait',
  'js-flags',
]

/** Switches of Node, which the tool has and `NODE_OPTIONS` gives: keys written down, old versions of TLS, other authorities. */
const weakening = /^(?:tls-|insecure-|openssl-|use-openssl-ca)/

/** As Chromium reads a switch, with blanks around it, and on Windows with a slash too; Node takes underscores for dashes. */
const nameOf = (argument: string, platform: NodeJS.Platform): string | null =>
  (platform === 'win32' ? /^(?:--?|\/)([\w.-]+)(?:=|$)/ : /^--?([\w.-]+)(?:=|$)/)
    .exec(argument.trim())?.[1]
    ?.toLowerCase()
    .replaceAll('_', '-') ?? null

/**
 * Why this start is refused: a sentence for people; null: it is not.
 * Security rule: nothing given from outside may log, weaken or redirect what is sent. Test: test/main/shell/refused-starts.test.ts.
 */
export function refusedStart({
  args,
  env,
  packaged,
  platform = process.platform,
}: {
  args: readonly string[]
  env: Record<string, string | undefined>
  packaged: boolean
  platform?: NodeJS.Platform
}): string | null {
  const given = args.map((argument) => nameOf(argument, platform)).filter((name) => name !== null)
  const refused = [...switches, ...(packaged ? debugging : [])]
  const found = given.find((name) => refused.includes(name) || weakening.test(name))
  if (found !== undefined) return said(`the switch --${found}`)
  const variable = refusedVariable(env)
  return variable === null ? null : said(`the variable ${variable}`)
}

/**
 * Takes out of the environment what is passed over. By `RUST_LOG` the databases' driver writes its statements to standard output, and
 * those that seal rows hold a key. It asks the process, not the thread that loads it, so this comes before there are threads.
 * Security rule: see docs/security.md. Test: test/main/cli/cli.test.ts.
 */
export function passOver(env: Record<string, string | undefined>): void {
  delete env.RUST_LOG
}

/** The variable of the environment that weakens what is sent; null: there is none. */
function refusedVariable(env: Record<string, string | undefined>): string | null {
  const set = (name: string): boolean => (env[name] ?? '') !== ''
  if (env.NODE_TLS_REJECT_UNAUTHORIZED === '0') return 'NODE_TLS_REJECT_UNAUTHORIZED'
  if (set('SSLKEYLOGFILE')) return 'SSLKEYLOGFILE'
  const options = (env.NODE_OPTIONS ?? '').split(/[\s"']+/).map((option) => nameOf(option, 'linux'))
  if (options.some((name) => name !== null && weakening.test(name))) return 'NODE_OPTIONS'
  return null
}

const said = (what: string): string =>
  `Provost does not start with ${what}: what it sends could be read, or sent elsewhere. Nothing was sent. Start it without.`
