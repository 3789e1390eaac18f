"""By what somebody is known where few are so: her faith, people or trade with what she is, her pet, where she is."""

import re
from collections.abc import Iterator

from women.disclosure.lexicon import bare, capitals, fold, is_english
from women.disclosure.matches import Found, Kind
from women.disclosure.recorded import Recorded
from women.disclosure.sentences import Sentence

PEOPLES = (
    r"(?:Roma(?:ny|ni)?|Gyps(?:y|ies)|Traveller|Sikh|Muslim|Hindu|Jewish|Catholic|Buddhist|Christian|"
    r"Jehovah['’]?s Witness|Mormon|Pagan|Quaker|"
    r"Evangelical|Pentecostal|Orthodox|Rastafarian|Polish|Slovak(?:ian)?|Czech|Romanian|Latvian|Lithuanian|Estonian|"
    r"Albanian|Kosovan|Bulgarian|Hungarian|"
    r"Ukrainian|Russian|Belarusian|Portuguese|Spanish|Italian|French|German|Dutch|Belgian|Greek|Cypriot|Turkish|"
    r"Kurdish|Iranian|Iraqi|Syrian|Lebanese|Afghan|"
    r"Pakistani|Bangladeshi|Bengali|Kashmiri|Punjabi|Gujarati|Tamil|Indian|Sri Lankan|Nepal(?:i|ese)|Chinese|"
    r"Vietnamese|Thai|Korean|Japanese|Filipin[ao]|"
    r"Malaysian|Indonesian|Mongolian|Somali(?:an)?|Eritrean|Ethiopian|Sudanese|Nigerian|Ghanaian|Kenyan|Zimbabwean|"
    r"Ugandan|Congolese|Gambian|Rwandan|"
    r"Angolan|Cameroonian|Sierra Leonean|South African|Jamaican|Trinidadian|Caribbean|African|Asian|South Asian|"
    r"East European|Eastern European|Arab|"
    r"Yemeni|Egyptian|Libyan|Moroccan|Algerian|Tunisian|Palestinian|Israeli|Irish|Scottish|Welsh|American|Canadian|"
    r"Australian|Brazilian|Colombian|"
    r"Mexican|Peruvian|Black|Black British|mixed[- ]race|mixed[- ]heritage|dual[- ]heritage|minority ethnic|"
    r"white British|deaf|Deaf|deafblind|blind|disabled|"
    r"gay|lesbian|bisexual|trans|transgender|queer|autistic|foreign|homeless|veteran|atheist)"
)
ROLE = (
    r"(?:woman|mum|mam|mother|lady|girl|lass|member|participant|client|famil(?:y|ies)|couple|grandmother|grandma|nan|"
    r"wife|sister|daughter|teenager|person|one|parent|household|"
    r"nurse|teacher|friend|background|heritage|community member|refugee|student|peer|speaker|service user|mums|"
    r"partner|husband|man|dad|father|boyfriend|twins|women)"
)
OF_A_PEOPLE = re.compile(
    rf"\b(?:an?|our|one|her|his|the|this|that|another|whose|only|is|was|two|both|"
    rf"three) (?:(?!women\b)[\w-]+ ){{0,2}}?(?:{PEOPLES})(?:[ -](?:\w+ )?)(?!women['’]s)(?:{ROLE})\b"
    rf"(?!['’]s (?:group|network|aid|centre|service|project|choir))"
    rf"|\b(?:is|was|she['’]s|who['’]s|being|as|born|raised|brought up|half|part) (?:a |an |originally |also |"
    rf"herself )?(?:devout |practising |strict |young |former )?(?:{PEOPLES})(?= (?:and|but|who|with|by|on|in|"
    rf"from)\b|[.,;]|$)"
    rf"|\b(?:from|in|of) (?:the|a|an|our|her) (?:local |small |close |tight-knit )?(?:{PEOPLES}) (?:community|family|"
    rf"background|camp|site|church|congregation|heritage|household)\b"
    r"|\b(?:speaks?|spoke|speaking|whose|first|native|mother|prays?|reads?) (?:only |no english[, ]*only |"
    r"(?:first )?(?:language|tongue) is |fluent |little (?:but )?|in )?"
    r"(?:Slovak|Romani|Romanes|Czech|Polish|Romanian|Latvian|Lithuanian|Albanian|Bulgarian|Hungarian|Ukrainian|"
    r"Russian|Portuguese|Spanish|Italian|French|German|Greek|"
    r"Turkish|Kurdish|Farsi|Persian|Dari|Pashto|Arabic|Urdu|Punjabi|Hindi|Bengali|Gujarati|Tamil|Sinhala|Nepali|"
    r"Mandarin|Cantonese|Vietnamese|Thai|Korean|Japanese|Tagalog|"
    r"Somali|Tigrinya|Amharic|Swahili|Yoruba|Igbo|Hausa|Twi|Shona|Lingala|Welsh|Gaelic|Mirpuri|Sylheti|BSL|"
    r"sign language|Makaton)\b"
    r"|\b(?:uses?|using|signs?|communicates?|learn(?:s|ed)?) (?:in |with |by |"
    r"through )?(?:british )?(?:sign language|bsl|makaton|braille|lip-?reading)\b|\blip-?reads?\b"
    r"|\b(?:needs?|needed|asked for|brought|uses?|used|through|with) (?:an|her own|the) (?:\w+ )?(?:interpreter|"
    r"signer)\b",
    re.IGNORECASE,
)
JOB = (
    r"(?:nurse|teacher|hairdresser|solicitor|soldier|dancer|singer|model|boxer|footballer|chef|paramedic|"
    r"police ?(?:officer|woman)|prison officer|accountant|lawyer|"
    r"journalist|actress|actor|barmaid|beautician|midwife|doctor|dentist|pilot|nun|councillor|post(?:woman|ie)|"
    r"(?:bus|taxi|lorry|train) driver|escort|sex worker|lap dancer|"
    r"stripper|firefighter|florist|butcher|baker|barber|carpenter|plumber|electrician|welder|farmer|gardener|"
    r"seamstress|tailor|swimmer|gymnast|athlete|jockey|wrestler|weightlifter|"
    r"poet|painter|musician|dj|rapper|drummer|pianist|violinist|organist|engineer|scientist|pharmacist|vet|architect|"
    r"translator|social worker|foster carer|childminder|nanny|"
    r"nursery nurse|teaching assistant|tattooist|scaffolder|roofer|miner|bouncer|security guard|air hostess|"
    r"flight attendant|croupier|fortune teller|magician|clown|beekeeper)"
)
OF_A_TRADE = re.compile(
    rf"\b(?:a|an|our|one|the) (?:former|ex-?|retired|qualified|trained|one-time|professional|champion|"
    rf"semi-professional|fully trained|published|self-taught) ?-?(?:\w+ )?(?:{JOB})\b(?! (?:joined|delivered|led|ran|"
    rf"trained|offered|visits|from) (?:the|our|us|a)\b)"
    rf"|\b(?:she|who|woman|mum|mother|lady|one|her (?:mum|dad|partner|sister|brother|son|daughter|husband|ex)|"
    rf"another) (?:was|is|had been|has been|used to be|trained as|once was|worked as|works as|became|has become|"
    rf"now works as) (?:now |once |also )?(?:a|an|the) (?:[\w-]+ )?(?:{JOB})\b"
    rf"|\b(?:{JOB}) (?:among them|among us|in the group|by trade|by training)\b",
    re.IGNORECASE,
)
NOBODY_ELSE = re.compile(
    r"\b(?:nobody|no-?one|no other|none) else (?:in|of|on|here|among|speaks?|has|had|is|was|came|can|could|does)\b|"
    r"\bunlike (?:the|all the|our) (?:others?|rest|other)\b|\b(?:the|our) others (?:do|are|have|did|were|had|"
    r"can)(?: not|n['’]t)\b"
    r"|\b(?:alone|uniquely|singly) (?:in|among|of) (?:the|our) (?:group|cohort|women|practice)\b|\bthe one (?:who|"
    r"with|whose|woman|mum|lady)\b|\b(?:our|the) one (?:and only )?(?:[\w-]+ )?(?:woman|mum|lady|member|grandmother)\b",
    re.IGNORECASE,
)
PET = (
    r"(?:dogs?|cats?|pupp(?:y|ies)|pups?|kittens?|hamsters?|guinea pigs?|rabbits?|budgies?|parrots?|cockatiels?|"
    r"horse|pony|ferrets?|snake|lizard|gecko|iguana|tortoise|goldfish|rats?|staffie|staffy|bulldog|rottweiler|husky|"
    r"lurcher|greyhound|terrier|spaniel|labrador|lab|poodle|chihuahua|jack russell|alsatian|whippet|collie|donkey|"
    r"goat|hens?)"
)
BREEDS = re.compile(
    rf"\b(?P<pet>{PET})(?:s['’]|['’]s)?(?:,| called| named| is called| who is called| answers to|"
    rf":)? [\"“'‘(]?(?P<name>[\w'-]+)",
    re.IGNORECASE,
)
VEHICLE = re.compile(
    r"\b(?:her|his|the|a|an|drives|drove|in|ford|vw) (?:[\w-]+ ){0,2}?(?:corsa|fiesta|ford focus|vw (?:golf|polo)|"
    r"astra|clio|micra|yaris|mini cooper|vw beetle|fiat|vauxhall|nissan|toyota|honda|hyundai|skoda|seat ibiza|"
    r"renault|peugeot|citro[eë]n|ford|bmw|audi|mercedes|"
    r"range rover|land rover|jeep|jaguar|porsche|tesla|transit|campervan|camper van|motorbike|moped|mobility scooter|"
    r"quad bike|horsebox|ice ?cream van|narrow ?boat|canal boat|houseboat|barge|caravan|motor ?home)\b"
    r"|\b(?:lives?|living|sleeps?|sleeping|slept|stay(?:s|ed|ing)?) (?:in|on|under|at) (?:a|an|the|her|"
    r"his) (?:[\w-]+ )?(?:car|van|tent|caravan|boat|barge|bus|shed|garage|squat|doorway|park|bridge|stairwell|"
    r"multi-storey|farm|pub|vicarage|convent|castle|lighthouse|church|mosque)\b"
    r"|\b(?:number|licen[cs]e) plates?\b|\b(?:she|he|who|mum|woman|partner|ex) (?:now )?(?:drives|drove|rides|"
    r"rode) (?:a|an|her|his|the|round|around)\b(?! (?:change|hard|the programme))|\b(?:her|his) (?:bright |dark |"
    r"light |old |new )?(?:purple|pink|lilac|orange|yellow|red|blue|green|white|black|silver|gold|grey|"
    r"brown) [A-Z][a-z]+\b|\b(?:her|his) (?:(?:old|new|little|"
    r"red|blue|white|black|silver|pink|yellow|green|purple|orange|lilac|gold) )+(?:car|van|bike|scooter|moped)\b|"
    r"\b[A-Z]{2}\d{2} ?[A-Z]{3}\b",
    re.IGNORECASE,
)
HOME = (
    r"(?:refuge|hostel|flat|house|home|lives?|lived|living|bedsit|room|place|staying|stays|stayed|sleeps?|moved|"
    r"rents?|works?|worked|seen|found|tenancy|address|shop|school|nursery|caravan|b&b)"
)
SPOT = re.compile(
    rf"\b(?:{HOME})\b[^.;,]{{0,25}}?\b(?:behind|opposite|above|next door to|next to|round the corner from|"
    rf"across (?:the road )?from|at the back of|(?:two|three|a few) doors (?:from|down|along|up)|over the road from|"
    rf"on top of|backing on to|overlooking|beneath|underneath|"
    r"over(?= the (?!years|past|last|next|summer|weekend|phone|counter|border|course|coming|winter|holidays|age)))"
    r" (?!the (?:benefit|average|cap|threshold|national|limit|line|target|rate|minimum|local|going|market|legal|"
    r"allowance|age)\b)(?:the|a|an|her|his|our|[A-Z])[\w'’ ]*"
    rf"|\b(?:{HOME}) (?:[\w-]+ )?(?:near|by|beside|outside|over|off|on) (?:the |a )?(?:bookies|betting shop|chip ?py|"
    rf"chip shop|chippy|pub|takeaway|kebab shop|launderette|petrol station|garage|canal|river|ring road|station|"
    rf"bus station|tram stop|"
    r"viaduct|gasworks|colliery|pit|steelworks|reservoir|cemetery|crematorium|prison|football ground|stadium|market|"
    r"church|mosque|temple|gurdwara|synagogue|fire station|police station|quarry|docks|harbour|seafront|airport|"
    r"level crossing|high street|main road|green)\b"
    r"|\b(?:the|that|a) (?:yellow|red|blue|green|pink|white|end|corner|last|first|boarded-up|thatched|"
    r"haunted) (?:house|door|flat|terrace|bungalow|cottage) (?:on|in|at|by|near|with|of)\b",
    re.IGNORECASE,
)
SCHOOL = re.compile(
    r"\b(?:at|to|in|from|left|attends?|goes to|started|starts|joined|"
    r"of) (?P<name>[\w'’-]+(?: [A-Z][\w'’-]+)?) (?:comp|comprehensive|juniors?|infants?|primary|academy|sixth form|"
    r"prep|grammar|high)\b(?! (?:school )?(?:funding|level|care|mental|risk|street|need))",
    re.IGNORECASE,
)
LOOKS = re.compile(
    r"\btattoo(?:s|ed|ist)?\b|\b(?:pink|purple|blue|green|red|ginger|orange|silver|bleached|shaved|dyed|waist-length) "
    r"(?:hair|head|dreadlocks)\b|\b(?:dreadlocks|mohican|nose ring|lip ring|gold teeth|gold tooth|glass eye|"
    r"eye patch)\b|"
    r"\bpierc(?:ed|ings?)\b(?! (?:the|our))|\bscars? (?:on|across|over|down) (?:her|his)\b|\b(?:walks|"
    r"walked) with a (?:limp|"
    r"stick|frame)\b|\b(?:four|five|six|seven|[4-7]) ?(?:foot|feet|ft) ?(?:\w+|\d+)?(?= (?:tall|and|with|in|woman)|"
    r"[.,;]|$)",
    re.IGNORECASE,
)
KIN_WORKS = re.compile(
    r"\b(?:her|his|whose) (?:(?:step|half|grand|god|foster|ex|late|older|younger|twin)[- ]?)*(?:mum|mam|mother|dad|"
    r"father|sister|"
    r"brother|aunt(?:y|ie)?|uncle|nan|grandad|cousin|partner|ex|husband|wife|boyfriend|girlfriend|son|daughter|eldest|"
    r"youngest) (?:now |still |also |once )?(?:(?:runs?|ran|owns?|owned|drives?|drove|manage[sd]?|teach(?:es)?|taught|"
    r"sells?|sold|cleans?|drums|sings|plays|coach(?:es|ed)?|preach(?:es|ed)?|works?|worked) (?!out\b|well\b|hard\b|"
    r"down\b|it\b)"
    r"|(?:was|is) (?:a|an|the) (?!help|support|comfort|worry|reason|great|good|big|main|only person|concern|"
    r"source)[\w-]+)",
    re.IGNORECASE,
)
# one who is told from the others by what is said of her next
THE_ONE_WHO = re.compile(
    r"\b(?:the|our) (?:[\w-]+ )?(?:woman|mum|mam|mother|lady|girl|lass|participant)(?: from [\w ]{3,20})? "
    r"(?:who|whose|with (?:the|a|an|no|two|three|her)|in (?:the|a|an) (?:[\w-]+ )?(?:flat|house|room|refuge|hostel|"
    r"chair|hat))\b"
    r"|\b(?:nobody|no-?one|none) but (?:her|she)\b|\b(?:only she|she alone)\b",
    re.IGNORECASE,
)
RITES = re.compile(
    r"\b(?:her|his|their|a child['’]s|the baby['’]s) (?:own )?(?:baptism|christening|confirmation|holy communion|"
    r"nikah|mehndi|"
    r"naming ceremony|blessing|hen (?:do|night|party)|graduation|citizenship ceremony|wake|silver wedding)\b",
    re.IGNORECASE,
)
GENERAL_SCHOOL = {
    "a",
    "an",
    "the",
    "local",
    "her",
    "his",
    "their",
    "our",
    "special",
    "new",
    "secondary",
    "good",
    "another",
    "mainstream",
    "junior",
    "this",
    "any",
    "all",
    "too",
    "so",
    "very",
    "and",
    "same",
    "run",
    "been",
    "be",
    "as",
    "is",
}


def known_by(sentence: Sentence, recorded: Recorded) -> Iterator[Found]:
    """Each of these: what tells one from all others, and what says where she is."""
    text = sentence.text
    for pattern, why in (
        (OF_A_PEOPLE, "few are so: her faith, people or language"),
        (OF_A_TRADE, "few are so: a trade"),
        (NOBODY_ELSE, "it tells one from all others"),
        (THE_ONE_WHO, "it tells one from all others"),
        (LOOKS, "what she looks like"),
        (KIN_WORKS, "what somebody of her family does"),
        (RITES, "a day of hers that others were at"),
        (VEHICLE, "a car, a boat or where somebody sleeps"),
    ):
        yield from (Found(Kind.ONLY, hit.group().strip(), why) for hit in pattern.finditer(text))
    for hit in SPOT.finditer(text):
        yield Found(Kind.LIKE_A_PLACE, hit.group().strip(), "a place: could it say where she is?")
    for hit in SCHOOL.finditer(text):
        words = [bare(fold(word)) for word in hit["name"].split()]
        if not all(one in recorded.own or one in GENERAL_SCHOOL or one in capitals() for one in words) and (
            hit["name"][0].isupper() or not is_english(words[0])
        ):
            yield Found(Kind.LIKE_A_PLACE, hit.group(), "a school")
    for hit in BREEDS.finditer(text):
        name = bare(fold(hit["name"]))
        is_called = bool(re.search(r"called|named|answers|[,:]", hit.group()[len(hit["pet"]) :]))
        if (
            (hit["name"][0].isupper() or not is_english(name))
            and name not in capitals()
            and (is_called or hit["name"][0].isupper() or len(name) > 2)
        ):
            yield Found(Kind.LIKE_A_NAME, f"{hit['pet']} {hit['name']}", "a pet by its name")
