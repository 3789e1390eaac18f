"""What a woman is called where she stands in a list, and the one order of such lists.

She is called what she likes to be called, else her full name, or her reference where no name is held
(`Woman.name_on_page`). A list that is sorted by one of these columns alone puts whoever has another first.
"""

from typing import Any

from django.db.models import CharField, F, Value
from django.db.models.functions import Coalesce, NullIf

from practices.ordering import NameOrder, sort_key
from women.models import Woman


def name_shown(to: str = "") -> Coalesce:
    """Return the expression of `Woman.name_on_page`; `to` leads from a row to her, like `woman__`."""
    names: list[Any] = [NullIf(F(to + column), Value("")) for column in ("known_as", "full_name")]
    return Coalesce(*names, F(f"{to}ref"), output_field=CharField())


def by_her_name(to: str = "") -> tuple[Any, ...]:
    """Return what to order rows of women by: the name that is shown, and the reference of two of one name."""
    return NameOrder(name_shown(to)), F(f"{to}ref")


def name_key(woman: Woman) -> tuple[str, str]:
    """Return the same order for a list that is in Python already."""
    return sort_key(woman.name_on_page), woman.ref
