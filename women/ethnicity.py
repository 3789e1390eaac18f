"""The census list of ethnic groups of each nation; answers outside a group stand at the end of every list.

Sources: the 2021 census of England and Wales, the 2022 census of Scotland, the 2021 census of Northern Ireland.
"""

from practices.codes import Nation

NO_ANSWER = ("Prefer not to say", "Not asked")

ENGLAND_AND_WALES = (
    "Asian, Asian British or Asian Welsh: Bangladeshi",
    "Asian, Asian British or Asian Welsh: Chinese",
    "Asian, Asian British or Asian Welsh: Indian",
    "Asian, Asian British or Asian Welsh: Pakistani",
    "Asian, Asian British or Asian Welsh: Other Asian",
    "Black, Black British, Black Welsh, Caribbean or African: African",
    "Black, Black British, Black Welsh, Caribbean or African: Caribbean",
    "Black, Black British, Black Welsh, Caribbean or African: Other Black",
    "Mixed or Multiple ethnic groups: White and Asian",
    "Mixed or Multiple ethnic groups: White and Black African",
    "Mixed or Multiple ethnic groups: White and Black Caribbean",
    "Mixed or Multiple ethnic groups: Other Mixed or Multiple ethnic groups",
    "White: English, Welsh, Scottish, Northern Irish or British",
    "White: Irish",
    "White: Gypsy or Irish Traveller",
    "White: Roma",
    "White: Other White",
    "Other ethnic group: Arab",
    "Other ethnic group: Any other ethnic group",
)
SCOTLAND = (
    "White: Scottish",
    "White: Other British",
    "White: Irish",
    "White: Polish",
    "White: Gypsy or Traveller",
    "White: Roma",
    "White: Showman or Showwoman",
    "White: Other White",
    "Mixed or Multiple ethnic groups",
    "Asian, Scottish Asian or British Asian: Pakistani",
    "Asian, Scottish Asian or British Asian: Indian",
    "Asian, Scottish Asian or British Asian: Bangladeshi",
    "Asian, Scottish Asian or British Asian: Chinese",
    "Asian, Scottish Asian or British Asian: Other Asian",
    "African, Scottish African or British African",
    "Caribbean or Black",
    "Other ethnic group: Arab",
    "Other ethnic group: Other",
)
NORTHERN_IRELAND = (
    "White",
    "Irish Traveller",
    "Roma",
    "Indian",
    "Chinese",
    "Filipino",
    "Pakistani",
    "Arab",
    "Other Asian",
    "Black African",
    "Black Other",
    "Mixed",
    "Other",
)

LISTS: dict[str, tuple[str, ...]] = {
    Nation.ENGLAND: ENGLAND_AND_WALES + NO_ANSWER,
    Nation.WALES: ENGLAND_AND_WALES + NO_ANSWER,
    Nation.SCOTLAND: SCOTLAND + NO_ANSWER,
    Nation.NORTHERN_IRELAND: NORTHERN_IRELAND + NO_ANSWER,
}


# as forms other than the census write them
ALSO = {
    "white british": "White: English, Welsh, Scottish, Northern Irish or British",
    "white irish": "White: Irish",
    "any other white background": "White: Other White",
    "black african": "Black, Black British, Black Welsh, Caribbean or African: African",
    "black caribbean": "Black, Black British, Black Welsh, Caribbean or African: Caribbean",
    "any other black background": "Black, Black British, Black Welsh, Caribbean or African: Other Black",
    "any other asian background": "Asian, Asian British or Asian Welsh: Other Asian",
}


def listed(written: str, nation: str) -> str | None:
    """The entry of the nation's list that `written` names in any case, or None where it is on no list."""
    folded = written.strip().casefold()
    if ALSO.get(folded) in LISTS[nation]:
        return ALSO[folded]
    for entry in LISTS[nation]:
        if folded in {entry.casefold(), entry.split(": ", 1)[-1].casefold()}:
            return entry
    return None
