import type { ActName } from './calls.ts'

// Without schemas: the page needs this table at every start, and main's schemas never.

/** What an act makes out of date; a read names the families that it draws on by its own name's first word. */
export type Family =
  | 'app'
  | 'settings'
  | 'views'
  | 'directory'
  | 'users'
  | 'groups'
  | 'folders'
  | 'access'
  | 'requests'
  | 'changes'
  | 'jobs'
  | 'journal'
  | 'errors'
  | 'guards'
  | 'writing'
  | 'leavers'
  | 'seats'
  | 'audit'
  | 'findings'
  | 'scores'
  | 'joiners'
  | 'reviews'
  | 'hash'
  | 'streams'
  | 'snapshots'

/** The families of reads that each act makes out of date. */
export const outdatedBy: { readonly [C in ActName]: readonly Family[] } = {
  'app.openPage': [],
  'app.showLog': [],
  'settings.set': ['settings'],
  'views.save': ['views'],
  'views.remove': ['views'],
  'tenants.connect': ['app', 'directory', 'users', 'groups', 'folders', 'scores', 'hash'],
  'tenants.openDemo': ['app', 'directory', 'users', 'groups', 'folders', 'scores', 'hash'],
  'tenants.switch': ['app', 'directory', 'users', 'groups', 'folders', 'scores', 'requests', 'hash'],
  'tenants.reconnect': ['app', 'directory', 'hash', 'journal'],
  'tenants.update': ['app', 'audit', 'findings'],
  'tenants.remove': ['app', 'directory', 'users', 'groups', 'folders', 'scores', 'hash'],
  'directory.sync': ['directory', 'users', 'groups', 'folders', 'scores', 'app'],
  'directory.cancel': ['directory'],
  'users.export': [],
  'audit.fetch': ['audit', 'findings'],
  'audit.cancel': ['audit'],
  'audit.export': [],
  'audit.pack': ['journal'],
  'audit.uploadPack': [],
  'audit.checkPack': [],
  'audit.categorise': ['audit', 'journal'],
  'audit.setNetworks': ['audit', 'findings', 'journal'],
  'audit.addAddressFile': ['audit', 'findings', 'journal'],
  'audit.removeAddressFile': ['audit', 'findings', 'journal'],
  'audit.setRetention': ['audit', 'findings', 'journal'],
  'audit.calibrate': ['audit'],
  'findings.mute': ['findings', 'journal'],
  'findings.unmute': ['findings', 'journal'],
  'findings.muteAll': ['findings', 'journal'],
  'findings.setRule': ['findings', 'journal'],
  'groups.plan': ['changes'],
  'groups.saveDraft': [],
  'groups.decideDraft': [],
  'groups.setOwner': ['groups', 'changes', 'journal'],
  'groups.export': [],
  'groups.exportMatrix': [],
  'access.export': [],
  'joiners.export': [],
  'groups.planDraft': ['changes'],
  'reviews.start': ['reviews'],
  'reviews.decide': ['reviews'],
  'reviews.sign': ['reviews', 'journal', 'audit'],
  'reviews.plan': ['changes'],
  'reviews.discard': ['reviews'],
  'reviews.export': [],
  'joiners.upload': [],
  'groups.upload': [],
  'joiners.check': [],
  'joiners.fix': ['joiners'],
  'joiners.plan': ['changes', 'joiners'],
  'joiners.planPerson': ['changes', 'joiners'],
  'joiners.planWithPassword': ['changes', 'joiners'],
  'joiners.approveStart': ['joiners', 'journal'],
  'joiners.errors': [],
  'joiners.setFacts': ['joiners'],
  'joiners.saveSettings': ['joiners'],
  'changes.preview': ['changes'],
  'changes.apply': ['changes', 'jobs', 'journal', 'errors'],
  'changes.keep': ['changes'],
  'changes.leaveOut': ['changes', 'journal'],
  'changes.discard': ['changes'],
  'changes.dropDone': ['changes', 'journal', 'users', 'directory'],
  'changes.compare': ['changes', 'users', 'directory'],
  'changes.resolve': ['changes', 'journal'],
  'approvals.save': ['changes', 'journal'],
  'approvals.open': ['changes', 'journal'],
  'approvals.decide': ['changes', 'journal'],
  'jobs.pause': ['jobs'],
  'jobs.resume': ['jobs', 'journal'],
  'jobs.sendNow': ['jobs', 'journal'],
  'jobs.cancel': ['jobs', 'changes', 'journal'],
  'jobs.undo': ['changes'],
  'journal.export': [],
  'journal.acceptLoss': ['app', 'journal'],
  'errors.dismiss': ['errors'],
  'guards.set': ['changes', 'guards', 'journal'],
  'writing.enable': ['writing', 'journal'],
  'writing.disable': ['writing', 'journal'],
  'leavers.upload': [],
  'leavers.match': ['leavers'],
  'leavers.choose': ['leavers'],
  'leavers.compare': ['leavers'],
  'leavers.start': ['leavers', 'changes'],
  'leavers.apply': ['leavers', 'changes', 'jobs', 'journal', 'users', 'directory'],
  'leavers.next': ['leavers', 'changes'],
  'leavers.close': ['leavers', 'changes'],
  'leavers.done': ['leavers'],
  'leavers.check': ['leavers', 'users', 'directory'],
  'leavers.undo': ['leavers', 'changes'],
  'leavers.record': [],
  'leavers.openList': ['leavers'],
  'leavers.closeList': ['leavers'],
  'leavers.rotation': ['leavers'],
  'leavers.rotationSites': ['leavers'],
  'leavers.cancelSites': ['leavers'],
  'leavers.tick': ['leavers', 'journal'],
  'leavers.tickSite': ['leavers', 'journal'],
  'leavers.beginCampaign': ['leavers', 'journal'],
  'leavers.endCampaign': ['leavers', 'journal'],
  'leavers.tickPasswords': ['leavers', 'journal'],
  'leavers.exportRequests': [],
  'leavers.askOwners': ['leavers', 'journal'],
  'leavers.exportRotation': [],
  'hash.saveUse': ['hash', 'journal'],
  'hash.removeUse': ['hash', 'journal'],
  'hash.begin': ['hash', 'journal'],
  'hash.tick': ['hash', 'journal'],
  'hash.end': ['hash', 'journal'],
  'hash.remind': ['hash', 'journal'],
  'scores.set': ['scores'],
  'scores.report': [],
  'scores.readExpired': ['scores', 'users'],
  'scores.uploadReport': [],
  'scores.importReport': ['scores', 'users'],
  'scores.dropReport': ['scores', 'users'],
  'scores.exportHistory': ['journal', 'scores'],
  'scores.uploadHistory': [],
  'scores.joinHistory': ['scores', 'snapshots', 'users', 'journal'],
  'streams.chooseAuthority': [],
  'streams.add': ['streams', 'journal'],
  'streams.change': ['streams', 'journal'],
  'streams.pause': ['streams', 'journal'],
  'streams.retry': ['streams'],
  'streams.remove': ['streams', 'journal'],
  'streams.test': ['journal'],
  'snapshots.write': ['journal'],
  'snapshots.compared': [],
  'snapshots.setSchedule': ['snapshots', 'journal', 'errors'],
  'snapshots.stopSchedule': ['snapshots', 'journal'],
  'seats.make': ['seats', 'hash'],
  'seats.import': ['seats', 'app', 'directory', 'users', 'groups', 'folders', 'scores', 'hash'],
  'seats.giveUp': ['seats', 'app', 'directory', 'users', 'groups', 'folders', 'scores', 'hash'],
}
