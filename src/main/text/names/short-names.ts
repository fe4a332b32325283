// Given names and what people who have them are called, folded; each line one name. Gathered by hand from what dictionaries of first
// names agree on (the English ones stand in Wiktionary's appendix of diminutives too). Short forms of many names ("Alex", "Chris",
// "Sasha") stand in several lines. They only ever offer somebody, with that reason.
const table = `
  robert rob bob bobby robbie rupert
  william will bill billy willy liam wilhelm willi guillaume guillermo
  richard rick dick ricky richie ricardo
  edward ed eddie ted teddy ned eduard eduardo
  james jim jimmy jamie jaime
  john jack johnny jon johannes hans johann jan juan giovanni ivan jean sean ian
  jonathan jon johnny nathan
  joseph joe joey josef jose giuseppe sepp beppe pepe
  michael mike mick mickey michel michal miguel michele mikhail misha
  thomas tom tommy tomas tomasz
  charles charlie chuck karl carl carlos carlo
  margaret maggie meg peggy greta margarete gretchen margarita rita marguerite
  elizabeth liz lizzie beth betty eliza lisa elsa elisabeth else ilse lisbeth isabel elise
  katherine kate kathy katie cathy catherine katharina kathrin katja katarina ekaterina katya caterina catalina kasia katarzyna
  susan sue susie susanne susanna sanna zuzanna
  patricia pat patty trish tricia
  patrick pat paddy
  jennifer jen jenny
  rebecca becky becca
  deborah deb debbie debra
  barbara barb babs barbie basia bara
  victoria vicky tori viktoria
  christine chris chrissy tina christina kristina kirsten christiane
  christopher chris kit topher christoph kristof krzysztof
  christian chris kristian
  anthony tony antonio anton antoni toni antoine
  andrew andy drew andreas andre andrea andrzej andres andrei
  alexander alex sandy sasha alec xander alexandr aleksander alejandro alessandro sascha oleksandr
  alexandra alex sandra sasha lexi aleksandra alessandra ola
  nicholas nick nicky nico niklas nikolaus klaus nicolas mikolaj nikolai kolya
  matthew matt matty matthias mateusz matteo mathieu
  daniel dan danny danilo
  david dave davey dawid
  steven steve stephen stefan stephan stevie etienne esteban szczepan
  samuel sam sammy
  samantha sam sammy
  benjamin ben benny benji
  joshua josh
  gregory greg gregor grzegorz grigory grisha
  jeffrey jeff geoffrey geoff
  kenneth ken kenny
  lawrence larry laurie lorenz lorenzo laurent lars
  ronald ron ronnie
  donald don donny
  gerald gerry jerry gerhard gerd gerard
  leonard leo len lenny leonardo
  timothy tim timmy
  theodore ted theo teddy fyodor theodor
  walter walt wally
  albert al bert
  alfred fred alf freddy
  frederick fred freddy fritz friedrich rick frederik
  francis frank fran franz francois francisco paco francesco franciszek
  frances fran fanny franziska francesca franzi
  philip phil philipp felipe filip philippe
  peter pete piotr pedro pietro pierre petr petra
  paul pablo paolo pawel pavel
  george georg jorg jurgen jorge giorgio jerzy jiri yuri juri
  henry harry hank heinrich heinz henri enrique enrico heiner
  harold harry hal harald
  louis lou lewis ludwig luis luigi lutz
  raymond ray raimund ramon
  vincent vince vinny vincenzo
  zachary zach zack
  nathaniel nate nathan nat
  abigail abby gail
  amanda mandy
  angela angie
  caroline carol carrie karoline karolina lina
  cynthia cindy
  dorothy dot dottie dorothea doris thea
  eleanor ellie nell nora eleonore lena
  helen nell nellie helena helene lena elena ellen
  jacqueline jackie
  jessica jess jessie
  josephine jo josie josefine
  judith judy judit
  kimberly kim kimmy
  louise lou luise
  madeline maddie magdalena magda lena madeleine
  maria mary marie molly polly mia mariya masha maja
  martha marty marta
  martin marty marcin
  mildred millie
  pamela pam
  penelope penny
  sarah sally sara sadie
  stephanie steph stefanie steffi stefania
  theresa terry tess tessa therese teresa
  terence terry
  valerie val
  virginia ginny
  anna ann anne annie nan nancy hannah anja anya ania anita
  agnieszka aga agnes ines
  malgorzata gosia margaret
  joanna joan asia johanna hanna jana jane janet jeanne juana giovanna
  dmitri dima dmitry dmitrij
  vladimir vova volodya wolodymyr volodymyr wladimir
  sergei serge sergey serhii
  natalia natasha natalie natalya
  tatiana tanya tania tatjana
  yevgeny eugene zhenya eugen evgeny jewgeni
  wolfgang wolf
  ulrich uli ulli
  ulrike uli rike
  manfred fred manni
  sebastian seb basti bastian
  maximilian max maxi
  tobias tobi toby
  dominik dom nick dominic dominique
  rudolf rudi rolf
  ferdinand ferdi fernando nando
  ignatius nacho ignacio ignaz
  santiago jaime diego jakob jacob jake iago
  dolores lola
  concepcion concha conchita
  mercedes merche
  guadalupe lupe
`

let index: ReadonlyMap<string, readonly string[]> | null = null

function indexed(): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, Set<string>>()
  for (const line of table.trim().split('\n')) {
    const names = line.trim().split(' ')
    for (const name of names) {
      const others = found.get(name) ?? new Set()
      found.set(name, others)
      for (const other of names) if (other !== name) others.add(other)
    }
  }
  return new Map([...found].map(([name, others]) => [name, [...others]]))
}

/** Given names that somebody with this one may be listed under, and short forms of it; folded, empty: none are known. */
export function namesBeside(given: string): readonly string[] {
  index ??= indexed()
  return index.get(given) ?? []
}
