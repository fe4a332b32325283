/**
 * Scripts and style sheets that the page loads before it can draw: those that its HTML names, and what these import.
 * Returns them with their bytes, the largest first.
 */
export function startFiles(bundle) {
  const files = new Map()
  const take = (name) => {
    const file = bundle[name]
    if (!file || files.has(name)) return
    files.set(name, Buffer.byteLength(file.type === 'asset' ? file.source : file.code))
    for (const other of file.type === 'asset' ? [] : [...file.imports, ...(file.viteMetadata?.importedCss ?? [])])
      take(other)
  }
  for (const file of Object.values(bundle)) {
    if (file.type !== 'asset' || !file.fileName.endsWith('.html')) continue
    for (const [, name] of String(file.source).matchAll(/(?:src|href)="\.?\/?([^"]+)"/g)) take(name)
  }
  return [...files].sort(([, one], [, other]) => other - one)
}

/** A build step that fails when the page loads more than so many bytes of script and style before it can draw. */
export function startBudget(limit) {
  return {
    name: 'start-budget',
    enforce: 'post',
    generateBundle(_options, bundle) {
      const files = startFiles(bundle)
      const sum = files.reduce((total, [, bytes]) => total + bytes, 0)
      if (sum <= limit) return
      this.error(
        `The page loads ${sum} bytes of script and style before it can draw; the limit is ${limit}: ` +
          `${files.map(([name, bytes]) => `${name} ${bytes}`).join(', ')}. ` +
          'Load by latePart (src/renderer/lib/late-parts.ts) what the first screen does not show.',
      )
    },
  }
}
