import { ScoreSettings } from '../../contract/calls/scores.ts'
import { usualGood, usualThreshold } from '../../contract/scores/scores.ts'
import type { Store } from '../store/store.ts'
import { bytesOf, parseStored, wholeRow } from '../store/text.ts'

const usual: ScoreSettings = { threshold: usualThreshold, goodAbove: usualGood, target: null }

/** The thresholds and the target that the company chose; kept beside the history. */
export function readScoreSettings(store: Store): ScoreSettings {
  const row = store.prepare(`SELECT ${bytesOf('json')} FROM meta WHERE name = 'settings'`).get()
  if (row === undefined) return usual
  // What an earlier version kept does not say everything.
  const kept = ScoreSettings.safeParse({ ...usual, ...parseStored<object>(wholeRow<{ json: string }>(row).json) })
  return kept.success ? kept.data : usual
}

export function writeScoreSettings(store: Store, settings: ScoreSettings): void {
  store
    .prepare(
      "INSERT INTO meta (name, json) VALUES ('settings', ?) ON CONFLICT (name) DO UPDATE SET json = excluded.json",
    )
    .run(JSON.stringify(settings))
}
