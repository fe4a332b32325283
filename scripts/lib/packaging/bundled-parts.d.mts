import type { Plugin } from 'vite'
import type { Part } from './package-papers.mjs'

export function packageFolder(id: string): string | null
export function partOf(folder: string): Part
export function bundledParts(bundle: string, packed?: readonly string[], notPacked?: readonly string[]): Plugin
export function allParts(folder?: string): Part[]
