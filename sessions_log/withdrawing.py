"""Contacts and appointments can be taken back; with a contact goes what was saved with it."""

from typing import Any

from django.apps import apps

from practices.london import day_in_london
from sessions_log.forms.appointment import after_her_place
from sessions_log.forms.whom import CHOOSE_FAMILY, before_her_death, covering
from sessions_log.importing.bindings import BINDINGS
from sessions_log.models import Appointment, Contact, Support
from women.models import GoalScore, Woman
from women.withdrawing import ALSO, HANGS_ON, KEYS, MOVE_RULES, OTHERS, Withdrawable, not_after_her_death, she_has_died

LOG_IT_THERE = "If it was with her family, log that on her record and take this back. Else change the day first."


def add_withdrawables() -> None:
    """Make this app's rows known to the page that takes back."""
    OTHERS["contact"] = Withdrawable(
        "contact", "a contact", "contacts", lambda woman: Contact.objects.filter(woman=woman)
    )
    OTHERS["appointment"] = Withdrawable(
        "appointment", "an appointment", "appointments", lambda woman: Appointment.objects.filter(woman=woman)
    )
    HANGS_ON["sessions_log.Contact"] = ("amendments",)
    ALSO["sessions_log.Contact"] = made_with
    MOVE_RULES["sessions_log.Contact"] = is_covered
    MOVE_RULES["sessions_log.Support"] = not_after_her_death(lambda support: support.on)
    MOVE_RULES["sessions_log.Appointment"] = is_of_her_place
    KEYS.update({one.model._meta.label: one.key_of_record for one in BINDINGS if not one.is_numbered})


def made_with(contact: Contact) -> list[Any]:
    """Return the support, the scores and the next appointment that were saved in one press with a contact.

    Their first versions stand in the history at the very moment of its own, which is that of their transaction. A
    workbook, or whatever else writes many records in one, has nobody's press: what it brought went with nothing.
    """
    if contact.import_key:
        return []
    first = _versions("Contact").filter(pgh_obj_id=contact.pk, pgh_label="insert").order_by("pgh_id").first()
    if first is None or "user" not in (first.pgh_context or {}):
        return []
    found: list[Any] = []
    for model, whose in ((Support, "woman"), (Appointment, "woman"), (GoalScore, "goal__woman")):
        together = _versions(model.__name__, model._meta.app_label).filter(
            pgh_label="insert", pgh_created_at=first.pgh_created_at
        )
        rows: Any = model._base_manager.filter(pk__in=together.values("pgh_obj_id"), **{whose: contact.woman_id})
        found += [row for row in rows.order_by("pk") if not row.import_key]
    return found


def came_of_contact(contact: Contact) -> list[GoalScore | Support]:
    """Return the scores and the support of that press: they can only have come of a contact that was made."""
    return [row for row in made_with(contact) if isinstance(row, GoalScore | Support)]


def in_a_word(row: GoalScore | Support) -> str:
    """Say one of them: her score of a goal, or what came of the work."""
    if isinstance(row, Support):
        return f"“{row.outcome_name}”"
    return f"her score {row.score} of “{row.goal.in_her_words or row.goal.get_area_display()}”"


def _versions(name: str, app: str = "sessions_log") -> Any:
    return apps.get_model(app, f"{name}Event")._base_manager


def is_of_her_place(appointment: Appointment, woman: Woman) -> str:
    """Nothing is planned for a woman from the day on which her place ended, whoever planned it."""
    return after_her_place(woman.places.order_by("-number").first(), day_in_london(appointment.at))


def is_covered(contact: Contact, woman: Woman) -> str:
    """Blank where a contact falls within a place of the woman whose it becomes; else what is wrong.

    One with her family falls within none: it needs that she has died, by that day.
    """
    day = day_in_london(contact.started_at)
    if contact.with_family:
        problem = she_has_died(contact, woman) or before_her_death(woman, day)
    else:
        problem = covering(list(woman.places.all()), day).replace(CHOOSE_FAMILY, LOG_IT_THERE)
    return f"It cannot be moved to her. {problem}" if problem else ""
