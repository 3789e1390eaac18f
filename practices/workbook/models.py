"""What a record keeps of the workbook it came from, so that a later one finds and corrects it."""

from django.db import models

from practices.tenancy.managers import TenantModel


class ImportedModel(TenantModel):
    """A record that a workbook may bring.

    `import_key` is a digest of the row's key as imported (blank: never imported), so a record whose key was
    edited since is still recognised. `import_hash` is a digest of the values as imported: where the record's
    own values no longer give it, somebody has edited the record since, by whatever path.
    """

    import_key = models.CharField(max_length=32, blank=True, default="", editable=False)
    import_hash = models.CharField(max_length=32, blank=True, default="", editable=False)

    class Meta(TenantModel.Meta):
        abstract = True
