"""Given names and what those who bear them are called in the United Kingdom: Sharon is Shaz, Elizabeth is Beth.

Put together by hand for Pause CMS from common usage (British and Irish names, and those of communities that came here);
it copies no published list. A line has the name in its spellings, then what it is shortened to. Two names that are
shortened to one (Joanne and Josephine to Jo) are no forms of each other.
"""

from functools import lru_cache

FORMS = """
abigail abigayle: abi abbi abbie abby gail
agnes: aggie nessa senga
agnieszka: aga
alexandra aleksandra: alex ali lexi lexie lexy sandra sandy sasha ola
alice alys: ali
alison allison: ali ally
amanda: mandy mandi manda
amelia: amy millie milly mia
andrea: andi andie
angela: angie ange
angharad: haz hari
anna: ania anya annie
ann anne: annie nan nancy
anastasia: ana stacey stacy tasia stasia
annabel annabelle: anna bel belle bella
antonia: toni tonie
barbara: babs barb barbie basia
beatrice beatrix: bea bee trixie
bernadette: bernie detta
bethany: beth
beverley beverly: bev
bridget brigid: bridie biddy bree
bronwen bronwyn: bron
cara: caz
caroline carolyn: caz carrie caro lyn
carol carole: caz
catherine katherine katharine kathryn catharine katarina: cath cathy cathie kath kathy kathie kate katie katy kat kitty
  kay kit rina kasia
katarzyna: kasia kaska
catriona katrina: cat trina riona kat tina
charlotte: charlie charley charli lottie lotty char shaz
cheryl sheryl: chez cher shez
chanelle: nelly nelle chan
chantelle chantel: chan telle
charlene sharlene: char shar charl
chloe: chlo
christina kristina: chris chrissy tina christie krissy kris
christine: chris chrissy chrissie tina
clare claire: clairey
constance: connie
courtney: court
danielle daniella: dani danni danny ella elle
deborah debra: deb debs debbie debby
deirdre: dee
denise: den dee neecy
diana diane dianne: di dee
dorothy: dot dottie dolly
eleanor elinor: ellie elly nell nellie nora ella len
elaine: lainey laine
elizabeth elisabeth: liz lizzy lizzie libby beth betty bet betsy bess eliza elsie lisa liza ela lizbeth
elzbieta: ela elka
emily: em emmy emmie millie milly
emma: em ems emmy
erica erika: ricky rikki
esther: essie hettie
evelyn: eve evie lyn
fiona: fi fee
florence: flo florrie flossie
frances francesca: fran frankie francie franny cesca chesca
gabrielle gabriella: gabby gabs gabi elle ella
gemma jemma: gem gems jem
georgia georgina: george georgie gina
geraldine: gerry geri
gillian jillian: gill jill gilly jilly
grace: gracie
gwendolen gwendoline: gwen
hannah: han hans
harriet: hattie harry hatty
hayley: hayls hay
helen helena: nell nellie lena hels
imogen: immy imo
isabel isabelle isobel isabella: izzy izzie issy bella belle bel isa ishbel
jacqueline jaqueline jacquelyn: jackie jacky jacqui jaqui jac
jade: jadey
jane: janey jan
janet: jan jannie netta
janice: jan
jasmine jasmin yasmin yasmine yasmeen: jas jaz jazz jazzy yas yaz yazz mina
jean: jeanie
jennifer: jen jenny jenni jenna jennie
jessica: jess jessie
joan: joanie
joanna johanna: jo joey joanie asia joasia
joanne: jo joey
jodie jody: jo jode
josephine: jo josie jos
judith: judy jude judi
julia: jules jools
julie: jules jools
juliet juliette: jules
karen: kaz kaza kazza
kayleigh kayley: kay
kelly kellie: kel kels
kerry: kez kezza
kezia keziah: kez kezzie kizzy
kimberley kimberly: kim kimmy
kirsty kirstie: kirst
kirsten: kirst kirsty
laura: lau lol laurie
lauren: loz lozza lol laurie
leanne: lee lea
lesley leslie: les lee
lillian lilian: lil lilly lily lils
linda lynda: lin lindy lyn
lindsay lindsey: lin linz lins
louise: lou lulu weez
louisa: lou lulu
lorraine: lol raine lorri
lucinda: lucy cindy
lucy: luce lu
lydia: lyddie
lynette: lyn lynn netta
lynn lynne lyn: linnie
lynsey: lyns
mackenzie: kenzie
madeleine madeline: maddy maddie mads
magdalena: magda lena maddie
malgorzata: gosia malgosia gosha margo
margaret: maggie mags meg megan peggy peg madge marge margie rita daisy greta
maria: mia ria marysia
mary: molly polly may mae mamie
matilda: tilly tillie mattie
maureen: mo
megan: meg megs
melanie: mel
melissa: mel lissa missy
mercedes: mercy
michaela: mickey kayla micky
michelle: shell shelly shelley mich chelle
miranda: mandy randa
miriam: mim mimi
monica: mon
natalia: nat talia natasha tasha
natalie: nat nats
natasha: tash tasha nat
niamh: neve
nicola nichola: nic nicky nicki nikki nik niki nico
nicole: nic nicky nikki
olivia: liv livvy livvie olly ollie
paige: pagey
pamela: pam pammy
patricia: pat patsy patty tricia trish tish paddy
penelope: pen penny
philippa phillipa: pip pippa philly
phyllis: phyl
priscilla: cilla
rachel rachael: rach rae ray
rebecca rebekah: becca becky bex beck becks bec
rhiannon: rhi annie non
roberta: bobbie robbie
rosalind: ros roz rosie
rosemary: rose rosie
roseanne rosanna: rose rosie ro
roisin: ro rosh
ruth: ruthie
sabrina: brina sab
samantha: sam sammy sammie
sandra: sandy
sarah sara: sally sal sar sadie saz sazza
selina: sel lina
shannon: shan shaz
sharon: shaz shazza shazz shaza shar
sheila: shee
shirley: shirl
sian: shan
siobhan: shiv shivvy chevonne shivaun
sophie: soph sophs
sophia sofia: soph sophie
zofia: zosia
stacey stacy stacie: stace
stephanie: steph stef steffi stevie stephie
susan suzan: sue susie suzy suzie
susannah susanna suzanna: sue susie suzy anna
suzanne: sue suzy suzie susie
tamara: tammy tam
tammy: tam
tanya tania: tan
teresa theresa: terri terry tess tessa tracy resa
theodora: thea dora
tiffany: tiff tiffy
tracey tracy tracie: trace
ursula: ursie
valerie: val
vanessa: nessa ness van
veronica: ron ronnie ronni vee
victoria: vic vicky vicki vickie tori tory vikki
violet: vi
vivien vivienne: viv
virginia: ginny ginnie
wilhelmina: mina billie wilma
winifred: win winnie freda
yvonne: eve vonnie von
zoe: zo zozo
"""


@lru_cache(maxsize=1)
def _names_of() -> dict[str, frozenset[int]]:
    """The lines in which a name or a short form stands."""
    found: dict[str, set[int]] = {}
    for number, (spellings, forms) in enumerate(_lines()):
        for word in (*spellings, *forms):
            found.setdefault(word, set()).add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}


def _lines() -> list[tuple[list[str], list[str]]]:
    lines = FORMS.replace("\n  ", " ").strip().splitlines()
    return [(spellings.split(), forms.split()) for spellings, _, forms in (line.partition(":") for line in lines)]


@lru_cache(maxsize=1)
def _full_names() -> dict[str, int]:
    """The line that a full name begins; of one that begins two (Lyn, Sandra), its own."""
    return {spelling: number for number, (spellings, _) in enumerate(_lines()) for spelling in spellings}


def is_form_of(one: str, other: str) -> bool:
    """Whether two folded names may be of one given name: Sharon and Shaz, Liz and Beth, never Joanne and Josephine."""
    if one == other:
        return True
    shared = _names_of().get(one, frozenset()) & _names_of().get(other, frozenset())
    own = {_full_names()[name] for name in (one, other) if name in _full_names()}
    return bool(shared & own if own else shared)


@lru_cache(maxsize=10_000)
def forms_of_name(name: str) -> frozenset[str]:
    """Every other folded name by which whoever bears `name` may go."""
    numbers = _names_of().get(name, frozenset())
    words = {word for number in numbers for group in _lines()[number] for word in group}
    return frozenset(word for word in words if word != name and is_form_of(name, word))
