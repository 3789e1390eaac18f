"""What happens to few, said softly or by the way: a child on the way, what a court took back, what others filmed."""

ORDINALS = (
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|next|little one|last|\d(?:st|nd|rd|th))"
)
SHE = (
    r"(?:she|who|wom[ae]n|mums?|mothers?|lady|girl|sister|daughter|partner|client|"
    r"one of (?:them|us|the \w+|our \w+)|somebody)"
)
CHILD = r"(?:bab(?:y|ies)|child|twins?|triplets|boy|girl|son|daughter|little one|sibling|brother|sister)"
MONTHS = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
JUDGED = (
    r"(?:overturn\w*|quash\w*|revers(?:ed|es|ing)|set aside|discharg\w+|revok\w+|uph(?:eld|olds?)|dismiss\w*|allowed|"
    r"succeed\w*|granted|refused|struck out|thrown out|varied|stayed|lifted|extended|failed|won|lost|made final)"
)
RULING = (
    r"(?:(?:care|placement|adoption|supervision|protection|interim|court|final|special guardianship|"
    r"contact) orders?|(?:the|her|his|an) (?:order|appeal|ruling|judgment|conviction|sentence|claim|injunction|"
    r"application)|judgments?|convictions?)"
)
SOFT_GROUPS = (
    ("a pregnancy, a birth or a marriage",
     rf"{SHE}(?: \w+)? (?:is|was|are|were|been|be|may be|might be|could be|['’]s|who is) (?:now |also |again |"
     rf"newly )?expecting"
     rf"(?! (?:to|that|them|him|us|more|less|too|much|results?|visitors?|an? (?:visit|call|letter|decision|answer|"
     rf"reply|review|colleague|cheque|payment)))|"
     rf"expecting (?:an? |her |another |their |our )?(?:[\w-]+ )?(?:{CHILD}|{ORDINALS}|addition|happy event|arrival)|"
     r"(?:\w+[- ]?\w*|\d{1,2}) (?:weeks|months)(?: and \w+ days)? (?:along|gone|pregnant|into (?:her|the) pregnancy)|"
     r"\d{1,2}[- ]weeks?[- ](?:scan|pregnant)|(?:a|her|the|our|another) (?:new|little|recent|latest|newest) (?:arrival|"
     r"addition|bundle)|bundle of joy|"
     rf"(?:{CHILD}|little one) (?:was |is |has |had |finally |also )*(?:arrived|arrives|came (?:along|early|late|into)|"
     rf"on the way|on (?:its|his|her) way|made (?:his|her|its|an) (?:entrance|appearance)|was delivered|weighed|due)|"
     r"(?:welcom(?:ed|es|ing)|delivered|delivering|awaiting|carrying|conceiv\w+) (?:an? |her |their |another |the )?"
     rf"(?:[\w-]+ ){{0,2}}(?:{CHILD}|{ORDINALS})|"
     rf"{SHE} (?:is|was|['’]s|are) (?:now |also |again )?(?:due|ready to pop)(?= (?:in|on|any|next|this|at|around|"
     rf"by|before|"
     rf"after|to give) (?:early |late |mid-?|the |end |about )*(?:{MONTHS}|day|week|month|year|now|spring|summer|"
     rf"autumn|winter|christmas|easter|new year|birth)\b)|"
     r"(?:her|the baby['’]s|whose|his) (?:due date|estimated date|bump|antenatal|booking (?:scan|appointment)|waters|"
     r"trimester|dating scan)|edd|"
     rf"(?:is|was|are|were|be|['’]s) having (?:an? |her |another |their )?(?:[\w-]+ )?(?:{CHILD}|{ORDINALS})|"
     r"(?:she|who|mum|woman|mother) (?:is|was|['’]s|may be) carrying(?= again| twins| her| a (?:baby|child|boy|"
     r"girl)|[.,;!]|$)|"
     rf"(?:fall(?:en|s|ing)?|fell|caught|got caught|fallen|expecting) (?:again|out of wedlock|for (?:a|an|her|the|"
     rf"another) (?:{ORDINALS}|{CHILD}))|"
     r"(?:first|second|third|last|final) trimester|morning sickness|(?:baby|growing) bump|missed (?:a|her|"
     r"two) periods?|"
     r"(?:pregnancy |home |clear ?blue )?test (?:was|is|came back|came up|showed) (?:positive|two lines)|"
     r"positive (?:pregnancy )?tests?|two (?:blue|pink) lines|pregnancy tests?|in the family way|up the duff|"
     r"bun in the oven|eating for two|with child|in the club|heavily pregnant|mum[- ]to[- ]be|mother[- ]to[- ]be|"
     r"(?:late|missed)(?: \w+){0,3} (?:took|did|bought) a test|scan (?:showed|shows|revealed|confirmed|picture)|"
     r"(?:going to be|become|became|is now|will be) (?:a|the) (?:mum|mother|mam|grandmother|nan|granny|"
     r"aunt\w*) (?:again|"
     r"for the|of)|a little (?:boy|girl) (?:was|is|of her own)"),
    ("prison or a court’s verdict",
     rf"{RULING} (?:\w+ ){{0,2}}?(?:was |were |has been |have been |had been |is |are |to be |"
     rf"being )?(?:\w+ly )?{JUDGED}"
     r"(?! (?:for|by) (?:three|six|two|a|our) (?:months|years|contract|funder|\w+ (?:year|month))s?)|"
     r"(?:court|judge|judges|bench|magistrates?|tribunal|lords?|justices|recorder|panel of judges) (?:\w+ ){0,2}?"
     r"(?:overturn\w*|quash\w*|revers(?:ed|es)|set aside|discharg\w+|revok\w+|uph(?:eld|olds?)|dismissed|varied|"
     r"struck out)|"
     r"(?:won|wins|lost|loses|winning|losing|dropped|withdrew) (?:her|his|the|an?|their) (?:\w+ )?(?:appeal|case|claim|"
     r"hearing|tribunal|application|custody|battle|fight (?:for|in|at))(?! (?:for (?:funding|support|a|more)|load))|"
     r"(?:found|proved|proven|declared|held) (?:guilty|not guilty|liable|in contempt)|"
     r"(?:her|his) (?:tag|curfew|ankle tag|licence|probation|suspended sentence) (?:comes|came|is|was|ends|ended|"
     r"starts|started|runs|will)"),
    ("a crime",
     r"(?:broke|broken|breaking|climbed|smashed|kicked (?:his|their) way|forced (?:his|her|"
     r"their) way) in(?:to)? (?:through|"
     r"and|her|his|by|at night|with)|(?:painted|sprayed|scrawled|smeared|posted|pushed) [\w ]{2,25} (?:on|over|"
     r"through|across) "
     r"(?:her|his) (?:[\w-]+ )?(?:door|windows?|car|wall|house|letter ?box)|(?:her|his) (?:passport|papers|"
     r"documents|bank card|"
     r"benefits|phone|children) (?:was|were|had been|are|is) (?:taken|hidden|kept|held|burn\w*|stolen) (?:by|from)"),
    ("a rare illness or harm",
     r"(?:she|her|he|him|woman|mum|mother|child|baby)\b[^.;]{0,30}? (?:to|in|at|from) (?:a&e|casualty|resus|"
     r"the wards?)|"
     r"(?:heart|lung|kidney|liver|genetic|brain|blood|rare|life-limiting) (?:condition|defect|disorder|disease|murmur)|"
     r"(?:gave|given|donat\w+|received|needs|needed|got|awaiting|waiting for) (?:an? |her |his |one |new |one of her )*"
     r"(?:kidneys?|liver|bone marrow|organs?|eggs|stem cells|cornea|heart transplant)|(?:kidney|egg|organ|"
     r"marrow) donor"),
    ("the press",
     r"(?:on|in) (?:a |the )(?:billboards?|law reports?|hoardings?|posters? (?:campaign|in town))|"
     r"(?:tik ?toks?|reels?|memes?|hashtags?|posts?|blogs?|threads?|articles?|clips?|videos?|photos?|pictures?|"
     r"stor(?:y|ies)|"
     r"streams?|status(?:es)?|comments?|rants?|pages?|groups?) (?:about|of|naming|shaming|against|mocking) "
     r"(?:her|him|one of|an? (?:woman|mum|mother)|the (?:woman|mum|mother|removal)|our (?:woman|women))\b|"
     r"(?:her|his|she|he|him|mum|mother)\b[^.;]{0,40}? (?:was|were|been|got|being|is) (?:\w+ )?(?:filmed|"
     r"photographed|videoed|"
     r"live-?streamed|screenshot\w*|tagged|trolled|doxx?ed|named online|outed)|"
     r"(?:filmed|photographed|videoed|trolled|doxx?ed|outed) (?:her|him|one of (?:the|our))|"
     r"(?:posted|posts|shared|tweeted|wrote|writes|uploaded|put|commented|went) (?:\w+ ){0,6}?(?:on|to|onto|over|"
     r"across) "
     r"(?:her |his |a |the |local )?(?:tik ?tok|instagram|insta|facebook|fb|snapchat|snap|twitter|x|youtube|reddit|"
     r"spotted \w+|community page|whatsapp group)(?= (?:about|that|how|of|with|and|page|group|live|story|when|last)|"
     r"[.,;!]|$)"),
)  # fmt: skip
