"""Every edit page, as a browser sends it: unchanged, one field changed, empty, twice, and beside a colleague's change."""

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.utils import timezone

from practices.forms.record import CHANGED_BY_YOU, CHANGED_MEANWHILE, NOTHING_ENTERED, RecordForm
from practices.tenancy.managers import TenantModel
from reporting.forms.narrative import NarrativeForm
from tests import factories as make
from tests.conftest import scope_of
from tests.page_forms import Fields, blank, changed, form_on
from women.kinds import KINDS

pytestmark = pytest.mark.usefixtures("committed")
TODAY = timezone.localdate()
SOON = TODAY + timedelta(days=30)


# a row of each kind that may be changed, with words in its boxes, so that there is something to keep
ROWS = {
    "about": lambda place: place.woman,
    "goal": lambda place: make.GoalFactory(woman=place.woman, in_her_words="Sleep through", set_on=date(2024, 2, 1)),
    "child": lambda place: make.ChildFactory(
        woman=place.woman, born_on=date(2016, 5, 1), removed_on=date(2017, 1, 9), legal_status="care_order",
        placement="Foster care", contact_plan="Letters",
    ),
    "status": lambda place: make.ChildStatusFactory(child=make.ChildFactory(woman=place.woman), placement="Foster care"),
    "family-contact": lambda place: make.ChildContactFactory(child=make.ChildFactory(woman=place.woman), words="Card"),
    "contraception": lambda place: make.ContraceptionFactory(
        woman=place.woman, method="implant", started_on=date(2024, 2, 1), review_due_on=None
    ),
    "pregnancy": lambda place: make.PregnancyFactory(woman=place.woman, outcome="As she wants it"),
    "wellbeing": lambda place: make.WellbeingScoreFactory(woman=place.woman),
    "person": lambda place: make.PersonFactory(woman=place.woman, phone="0114 496 0000", email="n@example.org"),
    "reference": lambda place: make.AgencyReferenceFactory(woman=place.woman),
    "after-death": lambda place: make.AfterDeathFactory(
        woman=place.woman, done_on=date(2024, 8, 3), done_by=make.UserFactory()
    ),
    "flag": lambda place: make.FlagFactory(woman=place.woman, review_by=SOON),
    "safe-contact": lambda place: make.SafeContactFactory(woman=place.woman, checked_on=date(2024, 5, 27)),
    "plan": lambda place: make.TransitionPlanFactory(place=place, services_in_place=["gp"]),
    "consent": lambda place: make.ConsentFactory(woman=place.woman, words="With her GP"),
    "basis": lambda place: make.LegalBasisFactory(woman=place.woman),
    "hold": lambda place: make.LegalHoldFactory(woman=place.woman, review_on=SOON),
    "check-in": lambda place: make.CheckInFactory(place=place, done_on=date(2024, 6, 3), words="Well"),
    "support": lambda place: make.SupportFactory(woman=place.woman, on=date(2024, 2, 4), agency="Housing office"),
    "appointment": lambda place: make.AppointmentFactory(
        woman=place.woman, at=datetime(2024, 2, 4, 10, 0, 30, tzinfo=UTC), agency="Wick Road"
    ),
}  # fmt: skip
CHANGED = sorted(ROWS)
ADDED = [*sorted(key for key, kind in KINDS.items() if kind.may_be_added), "appointment"]


@pytest.fixture
def place(rotherham, request):
    with scope_of(rotherham):
        whose = whose_record(request)
        return make.PlaceFactory(offered_on=date(2024, 1, 10), referred_on=date(2024, 1, 1), **whose)


def whose_record(request):
    """What is true of a woman for a kind of row to belong on her record: of some, that she has died."""
    kind = KINDS.get(getattr(request.node, "callspec", None) and request.node.callspec.params.get("key", ""))
    return {"woman__death_known_on": date(2024, 8, 1)} if kind and kind.section == "after" else {}


def address(place, key, row=None):
    hers = f"/rotherham/women/{place.woman_id}/"
    if key == "appointment":
        return f"{hers}appointments/{row.pk if row else 'add'}/"
    return f"{hers}change/{key}/{row.pk}/" if row else f"{hers}add/{key}/"


def a_row(rotherham, place, key):
    """Made by hand and saved once by its page, so that what the page itself fills in stands."""
    with scope_of(rotherham):
        return ROWS[key](place)


def values_of(rotherham, row):
    with scope_of(rotherham):
        row.refresh_from_db()
        return {field.attname: getattr(row, field.attname) for field in row._meta.fields}


def says_conflict(response) -> bool:
    return "while you were writing" in response.content.decode() or "You saved this before" in response.content.decode()


def test_every_kind_that_may_be_changed_is_walked():
    assert {key for key, kind in KINDS.items() if kind.may_be_changed} | {"appointment"} == set(ROWS)


def test_every_form_of_a_row_is_walked_or_said_why_not():
    walked = {kind.form.__name__ for kind in KINDS.values()} | {"AppointmentForm"}
    elsewhere = {NarrativeForm.__name__, "RulesForm", "InstrumentForm", "OfChildForm"}  # below; the last is a base

    def of(cls):
        return {one for child in cls.__subclasses__() for one in ({child} | of(child))}

    ours = {form.__name__ for form in of(RecordForm) if form.__module__.split(".")[0] != "tests"}
    assert ours - walked == elsewhere


@pytest.mark.parametrize("key", CHANGED)
def test_a_row_saved_unchanged_and_twice_is_saved_and_stays_as_it_is(key, lead, place, rotherham):
    """Nothing that the page did not show as typed may come of it, on this row or on any other."""
    row = a_row(rotherham, place, key)
    url = address(place, key, row)
    before = everything(rotherham)
    fields = form_on(lead.get(url)).fields
    for _ in range(2):
        response = lead.post(url, fields)
        assert response.status_code == 302, response.context["form"].errors
    assert changes(before, everything(rotherham)) == []


@pytest.mark.parametrize("key", CHANGED)
def test_a_row_of_which_little_is_known_saved_unchanged_stays_as_it_is(key, lead, place, rotherham):
    """Whatever may be empty is empty: a page that is looked at fills in nothing."""
    row = a_row(rotherham, place, key)
    with scope_of(rotherham):
        for field in row._meta.concrete_fields:
            if (field.null or field.blank) and not field.primary_key and field.name not in STAY_FILLED:
                _emptied(row, field)
    url = address(place, key, row)
    before = everything(rotherham)
    response = lead.post(url, form_on(lead.get(url)).fields)
    assert response.status_code in (302, 422)
    assert changes(before, everything(rotherham)) == []


STAY_FILLED = {"death_known_on", "import_key"}  # else it is another page


def _emptied(row, field):
    """The field made empty in the database, where its own rules let it be."""
    empty = field.get_default() if field.has_default() else None if field.null else ""
    try:
        with transaction.atomic():
            type(row)._base_manager.filter(pk=row.pk).update(**{field.name: empty})
    except IntegrityError:
        return


AUDIT = {"AccessRecord", "Submission", "ChainLink"}  # who looked, and which form was sent


def everything(practice):
    """Every field of every row in the database of the Practice, but who looked at it and what was before."""
    with scope_of(practice):
        return {
            (model._meta.label, row["id"], name): value
            for model in apps.get_models()
            if issubclass(model, TenantModel) and model.__name__ not in AUDIT
            and not hasattr(model, "pgh_tracked_model")
            for row in model._base_manager.values()
            for name, value in row.items()
        }  # fmt: skip


def changes(before, after):
    return sorted(key for key in before.keys() | after.keys() if before.get(key) != after.get(key))


@pytest.mark.parametrize("key", CHANGED)
def test_one_changed_field_is_saved_and_never_called_a_conflict(key, lead, place, rotherham):
    row = a_row(rotherham, place, key)
    url = address(place, key, row)
    saved = 0
    for name in form_on(lead.get(url)).kinds:
        page = form_on(lead.get(url))
        if name not in page.kinds or (fields := changed(page, name)) is None:
            continue
        for _ in range(2):  # a double tap
            response = lead.post(url, fields)
            assert not says_conflict(response), (name, fields)
            assert response.status_code == 302 or response.context["form"].errors, name
        saved += response.status_code == 302
    assert saved


@pytest.mark.parametrize("key", CHANGED)
def test_a_change_meanwhile_in_ones_own_second_tab_shows_both_versions_once(key, lead, place, rotherham):
    row = a_row(rotherham, place, key)
    url = address(place, key, row)
    mine = form_on(lead.get(url)).fields
    theirs = next(fields for fields in _savable(lead, url) if lead.post(url, fields).status_code == 302)
    response = lead.post(url, mine)
    assert response.status_code == 422
    assert CHANGED_BY_YOU in response.content.decode()
    assert CHANGED_MEANWHILE not in response.content.decode()
    conflicts = response.context["form"].conflicts
    assert conflicts and all(theirs != mine for _, theirs, mine in conflicts), theirs
    again = form_on(response).fields  # both were read: now mine is meant
    assert lead.post(url, again).status_code == 302
    assert not says_conflict(lead.post(url, again))


def test_a_colleagues_change_is_called_somebodys(lead, practitioner, place, rotherham):
    url = address(place, "person", a_row(rotherham, place, "person"))
    mine = form_on(lead.get(url)).fields
    assert practitioner.post(url, form_on(practitioner.get(url)).fields | {"name": "Another"}).status_code == 302
    assert CHANGED_MEANWHILE in lead.post(url, mine | {"name": "Mine"}).content.decode()


def _savable(lead, url):
    """The page's form with one field after another changed."""
    for name in form_on(lead.get(url)).kinds:
        page = form_on(lead.get(url))
        if name in page.kinds and (fields := changed(page, name)) is not None:
            yield fields


@pytest.mark.parametrize("key", CHANGED)
def test_a_row_emptied_is_saved_or_told_at_its_fields_and_never_a_conflict(key, lead, place, rotherham):
    row = a_row(rotherham, place, key)
    url = address(place, key, row)
    response = lead.post(url, blank(form_on(lead.get(url))))
    assert response.status_code in (302, 422)
    assert not says_conflict(response)


@pytest.mark.parametrize("key", ADDED)
def test_an_empty_form_adds_nothing_and_says_what_to_enter(key, lead, place, rotherham):
    _with_parents(rotherham, place)
    before = rows_in_all(rotherham)
    url = address(place, key)
    response = lead.post(url, blank(form_on(lead.get(url))))
    assert response.status_code == 422
    assert response.context["form"].errors
    assert rows_in_all(rotherham) == before


@pytest.mark.parametrize("key", ADDED)
def test_a_form_sent_as_it_opens_adds_nothing(key, lead, place, rotherham):
    """Nothing typed: what the page fills in by itself, as the day of today, is not an answer."""
    _with_parents(rotherham, place)
    before = rows_in_all(rotherham)
    url = address(place, key)
    response = lead.post(url, form_on(lead.get(url)).fields)
    assert response.status_code == 422
    assert rows_in_all(rotherham) == before


def test_a_child_of_dashes_is_not_made(lead, place, rotherham):
    url = address(place, "child")
    assert NOTHING_ENTERED in lead.post(url, form_on(lead.get(url)).fields).content.decode()


# what is typed into an empty form of each kind
TYPED: dict[str, Fields] = {
    "goal": {"in_her_words": ["Sleep"], "area": ["housing"]},
    "score": {"goal": ["PARENT"], "score": ["4"]},
    "child": {"contact_plan": ["Letters"]},
    "status": {"child": ["PARENT"], "legal_status": ["adopted"], "since_on_0": ["3"], "since_on_1": ["4"], "since_on_2": ["2024"]},
    "family-contact": {"child": ["PARENT"], "kind": ["letterbox"], "due_on": [SOON.isoformat()]},
    "contraception": {"method": ["implant"], "started_on_0": ["3"], "started_on_1": ["4"], "started_on_2": ["2024"]},
    "pregnancy": {"known_on_0": ["3"], "known_on_1": ["4"], "known_on_2": ["2024"]},
    "wellbeing": {"instrument": ["PARENT"], "total": ["12"]},
    "person": {"kind": ["professional"], "name": ["Dr Nwosu"]},
    "reference": {"agency": ["Housing"], "reference": ["H 77"]},
    "after-death": {"what": ["family"]},
    "note": {"words": ["She likes to walk."]},
    "flag": {"kind": ["visit_in_pairs"], "reason": ["Two of us"], "audience": ["team"], "review_by": [SOON.isoformat()]},
    "safe-contact": {"channel": ["phone"], "is_safe": ["yes"]},
    "plan": {"what_she_wants": ["My flat"]},
    "consent": {"to": ["service"], "how": ["written"], "given_on": ["2024-04-03"]},
    "basis": {"article_6": ["public_task"], "article_9": ["care"], "since_on": ["2024-04-03"]},
    "hold": {"reason": ["court"], "words": ["Family court"]},
    "request": {"right": ["access"], "how": ["letter"], "received_on": [TODAY.isoformat()]},
    "support": {"what": ["housing:new_tenancy"]},
    "appointment": {"on": [SOON.isoformat()], "time": ["10:30"], "service": ["gp"]},
}  # fmt: skip


def test_every_kind_that_may_be_added_is_typed():
    assert set(TYPED) == set(ADDED)


@pytest.mark.parametrize("key", ADDED)
def test_a_form_sent_twice_adds_one_row_and_with_other_words_says_so(key, lead, place, rotherham):
    parents = _with_parents(rotherham, place)
    before = rows_in_all(rotherham)
    url = address(place, key)
    page = form_on(lead.get(url))
    typed = {name: [str(parents[key]) if value == "PARENT" else value for value in values]
             for name, values in TYPED[key].items()}  # fmt: skip
    sent = {**page.fields, **typed}
    for _ in range(2):
        response = lead.post(url, sent)
        assert response.status_code == 302, response.context["form"].errors
    assert rows_in_all(rotherham) == before + 1


def _with_parents(rotherham, place):
    """What some rows hang on: a goal, a child, a measure."""
    with scope_of(rotherham):
        goal = make.GoalFactory(woman=place.woman, set_on=date(2024, 2, 1))
        child = make.ChildFactory(woman=place.woman)
        return {
            "score": goal.pk,
            "status": child.pk,
            "family-contact": child.pk,
            "wellbeing": make.InstrumentFactory().pk,
        }


def rows_in_all(rotherham):
    models = [KINDS[key].hers for key in ADDED if key != "appointment"]
    with scope_of(rotherham):
        place = make.Place.objects.get(offered_on=date(2024, 1, 10))
        return sum(hers(place.woman).count() for hers in models) + make.Appointment.objects.count()


class TestOtherPages:
    """The edit pages that are of no woman."""

    def test_the_rules_of_keeping_are_saved_as_they_stand_and_twice(self, lead, rotherham):
        for _ in range(2):
            page = lead.get("/rotherham/keeping/rules/")
            fields = form_on(page, "novalidate").fields
            for _ in range(2):
                response = lead.post("/rotherham/keeping/rules/", fields)
                assert response.status_code == 302, response.context["form"].errors

    def test_a_measure_sent_twice_is_one(self, lead, rotherham):
        fields = {"key": uuid.uuid4(), "name": "Scale", "lowest": "0", "highest": "10", "higher_is_better": "on"}
        for _ in range(2):
            assert lead.post("/rotherham/team/measures/", fields).status_code == 302
        with scope_of(rotherham):
            assert apps.get_model("women.Instrument").objects.filter(name="Scale").count() == 1

    def test_a_narrative_is_saved_unchanged_and_twice(self, lead, rotherham):
        with scope_of(rotherham):
            make.NarrativeFactory(quarter="2018-19 Q4", went_well="Good.")
        url = "/rotherham/quarters/2018-19-q4/narrative/"
        fields = form_on(lead.get(url)).fields
        for _ in range(2):
            response = lead.post(url, fields)
            assert response.status_code == 302, response.context["form"].errors
