"""Every model is classified: whose it is, what it holds of a person, and which factory makes it."""

from enum import StrEnum

import pytest
from django.apps import apps

from practices.permissions import Role
from practices.tenancy.managers import TenantManager
from practices.tenancy.scope import signed_in
from tests import factories
from tests.conftest import membership_of, scope_of, user_of

OURS = ("practices", "women", "sessions_log", "reporting")


class Scope(StrEnum):
    TENANT = "of one Practice, behind row-level security"
    SHARED = "read before a scope exists, or of nobody"


class Holds(StrEnum):
    NOTHING = "nothing of a person"
    STAFF = "names or addresses of staff"
    CODES = "dates and codes of a woman's case, no words"
    PERSONAL = "names, words or health of a woman: UK GDPR special categories"


REGISTRY = {
    "practices.User": (Scope.SHARED, Holds.STAFF, factories.UserFactory),
    "practices.Practice": (Scope.SHARED, Holds.NOTHING, factories.PracticeFactory),
    "practices.NationalMembership": (Scope.SHARED, Holds.STAFF, factories.NationalMembershipFactory),
    "practices.Membership": (Scope.SHARED, Holds.STAFF, factories.MembershipFactory),
    "practices.AccessRecord": (Scope.TENANT, Holds.STAFF, factories.AccessRecordFactory),
    "practices.ChainLink": (Scope.TENANT, Holds.NOTHING, factories.ChainLinkFactory),
    "practices.ChainCheck": (Scope.TENANT, Holds.NOTHING, factories.ChainCheckFactory),
    "women.Cohort": (Scope.TENANT, Holds.NOTHING, factories.CohortFactory),
    "women.Woman": (Scope.TENANT, Holds.PERSONAL, factories.WomanFactory),
    "women.Cover": (Scope.TENANT, Holds.STAFF, factories.CoverFactory),
    "women.Place": (Scope.TENANT, Holds.CODES, factories.PlaceFactory),
    "women.Step": (Scope.TENANT, Holds.CODES, factories.StepFactory),
    "women.Child": (Scope.TENANT, Holds.PERSONAL, factories.ChildFactory),
    "women.Contraception": (Scope.TENANT, Holds.PERSONAL, factories.ContraceptionFactory),
    "women.Pregnancy": (Scope.TENANT, Holds.PERSONAL, factories.PregnancyFactory),
    "women.Goal": (Scope.TENANT, Holds.PERSONAL, factories.GoalFactory),
    "women.GoalScore": (Scope.TENANT, Holds.CODES, factories.GoalScoreFactory),
    "women.WomanUserObjectPermission": (Scope.TENANT, Holds.STAFF, None),  # made by guardian's assign_perm
    "women.WomanGroupObjectPermission": (Scope.TENANT, Holds.NOTHING, None),
    "sessions_log.Contact": (Scope.TENANT, Holds.PERSONAL, factories.ContactFactory),
    "sessions_log.Appointment": (Scope.TENANT, Holds.PERSONAL, factories.AppointmentFactory),
    "sessions_log.Support": (Scope.TENANT, Holds.PERSONAL, factories.SupportFactory),
    "sessions_log.LocalOutcome": (Scope.TENANT, Holds.NOTHING, factories.LocalOutcomeFactory),
    "sessions_log.WorkbookUpload": (Scope.TENANT, Holds.PERSONAL, factories.WorkbookUploadFactory),
    "practices.Submission": (Scope.TENANT, Holds.STAFF, factories.SubmissionFactory),
    "practices.OfficeRecord": (Scope.SHARED, Holds.STAFF, factories.OfficeRecordFactory),
    "practices.ApiToken": (Scope.SHARED, Holds.STAFF, None),
    "practices.SealingKey": (Scope.SHARED, Holds.STAFF, factories.SealingKeyFactory),
    "women.AfterDeath": (Scope.TENANT, Holds.PERSONAL, factories.AfterDeathFactory),
    "women.ChildStatus": (Scope.TENANT, Holds.PERSONAL, factories.ChildStatusFactory),
    "women.ChildContact": (Scope.TENANT, Holds.PERSONAL, factories.ChildContactFactory),
    "women.Need": (Scope.TENANT, Holds.PERSONAL, factories.NeedFactory),
    "women.Instrument": (Scope.TENANT, Holds.NOTHING, factories.InstrumentFactory),
    "women.WellbeingScore": (Scope.TENANT, Holds.PERSONAL, factories.WellbeingScoreFactory),
    "women.Person": (Scope.TENANT, Holds.PERSONAL, factories.PersonFactory),
    "women.AgencyReference": (Scope.TENANT, Holds.PERSONAL, factories.AgencyReferenceFactory),
    "women.Note": (Scope.TENANT, Holds.PERSONAL, factories.NoteFactory),
    "women.Document": (Scope.TENANT, Holds.PERSONAL, factories.DocumentFactory),
    "women.DocumentContent": (Scope.TENANT, Holds.PERSONAL, factories.DocumentContentFactory),
    "women.TransitionPlan": (Scope.TENANT, Holds.PERSONAL, factories.TransitionPlanFactory),
    "women.CheckIn": (Scope.TENANT, Holds.PERSONAL, factories.CheckInFactory),
    "women.StepNote": (Scope.TENANT, Holds.PERSONAL, factories.StepNoteFactory),
    "women.Flag": (Scope.TENANT, Holds.PERSONAL, factories.FlagFactory),
    "women.SafeContact": (Scope.TENANT, Holds.PERSONAL, factories.SafeContactFactory),
    "women.Erasure": (Scope.TENANT, Holds.CODES, factories.ErasureFactory),
    "women.Certificate": (Scope.TENANT, Holds.CODES, factories.CertificateFactory),
    "women.KeepingRules": (Scope.TENANT, Holds.NOTHING, factories.KeepingRulesFactory),
    "women.LegalHold": (Scope.TENANT, Holds.PERSONAL, factories.LegalHoldFactory),
    "women.Consent": (Scope.TENANT, Holds.PERSONAL, factories.ConsentFactory),
    "women.LegalBasis": (Scope.TENANT, Holds.CODES, factories.LegalBasisFactory),
    "women.Request": (Scope.TENANT, Holds.PERSONAL, factories.RequestFactory),
    "women.RecordCopy": (Scope.TENANT, Holds.PERSONAL, factories.RecordCopyFactory),
    "women.CopyDecision": (Scope.TENANT, Holds.PERSONAL, factories.CopyDecisionFactory),
    "women.CopyFile": (Scope.TENANT, Holds.PERSONAL, factories.CopyFileFactory),
    "women.Merge": (Scope.TENANT, Holds.PERSONAL, factories.MergeFactory),
    "women.Withdrawal": (Scope.TENANT, Holds.PERSONAL, factories.WithdrawalFactory),
    "women.Transfer": (Scope.TENANT, Holds.PERSONAL, factories.TransferFactory),
    "sessions_log.Amendment": (Scope.TENANT, Holds.PERSONAL, factories.AmendmentFactory),
    "sessions_log.GroupActivity": (Scope.TENANT, Holds.PERSONAL, factories.GroupActivityFactory),
    "sessions_log.CalendarFeed": (Scope.TENANT, Holds.STAFF, factories.CalendarFeedFactory),
    "reporting.Return": (Scope.TENANT, Holds.NOTHING, factories.ReturnFactory),
    "reporting.ReturnFile": (Scope.TENANT, Holds.NOTHING, factories.ReturnFileFactory),
    "reporting.ReturnJob": (Scope.TENANT, Holds.NOTHING, factories.ReturnJobFactory),
    "reporting.Acceptance": (Scope.TENANT, Holds.PERSONAL, factories.AcceptanceFactory),
    "reporting.Story": (Scope.TENANT, Holds.PERSONAL, factories.StoryFactory),
    "reporting.Narrative": (Scope.TENANT, Holds.PERSONAL, factories.NarrativeFactory),
    "reporting.HiddenByHand": (Scope.TENANT, Holds.NOTHING, factories.HiddenByHandFactory),
    "reporting.Dismissal": (Scope.TENANT, Holds.NOTHING, factories.DismissalFactory),
    "reporting.Question": (Scope.TENANT, Holds.NOTHING, None),  # made by National, on National's login
    "reporting.Decision": (Scope.TENANT, Holds.STAFF, None),
    "reporting.Message": (Scope.TENANT, Holds.STAFF, None),
    "reporting.Restatement": (Scope.TENANT, Holds.NOTHING, factories.RestatementFactory),
    "reporting.Reminder": (Scope.TENANT, Holds.STAFF, factories.ReminderFactory),
    "reporting.DueDate": (Scope.SHARED, Holds.NOTHING, None),
    "reporting.ToPrepare": (Scope.TENANT, Holds.NOTHING, None),  # made by a trigger
    "reporting.StandingFigures": (Scope.TENANT, Holds.NOTHING, None),  # made on National's login
    "reporting.QuarterSums": (Scope.SHARED, Holds.NOTHING, None),
    "reporting.SuccessAgreement": (Scope.TENANT, Holds.STAFF, factories.SuccessAgreementFactory),
    "reporting.Criterion": (Scope.TENANT, Holds.NOTHING, factories.CriterionFactory),
    "reporting.Assumption": (Scope.SHARED, Holds.NOTHING, None),
    "reporting.WorthJob": (Scope.SHARED, Holds.NOTHING, None),
    "reporting.Publication": (Scope.SHARED, Holds.NOTHING, None),
    "reporting.PackJob": (Scope.SHARED, Holds.NOTHING, None),
}


def our_models():
    return {model._meta.label: model for app in OURS for model in apps.get_app_config(app).get_models()}


def is_history(model):
    return hasattr(model, "pgh_tracked_model")


def test_every_model_is_classified():
    assert {label for label, model in our_models().items() if not is_history(model)} == set(REGISTRY)


@pytest.mark.parametrize("label", [label for label, entry in REGISTRY.items() if entry[0] is Scope.TENANT])
def test_a_tenants_model_carries_its_practice_and_a_raising_manager(label):
    model = our_models()[label]
    assert model._meta.get_field("practice")
    if "ObjectPermission" not in label:  # guardian's own managers; PostgreSQL guards the table
        assert isinstance(model._default_manager, TenantManager)
        assert isinstance(model._base_manager, TenantManager)


def test_every_case_model_keeps_its_history():
    tracked = {model.pgh_tracked_model._meta.label for model in our_models().values() if is_history(model)}
    case = {
        label
        for label, (_, holds, _) in REGISTRY.items()
        if label.split(".")[0] in ("women", "sessions_log") and "ObjectPermission" not in label
    }
    # added to and never changed: these are themselves history; an upload is gone once it is applied; a feed is staff's
    kept_otherwise = {
        "women.Step", "women.StepNote", "women.Note", "women.DocumentContent", "sessions_log.Amendment",
        "sessions_log.WorkbookUpload", "sessions_log.CalendarFeed", "women.Cover",
            # a copy is what was sent, with its decisions; a certificate and an answered transfer are final
            "women.RecordCopy", "women.CopyDecision", "women.CopyFile", "women.Certificate", "women.Transfer",
            "women.Withdrawal",  # itself history
    }  # fmt: skip
    assert tracked == case - kept_otherwise


def test_every_history_is_of_a_practice():
    for model in our_models().values():
        if is_history(model):
            assert isinstance(model._default_manager, TenantManager), model
            assert model._meta.get_field("practice")


@pytest.mark.usefixtures("committed")
@pytest.mark.parametrize("label", [label for label, entry in REGISTRY.items() if entry[2]])
def test_every_factory_makes_its_record(label, rotherham):
    with scope_of(rotherham):
        extra = {
            "practices.Membership": {"practice": rotherham},
            "practices.SealingKey": {"user": user_of(Role.PRACTITIONER)},
            "sessions_log.CalendarFeed": {"membership": membership_of(Role.PRACTITIONER)},
            "practices.NationalMembership": {"user": user_of(Role.BOARD_VIEWER)},
        }.get(label, {})
        with signed_in(user_of(Role.PRACTITIONER).pk):
            made = REGISTRY[label][2](**extra)
            assert made.pk
    if label == "practices.NationalMembership":
        made.delete(using="owner")
