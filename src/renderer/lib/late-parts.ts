import { lazyRouteComponent } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import lateSheet from '../styles/mantine-late.css?url'

const parts: { preload?: () => Promise<void> | undefined }[] = []

/**
 * A component in a file of its own, which no start needs: it is fetched in an idle moment after the first screen was drawn, or
 * when it is shown, should that come first.
 */
export const latePart: typeof lazyRouteComponent = (importer, name) => {
  const part = lazyRouteComponent(async () => {
    await addLateSheet()
    return importer()
  }, name)
  parts.push(part)
  return part
}

let sheet: Promise<void> | undefined

/** Puts the late controls' style sheet before all others, so that ours override it whenever it comes. */
function addLateSheet(): Promise<void> {
  sheet ??= new Promise((resolve) => {
    const link = document.createElement('link')
    link.rel = 'stylesheet'
    link.href = lateSheet
    // Without it the controls look plain, and work.
    for (const end of ['load', 'error']) link.addEventListener(end, () => resolve())
    document.head.prepend(link)
  })
  return sheet
}

/** 2 seconds: a page that is never idle fetches them none the less. */
const idle = () => new Promise<void>((resolve) => requestIdleCallback(() => resolve(), { timeout: 2000 }))

/** Fetches every late part, one in each idle moment, so that a click finds it there. */
async function fetchParts(): Promise<void> {
  for (const part of parts) {
    await idle()
    await part.preload?.()
  }
}

let fetching: Promise<void> | undefined

/** Whether the late parts are there. `drawn`: the first screen is, so that fetching them takes nothing from it. */
export function useLateParts(drawn: boolean): boolean {
  const [ready, setReady] = useState(false)
  useEffect(() => {
    if (!drawn) return
    let gone = false
    fetching ??= fetchParts()
    void fetching.then(() => {
      if (!gone) setReady(true)
    })
    return () => {
      gone = true
    }
  }, [drawn])
  return ready
}
