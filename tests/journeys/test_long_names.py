"""A name of a hundred letters, in one word, of a woman, a colleague and a Practice: no page grows wider than a phone."""

from datetime import timedelta

import pytest
from django.utils import timezone

from practices.models import Practice, User
from practices.permissions import Role
from tests.conftest import membership_of, scope_of, user_of
from tests.factories import AppointmentFactory, ContactFactory, GoalFactory, PersonFactory, PlaceFactory

pytestmark = pytest.mark.xdist_group(__name__)

LONG = "Wilhelmina" * 10
WOMAN = ["", "children/", "goals/", "people/", "safety/", "documents/", "changes/", "contacts/", "log/", "add/child/"]
PAGES = [
    "", "women/", "appointments/", "appointments/?view=list", "appointments/?whose=team", "find/", "referrals/",
    "caseloads/", "people/", "log/", "quarters/", "trail/", "team/names/", "log/group/",
]  # fmt: skip
# the first elements that end right of the screen
WIDER = (
    "() => document.documentElement.scrollWidth <= innerWidth ? '' : "
    "[...document.querySelectorAll('body *')].filter(one => one.getBoundingClientRect().right > innerWidth + 1)"
    ".map(one => one.tagName + '.' + one.className).slice(0, 6).join(' ')"
)


@pytest.fixture
def named(rotherham):
    today = timezone.localdate()
    with scope_of(rotherham):
        post = membership_of(Role.PRACTICE_LEAD)
        place = PlaceFactory(
            woman__known_as=LONG, woman__full_name=f"{LONG[:50]} {LONG[:49]}", woman__practitioner=post,
            referred_on=today - timedelta(days=40), offered_on=today - timedelta(days=30),
        )  # fmt: skip
        ContactFactory(woman=place.woman)
        GoalFactory(woman=place.woman)
        PersonFactory(woman=place.woman, name=LONG)
        AppointmentFactory(woman=place.woman, at=timezone.now() + timedelta(hours=1), attendance="scheduled")
        PlaceFactory(woman__known_as=LONG, woman__full_name=LONG, offered_on=None, agreed_on=None)
    User.objects.filter(pk=user_of(Role.PRACTICE_LEAD).pk).update(name=LONG)
    Practice.objects.using("owner").filter(pk=rotherham.pk).update(name=LONG)
    return place.woman


def test_no_page_grows_wider_than_the_screen(visitor, named):
    visitor.signs_in(Role.PRACTICE_LEAD)
    wide = {}
    for path in [f"/rotherham/{page}" for page in PAGES] + [f"/rotherham/women/{named.pk}/{page}" for page in WOMAN]:
        visitor.goes_to(path)
        for screen in visitor.screens:
            visitor.page.set_viewport_size(screen)
            if elements := visitor.page.evaluate(WIDER):
                wide[path, screen["width"]] = elements
    assert wide == {}
