"""On which legal basis the data of one woman are held: the Practice's rule, or one of her own."""

from dataclasses import dataclass
from datetime import date

from women.codes import Article6, Article9
from women.law.keeping import rules_of_practice
from women.models import LegalBasis, Woman


@dataclass(frozen=True)
class Basis:
    """Both articles in words, since when, and whether it is of just this woman."""

    article_6: str
    article_9: str
    since_on: date | None = None
    told_on: date | None = None
    is_own: bool = False
    pk: int | None = None


def basis_of(woman: Woman) -> Basis:
    """Her own basis where one is recorded, else the rule of the Practice whose scope is open."""
    own = LegalBasis.objects.filter(woman=woman).first()
    if own is not None:
        return Basis(own.get_article_6_display(), own.get_article_9_display(), own.since_on, own.told_on, True, own.pk)
    rules = rules_of_practice()
    return Basis(str(Article6(rules.article_6).label), str(Article9(rules.article_9).label))
