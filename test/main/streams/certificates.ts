import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** An authority of the test's own, and a certificate that it signed for names and addresses. */
export interface TestCertificates {
  authority: string
  authorityFile: string
  certificateFile: string
  keyFile: string
}

/** Makes an authority and a certificate; `names` as `DNS:localhost` or `IP:127.0.0.1`; `days` below 0: it has expired. */
export function makeCertificates(folder: string, label: string, names: readonly string[], days = 30): TestCertificates {
  const path = (name: string) => join(folder, `${label}-${name}`)
  const openssl = (...parts: string[]) => execFileSync('openssl', parts, { stdio: 'pipe' })
  const key = (file: string) => openssl('ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', file)
  key(path('ca.key'))
  openssl(
    ...['req', '-x509', '-new', '-key', path('ca.key'), '-days', '30', '-subj', `/CN=Test authority ${label}`],
    ...['-addext', 'keyUsage=critical,keyCertSign,cRLSign', '-out', path('ca.pem')],
  )
  key(path('key.pem'))
  openssl('req', '-new', '-key', path('key.pem'), '-subj', '/CN=receiver', '-out', path('request.pem'))
  writeFileSync(path('names'), `subjectAltName=${names.join(',')}\nextendedKeyUsage=serverAuth\n`)
  const from = (shift: number) => new Date(Date.now() + shift * 86_400_000).toISOString().slice(0, 10).replace(/-/g, '')
  writeFileSync(path('index'), '')
  writeFileSync(path('serial'), '01')
  writeFileSync(
    path('config'),
    `[ca]\ndefault_ca=own\n[own]\ndatabase=${path('index')}\nserial=${path('serial')}\nnew_certs_dir=${folder}\ndefault_md=sha256\npolicy=any\n[any]\ncommonName=supplied\n`,
  )
  openssl(
    ...['ca', '-batch', '-config', path('config'), '-in', path('request.pem'), '-out', path('cert.pem'), '-notext'],
    ...['-cert', path('ca.pem'), '-keyfile', path('ca.key'), '-extfile', path('names')],
    ...['-startdate', `${from(Math.min(-1, days - 2))}000000Z`, '-enddate', `${from(days)}000000Z`],
  )
  return {
    authority: readFileSync(path('ca.pem'), 'utf8'),
    authorityFile: path('ca.pem'),
    certificateFile: path('cert.pem'),
    keyFile: path('key.pem'),
  }
}
