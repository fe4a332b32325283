import type { Output } from '../../contract/calls.ts'

/** What a number is about. */
export interface ScopeOf {
  kind: 'all' | 'department' | 'group'
  name: string
}

/** What a seat that sees nobody's account is told of a scope, now and over days; days are numbers. */
export interface ToldScores {
  /** @throws Refusal `not-allowed` for what the seat does not name, `not-found` for what is not there */
  summary(scope: ScopeOf): Promise<Output<'scores.summary'>>
  /** @throws Refusal as the summary */
  trend(scope: ScopeOf, span: { from: number; to: number }): Promise<Output<'scores.trend'>>
}
