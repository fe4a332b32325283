import type { Page } from 'playwright'

/** One picture: how to get there from the list of everyone, and how to leave again. */
export interface Shot {
  name: string
  open: (page: Page) => Promise<void>
  close?: (page: Page) => Promise<void>
}
