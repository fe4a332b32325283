import { randomBytes } from 'node:crypto'
import { BrowserWindow, session } from 'electron'
import { Refusal } from '../../../contract/failure.ts'
import { scheme } from '../wire/scheme.ts'

const address = `${scheme}://record/page.html`
/** 60 seconds: 500 leavers are printed in about five. */
const longestMs = 60_000

const headers = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'",
  'x-content-type-options': 'nosniff',
  'x-dns-prefetch-control': 'off',
}

/** At the foot of every page, so that a sheet that is missing is noticed. */
const pageNumber =
  '<div style="width: 100%; padding: 0 16mm; color: #5a6272; font: 8pt sans-serif; text-align: right">Page <span class="pageNumber"></span> of <span class="totalPages"></span></div>'

/**
 * Prints a page to PDF in a window that nobody sees. Security rule: the page runs no script and its session reaches
 * nothing, because what it shows was written by others. Nothing of it is kept. Test: test/e2e/print.test.ts.
 */
export async function printPdf(html: string): Promise<Uint8Array> {
  // Without "persist:" a session lives in memory; a name of its own keeps two prints apart.
  const own = session.fromPartition(`print-${randomBytes(8).toString('hex')}`, { cache: false })
  own.protocol.handle(scheme, () => new Response(html, { headers }))
  own.webRequest.onBeforeRequest((details, answer) => answer({ cancel: details.url !== address }))
  own.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  own.setPermissionCheckHandler(() => false)
  const window = new BrowserWindow({
    show: false,
    webPreferences: { session: own, sandbox: true, contextIsolation: true, nodeIntegration: false, javascript: false },
  })
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Refusal('internal', 'Printing took too long. Take CSV or JSON.')), longestMs)
  })
  try {
    const printed = window.loadURL(address).then(() =>
      window.webContents.printToPDF({
        preferCSSPageSize: true,
        printBackground: true,
        displayHeaderFooter: true,
        headerTemplate: '<span></span>',
        footerTemplate: pageNumber,
      }),
    )
    return await Promise.race([printed, late])
  } finally {
    clearTimeout(timer)
    window.destroy()
    own.protocol.unhandle(scheme)
  }
}
