import { describe, expect, it } from 'vitest'
import type { Call } from '../../../src/contract/call.ts'
import { type CallName, calls } from '../../../src/contract/calls.ts'
import { changeKinds } from '../../../src/contract/lists.ts'
import { type Seat, seats } from '../../../src/contract/model.ts'
import { createDispatch, type Handlers } from '../../../src/main/dispatch.ts'
import { allowedKinds, isWider, mayCall, narrowed, usualLimits } from '../../../src/main/seats/limits.ts'

/** Who may make which call, written out: a call that is not here has not been thought about. */
const everybody = `
  app.state app.parts app.partNotice app.openPage app.diagnostics app.showLog settings.get settings.set views.list views.save views.remove requests.page
  tenants.openDemo tenants.switch directory.status writing.state writing.disable
  scores.settings scores.summary scores.trend snapshots.live snapshots.handed snapshots.open snapshots.compared
  seats.state seats.inspect seats.import seats.giveUp`
const whoSeesPeople = `
  directory.changes directory.sync directory.cancel directory.problems directory.history users.page users.get users.facets users.values users.nearest groups.page groups.get folders.page folders.get
  approvals.save changes.preview changes.plan changes.apply changes.keep changes.leaveOut changes.discard changes.waiting changes.dropDone changes.compare changes.resolve
  jobs.page jobs.get jobs.wait jobs.pause jobs.resume jobs.cancel jobs.undo jobs.unsent jobs.sendNow journal.page journal.verify errors.page errors.dismiss
  guards.get writing.enable
  leavers.upload leavers.match leavers.matched leavers.choose leavers.impact leavers.folders leavers.compare leavers.compared leavers.choices
  leavers.start leavers.apply leavers.next leavers.batches leavers.cases leavers.case leavers.close leavers.done leavers.check leavers.due leavers.undo
  leavers.record leavers.rotation leavers.rotationSites leavers.sites leavers.cancelSites leavers.tick leavers.tickSite leavers.exportRotation
  leavers.beginCampaign leavers.endCampaign leavers.campaign leavers.campaignPasswords leavers.tickPasswords leavers.campaignRequest leavers.exportRequests leavers.askOwners
  leavers.openLists leavers.openList leavers.closeList leavers.leftOut
  groups.upload joiners.upload joiners.drift joiners.rulePreview joiners.invited joiners.person joiners.planPerson joiners.waiting joiners.approveStart joiners.check joiners.rows joiners.fix joiners.plan joiners.errors joiners.facts joiners.setFacts joiners.settings
  reviews.start reviews.page reviews.get reviews.decide reviews.plan reviews.discard
  groups.lint groups.matrix groups.draft groups.saveDraft groups.decideDraft groups.owners groups.planDraft groups.plan access.get access.diff
  audit.fetch audit.cancel audit.status audit.page audit.facets audit.histogram audit.coverage audit.settings audit.population audit.uploadPack audit.checkPack findings.page findings.rules findings.preview
  scores.scopes scores.change scores.lift scores.attention scores.lists scores.readExpired`
const adminsOnly = `
  joiners.planWithPassword
  tenants.connect tenants.reconnect tenants.update tenants.remove users.export changes.requests approvals.open approvals.decide journal.export journal.acceptLoss guards.set seats.make
  audit.export audit.pack audit.categorise audit.setNetworks audit.addAddressFile audit.removeAddressFile audit.previewRetention audit.setRetention audit.calibrate findings.mute findings.unmute findings.muteAll findings.setRule scores.set snapshots.write snapshots.preview snapshots.schedule snapshots.setSchedule snapshots.stopSchedule joiners.saveSettings groups.setOwner groups.export groups.exportMatrix access.export joiners.export reviews.sign reviews.export
  hash.state hash.saveUse hash.removeUse hash.begin hash.tick hash.end hash.remind
  scores.history scores.exportHistory scores.uploadHistory scores.checkHistory scores.joinHistory
  scores.report scores.uploadReport scores.importReport scores.dropReport
  streams.list streams.chooseAuthority streams.add streams.change streams.pause streams.retry streams.remove streams.test`

/** Made only where the limits of a seat allow exports. */
const exporting =
  'users.export audit.export audit.pack scores.report scores.exportHistory reviews.export groups.export groups.exportMatrix access.export joiners.export'

const words = (text: string) => text.trim().split(/\s+/)
const table: Record<Seat, Set<string>> = {
  manager: new Set(words(everybody)),
  'help-desk': new Set([...words(everybody), ...words(whoSeesPeople)]),
  admin: new Set([...words(everybody), ...words(whoSeesPeople), ...words(adminsOnly)]),
}
const names = Object.keys(calls) as CallName[]

describe('every call and every seat', () => {
  it('is in the table that is written out here', () => {
    expect([...table.admin].toSorted()).toEqual(names.toSorted())
    expect(names.filter((name) => (calls[name] as Call).exports).toSorted()).toEqual(words(exporting).toSorted())
  })

  it.each(seats)('%s: the dispatcher lets through what the table says, and nothing else', async (seat) => {
    const ran: string[] = []
    const handlers = Object.fromEntries(
      names.map((name) => [
        name,
        () => {
          ran.push(name)
          throw new Error('ran')
        },
      ]),
    ) as unknown as Handlers
    const dispatch = createDispatch({ handlers, seat: () => seat, report: () => 'reference' })
    for (const name of names) {
      const result = await dispatch(name, {})
      const refused = !result.ok && result.failure.code === 'not-allowed'
      expect([name, refused]).toEqual([name, !table[seat].has(name)])
    }
    for (const name of ran) expect(table[seat].has(name)).toBe(true)
  })
})

describe('a help desk', () => {
  it('changes what has a way back, and an admin everything, and a manager nothing', () => {
    expect([...allowedKinds('help-desk', usualLimits['help-desk'])]).toEqual([
      'disable',
      'enable',
      'reinvite',
      'require-password-change',
    ])
    expect([...allowedKinds('admin', usualLimits.admin)]).toEqual([...changeKinds])
    expect([...allowedKinds('manager', usualLimits.admin)]).toEqual([])
  })

  it('exports everyone only where its limits say so; a manager never does', () => {
    const limits = { ...usualLimits['help-desk'], exports: true }
    expect(mayCall('help-desk', usualLimits['help-desk'], 'users.export')).toBe(false)
    expect(mayCall('help-desk', limits, 'users.export')).toBe(true)
    expect(mayCall('help-desk', limits, 'journal.export')).toBe(false)
    expect(mayCall('manager', limits, 'users.export')).toBe(false)
  })

  it('exports everyone no more than an admin whose limits forbid it', () => {
    expect(mayCall('admin', usualLimits.admin, 'users.export')).toBe(true)
    expect(mayCall('admin', { ...usualLimits.admin, exports: false }, 'users.export')).toBe(false)
  })

  it('never gets more by being narrowed', () => {
    const both = narrowed(
      { kinds: ['disable', 'enable'], exports: true, cap: 5 },
      { kinds: ['enable', 'delete'], exports: false, cap: 50 },
    )
    expect(both).toEqual({ kinds: ['enable'], exports: false, cap: 5 })
  })

  it('names people no more where its limits hide them, and is wider where they are named', () => {
    const manager = { seat: 'manager' as const, limits: usualLimits.manager, until: null }
    const named = { ...manager, limits: { ...usualLimits.manager, people: 'named' as const } }
    expect(narrowed(named.limits, {}).people).toBe('named')
    expect(narrowed(named.limits, { people: 'hidden' }).people).toBeUndefined()
    expect(narrowed(manager.limits, named.limits).people).toBeUndefined()
    expect(isWider(named, manager)).toBe(true)
    expect(isWider(manager, named)).toBe(false)
    expect(isWider(named, { ...manager, seat: 'help-desk' })).toBe(false)
  })
})
