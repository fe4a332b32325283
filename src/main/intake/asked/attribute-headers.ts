import { fold } from '../../text/folding.ts'
import { wordSet } from '../../text/word-set.ts'
import { headerKey } from '../table/column-headers.ts'

// Headers of columns that say what people are, have, or are numbered by, and nothing of whether they go. A word that is in neither list
// makes a column one that nobody understands: it is asked about, so a word that lacks costs one answer, and one too many a wrong person.

/** What is told of people; one of these makes a header an attribute where all its other words are known. */
const nouns = wordSet(`
  name names firstname lastname surname forename fullname displayname nickname initials initial salutation mi suffix prefix pronouns alias aka username userid login logins logon logons
  email emails mail mails eposta upn proxyaddresses phone phones telephone tel mobile cell cellphone fax extension ext pager
  department departments dept departmentname division divisions team teams squad organization organisation org orgunit unit units businessunit area location locations office offices site branch building floor room desk
  city town state province county country countries region zip zipcode postcode postal street address addresses timezone zone locale language languages nationality citizenship
  company companies entity employer subsidiary subcompany establishment cost costs costcenter costcentre paygroup ledger designation
  title titles job jobs jobtitle role roles position positions profession occupation function profile family grade level band seniority qualification skill skills
  manager managers supervisor supervisors boss reports reporting teamlead sponsor mentor buddy hrbp partner approver owner
  id ids guid uuid sid dn objectid immutableid employeeid employeenumber badge number numbers pernr persnr samaccountname sam mi cn distinguishedname objectclass
  gender sex age marital religion ethnicity ssn
  service enrolled lastlogin signin sign synced sync dirsyncenabled
  salary pay wage rate currency iban bank tax insurance pension allowance vacation entitlement
  remote hybrid onsite laptop computer device hardware car license licenses licence licences product products application applications
  groups memberof membership memberships folders sites notes form forms fills attachments score scores strength mfa multifactor factor factors authenticator 2sv 2fa totp sso federated vault storage usage quota password passwords flsa csp seating
  source domain domains admin administrator photo picture url link website linkedin

  vorname nachname familienname geburtsname rufname anrede namenszusatz kurzel kurzzeichen benutzer benutzername benutzerkennung anmeldename kennung emailadresse mailadresse
  telefon telefonnummer mobil mobilnummer mobiltelefon handy handynummer durchwahl rufnummer
  abteilung abteilungen bereich hauptabteilung referat sachgebiet organisationseinheit orgeinheit gruppenleiter teilbereich personalbereich personalteilbereich geschaftsbereich
  standort buro arbeitsort dienstort dienstsitz ort stadt plz postleitzahl strasse hausnummer land bundesland anschrift adresse niederlassung filiale werk gebaude raum etage betriebsstatte betriebsteil
  firma unternehmen gesellschaft mandant buchungskreis konzerngesellschaft kostenstelle kostenstellen kostentrager
  stelle planstelle stellenbezeichnung tatigkeit tatigkeitsschlussel beruf berufsbezeichnung funktion jobbezeichnung titel rolle entgeltgruppe tarifgruppe lohngruppe gehaltsgruppe mitarbeitergruppe mitarbeiterkreis personengruppe gehalt lohn
  vorgesetzter vorgesetzte vorgesetzten fuhrungskraft teamleiter teamleitung leiter leitung ansprechpartner
  personalnummer personalnr mitarbeiternummer mitarbeiternr mitarbeiterid personenkennung nummer nr
  geschlecht geburtsort alter nationalitat staatsangehorigkeit konfession familienstand steuerklasse krankenkasse sozialversicherungsnummer sprache
  betriebszugehorigkeit urlaubsanspruch resturlaub dienstwagen

  prenom nom matricule courriel telephone portable poste postes fonction emploi metier service services departement structure direction equipe pole secteur site etablissement agence bureau lieu ville pays adresse rue cp region entite societe entreprise filiale
  responsable superieur hierarchique lieu intitule manageur gestionnaire sexe civilite nationalite langue coefficient echelon classification salaire utilisateur identifiant numero licence licences

  nombre nombres apellido apellidos correo telefono movil extension puesto cargo funcion departamento entidad equipo area seccion oficina sede centro ubicacion lugar ciudad pais provincia direccion empresa sociedad coste
  jefe jefa supervisora gerente dni nif legajo nomina sexo genero nacionalidad idioma usuario salario

  cognome nome telefono cellulare ruolo mansione qualifica reparto ufficio sede citta paese provincia indirizzo azienda ente societa centro costo
  capo referente responsabile interno sesso nazionalita lingua livello inquadramento utente stipendio dipartimento squadra

  voornaam achternaam tussenvoegsel telefoon mobiel functie afdeling team locatie vestiging kantoor plaats land bedrijf kostenplaats leidinggevende personeelsnummer medewerkernummer geslacht
  telemovel cargo funcao departamento setor localizacao escritorio cidade pais empresa gestor matricula
  imie nazwisko imiona telefon stanowisko stanowiska dzial dzialu oddzial wydzial jednostka jednostki komorka zespol lokalizacja biuro miasto kraj firma spolka zaklad placowka przelozony kierownik numer adres ulica plec wiek zawod pesel
  efternamn fornamn telefon avdelning enhet befattning titel tjanst roll kontor ort stad foretag bolag chef anstallningsnummer
  afdeling avdeling stilling stillingsbetegnelse enhed enhet lokation sted arbeidssted arbejdssted virksomhed selskap leder medarbejdernummer ansattnummer fornavn efternavn etternavn
  osasto yksikko tehtava tehtavanimike nimike toimipiste toimipaikka kaupunki maa yritys esimies puhelin etunimi sukunimi henkilonumero
  jmeno prijmeni utvar oddeleni odbor stredisko pozice funkce pracoviste pobocka mesto zeme firma spolecnost nadrizeny vedouci
  meno priezvisko oddelenie pozicia funkcia pracovisko pobocka krajina spolocnost nadriadeny veduci
  munkakor beosztas osztaly reszleg telephely iroda varos orszag ceg felettes telefonszam torzsszam vezeteknev keresztnev csaladnev utonev lakcim iranyitoszam
  nume prenume departament departamentul functie functia oras tara companie telefon
  soyad soyadi departman departmani bolum bolumu birim birimi pozisyon pozisyonu unvan unvani gorev gorevi sube ofis sehir ulke sirket yonetici yoneticisi telefonu sicil cinsiyet
  unidade equipe equipa lotacao endereco celular ramal sobrenome apelido
  τμημα θεση τηλεφωνο γραφειο πολη χωρα εταιρεια ονομα επωνυμο
  відділ підрозділ посада місто країна компанія прізвище керівник департамент адрес адреса фио
  отдел подразделение должность телефон офис город страна компания руководитель номер имя фамилия отчество
`)

/** Days of people's lives and of their accounts; where nothing else makes a header an attribute, its cells have to be days. */
const days = wordSet(`
  hire hired start started joined joining joiner entry seniority anniversary created creation registered invited modified updated changed login logon logged signin seen accessed birth birthday birthdate dob
  eintritt eintrittsdatum einstellung einstellungsdatum beginn startdatum erstellt angelegt erstellungsdatum anmeldung geburtsdatum geburtstag
  naissance embauche entree anciennete arrivee creation connexion nacimiento ingreso contratacion antiguedad creado nascita assunzione creazione geboortedatum indiensttreding startdatum
  nascimento admissao urodzenia zatrudnienia fodelsedatum ansaettelsesdato ansettelsesdato fodselsdato anstallningsdatum narozeni nastupu nastup dogum angajarii belepes szuletesi рождения приема
`)

/** Numbers, which alone may count anything. */
const numbers = wordSet('number numbers no nr id ids key ticket issue request case incident numero numer nummer номер')

/** "Code salarié": a code of a person is their number. */
const codes = wordSet('code codigo codice kod schlussel file')
const workers = wordSet(
  'employee worker staff person user member mitarbeiter personal salarie employe personnel empleado dipendente medewerker funcionario pracownika',
)

/** What stands beside those, and tells nothing alone. */
const beside = wordSet(`
  work works working business personal private home primary secondary main other alternate additional first second middle last given family legal preferred full display short long official former maiden
  emp employee employees staff worker person people user users member account accounts my line direct dotted matrix corporate company group supervisory management managing management chain field default recovery security shared master
  payroll code codes description desc text key no of the a an and or in to at on by for with is from e s date day time stamp timestamp datetime on-premises premises onpremises immutable object path current original center centers total count sum average amount value unique external internal
  middle required enforced enabled never expires prior home head hr it erp sap ad okta azure entra google workday datev api 1 2 3 4 5 6 7 8 9 10 01 02 03 line1 line2 file associate contact regular annual base hourly frequency recent multi strong data drive contact c ctr r in innen biz legacy info information
  geschaftlich geschaftliche dienstlich dienstliche privat private der die das des den dem von und im am zum zur letzte letzter letztes letzten erste zweite datum tag bezeichnung kurztext text schlussel mitarbeiter personal person direkter direkte interne externe akademischer
  du de la le les des d l et au aux en travail date jour premier dernier derniere deuxieme professionnel professionnelle perso personnel personnelle libelle code centre cout couts salarie employe complet usage interne externe
  del de la el los y fecha dia primer primero ultimo ultima segundo trabajo laboral personal codigo empleado completo alta empleo descripcion inicio
  di del della dello e data giorno primo ultimo lavoro aziendale personale codice dipendente completo descrizione inizio
  van het de en datum werk zakelijk prive medewerker volledige omschrijving code do da dos e data trabalho codigo funcionario completo pracy data kod pracownika sluzbowy pelna nazwa organizacyjna номер рабочий дата nazev osobni tarihi giris megnevezese szervezeti egyseg
`)

/** Headers in scripts that write words without blanks, whole. */
const whole = wordSet(`
  lastactivity lastactivitydate changepasswordatnextsignin eligibleforrehire rehireeligible rehireeligibility
  ageofconsent agegroup consentprovidedforminor legalagegroupclassification creationtype identityissuer directorysynced invitationstate sourceofhire contactinfo contactinformation
  部署 部門 部門名 所属 所属部署 役職 職位 職種 社員番号 従業員番号 社員id 電話 電話番号 内線 携帯 携帯電話 勤務地 拠点 事業所 住所 都道府県 国 会社 会社名 入社日 入社年月日 上司 上長 氏名 姓 名 カナ フリガナ ふりがな 生年月日 性別 年齢 言語 等級 原価センタ コストセンター 最終ログイン
  部门 部门名称 职位 职务 岗位 职级 工号 员工编号 员工号 员工id 电话 手机 手机号 分机 办公地点 工作地点 地点 城市 国家 地址 公司 上级 直属上级 经理 主管 入职日期 入职时间 出生日期 性别 年龄 成本中心 语言 名字 姓氏
  부서 부서명 직급 직책 직위 사번 사원번호 전화 전화번호 휴대폰 내선번호 근무지 사무실 회사 입사일 상사 팀 팀장 생년월일 성별 국가 주소
  ชื่อ นามสกุล แผนก ตำแหน่ง โทรศัพท์ รหัสพนักงาน
  القسم المسمى الهاتف المدير الموقع الشركة
`)
/** Endings of German words that are put together. */
const ending = /^\p{L}+(?:nummer|nr|telefon|adresse|anschrift|abteilung|kennung|standort|bezeichnung|naam|name)$/u

/** What programs add to their headers: "Email Address [Required]". */
const added = /\[[^\]]*\]|\((?:required|optional|mandatory|read.only|pflichtfeld|y\s*\/\s*n)\)/giu

const wordsOfHeader = (header: string): string[] =>
  fold(header.replace(added, ' ').replace(/(?<=\p{Ll})(?=\p{Lu})/gu, ' '))
    .split(/[^\p{L}\p{N}\p{M}]+/u)
    .filter((word) => word !== '')

const isKnown = (word: string): boolean => isNoun(word) || days.has(word) || numbers.has(word) || beside.has(word)
const shortestPart = 3
/** "HIREDATE", "jobcode": two words that are known, written as one; the word itself where it is none of those. */
function partsOf(word: string): string[] {
  if (isKnown(word)) return [word]
  for (let at = shortestPart; at <= word.length - 2; at++) {
    const [one, other] = [word.slice(0, at), word.slice(at)]
    if ((other.length >= shortestPart || other === 'id' || other === 'nr') && isKnown(one) && isKnown(other))
      return [one, other]
  }
  return [word]
}

const isNoun = (word: string): boolean => nouns.has(word) || ending.test(word)

/** What a header says that its column holds: an attribute of people, one whose cells are days or numbers of something, or what nobody understands (null). */
type Attribute = 'any' | 'days' | 'ids' | null

/** What a header names in words that are all known; `headers`: all of its table. */
export function attributeOf(header: string, headers: readonly string[]): Attribute {
  const key = headerKey(header)
  if (whole.has(key) || whole.has(header.trim()) || (nouns.has(key) && !numbers.has(key))) return 'any'
  const words = wordsOfHeader(header).flatMap(partsOf)
  // A state is one of a country beside a city, and one of affairs otherwise.
  if (key === 'state' || key === 'estado') return headers.some((each) => cities.has(headerKey(each))) ? 'any' : null
  if (!words.every(isKnown)) return null
  if (words.some((word) => (numbers.has(word) ? words.length > 1 : isNoun(word)))) return 'any'
  if (words.some((word) => days.has(word))) return 'days'
  const isCodeOfPerson = words.some((word) => codes.has(word)) && words.some((word) => workers.has(word))
  return isCodeOfPerson || (words.length === 1 && numbers.has(key)) ? 'ids' : null
}

/** Attributes that people have or have not. */
const ticked = wordSet(
  'mi initial initials mfa multifactor 2sv 2fa totp sso admin administrator enrolled enforced sync synced dirsyncenabled directorysynced license licenses licence licences lizenz manager managers supervisor remote federated laptop password passwords linked duplicate expires consentprovidedforminor eligibleforrehire rehireeligible rehireeligibility',
)
/** Whether a header is of an attribute that is ticked where people have it. */
export const isTickedAttribute = (header: string): boolean =>
  ticked.has(headerKey(header)) || wordsOfHeader(header).some((word) => ticked.has(word))

const cities = wordSet('city town zip zipcode postalcode zippostalcode country ciudad provincia cp pais cidade cep')

/** Whether a header names an attribute in words that are known, or of which `further` knows some. */
export function isHeaderOf(header: string, further: (word: string) => boolean): boolean {
  const words = wordsOfHeader(header)
  return words.some(further) && words.every((word) => further(word) || isNoun(word) || beside.has(word))
}
