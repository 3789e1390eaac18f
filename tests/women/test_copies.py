"""A copy of her whole record: gathered, withheld as it was marked, read through, made, sent and logged."""

import hashlib
import json
from datetime import date, timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.db import models
from django.utils import timezone
from pypdf import PdfReader

from practices.models import AccessRecord
from practices.permissions import Role
from practices.tenancy.managers import TenantModel
from tests import factories
from tests.conftest import client_of, scope_of, signed_in, user_of
from tests.practices.test_people import text_of
from tests.reporting.test_jobs import queue  # noqa: F401  # a fixture
from tests.reporting.workers import until, worker
from tests.women.test_erasing import everything_of
from women.law.gathering import LEFT_OUT, PARTS, gather, way_to_her
from women.law.withholding import as_it_leaves, parts_in, parts_of, shown
from women.models import CopyDecision, CopyFile, RecordCopy, Request, Woman
from women.tasks import sweep_copies

pytestmark = [pytest.mark.usefixtures("committed"), pytest.mark.xdist_group("workers")]
TODAY = timezone.localdate()
HERS = "Herword"


@pytest.fixture
def place(rotherham):
    with scope_of(rotherham):
        place = factories.PlaceFactory(woman__known_as="Amber", woman__full_name=HERS, woman__ref="T-1")
        everything_of(place.woman, place, word=HERS)
        factories.NoteFactory(
            woman=place.woman, words="Rang. [[other person: her sister Ann]] is ill. [[harm: He knows where.]]"
        )
        factories.PersonFactory(woman=place.woman, kind="family_or_friend", name="Sister Ann", phone="07700900123")
        factories.FlagFactory(woman=place.woman, kind="danger_from_someone", reason="Her former partner")
        factories.DocumentContentFactory(
            document__woman=place.woman, document__title="Court letter", document__mark="other_agency",
            document__file_type="txt", content=b"secret of the court",
        )  # fmt: skip
        other = factories.PlaceFactory(woman__known_as="Beatrice", woman__ref="T-2")
        factories.NoteFactory(woman=other.woman, words="About Beatrice.")
    return place


@pytest.fixture
def asked(rotherham, place):
    with scope_of(rotherham):
        return factories.RequestFactory(
            woman=place.woman, received_on=TODAY, due_on=TODAY + timedelta(days=30), identity_checked_on=TODAY
        )


def test_every_model_that_hangs_on_her_stands_in_the_copy_or_is_left_out_with_a_reason():
    hers = {
        model._meta.label
        for model in apps.get_models()
        if issubclass(model, TenantModel) and way_to_her(model) and not hasattr(model, "pgh_tracked_model")
    }
    told = {label for part in PARTS for label in part.models}
    assert told & LEFT_OUT.keys() == set()
    assert hers <= told | LEFT_OUT.keys()
    assert told <= hers


def test_every_word_of_hers_is_in_it_and_nobody_elses(rotherham, place):
    with scope_of(rotherham):
        content = gather(Woman.objects.get(ref="T-1"))
    text = json.dumps(content)
    assert text.count(HERS) > 20
    assert "Beatrice" not in text
    numbers = [part["n"] for part in parts_in(content)]
    assert numbers == list(range(1, len(numbers) + 1))


def test_what_was_marked_and_what_is_of_others_by_its_kind_is_withheld_until_it_is_given(rotherham, place):
    with scope_of(rotherham):
        left = json.dumps(as_it_leaves(gather(place.woman), []), default=vars)
    for secret in (
        "her sister Ann",
        "He knows where",
        "Sister Ann",
        "07700900123",
        "Her former partner",
        "Court letter",
    ):
        assert secret not in left, secret
    assert "Rang. " in left
    assert " is ill. " in left
    for why in ("about somebody else", "could cause serious harm", "from another agency"):
        assert why in left


def part_of(content, words):
    return next(one for one in parts_in(content) if words in one.get("words", one.get("title", "")))


@pytest.mark.parametrize(
    ("mark", "words", "reads"),
    [
        ("", "", "Met Ann and Ann's son."),
        ("other_person", "", "[]"),
        ("other_person", "Ann", "Met [] and []'s son."),
        ("other_person", "Ann\nAnn's son", "Met [] and []."),
        ("other_person", "met ANN", "[] and Ann's son."),
        ("other_person", "Ann and\nand Ann's", "Met [] son."),  # they overlap
    ],
)
def test_a_reviewer_gives_a_passage_or_withholds_it_or_some_of_its_words(mark, words, reads):
    part = {"n": 1, "words": "Met Ann and Ann's son.", "mark": "serious_harm"}
    pieces = shown(part, CopyDecision(practice_id=1, part=1, mark=mark, words=words))
    assert "".join("[]" if one.withheld else one.words for one in pieces) == reads


def test_a_document_that_the_reviewer_withholds_leaves_without_its_title(rotherham, place):
    with scope_of(rotherham):
        factories.DocumentContentFactory(
            document__woman=place.woman, document__title="Minutes: John Smith", content=b"x"
        )
        content = gather(place.woman)
        file = next(one for one in content["files"] if one["title"] == "Minutes: John Smith")
        given = json.dumps(as_it_leaves(content, []), default=vars)
        assert "John Smith" in given
        decision = CopyDecision(part=file["n"], mark="other_person")
        assert "John Smith" not in json.dumps(as_it_leaves(content, [decision]), default=vars)


def test_words_that_were_marked_later_are_withheld_in_what_stood_before(rotherham, place):
    with scope_of(rotherham):
        goal = factories.GoalFactory(woman=place.woman, in_her_words="Live near Ann, 4 Elm Road", ref="G-9")
        goal.in_her_words = "Live near [[other person: Ann, 4 Elm Road]]"
        goal.save()
        goal.in_her_words = "A garden"
        goal.save()
        safe = place.woman.safe_contacts.first()
        safe.code_word = "Bluebell"
        safe.save()
        left = json.dumps(as_it_leaves(gather(place.woman), []), default=vars)
    assert "Elm Road" not in left
    assert "A garden" in left
    assert "Bluebell" not in left


def copy_of(rotherham):
    with scope_of(rotherham):
        return RecordCopy.objects.first()


def test_from_the_request_to_the_copy_in_her_hand(rotherham, place, asked, queue, tmp_path):  # noqa: F811
    with worker(tmp_path):
        made_with_a_worker(rotherham, place, asked)


def made_with_a_worker(rotherham, place, asked):
    lead = client_of(Role.PRACTICE_LEAD)
    lead.post(f"/rotherham/requests/{asked.pk}/copy/")
    until(lambda: copy_of(rotherham).state == "done", "the copy")
    held = copy_of(rotherham)
    base = f"/rotherham/copies/{held.pk}/"
    assert "still to read" in text_of(lead.get(base))
    assert "Read every section through first" in text_of(lead.post(f"{base}make/", follow=True))
    note = part_of(held.content, "her sister Ann")
    harm = part_of(held.content, "He knows where.")
    notes = text_of(lead.get(f"{base}read/notes/"))
    assert "her sister Ann [Withheld: about somebody else]" in notes
    given = {"mark": "", "words": "", "why": "She told us herself."}
    assert lead.post(f"{base}passage/{note['n']}/", given).status_code == 302
    wrong = lead.post(f"{base}passage/{harm['n']}/", {"mark": "serious_harm", "words": "She knows", "why": "x"})
    assert "does not stand in this passage" in text_of(wrong)
    for section in held.content["sections"]:
        for part in parts_of(section):
            if part.get("flags") and part["n"] not in (note["n"], harm["n"]):
                lead.post(f"{base}read/{section['key']}/", {"part": part["n"], "answer": "give"})
    for section in [*(one["key"] for one in held.content["sections"]), "files"]:
        assert lead.post(f"{base}read/{section}/").status_code == 302
    lead.post(f"{base}make/")
    until(lambda: copy_of(rotherham).is_made, "the files")
    made = text_of(lead.get(base))
    assert "Take the PDF" in made
    pdf = lead.get(f"{base}files/pdf/").content
    words = "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    assert "her sister Ann" in words
    assert "[Withheld: could cause serious harm]" in words
    assert "Public task" in words
    assert "He knows where" not in words
    data = json.loads(lead.get(f"{base}files/json/").content)
    assert data["reference"] == "T-1"
    assert "He knows where" not in json.dumps(data)
    packed = ZipFile(BytesIO(lead.get(f"{base}files/zip/").content))
    assert len(packed.namelist()) == 3  # the court's letter is not among them
    assert HERS.encode() in packed.read(packed.namelist()[2])
    assert packed.read("record.pdf") == pdf
    with scope_of(rotherham):
        file = CopyFile.objects.get(kind="pdf", copy=held)
        assert file.sha256 == hashlib.sha256(pdf).hexdigest()
        assert RecordCopy.objects.get(pk=held.pk).summary["serious_harm"] >= 2
    sent = lead.post(f"/rotherham/requests/{asked.pk}/sent/", {"how": "in_hand", "on": TODAY}, follow=True)
    assert "given into her hand" in text_of(sent)
    with scope_of(rotherham):
        held_request = Request.objects.get(pk=asked.pk)
        assert (held_request.outcome, held_request.sent_how) == ("done", "in_hand")
        exports = AccessRecord.objects.filter(action="export", woman_id=place.woman_id)
        assert exports.count() == 4  # three files taken, one copy sent
    assert "not open to be read through" in text_of(lead.post(f"{base}make/", follow=True))


def test_a_copy_is_not_sent_before_it_is_made_nor_to_whom_nobody_knows(rotherham, asked):
    lead = client_of(Role.PRACTICE_LEAD)
    url = f"/rotherham/requests/{asked.pk}/sent/"
    assert "no finished copy" in text_of(lead.post(url, {"how": "post", "on": TODAY}))
    with scope_of(rotherham):
        Request.objects.filter(pk=asked.pk).update(identity_checked_on=None)
    assert "sure that it is her" in text_of(lead.post(url, {"how": "post", "on": TODAY}))


def test_nothing_leaves_before_we_know_that_it_is_her_nor_from_an_older_copy(rotherham, asked):
    lead = client_of(Role.PRACTICE_LEAD)
    with scope_of(rotherham):
        copy = factories.CopyFileFactory(copy__request=asked, copy__state="done", copy__stage="make").copy
    url = f"/rotherham/copies/{copy.pk}/files/pdf/"
    assert lead.get(url).status_code == 200
    with scope_of(rotherham):
        Request.objects.filter(pk=asked.pk).update(identity_checked_on=None)
    assert lead.get(url).status_code == 404
    with scope_of(rotherham):
        Request.objects.filter(pk=asked.pk).update(identity_checked_on=TODAY)
        factories.RecordCopyFactory(request=asked)
    assert lead.get(url).status_code == 404


def test_a_copy_did_not_reach_her_before_it_was_made(rotherham, asked):
    with scope_of(rotherham):
        factories.RecordCopyFactory(request=asked, state="done", stage="make", finished_at=timezone.now())
    answer = client_of(Role.PRACTICE_LEAD).post(
        f"/rotherham/requests/{asked.pk}/sent/", {"how": "post", "on": TODAY - timedelta(days=1)}
    )
    assert "The files were made on" in text_of(answer)


def test_an_older_copy_is_not_made_once_her_record_was_gathered_anew(rotherham, asked):
    with scope_of(rotherham):
        old = factories.RecordCopyFactory(request=asked, state="done", content={"sections": [], "files": []})
        factories.RecordCopyFactory(request=asked)
    answer = client_of(Role.PRACTICE_LEAD).post(f"/rotherham/copies/{old.pk}/make/", follow=True)
    assert "gathered anew since" in text_of(answer)


def test_a_copy_that_lost_its_message_is_made_by_the_sweep(rotherham, asked, queue, tmp_path):  # noqa: F811
    with scope_of(rotherham):
        factories.RecordCopyFactory(request=asked, requested_at=timezone.now() - timedelta(hours=1))
    with worker(tmp_path):
        sweep_copies()
        until(lambda: copy_of(rotherham).state == "done", "the copy")


def test_files_leave_only_with_a_fresh_sign_in(rotherham, asked):
    with scope_of(rotherham):
        copy = factories.CopyFileFactory(copy__request=asked).copy
    old = signed_in(user_of(Role.PRACTICE_LEAD), ago=360)
    answer = old.get(f"/rotherham/copies/{copy.pk}/files/pdf/")
    assert answer.status_code == 302
    assert "/accounts/" in answer.url


def test_earlier_versions_are_part_of_her_record(rotherham, place):
    with scope_of(rotherham):
        person = factories.PersonFactory(woman=place.woman, kind="professional", name="Dr Nwosu")
        person.name = "Dr Okoro"
        person.save()
        contact = place.woman.contacts.first()
        contact.note = "Otherwise."
        contact.save()
        text = json.dumps(gather(place.woman))
        assert "Dr Nwosu" in text
        assert f'"words": "{HERS}"' in text
        assert date.today().strftime("%Y") in text


def test_a_box_that_nobody_ticked_says_nothing(rotherham, place):
    """“With family: no” beside every contact would say of each what nobody asked."""
    boxes = [
        field for part in PARTS for label in part.models for field in apps.get_model(label)._meta.fields
        if isinstance(field, models.BooleanField)
    ]  # fmt: skip
    assert {"with_family", "accompanied"} <= {field.name for field in boxes}
    names = {str(field.verbose_name).capitalize() for field in boxes}
    with scope_of(rotherham):
        place.woman.contacts.update(with_family=False)
        content = gather(Woman.objects.get(ref="T-1"))
        rows = [row for section in content["sections"] for row in section["rows"]]
        said = [(field["label"], part["words"]) for row in rows for field in row["fields"] for part in field["parts"]]
        assert [one for one in said if one[0] in names and one[1] == "no"] == []
        place.woman.contacts.update(with_family=True)
        assert "With family" in json.dumps(gather(Woman.objects.get(ref="T-1")))
