interface Found {
  to: string
  typesOnly: boolean
}
export function importsOf(file: string, text: string): Found[]
export function problemOf(from: string, found: Found): string | null
