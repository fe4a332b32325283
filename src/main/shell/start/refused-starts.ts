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

const nameOf = (argument: string): string | null =>
  /^--?([a-z0-9-]+)(?:=|$)/i.exec(argument)?.[1]?.toLowerCase() ?? null

/**
 * Why this start is refused: a sentence for people; null: it is not.
 * Security rule: nothing given from outside may log, weaken or redirect what is sent. Test: test/main/shell/refused-starts.test.ts.
 */
export function refusedStart({
  args,
  env,
  packaged,
}: {
  args: readonly string[]
  env: Record<string, string | undefined>
  packaged: boolean
}): string | null {
  const given = args.map(nameOf).filter((name) => name !== null)
  const refused = [...switches, ...(packaged ? debugging : [])]
  const found = given.find((name) => refused.includes(name))
  if (found !== undefined) return said(`the switch --${found}`)
  const variable = refusedVariable(env)
  return variable === null ? null : said(`the variable ${variable}`)
}

/** The variable of the environment that weakens what is sent; null: there is none. */
function refusedVariable(env: Record<string, string | undefined>): string | null {
  const set = (name: string): boolean => (env[name] ?? '') !== ''
  if (env.NODE_TLS_REJECT_UNAUTHORIZED === '0') return 'NODE_TLS_REJECT_UNAUTHORIZED'
  if (set('SSLKEYLOGFILE')) return 'SSLKEYLOGFILE'
  const options = env.NODE_OPTIONS ?? ''
  if (/--(tls-|insecure)/i.test(options)) return 'NODE_OPTIONS'
  return null
}

const said = (what: string): string =>
  `Provost does not start with ${what}: what it sends could be read, or sent elsewhere. Nothing was sent. Start it without.`
