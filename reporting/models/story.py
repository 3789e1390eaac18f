"""One woman's story beside a return: outside what is sealed, so that it can be taken back when all else is frozen."""

from django.conf import settings
from django.db import models

from practices.tenancy.managers import TenantModel
from reporting.models.return_ import Return


class Story(TenantModel):
    """The story that goes with one return. Whose it is, only her Practice knows; National reads the words.

    Once the return is submitted the words can be withdrawn, or erased with her record, and not changed otherwise.
    """

    national_may_read = True

    return_of = models.OneToOneField(
        Return, on_delete=models.CASCADE, related_name="story", db_column="return_id", db_constraint=False
    )
    woman = models.ForeignKey("women.Woman", on_delete=models.PROTECT, related_name="+", db_constraint=False)
    words = models.TextField(blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    stays_put = True  # in a merge of two records: what went with a return is as it was

    class Meta(TenantModel.Meta):
        constraints = [
            models.CheckConstraint(
                name="story_withdrawn_has_no_words", condition=models.Q(withdrawn_on__isnull=True) | models.Q(words="")
            ),
        ]

    def __str__(self) -> str:
        return f"Story {self.pk}"
