"""Documents of a record: never public, and given out only through a permission check."""

from django.db import models
from django.utils import timezone

from practices.codes import CopyMark
from practices.models.history import tracked
from practices.tenancy.managers import TenantModel


@tracked()
class Document(TenantModel):
    """What a document is called and who brought it; its bytes stand apart."""

    woman = models.ForeignKey("women.Woman", on_delete=models.PROTECT, related_name="documents", db_constraint=False)
    title = models.CharField(max_length=200)
    file_type = models.CharField(max_length=10)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    mark = models.CharField(max_length=20, choices=CopyMark.choices, blank=True, default="", db_default="")
    added_at = models.DateTimeField(default=timezone.now)
    added_by = models.ForeignKey("practices.User", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta(TenantModel.Meta):
        ordering = ["-added_at", "-pk"]
        indexes = [models.Index(fields=["practice", "woman"])]

    def __str__(self) -> str:
        return f"Document {self.pk}"


class DocumentContent(TenantModel):
    """The bytes of a document, behind the same walls as the record; kept out of history, which would double them."""

    document = models.OneToOneField(
        "women.Document", on_delete=models.PROTECT, related_name="content", db_constraint=False
    )
    content = models.BinaryField()

    class Meta(TenantModel.Meta):
        pass

    def __str__(self) -> str:
        return f"Content {self.pk}"
