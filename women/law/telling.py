"""Verbs by which somebody tells, thinks or wants, in each of their forms: what an agency or kin told, now or then."""

TELLING = """
accept accuse add admit advise agree allege argue ask assess assume believe blame claim complain conclude confirm
consider decide describe diagnose disagree disclose doubt expect explain express fear hint indicate inform insist
intend maintain mention note notice observe oppose pledge prefer pretend promise propose query raise reckon recommend
record refer refuse reject remember reply report respond reveal share speculate state stress suggest suppose suspect
threaten urge want warn whisper wish worry
"""
# of these “orders”, “visits” and “calls” are as often what there was: only as they were, or after “does”, “will”
TELLING_ALSO = """
call check comment contact e-mail email flag hope invite log message offer order phone plan question request rule
telephone text visit voice
"""
# base, he …, past, participle where it is another
IRREGULAR = (
    ("be aware", "is aware", "was aware", "were aware"), ("feel", "feels", "felt"), ("find", "finds", "found"),
    ("forbid", "forbids", "forbade", "forbidden"), ("give", "gives", "gave", "given"), ("hear", "hears", "heard"),
    ("keep", "keeps", "kept"), ("know", "knows", "knew", "known"), ("leave word", "leaves word", "left word"),
    ("let", "lets"), ("make clear", "makes clear", "made clear"), ("mean", "means", "meant"),
    ("pass on", "passes on", "passed on"), ("ring", "rings", "rang", "rung"), ("say", "says", "said"),
    ("see", "sees", "saw", "seen"), ("send", "sends", "sent"), ("speak", "speaks", "spoke", "spoken"),
    ("swear", "swears", "swore", "sworn"), ("tell", "tells", "told"), ("think", "thinks", "thought"),
    ("understand", "understands", "understood"), ("write", "writes", "wrote", "written"),
    ("foresee", "foresees", "foresaw", "foreseen"), ("overhear", "overhears", "overheard"),
)  # fmt: skip
DOUBLED = {"admit": "admitt", "refer": "referr", "plan": "plann", "log": "logg", "flag": "flagg", "prefer": "preferr"}
VOWELS = "aeiou"


def forms(verb: str) -> set[str]:
    """Every form of a regular verb: worry, worries, worried, worrying."""
    stem = DOUBLED.get(verb, verb)
    if verb.endswith("e"):
        return {verb, f"{verb}s", f"{verb}d", f"{verb[:-1]}ing"}
    if verb.endswith("y") and verb[-2] not in VOWELS:
        return {verb, f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing"}
    singular = f"{verb}es" if verb.endswith(("s", "sh", "ch", "x", "z")) else f"{verb}s"
    return {verb, singular, f"{stem}ed", f"{stem}ing"}


def _of_an_irregular(parts: tuple[str, ...]) -> set[str]:
    verb, *rest = parts[0].split(" ", 1)
    stem = verb[:-1] if verb.endswith("e") and verb not in ("be", "see", "foresee") else verb
    doubled = {"let": "lett", "forbid": "forbidd"}.get(verb, stem)
    return {*parts, " ".join([f"{doubled}ing", *rest])}


def _finite() -> set[str]:
    """What stands right after who tells: says, said."""
    found = {one for verb in TELLING.split() for one in forms(verb) if one.endswith(("s", "ed")) and one != verb}
    found |= {one for verb in TELLING_ALSO.split() for one in forms(verb) if one.endswith("ed")}
    return found | {one for parts in IRREGULAR for one in parts[1:]}


def _others() -> set[str]:
    """What stands after “does”, “would”, “are”, or after several: say, saying."""
    every = {one for verb in f"{TELLING}{TELLING_ALSO}".split() for one in forms(verb)}
    return (every | {one for parts in IRREGULAR for one in _of_an_irregular(parts)}) - _finite()


def _any_of(words: set[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


# what stands between who tells and the verb: “does not want”, “would now like”, “have all said”
BETWEEN = (
    r"(?:,? (?:has|have|had|do|does|did|is|are|was|were|am|will|would|may|might|must|can|could|should|be|been|being|"
    r"not|never|also|since|then|who|that|just|today|again|now|later|all|both|still|already|always|often|sometimes|"
    r"usually|really|clearly|strongly|privately|quietly|repeatedly|initially|only|even|once|first|"
    r"(?:do|does|did|is|are|was|were|has|have|had|wo|would|ca|could|should)n['’]t),?)"
)
# several who tell: “social services say”
SEVERAL = r"(?:(?<=[^s]s)|(?<=police)|(?<=staff)|(?<=team)|(?<=midwives)|(?<=family))"
# a body of which people say “they”: “the school think”, but “the court order”
_bodies = "school nursery hospital surgery clinic council court hostel refuge housing probation care prison"
OF_A_BODY = (
    rf"(?:{'|'.join(f'(?<={one})' for one in _bodies.split())}) (?:say|think|want|know|believe|feel|agree|accept|"
    r"suspect|expect|suggest|recommend|insist|ask|tell|wish|worry|understand|hear|mean|allege|reckon|confirm|advise|fear)"
)
TOLD = (
    rf"(?:{BETWEEN}{{0,4}} (?:{_any_of(_finite())}|let (?:us|me|slip)|"
    r"(?:is|are|was|were) (?:\w+ )?(?:worried|concerned|scared|frightened|adamant|aware|unhappy|convinced|of the view|"
    r"looking into|investigating)|(?:has|have|had) (?:\w+ )?(?:concerns|worries|information|evidence|intel\w*))"
    rf"|(?:{SEVERAL}|{BETWEEN}{{1,4}}) (?:{_any_of(_others())})|{OF_A_BODY})"
)
