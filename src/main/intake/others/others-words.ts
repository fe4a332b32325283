import { fold } from '../../text/folding.ts'
import { wordSet } from '../../text/word-set.ts'
import { isFormOfAbsence, isFormOfGoingOn } from '../employment/word-stems.ts'

// Words of the languages in which lists and mails about them are written; all are folded. They make nobody be taken, only asked about.

/** Whoever stands beside one of these may be somebody else than the person whom the line is about. */
const ofOthers = wordSet(`
  manager managers supervisor boss lead leader head reports reporting report forward forwarded forwarding fwd fw redirect redirected
  redirects reroute replacement replaced replaces replace replacing successor predecessor handover handed hand delegate delegated
  delegates deputy backup substitute substitutes cover covers covering contact contacts ask questions question approver approved approves
  approval approve requested requester requestor requests request sponsor wrote writes written sent sender reporter reported assignee
  assigned opened created assistant colleague cc bcc copy takes took takeover taken transfer transfers transferred transferring instead
  except excepting excluding excludes exclude without not dont keep keeps stay stays staying remain remains remaining joiner joiners
  joins joined starter starts started successor new hired hire hires owner owned inherits inherit receives receive recipient notify
  inform informed tell caller callers raised raiser submitted submitter submits author authors watcher watchers observer observers mentor buddy stand-in standin behalf via alias aliases aka
  vorgesetzter vorgesetzte vorgesetzten fuhrungskraft chef chefin leiter leiterin teamleiter teamleiterin leitung weiterleiten
  weiterleitung weitergeleitet umleiten umleitung nachfolger nachfolgerin nachfolge vertretung vertreter vertreterin vertritt ersatz
  ersetzt ubergabe ubergeben ubernimmt ubernehmen ansprechpartner ansprechpartnerin kontakt fragen frage ruckfragen genehmigt
  genehmiger freigegeben antragsteller antragstellerin beantragt schrieb geschrieben gesendet absender assistenz kollege kollegin
  melder melderin anrufer anruferin ersteller erstellerin erfasst beobachter statt anstatt ausser ohne nicht behalten behalt bleibt bleiben eintritt neu neue neuer kopie
  responsable superieur remplacant remplacante remplace remplacement successeur transferer transfere rediriger demandeur approuve ecrit
  envoye expediteur sauf pas garder reste nouveau nouvelle
  preguntar demander jefe jefa gerente supervisor reenviar reemplazo reemplaza sustituto sustituta sustituye sucesor aprobado solicitante escribio enviado
  remitente excepto salvo mantener queda nuevo nueva
  capo responsabile chiedere inoltrare sostituto sostituta sostituisce successore approvato richiedente scritto inviato mittente eccetto tranne
  tenere rimane nuovo nuova
  leidinggevende doorsturen vervanger vervangt opvolger goedgekeurd aanvrager schreef verzonden afzender behalve niet blijft nieuwe
  gestor substituir substitui sucessor encaminhar aprovado requerente escreveu remetente exceto manter fica novo nova nao
  przelozony przelozona kierownik zastepca zastepstwo zastepuje nastepca przekazac przekaz zatwierdzil wnioskodawca napisal napisala
  wyslal nadawca oprocz nie zostaje nowy nowa
  chef ersattare eftertradare vidarebefordra godkand skrev avsandare utom inte ny stedfortraeder efterfolger videresend undtagen ikke
  руководитель начальник менеджер переслать перенаправить замена заместитель преемник согласовано написал кроме не
  yonetici mudur yonlendir yerine vekil onayladi yazdi haric degil
`)

/** Says that somebody comes, or is to be let in: the opposite of leaving. */
const arriving = wordSet(`
  joiner joiners joining starter starters hire hires onboarding onboard arrival arrivals rehire rehired returns returning
  enable enables re-enable reenable reactivate reactivated activate unlock unblock restore reinstate reinstated invite add create provision grant welcome
  neueintritt neueintritte eintritte eintritt neuzugang neuzugange neueinstellung neueinstellungen aktivieren reaktivieren freischalten entsperren
  einladen anlegen hinzufugen wiederherstellen willkommen ruckkehr ruckkehrer
  arrivee arrivees embauche embauches nouveaux nouvelles activer reactiver debloquer inviter ajouter creer
  alta altas ingreso ingresos contratacion nuevos nuevas activar reactivar desbloquear invitar anadir agregar crear
  assunzioni assunti nuovi nuove attivare riattivare sbloccare invitare aggiungere creare
  instroom indiensttreding nieuwe activeren deblokkeren uitnodigen toevoegen aanmaken
  nowi nowe przyjecia zatrudnieni aktywowac odblokowac zaprosic dodac utworzyc
  admissoes admissao novos novas ativar reativar convidar adicionar criar
  nyanstallda nyanstallning aktivera nyansatte nyansat opret aktiver nastup nastupy yeni girenler aktiflestir
  новые принятые активировать разблокировать пригласить нові 入社 新入社員 入职 新员工 입사 입사자 الجدد
`)

/** Says that somebody does not go after all. */
const staying = wordSet(`
  keep keeps stay stays staying remain remains remaining ooo away vacation holiday urlaub abwesend whitelist whitelisted allowlist exempt
  exempted protected renewal renouvellement reincorporacion wiedereinstellung riassunzione
  verbleibend verbleibende bleibende bleibenden tbc tbd tba draft unconfirmed provisional preliminary tentative entwurf vorlaufig vorlaufige brouillon provisoire borrador voorlopig maybe perhaps pending unsure unclear wait waiting
  rejected declined denied refused abgelehnt refuse rechazado rechazada rifiutato afgewezen odrzucono recusado avslag отклонено 却下
  cancelled canceled withdrawn rescinded retracted postponed deferred retained hold
  storniert zuruckgezogen widerrufen verschoben abgesagt annule annulee reporte reportee cancelado cancelada anulado anulada aplazado
  annullato annullata rimandato ritirato geannuleerd ingetrokken uitgesteld anulowano anulowane anulowany odwolano zruseno odlozeno
  innstilt aflyst avlyst peruttu torolve iptal отменено отменен отменена остается скасовано 取消 保留 キャンセル 취소
  異動 出向 出向中 復職 転勤 调岗 转岗 复职 복직 전보
  育休 育休中 産休 産休中 休職 休職中 在籍 在籍中 在职 休假 休假中 产假 휴직 휴직중 재직 재직중
  elternzeit mutterschutz karenz sabbatical maternity paternity parental mutterschaft extended renewed prolonged verlangert prolonge prolongee prorrogado prorogato verlengd przedluzono
  bleibt behalten reste queda resta tenere blijft zostaje остается
`)

/** Says that a list is of those whom nothing is to be done to. */
const refusals = wordSet(`
  not dont never apart minus abgesehen hormis ignore ignored disregard skip skipped except excepting excluding exclude excludes without nicht ausser ohne sauf pas excepto salvo eccetto tranne behalve niet
  exceto nao oprocz nie utom inte undtagen ikke кроме не haric degil
`)

/** The same, where it stands right before the address or the name that the address has. */
const towards = wordSet('to from by with c/o cc bcc via')
/** The same, in small letters only: names begin with some of them. */
const towardsSmall = wordSet('an a au durch par por naar aan przez till til')
/** The same, only right before the address: within names they are particles. */
const towardsAlone = wordSet('von zu da door do od fran fra')

/** What asks for something to be done with the people of a list, and names no one. */
const harmless = wordSet(`
  mr mrs ms miss mx dr prof frau herr herrn mme mlle monsieur madame sr sra srta sig signor signora mevr dhr mevrouw meneer pani hanim
  please kindly remove disable deactivate delete lock block suspend revoke offboard terminate access of for lastpass account accounts
  user users username usernames login logins email emails e-mail e-mails mail mails address addresses leaver leavers left leaving gone
  the following these this all and or also list people person employee employees staff colleagues today tomorrow now asap thanks thx
  bitte entfernen sperren deaktivieren loschen konto konten zugang zugange benutzer adresse adressen fur und oder auch die der das
  suivant suivants suivante suivantes siguiente siguientes seguente seguenti volgende seguinte seguintes nastepujace следующие следующих
  folgende folgenden mitarbeiter personen ausgeschieden ausgetreten heute sofort danke
  et y e en och og i и та và veuillez supprimer desactiver utilisateur utilisateurs compte comptes acces pour les por favor eliminar desactivar
  usuario usuarios cuenta cuentas acceso accesos para los las prego rimuovere disattivare utente utenti per graag verwijderen voor prosze usunac konta
  affected concerned well name names full first last family given surname display work business corporate company primary office internet smtp
  type pref id no number employee worker staff member title department team location site since until on in at as is are was has have had
  been who whose day date effective end eod per terminated resigned retired dismissed quit offboarding termination
  januar january february march april may june july august september october november december monday tuesday wednesday thursday friday
  saturday sunday today's week month jan feb mar apr jun jul aug sep sept oct nov dec
  betroffen betroffene betroffener vorname nachname dienstlich dienstliche geschaftlich abteilung zum seit ab am im tag datum letzter
  gekundigt montag dienstag mittwoch donnerstag freitag samstag sonntag februar marz mai juni juli oktober dezember
  nom prenom courriel professionnel depuis quitte parti partie nombre apellido correo desde nome cognome naam imie nazwisko poczta
  имя фамилия почта email's 氏名 名前 メール メールアドレス 姓名 邮箱 이름 이메일
`)

/** Parts of names that are no names, and say nothing of anybody but in a label. */
const particles = wordSet(`
  van von der den dem des de da do dos das di del della la le les du el al bin ibn ben ter ten zu
`)

const headers = wordSet(`
  from to cc bcc sent date subject reply-to reply sender recipient recipients resent-from resent-to
  von an gesendet betreff kopie datum antwort
  de a à para pour copia envoye objet cci enviado asunto fecha da inviato oggetto data
  van aan verzonden onderwerp od do dw wyslano temat fran till skickat kopia amne fra til sendt emne
  от кому тема отправлено копия kimden kime konu gonderen від відправник
  komu predmet kopie prijemce odesilatel felado cimzett masolat targy lahettaja vastaanottaja kopio aihe ccs
  差出人 宛先 件名 送信者 受信者 发件人 收件人 抄送 主题 보낸사람 받는사람 참조 제목
`)

/** A line of a mail's head: "From: ...", "> *Cc:* ...", "Reply-To: ...", "X-Original-To: ...". */
export function isMailHeader(line: string): boolean {
  if (!/[:：]/u.test(line)) return false
  const found = /^[\s>|*_"'•-]{0,20}([\p{L}-]{1,30}(?: to| an| à| a)?)[\s*_]{0,4}[:：]/u.exec(line.slice(0, 80))
  if (found?.[1] === undefined) return false
  const label = fold(found[1])
  if (headers.has(label.split(' ')[0] as string)) return true
  return (
    /^\p{L}+(?:-\p{L}+)+$/u.test(label) &&
    /^(?:x|delivered|return|message|in-reply|content|list|errors|envelope|dkim)-/u.test(label)
  )
}

const closings =
  /^(?:--+\s?|(?:best|kind|warm|many|with kind|with best)?\s*(?:regards|wishes|thanks)|thanks(?: and regards| a lot| in advance)?|thank you(?: very much| in advance)?|thx|cheers|sincerely(?: yours)?|yours(?: sincerely| faithfully| truly)?|br|kr|mit (?:freundlichen|besten|lieben|vielen) gr(?:u|ue)(?:ss|s)en|(?:viele|liebe|beste|schone|freundliche) gr(?:u|ue)(?:ss|s)e|mfg|lg|vg|gr(?:u|ue)(?:ss|sse|esse)?|gruss an alle|ciao|best|groet(?:jes|en)?|bises?|bisous|um abraco|abracos?|abs|un abrazo|saluti|pzdr|iyi calismalar|selamlar|kolay gelsin|tack|tak|diky|danke(?: und gruss)?|(?:bien )?cordialement|bien a vous|(?:un )?(?:cordial |cordiales )?saludos?(?: cordiales)?|(?:muy )?atentamente|gracias|merci(?: beaucoup)?|cordiali saluti|distinti saluti|grazie|(?:met )?vriendelijke groet(?:en)?|z powazaniem|pozdrawiam|dziekuje|(?:med )?vanlig[a]? halsning(?:ar)?|(?:med )?venlig hilsen|mvh|sent from my .{1,40}|с уважением|з повагою|saygilarimla|pozdrowienia|s pozdravem|pozdrav|lep pozdrav|cordialmente|atenciosamente|cumprimentos|(?:de )?(?:bedste|beste) hilsn?er|hilsen|terveisin|(?:ystavallisin )?terveisin|udvozlettel|multumesc|cu stima|よろしくお願い(?:いたし|し)ます|以上)[\s,.!。–-]*$/u

/** The line after which whoever wrote the text signs. */
export const isClosing = (line: string): boolean => line.length < 80 && closings.test(fold(line).trim())

/** What somebody does who leaves, and what is done to an account then. Nouns are none: "Leaver", "Termination" head lists. */
const deeds = wordSet(`
  leave leaves leaving left quit quits resign resigns resigned resigning retire retires retired retiring dismissed fired terminated departed
  departs exits exited gone disable disables disabled disabling deactivate deactivates deactivated deactivating remove removes removed removing
  delete deletes deleted deleting lock locked block blocked suspend suspended revoke revoked offboard offboarded terminate
  sperren sperre gesperrt sperrt deaktivieren deaktiviere deaktiviert loschen losche geloscht entfernen entferne entfernt verlasst verliess verlassen
  geht ausgeschieden ausgetreten gekundigt kundigt scheidet entlassen
  desactiver desactivez desactive supprimer supprimez bloquer bloquez retirer quitte quittera parti partie part demissionne licencie
  desactivar desactive eliminar bloquear quitar deja baja renuncio renuncia despedido despedida
  disattivare disattiva rimuovere rimuovi bloccare eliminare lascia uscito uscita dimesso dimessa licenziato
  desativar desative remover bloquear excluir saiu sai demitido demitida
  uitschakelen blokkeren deactiveren verwijderen vertrekt vertrokken weg gaat
  wylaczyc zablokowac usunac dezaktywowac odszedl odeszla odchodzi zwolniony zwolniona
  inaktivera ta bort slutar slutat deaktiver fjern slutter fratradt stopper sluttet deaktivoi poista lahti
  deaktivovat smazat zablokovat odchazi odesel odesla kikapcsolni torolni elment tavozik
  ayrildi ayriliyor kapatin silin devre engelleyin cikti
  уволен уволена уволился уволилась уходит ушел ушла отключить отключите удалить удалите заблокировать заблокируйте
  звільнений звільнена звільнився звільнилася
`)
/** Whether a folded word says that somebody leaves, or what is done to an account then. */
export const isDeed = (word: string): boolean => deeds.has(word)

const needs = wordSet('need needs needing reset assign forgot forgotten lockout')
/** Whether a folded word says that somebody is to be helped, where nothing else is to be done. */
export const isNeed = (word: string): boolean => needs.has(word)

const newcomers = wordSet(`
  new joined neu neue neuer neuen nouveau nouvelle nouveaux nouvelles nuevo nueva nuevos nuevas nuovo nuova nuovi nuove nieuw nieuwe novo nova
  novos novas nowy nowa nowi nowe ny nya nye novy nova yeni новый новая новые
`)
/** Whether a word says that somebody comes, in a list of those who do. */
export const isComing = (word: string): boolean => arriving.has(word) || newcomers.has(word)

export const isStaying = (word: string): boolean => staying.has(word) || isFormOfGoingOn(word) || isFormOfAbsence(word)
export const isArriving = (word: string): boolean => arriving.has(word)

const actions = wordSet(
  'action actions aktion massnahme accion azione acao actie akcja todo decision entscheidung task aufgabe',
)
const nothing = wordSet(
  'no none nothing na keine nichts nein aucune rien ninguna nada nessuna nenhuma geen niets brak ne нет',
)
/** Whether a cell says that nothing is to be done; `words`: folded. */
export const isNoAction = (header: string, words: readonly string[]): boolean =>
  actions.has(fold(header).trim()) && words.length <= 3 && nothing.has(words[0] ?? '')

export const isRefusal = (word: string): boolean => refusals.has(word)
export const isOfOthers = (word: string): boolean => ofOthers.has(word) || staying.has(word) || arriving.has(word)
export const isTowards = (word: string, isSmall: boolean): boolean =>
  towards.has(word) || (isSmall && towardsSmall.has(word))
export const isTowardsAlone = (word: string): boolean => towardsAlone.has(word) || towardsSmall.has(word)
const ofAny = new Set([...ofOthers, ...staying, ...arriving, ...towards, ...towardsSmall, ...towardsAlone])
/** Whether a folded word can speak of others anywhere in a line. */
export const maySpeakOfOthers = (word: string): boolean => ofAny.has(word)
export const isParticle = (word: string): boolean => particles.has(word)
export const isHarmless = (word: string): boolean => harmless.has(word)
