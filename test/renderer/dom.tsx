import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { Window } from 'happy-dom'
import { type ReactNode, useEffect } from 'react'
import type { Root } from 'react-dom/client'
import { queryClient } from '../../src/renderer/lib/application/queries.ts'

/** A page in this process on which components are drawn: happy-dom's window, with what Mantine asks of a browser. */
export interface TestPage {
  document: Document
  /** Draws this in place of what was there, and waits until effects have run. */
  draw(children: ReactNode): Promise<void>
  /** What the page says, style sheets left out. */
  text(): string
  /** Lets what was begun go on until this holds; fails after 30 seconds, with the text of the page: parts are read from their files then, also on a busy machine. */
  until(holds: () => boolean): Promise<void>
  close(): Promise<void>
}

const given = [
  'window',
  'self',
  'document',
  'navigator',
  'HTMLElement',
  'Element',
  'Node',
  'SVGElement',
  'ResizeObserver',
] as const
const also = [
  'getComputedStyle',
  'requestAnimationFrame',
  'cancelAnimationFrame',
  'MutationObserver',
  'IntersectionObserver',
  'scrollTo',
  'localStorage',
  'sessionStorage',
  'location',
  'HTMLInputElement',
  'DocumentFragment',
] as const

/** Lets React and what was begun have their turn. */
const turn = () => new Promise<void>((resolve) => setTimeout(resolve, 5))

/** Tells that what stands beside it is on the page. */
function Drawn({ tell }: { tell: () => void }) {
  useEffect(tell, [tell])
  return null
}

/** Makes the page; `window.provost` is set by `bridgeTo` before or after. */
export async function openPage(): Promise<TestPage> {
  const window = new Window({ url: 'app://provost/', width: 1280, height: 800 })
  const bridge = (globalThis as { window?: { provost?: unknown } }).window?.provost
  for (const name of [...given, ...also])
    Object.defineProperty(globalThis, name, {
      value: name === 'window' || name === 'self' ? window : (window as unknown as Record<string, unknown>)[name],
      configurable: true,
      writable: true,
    })
  Object.assign(window, { provost: bridge })
  const { createRoot } = await import('react-dom/client')
  const document = window.document as unknown as Document
  // Style sheets are not fetched; who waits for one goes on.
  document.head.prepend = (...added) => {
    for (const one of added)
      if (typeof one !== 'string') one.dispatchEvent(new window.Event('load') as unknown as Event)
  }
  const place = document.createElement('div')
  document.body.append(place)
  const text = () => {
    const shown = document.body.cloneNode(true) as HTMLElement
    for (const style of shown.querySelectorAll('style')) style.remove()
    return shown.textContent ?? ''
  }
  let fault: unknown = null
  let drawn = () => {}
  const root: Root = createRoot(place, {
    onUncaughtError: (error) => {
      fault = error
      drawn()
    },
  })
  return {
    document,
    async draw(children) {
      fault = null
      // On a busy machine React takes more than a turn: what was drawn before would still be there.
      await new Promise<void>((resolve) => {
        drawn = resolve
        root.render(
          <QueryClientProvider client={queryClient}>
            <MantineProvider env="test">{children}</MantineProvider>
            <Drawn tell={resolve} />
          </QueryClientProvider>,
        )
      })
      await turn()
    },
    text,
    async until(holds) {
      const end = Date.now() + 30_000
      while (!holds()) {
        if (fault !== null) throw fault
        if (Date.now() > end) throw new Error(`It did not come to that: ${text().slice(0, 2000)}`)
        await turn()
      }
    },
    async close() {
      root.unmount()
      await turn()
      queryClient.clear()
      await window.happyDOM.close()
    },
  }
}
