import type { RouteComponent } from '@tanstack/react-router'
import type { ComponentType } from 'react'
import type { Seat } from '../../contract/model.ts'

/** A screen, as the router, the side bar, the palette and the "G then ..." keys know it. */
export interface Screen<Path extends string = string, Search extends object = object> {
  id: string
  path: Path
  label: string
  /** Pressed after G. */
  key: string
  icon: ComponentType<{ size?: number; stroke?: number }>
  seats: readonly Seat[]
  component: RouteComponent
  /** Reads the screen's address, leaving out what is not valid. */
  search: (raw: Record<string, unknown>) => Search
}
