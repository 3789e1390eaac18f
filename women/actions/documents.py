"""Writing a document into a record."""

import hashlib

from django.db import transaction

from practices.models import User
from women.documents import Taken
from women.models import Document, DocumentContent, Woman


@transaction.atomic
def add_document(*, woman: Woman, title: str, taken: Taken, by: User, mark: str = "") -> Document:
    """Keep the bytes behind the record's own walls, with their SHA-256; `mark` is why a copy would withhold it."""
    document = Document.objects.create(
        woman=woman, title=title, file_type=taken.kind.ending, size=len(taken.content),
        sha256=hashlib.sha256(taken.content).hexdigest(), added_by=by, mark=mark,
    )  # fmt: skip
    DocumentContent.objects.create(document=document, content=taken.content)
    return document
