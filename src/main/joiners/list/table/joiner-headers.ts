import type { JoinerField } from '../../../../contract/joiners.ts'
import { isComing } from '../../../intake/others/others-words.ts'
import { isOwnAddressHeader } from '../../../intake/table/address-header.ts'
import { columnHeaders, headerKey } from '../../../intake/table/column-headers.ts'
import { letterWords, wordSet, wordsIn } from '../../../text/word-set.ts'

// Headers of lists of joiners.

/** Headers by what they mean, the surest first. */
export const headers: Readonly<Record<Exclude<JoinerField, `attribute:${string}`>, readonly string[]>> = {
  username: [...columnHeaders.address, 'workaddress', 'emailwork', 'mailwork', 'workmail', 'lastpassusername'],
  fullname: [
    ...columnHeaders.name,
    ...wordsIn(
      'newhire newhirename newjoiner joiner joinername starter newstarter startername newemployee newemployeename candidate candidatename neuermitarbeiter',
    ),
  ],
  firstName: [
    ...columnHeaders.firstName,
    'first',
    '名',
    '名前',
    'имя',
    'namefirst',
    'namegivenname',
    'profilefirstname',
  ],
  middleName: wordsIn(
    'middlename middlenames middle secondname secondfirstname zweitervorname deuxiemeprenom tussenvoegsel tussenvoegsels infix nameprefix prefix voorvoegsel voorvoegsels namenszusatz vorsatzwort отчество',
  ),
  lastName: [
    ...columnHeaders.lastName,
    'last',
    '姓',
    '苗字',
    'фамилия',
    'namelast',
    'namefamilyname',
    'profilelastname',
  ],
  groups: wordsIn(
    'groups group lastpassgroups lastpassgroup securitygroups groupnames gruppen gruppe groupes groupe grupos grupo groepen gruppi grupy skupiny グループ 组 群组 그룹 memberof groupmembership groupmemberships',
  ),
  department: wordsIn(
    'department dept departmentname supervisoryorganization supervisoryorganisation supervisoryorg abteilung departement departamento afdeling dipartimento dzial oddeleni avdelning service 部署 部門 所属 部门 부서',
  ),
  manager: wordsIn(
    'manager managername linemanager reportsto supervisor supervisorname vorgesetzter vorgesetzte fuhrungskraft superieur jefe przelozony leidinggevende nadrizeny responsable 上司 上長 经理 상사',
  ),
  managerAddress: wordsIn(
    'manageremail managermail managersemail manageraddress manageremailaddress supervisoremail supervisormail vorgesetzteremail',
  ),
  startDate: wordsIn(
    'startdate start hiredate datehired firstday firstdayofwork joiningdate joindate dateofjoining entrydate eintritt eintrittsdatum startdatum datedebut dateentree fechadeinicio employmentstart employmentstartdate begindatum datedentree datedarrivee datedembauche fechadeingreso fechadealta eintrittam isebaslamatarihi isegiristarihi belepesdatuma datumnastupu nastup fechadeincorporacion datadiassunzione datazatrudnienia datadeadmissao anstallningsdatum startdag ansettelsesdato tiltraedelsesdato 入社日 入社年月日 開始日 入职日期 입사일',
  ),
  duoUsername: ['duousername', 'duo', 'duouser'],
  securidUsername: ['securidusername', 'securid', 'securiduser'],
}
/** A header without what programs add to it: "Email Address [Required]", "User name [userPrincipalName] Required", "Group*". */
export const barely = (header: string): string => {
  const bare = header
    .replace(/\[[^\]]*\]|\((?:required|optional|mandatory|read.only|pflichtfeld)\)|\*+$/giu, ' ')
    .replace(/\b(?:required|optional)\s*$/iu, '')
  return headerKey(bare) === '' ? header : bare
}
export const bareKey = (header: string): string => headerKey(barely(header))

/** Headers of addresses that nobody logs in with: at home, or of somebody else. */
export const notTheirLogin =
  /priv|personal|personlich|perso$|home|particular|hogar|casa|prywat|osobist|soukrom|личн|個人|私人|개인|contact|kontakt|buddy|mentor|recruit|hrbp|approv|request|sponsor|emergency|referr|replac|assistant|owner/u

/** Headers that speak of somebody's manager. */
const ofManager = /manager|supervis(?!ory)|boss|vorgesetz|teamlead|reportsto/u
/** What is told of managers besides who they are, or of whom somebody is one. */
const notWho =
  /(?:id|number|nummer|code|level|grade|dep(?:t|artment)|division|unit|org|organi[sz]ation|team|phone|mobile|title|position|location|office|city)$|(?:is|people)manager|managerof/u
/** Whether a column with such a header may hold a field: what is told of the manager says nothing of who joins. */
export const mayHold = (key: string, field: JoinerField): boolean =>
  !ofManager.test(key) || (field === 'manager' ? !notWho.test(key) : field === 'managerAddress')

/** Parts of headers that let one guess. */
export const guesses: readonly (readonly [RegExp, Exclude<JoinerField, `attribute:${string}`>])[] = [
  [
    /(manager|supervis|boss|vorgesetz|teamlead|reportsto).*(mail|address)|(mail|address).*(manager|supervis|boss)/u,
    'managerAddress',
  ],
  [ofManager, 'manager'],
  [/mail|upn|login/u, 'username'],
  [/group|gruppe|access|membership/u, 'groups'],
  [/dep(t|artment)|abteil|division|orgunit|businessunit/u, 'department'],
  [/start|hire|joining|eintritt|beginn/u, 'startDate'],
  [/firstname|vorname|given/u, 'firstName'],
  [/surname|lastname|nachname|familyname/u, 'lastName'],
  [/fullname|displayname/u, 'fullname'],
]

/** Whether a cell heads a column of a list of joiners. */
const known = new Set(Object.values(headers).flat().map(headerKey))
export const isJoinerHeader = (cell: string): boolean => known.has(bareKey(cell)) || /^attribute:./iu.test(cell.trim())

/** What says that a column holds groups beside another one that does: "Group 2". */
export const furtherGroups = /^(?:[a-z]*groups?|gruppen?|grupos?|groupes?|groepen|gruppi|grupy|skupiny)\d*$/u

const before = wordSet(
  'old previous former past current existing not no never exclude excluded except remove removed leaves leaving left without denied revoked alt alte alter alten bisherige bisheriger vorherige vorheriger ehemalige ehemaliger entfernte ohne ancien anciens ancienne actuel actuels precedent precedents antiguo antiguos antigua actual anterior anteriores vecchio vecchi precedente precedenti oude vorige huidige stara stare dawna',
)
/** Whether a header of groups says that its groups are those of before, or not to be had: "Old group", "Removed from groups". */
export const isOfBefore = (header: string): boolean => letterWords(header).some((word) => before.has(word))

const fields = new Map(
  (Object.entries(headers) as [JoinerField, readonly string[]][]).flatMap(([field, those]) =>
    those.map((name) => [headerKey(name), field] as const),
  ),
)
/** What a well-known header says that its column becomes; null: it is none. */
export const fieldOfHeader = (header: string): JoinerField | null =>
  fields.get(bareKey(header)) ?? (isOwnAddressHeader(barely(header)) ? 'username' : null)

const joiners = wordSet('joiner joiners hire hires starter starters candidate newcomer recruit')
/** Whether a header says that its column is of the person who joins: "New hire's mail", "Name der neuen Mitarbeiterin". */
export const namesJoiner = (header: string): boolean =>
  letterWords(header).some((word) => joiners.has(word) || isComing(word))
