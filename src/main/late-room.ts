import { type Late, late } from './cooperative/late.ts'
import type { AppOptions } from './ports.ts'

/** What a room hears that is loaded late. */
interface Room {
  tenantOpened(): void
  close?(): void
}

interface LateRoomOptions<R extends Room> extends Pick<AppOptions, 'log' | 'settleMs'> {
  /** What the room is called in the log. */
  name: string
  load: () => Promise<R>
  /** Whether it does anything that nobody asked for. */
  watches: boolean
}

/** A room that is loaded when it is first asked, or when a company has been open for a while. */
export interface LateRoom<R> extends Late<R> {
  tenantOpened(): void
  close(): void
}

export function lateRoom<R extends Room>({ name, load, watches, log, settleMs = 0 }: LateRoomOptions<R>): LateRoom<R> {
  let closed = false
  let first: NodeJS.Timeout | undefined
  const room = late(async () => {
    const made = await load()
    if (closed) made.close?.()
    return made
  })
  async function hear(): Promise<void> {
    try {
      const made = await room.get()
      if (!closed) made.tenantOpened()
    } catch (error) {
      log.warn(`${name} could not be loaded`, { error: String(error) })
    }
  }
  return {
    ...room,
    tenantOpened() {
      clearTimeout(first)
      if (!watches || closed) return
      first = setTimeout(() => void hear(), settleMs)
      first.unref()
    },
    close() {
      closed = true
      clearTimeout(first)
      room.loaded()?.close?.()
    },
  }
}
