export interface Part {
  name: string
  version: string
  licence: string
  text: string
}
export function billOf(
  parts: readonly Part[],
  about: { name: string; version: string; electron: string; time: string },
): { bomFormat: string; specVersion: string; components: { name: string; purl: string; licenses: object[] }[] }
export function writePapers(packed: string, electron: string, parts?: readonly Part[]): void
