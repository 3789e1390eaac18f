"""Whatever two Practices do, in any order: each sees its own, as a plain list in memory says, and nothing of the other."""

from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest
from django.db import connections, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from practices.permissions import Role
from practices.tenancy.scope import SYSTEM, practice_scope
from reporting.figures import figures_of
from reporting.quarters import Quarter
from tests import factories
from tests.conftest import membership_of, scope_of, user_of
from tests.reporting.building import NOW, TODAY
from women.actions import restriction, transfers
from women.actions.people import add_referral
from women.actions.places import offer, take_step
from women.codes import PlaceStep
from women.law.moving import PARTS
from women.models import Child, Consent, RestrictionReason, Transfer, Woman

SLUGS = ("rotherham", "hackney")
QUARTER = Quarter.of(TODAY)


@dataclass
class Her:
    """One woman as a person with a notebook would keep her."""

    key: int
    step: str = "referred"
    contacts: int = 0
    children: int = 0
    restricted: bool = False
    offered_to: str = ""
    offered_as_restricted: bool = False


@dataclass
class Notebook:
    """The oracle: what each Practice holds."""

    women: dict[str, list[Her]] = field(default_factory=lambda: {slug: [] for slug in SLUGS})

    def seats(self, slug):
        return sum(one.step in ("offered", "agreed") for one in self.women[slug])


class Undo(Exception):
    pass


@contextmanager
def undone():
    """What happens inside has never been."""
    with suppress(Undo), transaction.atomic():
        yield
        raise Undo


class Both:
    """The system and the notebook, given the same to do."""

    def __init__(self, practices):
        self.practices = practices
        self.notebook = Notebook()
        self.cohorts = {}
        for slug, practice in practices.items():
            with scope_of(practice):
                self.cohorts[slug] = factories.CohortFactory(starts_on=date(2018, 7, 1))

    def do(self, what, slug, position):
        hers = self.notebook.women[slug]
        if what == "refer":
            return self.refer(slug)
        if not hers:
            return None
        her = hers[position % len(hers)]
        with practice_scope(self.practices[slug].pk, reader=SYSTEM):
            woman = Woman.objects.get(pk=her.key)
            getattr(self, what)(slug, her, woman)
        if what in ("accept", "decline"):
            self.answer(what, slug, her)
        return None

    def refer(self, slug):
        with practice_scope(self.practices[slug].pk, reader=SYSTEM):
            woman = add_referral(values={"known_as": f"W {slug}"}, on=TODAY - timedelta(9), source="GP", by=None)
        self.notebook.women[slug].append(Her(woman.pk))

    def offer(self, slug, her, woman):
        if her.step == "referred":
            offer(place=woman.places.get(), cohort=self.cohorts[slug], on=TODAY, by=None, today=TODAY)
            her.step = "offered"

    def agree(self, slug, her, woman):
        if her.step == "offered":
            take_step(place=woman.places.get(), to=PlaceStep.AGREED, on=TODAY, by=None, today=TODAY)
            her.step = "agreed"

    def close(self, slug, her, woman):
        if her.step in ("referred", "offered", "agreed"):
            take_step(
                place=woman.places.get(), to=PlaceStep.CLOSED, on=TODAY, by=None, today=TODAY, reason="moved_away"
            )
            her.step = "closed"

    def contact(self, slug, her, woman):
        factories.ContactFactory(woman=woman, started_at=NOW)
        her.contacts += 1

    def child(self, slug, her, woman):
        her.children += 1
        factories.ChildFactory(woman=woman, child_no=her.children)

    def restrict(self, slug, her, woman):
        lead = membership_of(Role.PRACTICE_LEAD, slug)
        restriction.restrict(
            practice=self.practices[slug], woman_id=woman.pk, because=RestrictionReason.SPECIAL_RISK, people=[lead],
            by=lead.user,
        )  # fmt: skip
        her.restricted = True

    def move(self, slug, her, woman):
        if her.offered_to or her.step == "closed":
            return
        (other,) = set(SLUGS) - {slug}
        Consent.objects.create(woman=woman, to="transfer", how="spoken", given_on=TODAY)
        transfers.offer(
            woman=woman, to=self.practices[other], parts=list(PARTS), words="", by=user_of(Role.PRACTICE_LEAD, slug),
            now=NOW, today=TODAY,
        )  # fmt: skip
        her.offered_to, her.offered_as_restricted = other, her.restricted

    def accept(self, slug, her, woman):
        pass

    decline = accept

    def answer(self, what, slug, her):
        other = her.offered_to
        if not other or her.step == "closed":
            return
        with practice_scope(self.practices[other].pk, reader=SYSTEM):
            held = Transfer.received.get(state="offered", woman_id=her.key)
            member = membership_of(Role.PRACTICE_LEAD, other)
            if what == "decline":
                transfers.decline(transfer_id=held.pk, by=member.user, now=NOW)
            elif her.restricted and not her.offered_as_restricted:
                with pytest.raises(transfers.CannotTransfer), transaction.atomic():
                    transfers.accept(transfer_id=held.pk, member=member, now=NOW, today=TODAY, was_looked_for=True)
                return
            else:
                arrived = transfers.accept(
                    transfer_id=held.pk, member=member, now=NOW, today=TODAY, was_looked_for=True
                )
                mine = Her(arrived.pk, children=her.children, restricted=her.restricted)
                self.notebook.women[other].append(mine)
                her.step = "closed"
        her.offered_to = ""

    def compare(self):
        with connections["default"].cursor() as cursor:
            cursor.execute("SELECT count(*) FROM women_woman")
            assert cursor.fetchone() == (0,)  # no scope is open
        for slug, practice in self.practices.items():
            hers = self.notebook.women[slug]
            with practice_scope(practice.pk, reader=SYSTEM):
                assert set(Woman.objects.values_list("pk", flat=True)) == {one.key for one in hers}
                assert Child.objects.count() == sum(one.children for one in hers)
                counted = figures_of(practice, QUARTER, today=TODAY)["indicators"]
                assert counted["women_in_cohort"]["value"] == self.notebook.seats(slug)
                assert counted["contacts_attempted"]["value"] == sum(one.contacts for one in hers)
                for other in set(SLUGS) - {slug}:
                    keys = [one.key for one in self.notebook.women[other]]
                    assert not Woman.objects.filter(pk__in=keys).exists()
                    with connections["default"].cursor() as cursor:
                        cursor.execute("SELECT count(*) FROM women_woman WHERE id = ANY (%s)", [keys])
                        assert cursor.fetchone() == (0,)
            with practice_scope(practice.pk, reader=str(user_of(Role.PRACTITIONER, slug).pk)):
                seen = set(Woman.objects.values_list("pk", flat=True))
                assert seen == {one.key for one in hers if not one.restricted}


WHAT = ("refer", "refer", "offer", "agree", "close", "contact", "child", "restrict", "move", "accept", "decline")
STEPS = st.lists(st.tuples(st.sampled_from(WHAT), st.sampled_from(SLUGS), st.integers(0, 3)), min_size=3, max_size=14)


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_whatever_two_practices_do_each_sees_its_own_and_nothing_else(rotherham, hackney, steps):
    with undone():
        both = Both({"rotherham": rotherham, "hackney": hackney})
        for what, slug, position in [("refer", "rotherham", 0), ("refer", "hackney", 0), *steps]:
            both.do(what, slug, position)
        both.compare()


@pytest.mark.django_db
def test_the_oracle_would_notice(rotherham, hackney):
    """A notebook that is wrong by one woman does not agree."""
    with undone():
        both = Both({"rotherham": rotherham, "hackney": hackney})
        both.do("refer", "rotherham", 0)
        both.notebook.women["hackney"].append(Her(both.notebook.women["rotherham"][0].key))
        with pytest.raises(AssertionError):
            both.compare()
