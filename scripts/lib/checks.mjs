import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { layerProblems } from './layers.mjs'
import { root } from './paths.mjs'
import { capture, tool } from './process.mjs'

// One per layer, so that the compiler keeps the layers apart: the contract sees neither Node nor a page.
const projects = ['contract', 'main', 'preload', 'renderer', 'test'].map((layer) => `tsconfig.${layer}.json`)

async function checkProject(project) {
  if (!existsSync(join(root, project))) return { status: 1, output: `${project} is missing.`, errors: '' }
  const pretty = process.stderr.isTTY ? ['--pretty'] : []
  return capture(...tool('typescript', ['-p', project, ...pretty], 'tsc'))
}

/** The compiler's findings in every layer. */
export async function checkTypes() {
  const results = await Promise.all(projects.map(checkProject))
  return {
    status: results.find((result) => result.status !== 0)?.status ?? 0,
    // The tests' project holds the sources too, so one mistake may be found twice.
    output: [...new Set(results.flatMap((result) => result.output.trim().split('\n')))].join('\n'),
    errors: results.map((result) => result.errors).join(''),
  }
}

/** Format and lint. */
export function checkStyle() {
  return capture(...tool('@biomejs/biome', ['check', '.'], 'biome'))
}

/** Files, exports and dependencies that nothing uses. */
export function checkUnused() {
  return capture(...tool('knip', ['--no-progress']))
}

/** Imports that point the wrong way, or into another room's own affairs. */
export async function checkLayers() {
  const problems = layerProblems()
  return { status: problems.length > 0 ? 1 : 0, output: problems.join('\n'), errors: '' }
}
