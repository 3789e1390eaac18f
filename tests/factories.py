"""Records for tests, made in the scope that is open."""

from datetime import UTC, date, datetime

import factory
from factory.django import DjangoModelFactory

from practices.models import AccessAction, AccessRecord, Membership, NationalMembership, Practice, User
from reporting.models import Return, ReturnFile, ReturnJob
from sessions_log.models import Appointment, Contact, LocalOutcome, Support, WorkbookUpload
from women.models import Child, Cohort, Contraception, Goal, GoalScore, Place, Pregnancy, Step, Woman


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
