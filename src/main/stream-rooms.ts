import { streamCalls } from '../contract/calls/streams.ts'
import { lateHandlers, namesIn } from './cooperative/late.ts'
import { lateRoom } from './late-room.ts'
import type { AppOptions } from './ports.ts'
import type { Streams, StreamsOptions } from './streams/streams.ts'

/** Joins the room of streams, which is loaded late: once it hears of an open company it asks its streams what there is to send. */
export function createStreamRooms({
  settleMs,
  ...options
}: StreamsOptions & Pick<AppOptions, 'settleMs'>): Streams & { close(): void } {
  const room = lateRoom({
    name: 'The room of streams',
    ...{ settleMs, log: options.log, watches: options.sends },
    load: async () => (await import('./streams/streams.ts')).createStreams(options),
  })
  return {
    handlers: lateHandlers(namesIn(streamCalls), async () => (await room.get()).handlers),
    tenantOpened: room.tenantOpened,
    eventsChanged: () => room.loaded()?.eventsChanged(),
    close: room.close,
  }
}
