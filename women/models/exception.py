"""Exceptions to a role, for one record: named people on a restricted record, cover for a colleague.

django-guardian's direct-foreign-key models, carrying practice_id. The database takes it from the scope, because
`assign_perm` creates the row itself and knows nothing of Practices.
"""

from django.db import models
from django.db.models import BigIntegerField, Func, Value
from django.db.models.functions import Cast, NullIf
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

PRACTICE_OF_SCOPE = Cast(
    NullIf(
        Func(Value("app.practice_id"), Value(True), function="current_setting", output_field=models.TextField()),
        Value(""),
    ),
    BigIntegerField(),
)


class WomanUserObjectPermission(UserObjectPermissionBase):
    """A person's permission on one woman's record."""

    practice = models.ForeignKey(
        "practices.Practice", on_delete=models.PROTECT, db_default=PRACTICE_OF_SCOPE, related_name="+"
    )
    content_object = models.ForeignKey("women.Woman", on_delete=models.CASCADE, db_constraint=False)


class WomanGroupObjectPermission(GroupObjectPermissionBase):
    """A group's permission on one woman's record; guardian asks that it exists."""

    practice = models.ForeignKey(
        "practices.Practice", on_delete=models.PROTECT, db_default=PRACTICE_OF_SCOPE, related_name="+"
    )
    content_object = models.ForeignKey("women.Woman", on_delete=models.CASCADE, db_constraint=False)
