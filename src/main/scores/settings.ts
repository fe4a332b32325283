import { ScoreSettings } from '../../contract/calls/scores.ts'
import { usualThreshold } from '../../contract/scores/scores.ts'
import type { Store } from '../store/store.ts'
import { bytesOf, parseStored, wholeRow } from '../store/text.ts'

const usual: ScoreSettings = { threshold: usualThreshold, target: null }

/** The threshold and the target that the company chose; kept beside the history. */
export function readScoreSettings(store: Store): ScoreSettings {
  const row = store.prepare(`SELECT ${bytesOf('json')} FROM meta WHERE name = 'settings'`).get()
  if (row === undefined) return usual
  const kept = ScoreSettings.safeParse(parseStored<unknown>(wholeRow<{ json: string }>(row).json))
  return kept.success ? kept.data : usual
}

export function writeScoreSettings(store: Store, settings: ScoreSettings): void {
  store
    .prepare(
      "INSERT INTO meta (name, json) VALUES ('settings', ?) ON CONFLICT (name) DO UPDATE SET json = excluded.json",
    )
    .run(JSON.stringify(settings))
}
