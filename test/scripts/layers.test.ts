import { describe, expect, test } from 'vitest'
import { importsOf, problemOf } from '../../scripts/lib/layers.mjs'

const problems = (file: string, source: string) => importsOf(file, source).map((found) => problemOf(file, found))

describe('the way that imports may point', () => {
  test.each([
    ['src/main/store/open.ts', "import { createChanges } from '../changes/engine.ts'", 'stands above'],
    ['src/main/leavers/leavers.ts', "import { send } from '../changes/job/send.ts'", 'own affair'],
    ['src/main/newroom/x.ts', "import { turn } from '../cooperative/slices.ts'", 'no floor'],
    [
      'src/renderer/screens/users/users.tsx',
      "import { Groups } from '../groups/groups.tsx'",
      'screen is imported by app',
    ],
    [
      'src/renderer/features/seat/seat.ts',
      "import { x } from '../../screens/settings/x.ts'",
      'screen is imported by app',
    ],
    ['src/renderer/screens/users/users.tsx', "import { x } from '../../app/frame.tsx'", 'nobody'],
    ['src/renderer/ui/badge.tsx', "import { words } from '../features/people/words.ts'", 'no domain'],
    ['src/renderer/app/routes.tsx', "const Users = lazy(() => import('../screens/users/users.tsx'))", null],
    ['src/main/store/open.ts', "import type { Changes } from '../changes/changes.ts'", null],
    ['src/main/store/open.ts', "import { type Changes } from '../changes/changes.ts'", null],
    [
      'src/main/leavers/leavers.ts',
      "import {\n  type Changes,\n  createChanges,\n} from '../changes/changes.ts'",
      null,
    ],
    ['src/main/app.ts', "import { createChanges } from './changes/engine.ts'", null],
    ['src/renderer/screens/users/users.tsx', "import './users.css'", null],
  ])('%s: %s', (file, source, expected) => {
    const [problem] = problems(file, source)
    if (expected === null) expect(problem).toBeNull()
    else expect(problem).toContain(expected)
  })

  test('every import of a file is seen, over several lines, lazy and for its effect', () => {
    const source =
      "import a from './a.ts'\nimport {\n  b,\n} from './b.ts'\nimport './c.ts'\nexport { d } from './d.ts'\nawait import('./e.ts')"
    expect(importsOf('src/main/x/y.ts', source).map(({ to }: { to: string }) => to)).toEqual(
      ['a', 'b', 'c', 'd', 'e'].map((name) => `src/main/x/${name}.ts`),
    )
  })
})
