"""Which record a row of each sheet stands for: its key, and its values as the record's fields."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from hashlib import blake2b
from typing import Any

from practices.workbook.models import ImportedModel
from practices.workbook.sheets import Row, Sheet
from sessions_log.codes import Service
from sessions_log.models import Appointment, Contact, Support
from sessions_log.workbook import APPOINTMENTS, CONTACTS, SUPPORT, recorded_after
from women.models import Child, Contraception, Goal, GoalScore, Pregnancy
from women.workbook import CHILDREN, CONTRACEPTION, GOAL_SCORES, GOALS, PREGNANCIES

Values = dict[str, Any]


def digest(values: Any) -> str:
    """A short, stable digest of a key or of a record's values; never shown and never undone."""
    return blake2b(repr(_plain(values)).encode(), digest_size=16).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return [(name, _plain(value[name])) for name in sorted(value)]
    if isinstance(value, (list, tuple)):
        return [_plain(part) for part in value]
    return str(value) if isinstance(value, str) else value


@dataclass(frozen=True)
class Binding:
    """A sheet's rows as records of one model that hang on a woman, or on a goal.

    `values` gives the record's fields; `key` names the fields that, with the parent's reference, find it again.
    """

    sheet: Sheet
    model: type[ImportedModel]
    values: Callable[[Row], Values]
    key: tuple[str, ...]
    parent: str = "woman"
    column_of: dict[str, str] = field(default_factory=dict)  # where a field's column has another name

    @property
    def parent_column(self) -> str:
        """The column that names the parent."""
        return f"{self.parent}_ref"

    def key_of(self, parent_ref: str, values: Values) -> str:
        """The digest by which a later workbook finds the record."""
        parts = [values[name] for name in self.key]
        return digest([parent_ref, *(part.casefold() if isinstance(part, str) else part for part in parts)])

    @property
    def is_numbered(self) -> bool:
        """Whether the key is but a number or a reference: it then says nothing of what the row is about."""
        return self.key in (("child_no",), ("ref",))

    def keys_of(self, row: Row, values: Values, former_refs: Mapping[str, list[str]]) -> list[str]:
        """Every key under which a workbook may have brought the row: as it is written, as hers, of records merged."""
        ref = row[self.parent_column]
        keys = [self.key_of(ref, values)]
        if row.former:
            keys.insert(0, self.key_of(row.former[self.parent_column], self.values(replace(row, values=row.former))))
        if not self.is_numbered:
            keys += [self.key_of(former, values) for former in former_refs.get(ref, [])]
        return list(dict.fromkeys(keys))

    def key_of_record(self, record: Any) -> str:
        """The digest that a row with the record's present values would have."""
        return self.key_of(getattr(record, self.parent).ref, {name: getattr(record, name) for name in self.key})


def _blank(value: Any) -> Any:
    return "" if value is None else value


def child_values(row: Row) -> Values:
    """A child."""
    born, is_known = row["born"] or (None, False)
    return {
        "child_no": row["child_no"],
        "born_on": born,
        "born_day_is_known": is_known,
        "removed_on": row["removed_on"],
        "legal_status": _blank(row["legal_status"]),
        "placement": _blank(row["placement"]),
        "contact_plan": _blank(row["contact_plan"]),
    }


def contraception_values(row: Row) -> Values:
    """A method."""
    return {name: row[name] for name in ("method", "started_on", "ended_on", "review_due_on")}


def pregnancy_values(row: Row) -> Values:
    """A pregnancy."""
    return {"known_on": row["known_on"], "outcome": _blank(row["outcome"])}


def contact_values(row: Row) -> Values:
    """A contact; times in UTC."""
    recorded = row["recorded_at"]
    return {
        "practitioner_name": _blank(row["practitioner"]),
        "started_at": row["started_at"].astimezone(UTC),
        "minutes": row["minutes"],
        "mode": row["mode"],
        "outcome": row["outcome"],
        "areas": row["areas"] or [],
        "recorded_at": recorded_after(row["started_at"], recorded) if recorded else None,
        "note": _blank(row["note"]),
    }


def appointment_values(row: Row) -> Values:
    """An appointment; a blank `accompanied` is no."""
    service, as_written = row["service"]
    return {
        "at": row["at"].astimezone(UTC),
        "service": service,
        "service_as_written": as_written if service == Service.OTHER else "",
        "agency": _blank(row["agency"]),
        "attendance": row["attendance"],
        "accompanied": row["accompanied"] == "yes",
    }


def support_values(row: Row) -> Values:
    """Something that came of the work."""
    return {
        "on": row["on"],
        "area": row["area"],
        "outcome": row["outcome"],
        "agency": _blank(row["agency"]),
    }


def goal_values(row: Row) -> Values:
    """A goal."""
    return {
        "ref": row["goal_ref"],
        "area": row["area"],
        "in_her_words": _blank(row["in_her_words"]),
        "set_on": row["set_on"],
        "achieved_on": row["achieved_on"],
        "stopped_on": row["stopped_on"],
    }


def score_values(row: Row) -> Values:
    """A score."""
    return {"on": row["on"], "score": row["score"]}


BINDINGS = (
    Binding(CHILDREN, Child, child_values, ("child_no",), column_of={"born_on": "born", "born_day_is_known": "born"}),
    Binding(CONTRACEPTION, Contraception, contraception_values, ("method", "started_on")),
    Binding(PREGNANCIES, Pregnancy, pregnancy_values, ("known_on",)),
    Binding(
        CONTACTS,
        Contact,
        contact_values,
        ("started_at", "mode", "practitioner_name"),
        column_of={"practitioner_name": "practitioner"},
    ),
    Binding(APPOINTMENTS, Appointment, appointment_values, ("at", "service", "service_as_written")),
    Binding(SUPPORT, Support, support_values, ("on", "area", "outcome", "agency")),
    Binding(GOALS, Goal, goal_values, ("ref",)),
    Binding(GOAL_SCORES, GoalScore, score_values, ("on",), parent="goal"),
)
