import { z } from 'zod'
import { longestFile } from '../../../contract/calls/approvals.ts'
import { Refusal } from '../../../contract/failure.ts'
import { inSlices } from '../../cooperative/slices.ts'
import type { HandlersOf } from '../../dispatch.ts'
import { saveText } from '../../files/save.ts'
import { inTransaction } from '../../store/bulk.ts'
import { type AnswerFile, type RequestFile, seal, unseal } from '../approval/signed-file.ts'
import type { Room } from '../context.ts'
import { expiryMs, makePlan } from '../plan/make-plan.ts'
import type { PlanRecord } from '../plan/plan-store.ts'
import { viewOf } from '../plan/plan-view.ts'
import { gaveReason, reasonOf } from '../plan/reason.ts'
import { createKeptSettings } from '../safety/kept-settings.ts'

type ApprovalCall = 'approvals.save' | 'approvals.open' | 'approvals.decide'

const Known = z.array(z.string()).catch([])

/** Handlers of what needs a second person: requests, and the answers to them. */
export function createApprovalHandlers(room: Room): HandlersOf<ApprovalCall> {
  const { plans, journal, store, service, now, actor, saveFile, identity, guards } = room

  const name = () => {
    const { user, computer } = actor()
    return [user, computer].filter(Boolean).join(' at ') || 'somebody'
  }
  const { get: setting, set: keep } = createKeptSettings(store)
  const knownKeys = () => Known.parse(setting('known-keys') ?? [])
  const save = async (suggested: string, text: string) => {
    if (text.length > longestFile)
      throw new Refusal('invalid', 'The plan is too long for one request. Split it, and save each part as a request.')
    return saveText(saveFile, suggested, text)
  }
  const rightCompany = (file: RequestFile | AnswerFile) => {
    if (file.cid !== service().cid)
      throw new Refusal('conflict', 'This file is about another company. Switch to that one, then open it.')
  }

  async function openRequest(file: RequestFile, fingerprint: string, signal: AbortSignal) {
    if (Date.parse(file.expires) <= Math.max(now(), room.latest.for({ created: Date.parse(file.created) })))
      throw new Refusal('conflict', 'This request has expired: it is more than 72 hours old. Ask for a new one.')
    if (setting(`decided:${file.id}`) !== null)
      throw new Refusal('conflict', 'This request was already decided here. Look into the journal.')
    const own = fingerprint === (await identity.need()).fingerprint
    const { plan, rows } = await makePlan(
      room,
      {
        changes: file.changes,
        accounts: file.accounts,
        reason: file.reason,
        title: file.title,
        ...(file.source === null ? {} : { source: file.source }),
        request: { id: file.id, from: file.from, fingerprint, received: true, decision: null },
      },
      signal,
    )
    return {
      kind: 'request' as const,
      plan: viewOf(room, plan, rows, { offset: 0, limit: rows.length }),
      request: {
        ...{ id: file.id, from: file.from, fingerprint, own, known: own || knownKeys().includes(fingerprint) },
        ...{ reason: file.reason, created: file.created, expires: file.expires },
      },
    }
  }

  function openAnswer(file: AnswerFile, fingerprint: string) {
    const known = knownKeys().includes(fingerprint)
    if (setting(`asked:${file.request}`) === null)
      throw new Refusal('not-found', 'This workstation has not made the request that this answers.')
    const { request, decision, reason, from, decided } = file
    journal.note(decision === 'approved' ? 'approval' : 'rejection', {
      ...{ request, reason, from, fingerprint, known, decided, by: actor() },
    })
    return { kind: 'answer' as const, request, decision, reason, from, fingerprint, known }
  }

  return {
    'approvals.save': async ({ plan: id, ...given }, signal) => {
      const plan = plans.get(id)
      const reason = { ...plan.reason, ...reasonOf(given) }
      if (guards().reasonRequired && !gaveReason(reason))
        throw new Refusal('invalid', 'Give a reason or a ticket first. No request was written.', { path: 'reason' })
      const planned = (await inSlices(plans.rows(id), signal)).filter(({ verdict }) => verdict === 'change')
      const changes = planned.map(({ change }) => change)
      if (changes.length === 0) throw new Refusal('conflict', 'This plan has nothing to send.')
      const signer = await identity.need()
      const file: RequestFile = {
        ...{ provost: 'change-request', version: 1, id: plan.id, cid: service().cid, from: name() },
        ...{ created: new Date(now()).toISOString(), expires: new Date(now() + expiryMs).toISOString() },
        ...{
          title: plan.title,
          reason,
          source: plan.source,
          changes,
          accounts: planned.map(({ before }) => before?.id ?? null),
        },
      }
      const { fingerprint } = signer
      const saved = await save(`provost-request-${file.created.slice(0, 10)}.json`, seal(file, signer))
      if (saved.saved) {
        inTransaction(store, () => {
          keep(`asked:${plan.id}`, { at: file.created })
          journal.append([
            {
              kind: 'request',
              data: {
                request: plan.id,
                title: plan.title,
                rows: changes.length,
                reason,
                fingerprint,
                by: actor(),
              },
            },
          ])
        })
        room.changed('journal')
      }
      return { ...saved, fingerprint }
    },
    'approvals.open': async ({ text }, signal) => {
      const { file, fingerprint } = unseal(text)
      rightCompany(file)
      return file.provost === 'change-request' ? openRequest(file, fingerprint, signal) : openAnswer(file, fingerprint)
    },
    'approvals.decide': async ({ plan: id, approve, reason }) => {
      const plan = plans.get(id)
      const { request } = plan
      if (request === null || !request.received)
        throw new Refusal('conflict', 'This plan is not a request from another admin.')
      const signer = await identity.need()
      // Nobody can be the second person to their own request.
      if (request.fingerprint === signer.fingerprint)
        throw new Refusal(
          'not-allowed',
          'This workstation made the request itself. Another admin has to decide, on another one.',
        )
      const decision = approve ? ('approved' as const) : ('rejected' as const)
      inTransaction(store, () => {
        if (setting(`decided:${request.id}`) !== null || plans.get(id).state !== 'open')
          throw new Refusal('conflict', 'This request was already decided here.')
        const next: PlanRecord = { ...plan, state: approve ? 'open' : 'discarded', request: { ...request, decision } }
        plans.update(next)
        keep(`decided:${request.id}`, { decision })
        if (!knownKeys().includes(request.fingerprint)) keep('known-keys', [...knownKeys(), request.fingerprint])
        journal.append([
          {
            kind: approve ? 'approval' : 'rejection',
            data: {
              request: request.id,
              from: request.from,
              fingerprint: request.fingerprint,
              title: plan.title,
              reason,
              by: actor(),
            },
          },
        ])
      })
      room.changed('changes', 'journal')
      const answer: AnswerFile = {
        ...{ provost: 'change-answer', version: 1, request: request.id, cid: service().cid, from: name() },
        ...{ decided: new Date(now()).toISOString(), decision, reason },
      }
      return save(`provost-answer-${answer.decided.slice(0, 10)}.json`, seal(answer, signer))
    },
  }
}
