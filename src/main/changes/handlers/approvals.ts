import { z } from 'zod'
import { longestFile } from '../../../contract/calls/changes/approvals.ts'
import { Refusal } from '../../../contract/failure.ts'
import { inSlices } from '../../cooperative/slices.ts'
import type { HandlersOf } from '../../dispatch.ts'
import { saveText } from '../../files/save.ts'
import { inTransaction } from '../../store/bulk.ts'
import { createRequestMemory, fingerprintGiven, newNumber } from '../approval/asked.ts'
import { type AnswerFile, type RequestFile, seal, unseal } from '../approval/signed-file.ts'
import type { Room } from '../context.ts'
import { expiryMs, makePlan } from '../plan/make-plan.ts'
import { gaveReason, reasonOf } from '../plan/reason.ts'
import type { PlanRecord } from '../plan/store/plan-store.ts'
import { viewOf } from '../plan/store/plan-view.ts'
import { createKeptSettings } from '../safety/kept-settings.ts'

type ApprovalCall = 'approvals.save' | 'approvals.open' | 'approvals.decide'

const Known = z.array(z.string()).catch([])

/** Handlers of what needs a second person: requests, and the answers to them. */
export function createApprovalHandlers(room: Room): HandlersOf<ApprovalCall> {
  const { plans, journal, store, service, now, actor, saveFile, identity, guards, noteError } = room

  const name = () => {
    const { user, computer } = actor()
    return [user, computer].filter(Boolean).join(' at ') || 'somebody'
  }
  const kept = createKeptSettings(store)
  const { get: setting, set: keep } = kept
  const memory = createRequestMemory(kept)
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
    memory.requireUndecided(file.id)
    const here = (await identity.need()).fingerprint
    const own = fingerprint === here
    const { number = null, runner = null } = file
    if (!own && runner !== null && runner !== here)
      throw new Refusal(
        'not-allowed',
        `This request may be run by the workstation that signs with ${runner} alone; this one signs with ${here}. Nothing was opened. Whoever asks can write a new request for this one.`,
      )
    const { plan, rows } = await makePlan(
      room,
      {
        changes: file.changes,
        accounts: file.accounts,
        reason: file.reason,
        title: file.title,
        ...(file.source === null ? {} : { source: file.source }),
        request: {
          ...{ id: file.id, from: file.from, fingerprint, received: true, decision: null },
          ...{ number, runner, expires: file.expires },
        },
      },
      signal,
    )
    return {
      kind: 'request' as const,
      plan: viewOf(room, plan, rows, { offset: 0, limit: rows.length }),
      request: {
        ...{ id: file.id, from: file.from, fingerprint, own, known: own || knownKeys().includes(fingerprint) },
        ...{ reason: file.reason, created: file.created, expires: file.expires, number, runner },
      },
    }
  }

  function openAnswer(file: AnswerFile, fingerprint: string) {
    const known = knownKeys().includes(fingerprint)
    const asked = memory.asked(file.request)
    if (asked === null) throw new Refusal('not-found', 'This workstation has not made the request that this answers.')
    const { request, decision, reason, from, decided } = file
    const { number = null, runner } = asked
    if ((file.number ?? null) !== number)
      throw new Refusal(
        'conflict',
        `This answer is to request ${file.number ?? 'without a number'}, and here it has the number ${number ?? 'none'}. Nothing was taken over.`,
      )
    if (runner !== null && runner !== fingerprint)
      throw new Refusal(
        'conflict',
        `Request ${number} names the workstation that signs with ${runner}; this answer was signed with ${fingerprint}. Nothing was taken over. Find out who wrote it.`,
      )
    const answer = { kind: 'answer' as const, request, number, decision, reason, from, fingerprint, known }
    if (asked.answer !== null) {
      if (asked.answer.fingerprint === fingerprint && asked.answer.decision === decision) return answer
      const words = `Request ${number ?? request} was ${asked.answer.decision} before, signed with ${asked.answer.fingerprint}, and now ${decision}, signed with ${fingerprint}. It may have been run twice: compare both journals and look at the accounts.`
      noteError({ what: 'Second person', message: words, details: null, job: null })
      journal.note('note', { text: words })
      throw new Refusal('conflict', words)
    }
    inTransaction(store, () => {
      memory.ask(request, { ...asked, answer: { decision, fingerprint } })
      journal.append([
        {
          kind: decision === 'approved' ? 'approval' : 'rejection',
          data: { request, number, reason, from, fingerprint, known, decided, by: actor() },
        },
      ])
    })
    room.changed('journal')
    return answer
  }

  return {
    'approvals.save': async ({ plan: id, runner: named, ...given }, signal) => {
      const plan = plans.get(id)
      if (plan.firstPassword === true)
        throw new Refusal(
          'conflict',
          'A plan with a first password cannot be sent to somebody else as a request: no file may hold the password. Preview it without one. No request was written.',
        )
      const signer = await identity.need()
      const runner = named === undefined ? null : fingerprintGiven(named)
      if (runner === signer.fingerprint)
        throw new Refusal(
          'invalid',
          'That is the fingerprint of this workstation. Another admin has to run it, on another one. No request was written.',
          { path: 'runner' },
        )
      const before = memory.asked(id)
      if (before !== null && before.runner !== runner)
        throw new Refusal(
          'conflict',
          `This plan was written as request ${before.number ?? ''} for ${before.runner ?? 'any admin'} already. No request was written. Preview the changes again to ask somebody else.`,
        )
      const reason = { ...plan.reason, ...reasonOf(given) }
      if (guards().reasonRequired && !gaveReason(reason))
        throw new Refusal('invalid', 'Give a reason or a ticket first. No request was written.', { path: 'reason' })
      const planned = (await inSlices(plans.rows(id), signal)).filter(({ verdict }) => verdict === 'change')
      const changes = planned.map(({ change }) => change)
      if (changes.length === 0) throw new Refusal('conflict', 'This plan has nothing to send.')
      // Written again, it is the same request.
      const number = before?.number ?? newNumber()
      const file: RequestFile = {
        ...{ provost: 'change-request', version: 1, id: plan.id, cid: service().cid, from: name() },
        ...{ created: new Date(now()).toISOString(), expires: new Date(now() + expiryMs).toISOString() },
        ...{
          title: plan.title,
          number,
          runner,
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
          memory.ask(plan.id, { at: file.created, number, runner, answer: before?.answer ?? null })
          journal.append([
            {
              kind: 'request',
              data: {
                request: plan.id,
                number,
                runner,
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
      return { ...saved, fingerprint, number, runner }
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
      if (request.expires !== undefined && Date.parse(request.expires) <= Math.max(now(), room.latest.for(plan)))
        throw new Refusal('conflict', 'This request has expired: it is more than 72 hours old. Ask for a new one.')
      const decision = approve ? ('approved' as const) : ('rejected' as const)
      inTransaction(store, () => {
        memory.requireUndecided(request.id)
        if (plans.get(id).state !== 'open') throw new Refusal('conflict', 'This request was already decided here.')
        const next: PlanRecord = { ...plan, state: approve ? 'open' : 'discarded', request: { ...request, decision } }
        plans.update(next)
        memory.decide(request.id, {
          decision,
          at: new Date(now()).toISOString(),
          ...(request.number == null ? {} : { number: request.number }),
        })
        if (!knownKeys().includes(request.fingerprint)) keep('known-keys', [...knownKeys(), request.fingerprint])
        journal.append([
          {
            kind: approve ? 'approval' : 'rejection',
            data: {
              request: request.id,
              number: request.number ?? null,
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
        ...(request.number == null ? {} : { number: request.number }),
      }
      return save(`provost-answer-${answer.decided.slice(0, 10)}.json`, seal(answer, signer))
    },
  }
}
