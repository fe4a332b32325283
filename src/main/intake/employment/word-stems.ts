// Beginnings of folded words, for what HR systems write in a hundred forms: "Resignation", "Resigned", "Terminate Employee", "Demissão".
// One beginning stands for all forms of its word, also for those that no list of words has.

/** Beginnings of words for people who leave; a dollar ends what is a word of its own. */
const leaving =
  /^(?:terminat(?!or)|resign|retir(?:e|es|ed|ing|ee|ees|ements?)$|dismiss|redundan|depart(?:s|ed|ing|ures?)?$|separat(?:ed|ions?|ing)$|offboard|leavers?$|exit(?:s|ed|ing)?$|layoffs?$|ausscheid|ausgeschied|austrit|ausgetret|gekundigt|kundigung|eigenkundigung|arbeitgeberkundigung|entlass|aufhebungsvertrag|abgang|demission|licenci(?:e|es|ee|ees|ement|ements)$|sortie?s?$|partants?$|despid|despedid|ceses?$|cesad|cesante|dimision|dimission|dimitid|desvincul|finiquit|jubila|dimess|dimett|licenziat|licenziament|cessat|cessazion|pensionament|deslig|demiss|demitid|rescis|aposenta|exonera|uitdienst|ontsla|vertrek|vertrokken|uitstroom|opzegging|opgezegd|zwoln|wypowiedz|rozwiaz|odejsc|odchod|odesz|uppsag|avgang|opsag|oppsag|fratrad|istifa|ayril|irtisanom|vypoved|felmond|увольн|уволен|уволь|звільн)/u

/** The same in scripts that write words without blanks, where what denies them stands right before or behind: "未离职", "退職予定なし", "미퇴사". */
const unparted =
  /(?<![未不非没沒無无미비])(?<!没有|沒有|並非|并非)(?:退職|退社|離職|離职|离职|辞职|辭職|解雇|퇴사|퇴직)(?!\S{0,6}(?:ない|ません|なし|せず|無し|取消|撤回|안|않|없|아님|아니|취소|보류|철회))/u
/** Whether a text of such a script says that somebody leaves. */
export const saysLeavingUnparted = (text: string): boolean => unparted.test(text)

/** Beginnings of words for what goes on, or begins again. */
const goingOn =
  /^(?:rescind|retract|withdr(?:a|e)w|zuruckgenomm|zuruckgezog|rucknahme|widerruf(?:en)?$|storn|annul(?:ation|lation|lamento|acion|acao|ad[ao]s?|at[ao]|ees?)$|cancel(?:l?ed|l?ation|acion|ad[ao]|amento|lat[ao])$|anulac|ritirat|intrekking|ingetrok|cofniet|wycofan|odvolan|odwolan|revers(?:ed|al)$|renew|extend(?:s|ed|ing)?$|extension$|prolong|postpon|reinstat|rehir|renouvel|prorog|prorrog|renov(?:ad|acion|acao)|rinnov|verlanger|verleng|przedluz|prodlouz|forlang|forleng|продл|reincorpor|readmi|wiedereinst)|更新|延長|延长|续签|연장|撤回/u

/** Beginnings of words for people who are away and come back. */
const away =
  /^(?:maternity|maternal|maternidad|maternite|maternita|paternity|paternal|paternidad|paternite|parental|elternzeit|elternurlaub|mutterschutz|krank(?:heit.*|geschrieben|gemeldet|enstand)?$|maladie|enfermedad|malattia|ziekte|zwangerschap|ouderschap|chorob|macierzyn|urlop|foraldra|barsel|vacaciones|ferias|ferie|urlaub|sabbat|leaveofabsence|loa$|orlov|tjanstledig|foraldraledig|materska|dogum|wychowawcz|afastad|aspettativ|excedenci)|休職|休业|休業|育休|産休|产假|病假|휴직/u

/** Whether a folded word is a form of one that says that somebody leaves. */
export const isFormOfLeaving = (word: string): boolean => leaving.test(word) || unparted.test(word)
/** Whether a folded word is a form of one that says that somebody's employment goes on or begins again. */
export const isFormOfGoingOn = (word: string): boolean => goingOn.test(word)
/** Whether a folded word is a form of one that says that somebody is away for some time. */
export const isFormOfAbsence = (word: string): boolean => away.test(word)

/** Words that deny what follows them: "keine Kündigung", "no resignation". */
const denying =
  /^(?:not?|non|never|kein(?:e[nrsm]?)?|nicht|nie|pas|sans|sin|ningun[ao]?|senza|nessun[ao]?|nao|sem|nenhum[ao]?|geen|niet|brak|bez|ingen|inget|inte|ikke|ei|yok|degil|не|нет|без)$/u
/** A denial may have a word between it and what it denies: "no voluntary resignation". */
const reachOfDenial = 2
/** Whether folded words deny one of those for which `is` holds. */
export const areDenied = (words: readonly string[], is: (word: string) => boolean): boolean =>
  words.some((word, at) => denying.test(word) && words.slice(at + 1, at + 1 + reachOfDenial).some(is))

/** A case or a thing, not a person: "Case dismissed", "Laptop retired". */
const matter =
  /(?<!\p{L})(?:case|claim|charge|complaint|grievance|appeal|dispute|investigation|proceeding|lawsuit|alert|warning|laptop|device|phone|machine|server)s?\s+(?:\p{L}+\s+){0,2}(?:dismissed|terminated|retired|ended)(?!\p{L})/iu
/** Whether a text says of a case or a thing that it is over, which says nothing of its person's leaving. */
export const isOfMatter = (text: string): boolean => matter.test(text)
