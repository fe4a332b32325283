import type { Plugin } from 'vite'

type Bundle = Readonly<
  Record<
    string,
    | { type: 'asset'; fileName: string; source: string | Uint8Array }
    | {
        type: 'chunk'
        fileName: string
        code: string
        imports: readonly string[]
        viteMetadata?: { importedCss: ReadonlySet<string> }
      }
  >
>
export function startFiles(bundle: Bundle): [name: string, bytes: number][]
export function startBudget(limit: number): Plugin
