"""Code lists that more than one app uses (DOMAIN §2)."""

from django.db import models


class Nation(models.TextChoices):
    """The nations of the UK, each with its own census list and courts."""

    ENGLAND = "England", "England"
    SCOTLAND = "Scotland", "Scotland"
    WALES = "Wales", "Wales"
    NORTHERN_IRELAND = "Northern Ireland", "Northern Ireland"


class Delivery(models.TextChoices):
    """What kind of body runs a Practice under licence (DOMAIN §1)."""

    COUNCIL = "council", "Council"
    TRUST = "trust", "Children’s trust"
    CHARITY = "charity", "Charity"


class AreaOfLife(models.TextChoices):
    """What a goal, a contact or support is about."""

    RELATIONSHIP_WITH_CHILDREN = "relationship_with_children", "Relationship with children"
    HOUSING = "housing", "Housing"
    DOMESTIC_ABUSE = "domestic_abuse", "Domestic abuse"
    MENTAL_HEALTH = "mental_health", "Mental health"
    PHYSICAL_HEALTH = "physical_health", "Physical health"
    SEXUAL_HEALTH = "sexual_health", "Sexual health"
    SUBSTANCE_USE = "substance_use", "Substance use"
    MONEY = "money", "Money"
    EDUCATION_TRAINING_EMPLOYMENT = "education_training_employment", "Education, training and employment"
    RELATIONSHIPS = "relationships", "Relationships"
    SELF_ESTEEM = "self_esteem", "Self-esteem"
    OFFENDING = "offending", "Offending"
    LOSS_AND_GRIEF = "loss_and_grief", "Loss and grief"
    LIFE_SKILLS = "life_skills", "Life skills"


class YesNoUnknown(models.TextChoices):
    """An answer; blank is a question that was not asked, which is not the same as unknown."""

    YES = "yes", "Yes"
    NO = "no", "No"
    UNKNOWN = "unknown", "Unknown"


class CopyMark(models.TextChoices):
    """Why a passage is withheld from a copy of a record (DPA 2018, Schedules 2 and 3)."""

    OTHER_PERSON = "other_person", "About somebody else"
    SERIOUS_HARM = "serious_harm", "Could cause serious harm"
    OTHER_AGENCY = "other_agency", "From another agency"
