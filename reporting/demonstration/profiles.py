"""The Practices of the demonstration: real names from the public sources, invented work.

Whatever stands out badly bears a name that is invented too (Netherwick), so that no real team is shown doing badly.
"""

from dataclasses import dataclass

from practices.codes import Delivery, Nation


@dataclass(frozen=True)
class Profile:
    """How one Practice's invented work goes. `live_quarters` is how long ago it went live; None is only scoping.

    Rates are probabilities: of agreeing, of attending an appointment due, of trying a contact in a week.
    """

    slug: str
    name: str
    delivered_by: str
    commissioned_by: str
    live_quarters: int | None
    nation: Nation = Nation.ENGLAND
    delivery: Delivery = Delivery.COUNCIL
    clock: str = "cohort"
    capacity: int = 24
    agreeing: float = 0.72
    attending: float = 0.84
    reaching: float = 0.88
    leaving: float = 0.06
    using_larc: float = 0.85
    closed_quarters: int | None = None
    late_with_the_last: bool = False
    scoped: tuple[int, int] = (180, 560)


SCOTLAND = Nation.SCOTLAND
PROFILES = (
    Profile("hackney", "Hackney", "London Borough of Hackney", "London Borough of Hackney", 12, scoped=(49, 205)),
    Profile("southwark", "Southwark", "London Borough of Southwark", "London Borough of Southwark", 9, attending=0.88),
    Profile("newham", "Newham", "London Borough of Newham", "London Borough of Newham", 8, agreeing=0.68, capacity=20),
    Profile("islington", "Islington", "London Borough of Islington", "London Borough of Islington", 7, reaching=0.91),
    Profile("greenwich", "Greenwich", "Royal Borough of Greenwich", "Royal Borough of Greenwich", 6, clock="woman"),
    Profile(
        "doncaster",
        "Doncaster",
        "Doncaster Children’s Trust",
        "Doncaster Council",
        10,
        attending=0.82,
        delivery=Delivery.TRUST,
    ),
    Profile("hull", "Hull", "Hull City Council", "Hull City Council", 7, late_with_the_last=True, using_larc=0.8),
    Profile(
        "dundee",
        "Dundee",
        "Tayside Council on Alcohol",
        "Dundee City Council",
        6,
        SCOTLAND,
        Delivery.CHARITY,
        clock="woman",
    ),
    Profile("middlesbrough", "Middlesbrough", "Middlesbrough Council", "Middlesbrough Council", 12, closed_quarters=2),
    Profile("east-ayrshire", "East Ayrshire", "", "East Ayrshire Council", None, SCOTLAND, scoped=(96, 301)),
    Profile("aberdeen", "Aberdeen", "Aberdeen City Council", "Aberdeen City Council", 1, SCOTLAND, scoped=(122, 349)),
    Profile(
        "netherwick",
        "Netherwick (an invented place)",
        "Netherwick Council",
        "Netherwick Council",
        7,
        agreeing=0.4,
        attending=0.58,
        reaching=0.6,
        leaving=0.25,
        using_larc=0.6,
        late_with_the_last=True,
    ),  # fmt: skip
)
FIRST_NAMES = [
    "Amber",
    "Anya",
    "Asha",
    "Bea",
    "Bryony",
    "Carys",
    "Chloe",
    "Dawn",
    "Della",
    "Eilidh",
    "Elsie",
    "Esme",
    "Faye",
    "Freya",
    "Grace",
    "Gwen",
    "Hana",
    "Holly",
    "Ines",
    "Isla",
    "Jade",
    "Jess",
    "Kim",
    "Kirsty",
    "Layla",
    "Leah",
    "Lola",
    "Lucy",
    "Mae",
    "Maya",
    "Mina",
    "Nell",
    "Niamh",
    "Orla",
    "Pearl",
    "Priya",
    "Robyn",
    "Rosa",
    "Ruby",
    "Sadie",
    "Sana",
    "Shona",
    "Skye",
    "Tara",
    "Thea",
    "Una",
    "Vera",
    "Willow",
    "Yasmin",
    "Zara",
]
LAST_NAMES = [
    "Alder",
    "Barrow",
    "Birch",
    "Calder",
    "Carver",
    "Dale",
    "Ember",
    "Farrow",
    "Fenwick",
    "Garth",
    "Hale",
    "Harrow",
    "Heron",
    "Ingle",
    "Kershaw",
    "Lark",
    "Linden",
    "Marsden",
    "Moss",
    "Nettle",
    "Oakes",
    "Pell",
    "Quill",
    "Rowan",
    "Sedge",
    "Sorrel",
    "Tarn",
    "Thorne",
    "Vale",
    "Wren",
    "Yarrow",
]
PRACTITIONERS = ("P. Okoro", "L. Marsh", "S. Begum", "T. Hirst")
NARRATIVES = (
    (
        "Every woman was tried each week, and most were seen. The sexual health clinic now keeps a slot for us.",
        "Two of the team were ill in the same month, and housing offers took longer than ever.",
        "Ask housing for a named officer, and begin the plans for the transition.",
    ),
    (
        "Women helped to choose the summer activities, and came. Goals were looked at with each of them.",
        "Court dates were moved at short notice, which is hard on everybody who has prepared herself.",
        "Agree with the courts how we are told of a moved date.",
    ),
    (
        "The group cooked together and two women led it. Letterbox days were kept by all who had one.",
        "Waiting lists for counselling are longer than the programme itself.",
        "Find counselling that starts within a month, if need be by ourselves.",
    ),
    (
        "The winter was got through with nobody losing a tenancy. A dentist takes our referrals.",
        "December is heavy for women whose children are elsewhere; we were with them more, and wrote less down.",
        "Write visits down on the day, and look at every goal before the spring.",
    ),
)
IN_HER_WORDS = (
    "A place of my own with my own front door.",
    "Write to my children and know it gets there.",
    "Sleep through the night.",
    "To feel I can say no.",
    "Get my benefits sorted so I stop lying awake.",
    "Finish a course I start.",
    "Go to the doctor without someone holding my hand.",
    "Talk about what happened to me.",
    "Keep my appointments.",
    "Find something that is just mine.",
)
NOTES = (
    "Talked about the week.",
    "Walked to the park; talked about contact.",
    "Planned the next appointment together.",
    "Left a card.",
    "Filled in the housing form.",
    "A good day. Cooked together.",
)
