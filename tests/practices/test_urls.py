"""Every address of the resolver × every persona: what each gets, and that nothing is missing from the table."""

import re
from datetime import timedelta
from itertools import product

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from practices.models import AccessAction, AccessRecord
from practices.permissions import NATIONAL_ROLES, PERMISSIONS, PRACTICE_ROLES, Permission, Role
from practices.tenancy.middleware import PUBLIC_VIEWS
from practices.tenancy.scope import national_scope
from reporting.actions.questions import ask
from reporting.figures import figures_of, sha256_of
from reporting.models import PackJob, Publication, ReturnJob, WorthJob
from reporting.quarters import Quarter
from tests.conftest import TODAY, client_of, membership_of, scope_of, user_of
from tests.factories import (
    AcceptanceFactory,
    AppointmentFactory,
    ContactFactory,
    CopyFileFactory,
    CriterionFactory,
    DocumentContentFactory,
    ErasureFactory,
    GoalFactory,
    MergeFactory,
    PlaceFactory,
    PracticeFactory,
    RecordCopyFactory,
    ReturnFactory,
    ReturnFileFactory,
    TransferFactory,
    WithdrawalFactory,
    WomanFactory,
    WorkbookUploadFactory,
)
from tests.workbooks import workbook
from women.models import Woman

pytestmark = pytest.mark.usefixtures("committed")
P = Permission
# read in a moment, as the pages of an import do each time they are asked for
ONE_FAULT = workbook(Women=[{"ref": "R-1", "known_as": "Jade", "priority_rank": 0}])

# every address under a Practice: its permission, its arguments besides the slug, the methods that do something
PRACTICE_PAGES = {
    "practice_home": (P.SEE_PRACTICE, {}, "get"),
    "women": (P.SEE_RECORDS, {}, "get"),
    "cover": (P.WRITE_RECORDS, {}, "get"),
    "requests": (P.KEEP_DATA, {}, "get"),
    "request": (P.KEEP_DATA, {"request_id": "request"}, "get"),
    "request_identity": (P.KEEP_DATA, {"request_id": "request"}, "get"),
    "request_extend": (P.KEEP_DATA, {"request_id": "request"}, "get"),
    "request_answer": (P.KEEP_DATA, {"request_id": "request"}, "get"),
    "request_send": (P.KEEP_DATA, {"request_id": "request"}, "get"),
    "copy_ask": (P.KEEP_DATA, {"request_id": "request"}, "post"),
    "copy": (P.KEEP_DATA, {"copy_id": "copy"}, "get"),
    "copy_progress": (P.KEEP_DATA, {"copy_id": "copy"}, "get"),
    "copy_section": (P.KEEP_DATA, {"copy_id": "copy", "key": "section"}, "get"),
    "copy_passage": (P.KEEP_DATA, {"copy_id": "copy", "part": "one"}, "get"),
    "copy_make": (P.KEEP_DATA, {"copy_id": "copy"}, "post"),
    "copy_file": (P.KEEP_DATA, {"copy_id": "made_copy", "kind": "kind"}, "get"),
    "keeping": (P.KEEP_DATA, {}, "get"),
    "keeping_rules": (P.KEEP_DATA, {}, "get"),
    "erasure": (P.KEEP_DATA, {"erasure_id": "erasure"}, "get"),
    "merge_choose": (P.KEEP_DATA, {"woman_id": "woman"}, "get"),
    "merge": (P.KEEP_DATA, {"woman_id": "woman", "other_id": "other"}, "get"),
    "unmerge": (P.KEEP_DATA, {"woman_id": "woman", "merge_id": "merge"}, "get"),
    "transfers": (P.DECIDE_PLACES, {}, "get"),
    "transfer_offer": (P.KEEP_DATA, {"woman_id": "woman"}, "get"),
    "transfer_take_back": (P.KEEP_DATA, {"transfer_id": "transfer"}, "post"),
    "transfer_answer": (P.DECIDE_PLACES, {"transfer_id": "offered_here"}, "post"),
    "restrict": (P.MANAGE_TEAM, {"woman_id": "woman"}, "get"),
    "woman": (P.SEE_RECORDS, {"woman_id": "woman"}, "get"),
    "section": (P.SEE_RECORDS, {"woman_id": "woman", "section": "section"}, "get"),
    "find": (P.SEE_RECORDS, {}, "get"),
    "log_choose": (P.WRITE_RECORDS, {}, "get"),
    "log_group": (P.WRITE_RECORDS, {}, "get"),
    "log": (P.WRITE_RECORDS, {"woman_id": "woman"}, "get"),
    "contact": (P.SEE_RECORDS, {"woman_id": "woman", "contact_id": "contact"}, "get"),
    "appointments": (P.SEE_RECORDS, {}, "get"),
    "feeds": (P.WRITE_RECORDS, {}, "get"),
    "appointment_add": (P.WRITE_RECORDS, {"woman_id": "woman"}, "get"),
    "appointment": (P.WRITE_RECORDS, {"woman_id": "woman", "appointment_id": "appointment"}, "get"),
    "attendance": (P.WRITE_RECORDS, {"woman_id": "woman", "appointment_id": "appointment"}, "post"),
    "api_sealing_key": (P.WRITE_RECORDS, {}, "get"),
    "api_open_draft": (P.WRITE_RECORDS, {}, "post"),
    "api_contacts": (P.WRITE_RECORDS, {"woman_id": "woman"}, "post"),
    "people": (P.MANAGE_TEAM, {}, "get"),
    "trail": (P.MANAGE_TEAM, {}, "get"),
    "person_invite": (P.MANAGE_TEAM, {}, "get"),
    "person": (P.MANAGE_TEAM, {"membership_id": "membership"}, "get"),
    "person_identity": (P.MANAGE_TEAM, {"membership_id": "membership"}, "get"),
    "person_letter": (P.MANAGE_TEAM, {"membership_id": "membership"}, "post"),
    "names": (P.MANAGE_TEAM, {}, "get"),
    "caseloads": (P.MANAGE_TEAM, {}, "get"),
    "instruments": (P.MANAGE_TEAM, {}, "get"),
    "referrals": (P.DECIDE_PLACES, {}, "get"),
    "referral_add": (P.DECIDE_PLACES, {}, "get"),
    "referral_likely": (P.DECIDE_PLACES, {}, "post"),
    "step": (P.WRITE_RECORDS, {"woman_id": "woman", "step": "step"}, "get"),
    "died": (P.WRITE_RECORDS, {"woman_id": "woman"}, "get"),
    "death_mistake": (P.WRITE_RECORDS, {"woman_id": "woman"}, "get"),
    "set_aside": (P.WRITE_RECORDS, {"woman_id": "woman"}, "post"),
    "loss": (P.WRITE_RECORDS, {"woman_id": "woman"}, "get"),
    "mistake": (P.WRITE_RECORDS, {"woman_id": "woman", "number": "one", "what": "what"}, "get"),
    "move_plan": (P.DECIDE_PLACES, {"woman_id": "woman"}, "get"),
    "end_agreement": (P.WRITE_RECORDS, {"woman_id": "woman"}, "get"),
    "reopen": (P.DECIDE_PLACES, {"woman_id": "woman"}, "get"),
    "document_add": (P.WRITE_RECORDS, {"woman_id": "woman"}, "get"),
    "document": (P.SEE_RECORDS, {"woman_id": "woman", "document_id": "document"}, "get"),
    "needs_ask": (P.WRITE_RECORDS, {"woman_id": "woman"}, "get"),
    "item_add": (P.WRITE_RECORDS, {"woman_id": "woman", "kind": "kind_of_row"}, "get"),
    "take_back": (P.WRITE_RECORDS, {"woman_id": "woman", "kind": "kind_of_row", "item_id": "goal"}, "get"),
    "put_back": (P.WRITE_RECORDS, {"woman_id": "woman", "withdrawal_id": "withdrawal"}, "post"),
    "item_change": (P.WRITE_RECORDS, {"woman_id": "woman", "kind": "kind_of_row", "item_id": "goal"}, "get"),
    "import": (P.IMPORT_WORKBOOK, {}, "get"),
    "import_checked": (P.IMPORT_WORKBOOK, {"upload_id": "upload"}, "get"),
    "import_template": (P.IMPORT_WORKBOOK, {}, "get"),
    "import_format": (P.IMPORT_WORKBOOK, {}, "get"),
    "import_question": (P.IMPORT_WORKBOOK, {"upload_id": "upload"}, "get"),
    "import_marked": (P.IMPORT_WORKBOOK, {"upload_id": "upload"}, "get"),
    "import_apply": (P.IMPORT_WORKBOOK, {"upload_id": "upload"}, "post"),
    "quarters": (P.SEE_SUBMITTED, {}, "get"),
    "quarter": (P.SEE_FIGURES, {"quarter": "quarter"}, "get"),
    "checks": (P.SEE_FIGURES, {"quarter": "quarter"}, "get"),
    "check": (P.SEE_FIGURES, {"quarter": "quarter", "key": "check"}, "get"),
    "reopen_check": (
        P.SUBMIT_RETURN,
        {"quarter": "quarter", "key": "check", "record_id": "woman"},
        "post",
    ),
    "narrative": (P.BUILD_RETURN, {"quarter": "quarter"}, "get"),
    "disclosure": (P.BUILD_RETURN, {"quarter": "quarter"}, "get"),
    "build": (P.BUILD_RETURN, {"quarter": "quarter"}, "post"),
    "return_settings": (P.SUBMIT_RETURN, {}, "get"),
    "story_withdraw": (P.SUBMIT_RETURN, {"quarter": "quarter", "version": "version"}, "post"),
    "countersign": (P.COUNTERSIGN_RETURN, {"quarter": "quarter", "version": "version"}, "get"),
    "return_copy": (P.SEE_SUBMITTED, {"quarter": "quarter", "version": "version", "kind": "leaving"}, "get"),
    "agreements": (P.SEE_FIGURES, {}, "get"),
    "agreement_add": (P.SUBMIT_RETURN, {}, "get"),
    "agreement": (P.SEE_FIGURES, {"agreement_id": "agreement"}, "get"),
    "agreement_xlsx": (P.SEE_FIGURES, {"agreement_id": "agreement"}, "get"),
    "criterion_add": (P.SUBMIT_RETURN, {"agreement_id": "agreement"}, "get"),
    "agreement_sign": (P.SUBMIT_RETURN, {"agreement_id": "agreement"}, "get"),
    "agreement_drop": (P.SUBMIT_RETURN, {"agreement_id": "agreement"}, "post"),
    "criterion_drop": (P.SUBMIT_RETURN, {"agreement_id": "agreement", "criterion_id": "criterion"}, "post"),
    "practice_worth": (P.SEE_FIGURES, {}, "get"),
    "practice_worth_xlsx": (P.SEE_FIGURES, {}, "get"),
    "beside": (P.SEE_FIGURES, {}, "get"),
    "beside_indicator": (P.SEE_FIGURES, {"key": "compared"}, "get"),
    "answer": (P.SUBMIT_RETURN, {"question_id": "question"}, "get"),
    "behind": (P.SEE_RECORDS_BEHIND, {"quarter": "quarter", "key": "key", "side": "side"}, "get"),
    "return": (P.SEE_SUBMITTED, {"quarter": "quarter", "version": "version"}, "get"),
    "submit": (P.SUBMIT_RETURN, {"quarter": "quarter", "version": "version"}, "get"),
    "return_json": (P.SEE_EXACT, {"quarter": "quarter", "version": "version"}, "get"),
    "return_file": (P.SEE_EXACT, {"quarter": "quarter", "version": "version", "kind": "kind"}, "get"),
    "job": (P.SEE_FIGURES, {"job_id": "job"}, "get"),
    "job_progress": (P.SEE_FIGURES, {"job_id": "job"}, "get"),
}
RETURN = {"slug": "slug", "quarter": "quarter", "version": "version"}
NATIONAL_PAGES = {
    "national": (P.SEE_NATIONAL, {}, "get"),
    "national_indicator": (P.SEE_NATIONAL, {"key": "key"}, "get"),
    "national_indicator_csv": (P.SEE_NATIONAL, {"key": "key"}, "get"),
    "national_agreement": (P.SEE_NATIONAL, {"slug": "slug", "agreement_id": "agreement"}, "get"),
    "national_agreement_xlsx": (P.SEE_NATIONAL, {"slug": "slug", "agreement_id": "agreement"}, "get"),
    "tokens": (P.SEE_NATIONAL, {}, "get"),
    "token_withdraw": (P.SEE_NATIONAL, {"token_key": "slug"}, "post"),
    "worth": (P.SEE_NATIONAL, {}, "get"),
    "worth_xlsx": (P.SEE_NATIONAL, {}, "get"),
    "worth_pdf": (P.SEE_NATIONAL, {}, "post"),
    "worth_job": (P.SEE_NATIONAL, {"job_id": "worth_job"}, "get"),
    "worth_job_progress": (P.SEE_NATIONAL, {"job_id": "worth_job"}, "get"),
    "worth_file": (P.SEE_NATIONAL, {"job_id": "worth_job"}, "get"),
    "assumptions": (P.SEE_NATIONAL, {}, "get"),
    "assumption": (P.SET_ASSUMPTIONS, {"key": "assumption"}, "get"),
    "national_publish": (P.DECIDE_RETURNS, {"quarter": "quarter"}, "get"),
    "national_practices": (P.SEE_NATIONAL, {}, "get"),
    "national_practice": (P.SEE_NATIONAL, {"slug": "slug"}, "get"),
    "national_delivery": (P.MANAGE_PRACTICES, {"slug": "slug"}, "post"),
    "national_returns": (P.SEE_NATIONAL, {}, "get"),
    "national_board": (P.SEE_NATIONAL, {"quarter": "quarter"}, "get"),
    "national_accept": (P.DECIDE_RETURNS, {"quarter": "quarter"}, "post"),
    "national_remind": (P.DECIDE_RETURNS, {"quarter": "quarter"}, "post"),
    "national_due": (P.DECIDE_RETURNS, {"quarter": "quarter"}, "get"),
    "national_pack_build": (P.SEE_NATIONAL, {"quarter": "quarter"}, "post"),
    "national_pack": (P.SEE_NATIONAL, {"job_id": "pack"}, "get"),
    "national_pack_progress": (P.SEE_NATIONAL, {"job_id": "pack"}, "get"),
    "national_pack_file": (P.SEE_NATIONAL, {"job_id": "pack", "kind": "kind"}, "get"),
    "national_return": (P.SEE_NATIONAL, RETURN, "get"),
    "practice_add": (P.MANAGE_PRACTICES, {}, "get"),
    "practice_change": (P.MANAGE_PRACTICES, {"slug": "slug"}, "get"),
    "accounts": (P.SUPPORT_ACCOUNTS, {}, "get"),
    "account": (P.SUPPORT_ACCOUNTS, {"user_id": "person"}, "get"),
    "account_do": (P.SUPPORT_ACCOUNTS, {"user_id": "person", "act": "act"}, "post"),
    "national_return_file": (P.SEE_NATIONAL, RETURN | {"kind": "kind"}, "get"),
    "ask": (P.DECIDE_RETURNS, RETURN | {"figure": "key"}, "get"),
    "decide": (P.DECIDE_RETURNS, RETURN | {"decision": "decision"}, "post"),
}
# what answers that the one Practice of `made` cannot be compared with itself
ALONE = {"national_indicator": (422,), "national_indicator_csv": (404,)}
# National's data for programs: told in JSON, not sent to sign in
API_PAGES = {
    "api_schema": {},
    "api_dictionary": {},
    "api_returns": {},
    "api_return": RETURN,
    "api_figures": {},
    "api_country": {},
    "api_benchmark": {"key": "key"},
}
# hers alone: how she signs in
ACCOUNT_PAGES = {
    "account_reauthenticate": {}, "mfa_reauthenticate": {}, "mfa_reauthenticate_webauthn": {}, "stay": {},
    "mfa_index": {}, "my_identity": {}, "confirm_address": {"token": "kind"}, "account_change_password": {}, "mfa_activate_totp": {}, "mfa_deactivate_totp": {},
    "mfa_list_webauthn": {}, "mfa_add_webauthn": {}, "mfa_edit_webauthn": {"pk": "one"},
    "mfa_remove_webauthn": {"pk": "one"}, "mfa_view_recovery_codes": {}, "mfa_generate_recovery_codes": {},
    "mfa_download_recovery_codes": {}, "socialaccount_connections": {}, "end_session": {"session_id": "one"},
}  # fmt: skip
SIGNED_IN_PAGES = {"home": {}, "dictionary": {}} | ACCOUNT_PAGES
NEED_CONTENT = {"api_open_draft", "api_contacts"}  # take JSON only
OWN_UPLOAD = {"import_checked", "import_question", "import_marked", "import_apply"}  # a colleague's upload is not hers


def patterns(resolver=None):
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern)
        elif isinstance(pattern, URLPattern):
            yield pattern


@pytest.fixture
def made(rotherham):
    """One of everything at Rotherham, and what an address needs to name it."""
    with scope_of(PracticeFactory(slug="elsewhere")):
        offered_here = TransferFactory(to_practice=rotherham, woman__known_as="Amber")
    with scope_of(rotherham):
        place = PlaceFactory(agreement_ended_on=TODAY)
        contact = ContactFactory(woman=place.woman)
        appointment = AppointmentFactory(woman=place.woman)
        goal = GoalFactory(woman=place.woman)
        withdrawal = WithdrawalFactory(woman=place.woman)
        document = DocumentContentFactory(document__woman=place.woman).document
        figures = figures_of(rotherham, Quarter(2018, 4), today=TODAY)
        submitted = ReturnFactory(figures=figures, sha256=sha256_of(figures))
        ReturnFileFactory(return_of=submitted)
        ReturnFileFactory(return_of=submitted, kind="commissioner_pdf")
        AcceptanceFactory(woman=place.woman)
        passage = {"label": "Area", "parts": [{"n": 1, "words": "Amber", "mark": ""}]}
        section = {"key": "goals", "title": "Your goals", "rows": [{"title": "Goal", "fields": [passage]}]}
        copy = RecordCopyFactory(
            request__woman=place.woman,
            state="done",
            content={"sections": [section], "files": []},
            request__received_on=timezone.localdate(),
            request__due_on=timezone.localdate() + timedelta(days=30),
        )
        made_copy = RecordCopyFactory(
            request__woman=place.woman, state="done", stage="make", request__identity_checked_on=timezone.localdate()
        )
        CopyFileFactory(copy=made_copy)
        erasure = ErasureFactory(woman=place.woman)
        transfer = TransferFactory(woman=place.woman)
        other = WomanFactory(known_as="Coral")
        merge = MergeFactory(woman=place.woman, merged=WomanFactory(known_as="Coral"))
        submitted.status, submitted.submitted_at = "submitted", submitted.built_at
        submitted.save()
        job = ReturnJob.objects.create(quarter="2019-20 Q1")
        criterion = CriterionFactory(first="2018-19 Q4", last="2018-19 Q4")
        membership = membership_of(Role.BOARD_VIEWER)
        upload = WorkbookUploadFactory(uploaded_by=user_of(Role.PRACTICE_LEAD), content=ONE_FAULT)
    with national_scope():
        analyst = user_of(Role.NATIONAL_ANALYST, None)
        asked = {"figure": "fully_engaged", "words": "Why?", "by": analyst, "now": submitted.built_at}
        question = ask(about=submitted, **asked)
        Publication.objects.using("national").create(
            quarter="2018-19 Q4",
            practices=5,
            published_at=submitted.built_at,
            points={"fully_engaged": [[10, 20]]},
            sums={"fully_engaged": {"hidden": 0, "tau2": 0.0, "units": 5, "x": 60, "n": 100, "asked_share": None}},
        )
        drawn = WorthJob.objects.create(quarter="2018-19 Q4", state="done", pdf=b"%PDF", asked={"who": ""})
        pack = PackJob.objects.create(quarter="2018-19 Q3", state="done", pdf=b"%PDF", xlsx=b"PK")
    return {
        "request": copy.request_id, "copy": copy.pk, "made_copy": made_copy.pk, "erasure": erasure.pk, "transfer": transfer.pk, "other": other.pk, "merge": merge.pk, "offered_here": offered_here.pk,
        "one": 1, "person": user_of(Role.BOARD_VIEWER).pk, "act": "unlock", "membership": membership.pk, "slug": "rotherham", "woman": place.woman_id, "upload": upload.pk, "quarter": "2018-19-Q4", "version": 1,
        "key": "women_in_cohort", "side": "numerator", "kind": "pdf", "job": job.pk, "contact": contact.pk,
        "appointment": appointment.pk, "goal": goal.pk, "withdrawal": withdrawal.pk, "document": document.pk, "section": "goals",
        "step": "agreed", "what": "agreement_ended", "kind_of_row": "goal", "check": "ethnicity_not_asked", "leaving": "commissioner_pdf",
        "question": question.pk, "pack": pack.pk, "worth_job": drawn.pk, "criterion": criterion.pk, "agreement": criterion.agreement_id, "assumption": "care_cost", "compared": "fully_engaged", "decision": "accept",
    }  # fmt: skip


def address(name, arguments, made, slug=None):
    kwargs = {argument: made[source] for argument, source in arguments.items()}
    if slug:
        kwargs["practice_slug"] = slug
    return reverse(name, kwargs=kwargs)


def test_every_address_stands_in_this_table():
    named = {pattern.name for pattern in patterns()}
    assert named == set(PRACTICE_PAGES) | set(NATIONAL_PAGES) | set(API_PAGES) | set(SIGNED_IN_PAGES) | set(
        PUBLIC_VIEWS
    )


def test_every_view_declares_the_permission_of_the_table():
    for pattern in patterns():
        declared = getattr(pattern.callback, "permission", None)
        if pattern.name in PUBLIC_VIEWS:
            assert declared is None
        elif pattern.name in PRACTICE_PAGES:
            assert declared is PRACTICE_PAGES[pattern.name][0], pattern.name
        elif pattern.name in API_PAGES:
            assert declared is P.SEE_NATIONAL, pattern.name
        else:
            expected = P.SIGNED_IN if pattern.name in SIGNED_IN_PAGES else NATIONAL_PAGES[pattern.name][0]
            assert declared is expected, pattern.name


@pytest.mark.parametrize("role", PRACTICE_ROLES)
def test_a_member_gets_what_her_role_holds_and_403_for_the_rest(role, made):
    client = client_of(role)
    for name, (permission, arguments, method) in PRACTICE_PAGES.items():
        response = getattr(client, method)(address(name, arguments, made, "rotherham"))
        if permission not in PERMISSIONS[role]:
            assert response.status_code == 403, (role, name)
        elif name in OWN_UPLOAD and role is not Role.PRACTICE_LEAD:
            assert response.status_code == 404, (role, name)
        elif name in NEED_CONTENT:
            assert response.status_code == 415, (role, name)
        else:
            assert response.status_code in (200, 286, 302), (role, name, response.status_code)


@pytest.mark.parametrize(
    ("role", "method"),
    [
        *product(PRACTICE_ROLES, ("get", "post")),
        *product([Role.PRACTICE_LEAD], ("put", "patch", "delete", "head", "options")),
    ],
)
def test_nothing_of_another_practice_exists(role, method, made, hackney):
    """By its own address, and by its ids under one's own."""
    client = client_of(role, "hackney")
    for name, (_permission, arguments, _) in PRACTICE_PAGES.items():
        response = getattr(client, method)(address(name, arguments, made, "rotherham"))
        assert response.status_code == 404, name
        if {
            "woman_id",
            "upload_id",
            "job_id",
            "question_id",
            "record_id",
            "agreement_id",
            "membership_id",
            "request_id",
            "copy_id",
            "erasure_id",
            "transfer_id",
        } & arguments.keys():
            response = getattr(client, method)(address(name, arguments, made, "hackney"))
            assert response.status_code in (403, 404, 405), name
            assert b"Amber" not in response.content


def test_an_outsider_cannot_tell_another_practice_from_none(outsider, made):
    real, none = outsider.get("/rotherham/women/"), outsider.get("/no-such-practice/women/")
    assert (real.status_code, none.status_code) == (404, 404)
    token = re.compile(rb'name="csrfmiddlewaretoken" value="\w+"|nonce="[^"]+"')
    assert token.sub(b"", real.content) == token.sub(b"", none.content)


def test_no_page_outside_a_practice_has_a_key_that_only_a_practice_could_keep(lead, made):
    national = {name: arguments for name, (_, arguments, _) in NATIONAL_PAGES.items() if "slug" not in arguments}
    for client, pages in ((lead, SIGNED_IN_PAGES), (client_of(Role.NATIONAL_ADMIN, None), national)):
        for name, arguments in pages.items():
            page = client.get(address(name, arguments, made))
            assert b'name="key"' not in getattr(page, "content", b""), name


@pytest.mark.parametrize("role", NATIONAL_ROLES)
def test_national_reaches_no_practices_page(role, made):
    client = client_of(role, None)
    for name, (_, arguments, method) in PRACTICE_PAGES.items():
        assert getattr(client, method)(address(name, arguments, made, "rotherham")).status_code == 404, name


def test_national_pages_open_to_national_only(made):
    analyst, admin = client_of(Role.NATIONAL_ANALYST, None), client_of(Role.NATIONAL_ADMIN, None)
    support, lead = client_of(Role.HOST_SUPPORT, None), client_of(Role.PRACTICE_LEAD)
    for name, (permission, arguments, method) in NATIONAL_PAGES.items():
        url = address(name, arguments, made)
        for role, client in ((Role.NATIONAL_ANALYST, analyst), (Role.NATIONAL_ADMIN, admin)):
            may = permission in PERMISSIONS[role]
            expected = ALONE.get(name, (200, 286, 302)) if may else (403,)
            assert getattr(client, method)(url).status_code in expected, name
        helps = permission in PERMISSIONS[Role.HOST_SUPPORT]
        assert getattr(support, method)(url).status_code in ((200, 302) if helps else (403,)), name
        assert getattr(lead, method)(url).status_code == 404, name


def test_the_api_opens_to_national_only_and_says_so_in_json(made):
    for name, arguments in API_PAGES.items():
        url = address(name, arguments, made)
        for role in (Role.NATIONAL_ANALYST, Role.NATIONAL_ADMIN):
            expected = 400 if name == "api_benchmark" else 200  # one Practice cannot be compared with itself
            assert client_of(role, None).get(url).status_code == expected, name
        for client in (client_of(Role.PRACTICE_LEAD), client_of(Role.HOST_SUPPORT, None)):
            assert client.get(url).status_code == 403, name
        assert Client().get(url).status_code == 401, name
        assert Client().get(url).headers["Content-Type"] == "application/json", name


def test_a_stranger_is_sent_to_sign_in_whatever_she_asks_for(made):
    stranger = Client()
    urls = [address(name, arguments, made, "rotherham") for name, (_, arguments, _) in PRACTICE_PAGES.items()]
    urls += [address(name, arguments, made) for name, (_, arguments, _) in NATIONAL_PAGES.items()]
    urls += [address(name, arguments, made) for name, arguments in SIGNED_IN_PAGES.items()]
    urls += ["/no-such-practice/women/"]
    for url in urls:
        response = stranger.get(url)
        assert response.status_code == 302, url
        assert response.url.startswith("/accounts/sign-in/"), url


def test_a_view_that_declares_nothing_is_refused(made, monkeypatch):
    from women.views import women

    monkeypatch.delattr(women.women, "permission")
    assert client_of(Role.PRACTICE_LEAD, raises=False).get("/rotherham/women/").status_code == 500


def test_an_ended_membership_acts_on_the_next_request(lead, rotherham):
    from practices.models import Membership

    assert lead.get("/rotherham/women/").status_code == 200
    with scope_of(rotherham):
        Membership.objects.filter(role="practice_lead").update(ends_on="2019-01-01")
    try:
        assert lead.get("/rotherham/women/").status_code == 404
    finally:
        with scope_of(rotherham):
            Membership.objects.filter(role="practice_lead").update(ends_on=None)


def test_a_page_that_fails_keeps_no_half_of_its_writes(rotherham, monkeypatch):
    from women.models import Woman
    from women.views import women

    def breaks(request, **_):
        Woman.objects.create(ref="HALF")
        raise RuntimeError

    monkeypatch.setattr(women, "presented_women", lambda today: breaks(None))
    response = client_of(Role.PRACTICE_LEAD, raises=False).get("/rotherham/women/")
    assert response.status_code == 500
    with scope_of(rotherham):
        assert not Woman.objects.filter(ref="HALF").exists()
        assert AccessRecord.objects.filter(action=AccessAction.FAILED, view="women").count() == 1


# what names a woman in an address, herself or by a row that hangs on her
OF_HER = {"woman_id", "request_id", "copy_id", "erasure_id"}


@pytest.mark.parametrize("role", PRACTICE_ROLES)
def test_nothing_of_a_restricted_woman_exists_to_whoever_is_not_named(role, made, rotherham):
    with scope_of(rotherham):
        Woman.objects.filter(pk=made["woman"]).update(restricted_because="special_risk")
    client = client_of(role)
    for name, (permission, arguments, _) in PRACTICE_PAGES.items():
        for method in ("get", "post"):
            response = getattr(client, method)(address(name, arguments, made, "rotherham"))
            assert b"Amber" not in response.content, (name, method)
            if (OF_HER | {"transfer_id"}) & arguments.keys() and permission in PERMISSIONS[role]:
                gone = (404, 405, 415) if name not in ("transfer_answer",) else (302, 405)
                assert response.status_code in gone, (name, method, response.status_code)


READS = {
    "requests": "list", "request": "read", "request_identity": "read", "request_extend": "read", "request_answer": "read",
    "request_send": "read", "copy": "read", "copy_section": "read", "copy_passage": "read", "copy_file": "export",
    "keeping": "list", "erasure": "read", "transfers": "list", "transfer_offer": "read", "unmerge": "read",
    "narrative": "list", "trail": "list", "restrict": "read", "practice_home": "list", "women": "list", "woman": "read", "import_checked": "list", "import_marked": "export",
    "section": "read", "log_choose": "list", "log_group": "list", "log": "read", "contact": "read",
    "appointments": "list", "appointment_add": "read", "appointment": "read", "names": "list", "caseloads": "list",
    "referrals": "list", "step": "read", "mistake": "read", "death_mistake": "read", "died": "read", "loss": "read", "move_plan": "read", "end_agreement": "read", "reopen": "read",
    "document_add": "read", "document": "opened", "needs_ask": "read", "item_add": "read", "item_change": "read",
    "take_back": "read",
    "quarter": "report", "behind": "behind", "return": "report", "return_json": "export", "return_file": "export",
    "checks": "list", "check": "list", "disclosure": "report", "answer": "report", "return_copy": "export",
    "agreement": "report", "agreement_xlsx": "export", "practice_worth": "report", "practice_worth_xlsx": "report", "beside": "report", "beside_indicator": "report",
}  # fmt: skip


NO_RECORD = {  # pages that read no record, each for its reason
    "copy_progress": "how far a copy is",
    "import_template": "an empty workbook",
    "import_format": "what each column takes",
    "import_question": "headings and counts of a file that somebody chose",
    "keeping_rules": "a form",
    "people": "members of the team, no woman",
    "person_invite": "a form",
    "person": "a member of the team",
    "person_identity": "a member of the team",
    "cover": "a form; what it opens is written",
    "import": "a form",
    "find": "asks for a name, which comes by POST; the search itself is written",
    "feeds": "makes an address; the address itself writes the trail",
    "api_sealing_key": "the reader's own key",
    "instruments": "names of measures",
    "referral_add": "a form; whoever is likely the same is written when she is shown",
    "quarters": "which returns there are",
    "agreements": "the names of agreements",
    "agreement_add": "a form",
    "criterion_add": "a form",
    "agreement_sign": "a form",
    "return_settings": "one setting",
    "job": "how far a build is",
    "job_progress": "how far a build is",
}


def test_every_page_writes_the_trail_or_says_why_not():
    pages = {name for name, (_, _, method) in PRACTICE_PAGES.items() if method == "get"}
    assert pages - NO_RECORD.keys() - {"submit", "countersign"} - SEVERAL == set(READS)


SEVERAL = {"merge_choose", "merge"}  # whom a lead compares her with is written too


def test_whom_she_is_compared_with_is_written_too(lead, made, rotherham):
    lead.get(address("merge_choose", {"woman_id": "woman"}, made, "rotherham"))
    lead.get(address("merge", {"woman_id": "woman", "other_id": "other"}, made, "rotherham"))
    with scope_of(rotherham):
        looks = AccessRecord.objects.order_by("pk").values_list("action", "woman_id")
        her, other = made["woman"], made["other"]
        assert list(looks) == [("read", her), ("search", None), ("read", her), ("read", other)]


@pytest.mark.parametrize("name", READS)
def test_every_look_at_a_record_is_written_once_with_ids_and_no_content(name, lead, made, rotherham):
    _, arguments, method = PRACTICE_PAGES[name]
    expected = 302 if name == "death_mistake" else 200  # she lives: it leads to her places
    assert getattr(lead, method)(address(name, arguments, made, "rotherham")).status_code == expected
    with scope_of(rotherham):
        (look,) = AccessRecord.objects.all()
    assert look.action == READS[name]
    assert look.actor == user_of(Role.PRACTICE_LEAD)
    assert look.woman_id == (made["woman"] if OF_HER & arguments.keys() else None)
    assert "Amber" not in str(vars(look))


def test_a_search_is_written_and_no_name_stands_in_an_address(lead, made, rotherham):
    assert b"Amber" in lead.post("/rotherham/find/", {"q": "amb"}).content
    assert b"Amber" not in lead.get("/rotherham/find/?q=amb").content
    with scope_of(rotherham):
        assert [(look.action, look.how_many) for look in AccessRecord.objects.all()] == [("search", 1)]


def test_a_refused_look_is_written_too(board, outsider, made, rotherham):
    board.get(address("woman", {"woman_id": "woman"}, made, "rotherham"))
    outsider.get(address("woman", {"woman_id": "woman"}, made, "rotherham"))
    with scope_of(rotherham):
        looks = list(AccessRecord.objects.order_by("pk").values_list("action", "actor__email", "why"))
    assert looks == [("refused", "board@rotherham.example", "403"), ("refused", "lead@hackney.example", "404")]


def test_a_board_viewer_sees_no_draft(board, rotherham):
    with scope_of(rotherham):
        ReturnFileFactory(return_of=ReturnFactory())
    assert board.get("/rotherham/quarters/2018-19-Q4/1/").status_code == 404
    assert board.get("/rotherham/quarters/2018-19-Q4/1/return.pdf").status_code == 403
    assert b"2018-19 Q4" not in board.get("/rotherham/quarters/").content


@pytest.mark.parametrize("url", ["/rotherham/women/", "/definitions/", "/accounts/sign-in/"])
def test_pages_are_not_stored_framed_or_scripted_inline(url, lead):
    response = lead.get(url) if "accounts" not in url else Client().get(url)
    policy = response.headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "no-store" in response.headers["Cache-Control"]
    assert response.headers["X-Frame-Options"] == "DENY"
    assert b"<style" not in response.content
    assert b" style=" not in response.content
    assert b"onclick" not in response.content
