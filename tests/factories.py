"""Records for tests, made in the scope that is open."""

from datetime import UTC, date, datetime

import factory
from factory.django import DjangoModelFactory

from practices.models import (
    AccessAction,
    AccessRecord,
    Membership,
    NationalMembership,
    Practice,
    SealingKey,
    Submission,
    User,
)
from reporting.models import (
    Acceptance,
    Criterion,
    Dismissal,
    HiddenByHand,
    Narrative,
    Reminder,
    Restatement,
    Return,
    ReturnFile,
    ReturnJob,
    Story,
    SuccessAgreement,
)
from sessions_log.models import (
    Amendment,
    Appointment,
    CalendarFeed,
    Contact,
    GroupActivity,
    LocalOutcome,
    Support,
    WorkbookUpload,
)
from women.models import (
    AfterDeath,
    AgencyReference,
    Certificate,
    CheckIn,
    Child,
    ChildContact,
    ChildStatus,
    Cohort,
    Consent,
    Contraception,
    CopyDecision,
    CopyFile,
    Document,
    DocumentContent,
    Erasure,
    Flag,
    Goal,
    GoalScore,
    Instrument,
    KeepingRules,
    LegalBasis,
    LegalHold,
    Merge,
    Need,
    Note,
    Person,
    Place,
    Pregnancy,
    RecordCopy,
    Request,
    SafeContact,
    Step,
    StepNote,
    Transfer,
    TransitionPlan,
    WellbeingScore,
    Withdrawal,
    Woman,
)


class PracticeFactory(DjangoModelFactory):
    class Meta:
        model = Practice
        database = "owner"

    name = factory.Sequence(lambda n: f"Practice {n}")
    slug = factory.Sequence(lambda n: f"practice-{n}")
    nation = "England"


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    name = "A person"


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    role = "practitioner"
    starts_on = date(2018, 1, 1)


class NationalMembershipFactory(DjangoModelFactory):
    class Meta:
        model = NationalMembership
        database = "owner"

    user = factory.SubFactory(UserFactory)
    role = "national_analyst"
    starts_on = date(2018, 1, 1)


class AccessRecordFactory(DjangoModelFactory):
    class Meta:
        model = AccessRecord

    action = AccessAction.READ
    view = "woman"


class CohortFactory(DjangoModelFactory):
    class Meta:
        model = Cohort
        django_get_or_create = ("number",)

    number = 1
    starts_on = date(2018, 7, 1)


class WomanFactory(DjangoModelFactory):
    class Meta:
        model = Woman

    ref = factory.Sequence(lambda n: f"T-{n:04d}")
    known_as = "Amber"


class PlaceFactory(DjangoModelFactory):
    class Meta:
        model = Place

    woman = factory.SubFactory(WomanFactory)
    cohort = factory.SubFactory(CohortFactory)
    referred_on = date(2018, 6, 1)
    offered_on = date(2018, 7, 10)


class StepFactory(DjangoModelFactory):
    class Meta:
        model = Step

    place = factory.SubFactory(PlaceFactory)
    step = "offered"
    on = date(2018, 7, 10)


class ChildFactory(DjangoModelFactory):
    class Meta:
        model = Child

    woman = factory.SubFactory(WomanFactory)
    child_no = factory.Sequence(lambda n: n + 1)


class ContraceptionFactory(DjangoModelFactory):
    class Meta:
        model = Contraception

    woman = factory.SubFactory(WomanFactory)
    method = "implant"
    started_on = date(2018, 9, 1)


class PregnancyFactory(DjangoModelFactory):
    class Meta:
        model = Pregnancy

    woman = factory.SubFactory(WomanFactory)
    known_on = date(2019, 2, 1)


class GoalFactory(DjangoModelFactory):
    class Meta:
        model = Goal

    woman = factory.SubFactory(WomanFactory)
    ref = factory.Sequence(lambda n: f"G{n:04d}")
    area = "housing"
    set_on = date(2018, 9, 1)


class GoalScoreFactory(DjangoModelFactory):
    class Meta:
        model = GoalScore

    goal = factory.SubFactory(GoalFactory)
    on = date(2018, 9, 1)
    score = 3


class ContactFactory(DjangoModelFactory):
    class Meta:
        model = Contact

    woman = factory.SubFactory(WomanFactory)
    started_at = datetime(2019, 2, 4, 10, tzinfo=UTC)
    minutes = 30
    mode = "home_visit"
    outcome = "made"


class AppointmentFactory(DjangoModelFactory):
    class Meta:
        model = Appointment

    woman = factory.SubFactory(WomanFactory)
    at = datetime(2019, 2, 4, 10, tzinfo=UTC)
    service = "gp"
    attendance = "attended"


class SupportFactory(DjangoModelFactory):
    class Meta:
        model = Support

    woman = factory.SubFactory(WomanFactory)
    on = date(2019, 2, 4)
    area = "housing"
    outcome = "new_tenancy"


class LocalOutcomeFactory(DjangoModelFactory):
    class Meta:
        model = LocalOutcome

    area = "life_skills"
    code = factory.Sequence(lambda n: f"cooked_{n}")
    label = "Cooked"


class WorkbookUploadFactory(DjangoModelFactory):
    class Meta:
        model = WorkbookUpload

    content = b"x"
    file_name = "w.xlsx"
    uploaded_by = factory.SubFactory(UserFactory)


class ReturnFactory(DjangoModelFactory):
    class Meta:
        model = Return

    quarter = "2018-19 Q4"
    version = 1
    figures = factory.LazyFunction(lambda: {"indicators": {}, "breakdowns": {}})
    definitions_version = "v1"
    built_at = datetime(2019, 4, 9, 12, tzinfo=UTC)


class ReturnFileFactory(DjangoModelFactory):
    class Meta:
        model = ReturnFile

    return_of = factory.SubFactory(ReturnFactory)
    kind = "pdf"
    content = b"%PDF"


class ReturnJobFactory(DjangoModelFactory):
    class Meta:
        model = ReturnJob

    quarter = "2018-19 Q4"


class SubmissionFactory(DjangoModelFactory):
    class Meta:
        model = Submission

    key = factory.Faker("uuid4")
    by = factory.SubFactory(UserFactory)
    digest = "x"


class SealingKeyFactory(DjangoModelFactory):
    class Meta:
        model = SealingKey

    user = factory.SubFactory(UserFactory)
    public_der = b"x"
    private_encrypted = b"x"


class ChildStatusFactory(DjangoModelFactory):
    class Meta:
        model = ChildStatus

    child = factory.SubFactory(ChildFactory)
    legal_status = "care_order"
    since_on = date(2018, 9, 1)


class AfterDeathFactory(DjangoModelFactory):
    class Meta:
        model = AfterDeath

    woman = factory.SubFactory(WomanFactory)
    what = "family"


class ChildContactFactory(DjangoModelFactory):
    class Meta:
        model = ChildContact

    child = factory.SubFactory(ChildFactory)
    kind = "letterbox"
    due_on = date(2019, 4, 15)


class NeedFactory(DjangoModelFactory):
    class Meta:
        model = Need

    woman = factory.SubFactory(WomanFactory)
    stage = "start"
    area = "housing"
    level = "much"
    on = date(2018, 9, 1)


class InstrumentFactory(DjangoModelFactory):
    class Meta:
        model = Instrument

    name = factory.Sequence(lambda n: f"Scale {n}")
    lowest = 7
    highest = 35


class WellbeingScoreFactory(DjangoModelFactory):
    class Meta:
        model = WellbeingScore

    woman = factory.SubFactory(WomanFactory)
    instrument = factory.SubFactory(InstrumentFactory)
    on = date(2018, 9, 1)
    total = 15


class PersonFactory(DjangoModelFactory):
    class Meta:
        model = Person

    woman = factory.SubFactory(WomanFactory)
    kind = "professional"
    name = "Dr Nwosu"
    agency = "Wick Road Surgery"


class AgencyReferenceFactory(DjangoModelFactory):
    class Meta:
        model = AgencyReference

    woman = factory.SubFactory(WomanFactory)
    agency = "Children’s social care"
    reference = "LCS 1234567"


class NoteFactory(DjangoModelFactory):
    class Meta:
        model = Note

    woman = factory.SubFactory(WomanFactory)
    words = "Prefers to walk while she talks."


class DocumentFactory(DjangoModelFactory):
    class Meta:
        model = Document

    woman = factory.SubFactory(WomanFactory)
    title = "Letter from housing"
    file_type = "pdf"
    size = 5
    sha256 = "x" * 64


class DocumentContentFactory(DjangoModelFactory):
    class Meta:
        model = DocumentContent

    document = factory.SubFactory(DocumentFactory)
    content = b"%PDF-"


class TransitionPlanFactory(DjangoModelFactory):
    class Meta:
        model = TransitionPlan

    place = factory.SubFactory(PlaceFactory)
    what_she_wants = "To keep my flat."
    made_on = date(2019, 3, 1)


class CheckInFactory(DjangoModelFactory):
    class Meta:
        model = CheckIn

    place = factory.SubFactory(PlaceFactory)
    month = 3
    due_on = date(2019, 4, 15)


class StepNoteFactory(DjangoModelFactory):
    class Meta:
        model = StepNote

    place = factory.SubFactory(PlaceFactory)
    about = "agreed"
    on = date(2018, 9, 1)
    words = "She wants time for herself."


class FlagFactory(DjangoModelFactory):
    class Meta:
        model = Flag

    woman = factory.SubFactory(WomanFactory)
    kind = "visit_in_pairs"
    reason = "Two of us until the locks are changed."
    review_by = date(2019, 6, 1)
    raised_on = date(2019, 3, 1)


class SafeContactFactory(DjangoModelFactory):
    class Meta:
        model = SafeContact

    woman = factory.SubFactory(WomanFactory)
    channel = "phone"
    detail = "07700 900123"
    is_safe = "no"


class ErasureFactory(DjangoModelFactory):
    class Meta:
        model = Erasure

    woman = factory.SubFactory(WomanFactory)
    reason = "declined"
    begun_on = date(2019, 3, 1)
    due_on = date(2019, 3, 29)


class AmendmentFactory(DjangoModelFactory):
    class Meta:
        model = Amendment

    contact = factory.SubFactory(ContactFactory)
    words = "She rang back."


class GroupActivityFactory(DjangoModelFactory):
    class Meta:
        model = GroupActivity

    title = "Cooking"
    started_at = datetime(2019, 2, 4, 10, tzinfo=UTC)
    minutes = 120


class CalendarFeedFactory(DjangoModelFactory):
    class Meta:
        model = CalendarFeed

    membership = factory.SubFactory(MembershipFactory)
    secret_sha256 = "x"


def _lead():
    return User.objects.get(email="lead@rotherham.example")


class AcceptanceFactory(DjangoModelFactory):
    class Meta:
        model = Acceptance

    woman = factory.SubFactory(WomanFactory)
    quarter = "2018-19 Q4"
    check_key = "ethnicity_not_asked"
    record_id = factory.SelfAttribute("woman.pk")
    because = "not_hers_to_say"
    accepted_by = factory.LazyFunction(_lead)


class NarrativeFactory(DjangoModelFactory):
    class Meta:
        model = Narrative

    quarter = "2018-19 Q4"
    went_well = "Every woman was seen each week."


class HiddenByHandFactory(DjangoModelFactory):
    class Meta:
        model = HiddenByHand

    quarter = "2018-19 Q4"
    cell = "indicator/pregnancies"
    hidden_by = factory.LazyFunction(_lead)


class DismissalFactory(DjangoModelFactory):
    class Meta:
        model = Dismissal

    quarter = "2018-19 Q4"
    match_digest = "0" * 64
    why = "The month, not her name."
    dismissed_by = factory.LazyFunction(_lead)


class RestatementFactory(DjangoModelFactory):
    class Meta:
        model = Restatement

    return_of = factory.SubFactory(ReturnFactory)
    changes = factory.LazyFunction(list)
    noticed_at = datetime(2019, 4, 20, 12, tzinfo=UTC)


class ReminderFactory(DjangoModelFactory):
    class Meta:
        model = Reminder

    quarter = "2018-19 Q4"
    asked_on = date(2019, 4, 20)


class SuccessAgreementFactory(DjangoModelFactory):
    class Meta:
        model = SuccessAgreement

    name = "Bridging Rotherham"
    funder = "A trust"
    council = "Rotherham Council"
    made_at = datetime(2026, 4, 20, 12, tzinfo=UTC)


class CriterionFactory(DjangoModelFactory):
    class Meta:
        model = Criterion

    agreement = factory.SubFactory(SuccessAgreementFactory)
    indicator = "appointment_attendance"
    is_at_least = True
    target = 80
    first = "2025-26 Q3"
    last = "2026-27 Q1"


class ChainLinkFactory(DjangoModelFactory):
    class Meta:
        model = "practices.ChainLink"

    position = factory.Sequence(lambda number: number + 1)
    source = "practices_accessrecord"
    source_id = factory.Sequence(lambda number: number + 1)
    digest = "0" * 64


class ChainCheckFactory(DjangoModelFactory):
    class Meta:
        model = "practices.ChainCheck"

    checked_at = datetime(2019, 4, 1, tzinfo=UTC)
    links = 1


class OfficeRecordFactory(DjangoModelFactory):
    class Meta:
        model = "practices.OfficeRecord"

    actor = factory.SubFactory(UserFactory)
    what = "unlocked"
    about = "1"


class CoverFactory(DjangoModelFactory):
    class Meta:
        model = "women.Cover"

    woman = factory.SubFactory(WomanFactory)
    user = factory.SubFactory(UserFactory)
    reason = "emergency"
    asked_at = datetime(2019, 4, 1, tzinfo=UTC)
    until = datetime(2019, 4, 2, tzinfo=UTC)


class KeepingRulesFactory(DjangoModelFactory):
    class Meta:
        model = KeepingRules


class LegalHoldFactory(DjangoModelFactory):
    class Meta:
        model = LegalHold

    woman = factory.SubFactory(WomanFactory)
    reason = "court"
    begun_on = date(2019, 1, 1)
    review_on = date(2019, 7, 1)


class CertificateFactory(DjangoModelFactory):
    class Meta:
        model = Certificate

    erasure = factory.SubFactory(ErasureFactory)
    woman = factory.SelfAttribute("erasure.woman")
    rule = "She asked for it"
    rows = {"women_woman": [1, 2]}
    made_at = datetime(2019, 3, 1, 12, tzinfo=UTC)


class ConsentFactory(DjangoModelFactory):
    class Meta:
        model = Consent

    woman = factory.SubFactory(WomanFactory)
    to = "service"
    how = "written"
    given_on = date(2018, 8, 1)


class LegalBasisFactory(DjangoModelFactory):
    class Meta:
        model = LegalBasis

    woman = factory.SubFactory(WomanFactory)
    article_6 = "public_task"
    article_9 = "care"
    since_on = date(2018, 8, 1)


class RequestFactory(DjangoModelFactory):
    class Meta:
        model = Request

    woman = factory.SubFactory(WomanFactory)
    right = "access"
    received_on = date(2019, 3, 3)
    how = "letter"
    due_on = date(2019, 4, 3)


class RecordCopyFactory(DjangoModelFactory):
    class Meta:
        model = RecordCopy

    request = factory.SubFactory(RequestFactory)
    woman = factory.SelfAttribute("request.woman")


class CopyDecisionFactory(DjangoModelFactory):
    class Meta:
        model = CopyDecision

    copy = factory.SubFactory(RecordCopyFactory)
    woman = factory.SelfAttribute("copy.woman")
    part = 1
    why = "She knows it."
    decided_by = factory.SubFactory(UserFactory)


class CopyFileFactory(DjangoModelFactory):
    class Meta:
        model = CopyFile

    copy = factory.SubFactory(RecordCopyFactory)
    woman = factory.SelfAttribute("copy.woman")
    kind = "pdf"
    content = b"a copy"
    size = 6
    sha256 = "a" * 64


class TransferFactory(DjangoModelFactory):
    class Meta:
        model = Transfer

    woman = factory.SubFactory(WomanFactory)
    consent = factory.SubFactory(ConsentFactory, woman=factory.SelfAttribute("..woman"), to="transfer")
    to_practice = factory.SubFactory(PracticeFactory)
    phase = "Intensive"
    offered_at = datetime(2019, 3, 1, 12, tzinfo=UTC)
    offered_by = factory.SubFactory(UserFactory)


class MergeFactory(DjangoModelFactory):
    class Meta:
        model = Merge

    woman = factory.SubFactory(WomanFactory)
    merged = factory.SubFactory(WomanFactory)
    merged_at = datetime(2019, 3, 1, 12, tzinfo=UTC)
    merged_by = factory.SubFactory(UserFactory)


class WithdrawalFactory(DjangoModelFactory):
    class Meta:
        model = Withdrawal

    woman = factory.SubFactory(WomanFactory)
    kind = "goal"
    noun = "a goal"
    reason = "mistake"


class StoryFactory(DjangoModelFactory):
    class Meta:
        model = Story

    return_of = factory.SubFactory(ReturnFactory)
    woman = factory.SubFactory(WomanFactory)
    words = "She chose a front door of her own."
