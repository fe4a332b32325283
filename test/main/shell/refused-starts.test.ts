import { describe, expect, test } from 'vitest'
import { refusedStart } from '../../../src/main/shell/start/refused-starts.ts'

const start = (args: string[], env: Record<string, string> = {}, packaged = false) =>
  refusedStart({ args: ['provost', ...args], env, packaged })

describe('a start', () => {
  test.each([
    ['--log-net-log=/tmp/file'],
    ['--LOG-NET-LOG=/tmp/file'],
    ['-log-net-log=/tmp/file'],
    [' --log-net-log=/tmp/file'],
    ['\t--log-net-log=/tmp/file '],
    ['\n-log-net-log'],
    ['--ssl-key-log-file=/tmp/file'],
    ['--ignore-certificate-errors'],
    ['--ignore-certificate-errors-spki-list=x'],
    ['--proxy-server=127.0.0.1:9'],
    ['--proxy-pac-url=http://127.0.0.1/'],
    ['--host-rules=MAP * 127.0.0.1'],
    ['--tls-keylog=/tmp/file'],
    ['--tls-min-v1.0'],
    ['--insecure-http-parser'],
    ['--use-openssl-ca'],
    ['--openssl-config=/tmp/file'],
    ['--host-resolver-rules=MAP * 127.0.0.1'],
  ])('with %s is refused in words', (argument) => {
    expect(start([argument])).toContain(`--${argument.trim().replace(/^-+/, '').split('=')[0]?.toLowerCase()}`)
  })

  test('is refused with the switches of Windows there alone: elsewhere they are paths', () => {
    const args = ['provost', '/log-net-log=C:\\file']
    expect(refusedStart({ args, env: {}, packaged: true, platform: 'win32' })).toContain('--log-net-log')
    expect(refusedStart({ args: ['/proxy-server'], env: {}, packaged: true, platform: 'linux' })).toBeNull()
  })

  test.each([
    ['NODE_TLS_REJECT_UNAUTHORIZED', '0'],
    ['SSLKEYLOGFILE', '/tmp/file'],
    ['NODE_OPTIONS', '--tls-keylog=/tmp/file'],
    ['NODE_OPTIONS', '--max-old-space-size=100 "--tls_keylog=/tmp/file"'],
    ['NODE_OPTIONS', '--use-openssl-ca'],
    ['NODE_OPTIONS', '--openssl-legacy-provider'],
  ])('with %s=%s is refused in words', (name, value) => {
    expect(start([], { [name]: value })).toContain(name)
  })

  test.each([['--remote-debugging-port=0'], ['--inspect=0'], ['--inspect-brk'], ['--remote-debugging-pipe']])(
    'with %s is refused where it is packed, and is how checks attach where it is not',
    (argument) => {
      expect(start([argument], {}, true)).not.toBeNull()
      expect(start([argument])).toBeNull()
    },
  )

  test('with a switch of Node in its other spelling is refused', () => {
    expect(start(['--tls_keylog=/tmp/file'])).toContain('--tls-keylog')
    expect(start([], { NODE_OPTIONS: '--max-old-space-size=4096' })).toBeNull()
  })

  test('as usual is not refused', () => {
    expect(
      start(
        ['--home', '/tmp/x', '--no-sandbox'],
        { NODE_TLS_REJECT_UNAUTHORIZED: '1', NODE_EXTRA_CA_CERTS: '/x.pem' },
        true,
      ),
    ).toBeNull()
  })
})
