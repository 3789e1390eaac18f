"""Roles, permissions, and which role holds which: the one place where this is said."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])


class Role(StrEnum):
    """What a person is in a Practice, or at National Pause."""

    PRACTITIONER = "practitioner"
    COORDINATOR = "coordinator"
    PRACTICE_LEAD = "practice_lead"
    BOARD_VIEWER = "board_viewer"
    NATIONAL_ANALYST = "national_analyst"
    NATIONAL_ADMIN = "national_admin"
    HOST_SUPPORT = "host_support"

    @property
    def label(self) -> str:
        """The role as people say it."""
        return self.value.replace("_", " ").capitalize()


PRACTICE_ROLES = (Role.PRACTITIONER, Role.COORDINATOR, Role.PRACTICE_LEAD, Role.BOARD_VIEWER)
NATIONAL_ROLES = (Role.NATIONAL_ANALYST, Role.NATIONAL_ADMIN, Role.HOST_SUPPORT)


class Permission(StrEnum):
    """What a view may ask of a role. Each view asks one."""

    SEE_PRACTICE = "see_practice"  # the Practice's front page
    SEE_RECORDS = "see_records"  # women and all that is recorded of them
    WRITE_RECORDS = "write_records"  # log contacts, appointments, goals, and what she agreed
    DECIDE_PLACES = "decide_places"  # referrals, offers, moved plans, completing, closing, reopening
    KEEP_DATA = "keep_data"  # what the law asks: copies, corrections, erasing, holds, transfers
    MANAGE_TEAM = "manage_team"  # whose name in a workbook is whose account; who holds which caseload
    IMPORT_WORKBOOK = "import_workbook"
    SEE_FIGURES = "see_figures"  # live figures and unsubmitted returns
    SEE_RECORDS_BEHIND = "see_records_behind"  # which women a figure counts
    BUILD_RETURN = "build_return"
    SUBMIT_RETURN = "submit_return"
    COUNTERSIGN_RETURN = "countersign_return"  # as the second person, where the Practice wants one
    SEE_SUBMITTED = "see_submitted"  # figures of submitted returns only
    SEE_EXACT = "see_exact"  # small numbers too, and the return as a file
    SEE_NATIONAL = "see_national"  # submitted returns of every Practice
    DECIDE_RETURNS = "decide_returns"  # ask about a number, accept, return, remind, set due dates
    SET_ASSUMPTIONS = "set_assumptions"  # what the calculator of worth assumes
    MANAGE_PRACTICES = "manage_practices"  # what a Practice is, not what it does
    SUPPORT_ACCOUNTS = "support_accounts"  # unlock an account; sees no case and no figure
    SIGNED_IN = "signed_in"  # anybody with an account


# each permission of a Practice's people, as the page of people says it
SAID = {
    Permission.SEE_PRACTICE: "Opens the Practice’s front page",
    Permission.SEE_RECORDS: "Reads women’s records",
    Permission.WRITE_RECORDS: "Logs contacts, appointments, goals and what she agreed",
    Permission.DECIDE_PLACES: "Decides on referrals, offers, plans, completing, closing and reopening",
    Permission.IMPORT_WORKBOOK: "Imports a workbook",
    Permission.KEEP_DATA: "Answers requests for copies, corrections and erasing; decides how long records are kept; "
    "merges two records of one woman",
    Permission.MANAGE_TEAM: "Invites people and gives out caseloads",
    Permission.SEE_FIGURES: "Sees live figures and drafts of returns",
    Permission.SEE_RECORDS_BEHIND: "Opens the records behind a figure",
    Permission.BUILD_RETURN: "Builds a return",
    Permission.SUBMIT_RETURN: "Submits a return, and signs for the Practice",
    Permission.COUNTERSIGN_RETURN: "Countersigns a return",
    Permission.SEE_SUBMITTED: "Sees submitted figures, small numbers hidden",
    Permission.SEE_EXACT: "Sees submitted figures in full",
}

_TEAM = {
    Permission.SEE_PRACTICE,
    Permission.SEE_RECORDS,
    Permission.WRITE_RECORDS,
    Permission.SEE_SUBMITTED,
    Permission.SEE_EXACT,
}
_NATIONAL = {Permission.SEE_NATIONAL, Permission.DECIDE_RETURNS, Permission.SET_ASSUMPTIONS}
PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.PRACTITIONER: frozenset(_TEAM),
    Role.COORDINATOR: frozenset(
        _TEAM
        | {
            Permission.SEE_FIGURES,
            Permission.SEE_RECORDS_BEHIND,  # she countersigns numbers that she can open
            Permission.IMPORT_WORKBOOK,
            Permission.DECIDE_PLACES,
            Permission.COUNTERSIGN_RETURN,
        }
    ),
    Role.PRACTICE_LEAD: frozenset(
        _TEAM
        | {
            Permission.IMPORT_WORKBOOK,
            Permission.DECIDE_PLACES,
            Permission.MANAGE_TEAM,
            Permission.KEEP_DATA,
            Permission.SEE_FIGURES,
            Permission.SEE_RECORDS_BEHIND,
            Permission.BUILD_RETURN,
            Permission.SUBMIT_RETURN,
            Permission.COUNTERSIGN_RETURN,
        }
    ),
    Role.BOARD_VIEWER: frozenset({Permission.SEE_PRACTICE, Permission.SEE_SUBMITTED}),
    Role.NATIONAL_ANALYST: frozenset(_NATIONAL),
    Role.NATIONAL_ADMIN: frozenset(_NATIONAL | {Permission.MANAGE_PRACTICES}),
    Role.HOST_SUPPORT: frozenset({Permission.SUPPORT_ACCOUNTS}),
}


def permissions_of(role: Role) -> frozenset[Permission]:
    """What `role` may do."""
    return PERMISSIONS[role]


def requires(permission: Permission, *, proof: bool = False) -> Callable[[View], View]:
    """Declare the permission of a view; the scope middleware refuses a view that declares none.

    With `proof` whoever asks has proved within minutes who she is: what leaves the system, or gives lasting access.
    """

    def declare(view: View) -> View:
        view.permission, view.proof = permission, proof  # type: ignore[attr-defined]
        return view

    return declare
