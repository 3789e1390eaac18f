"""Writing a document into a record."""

import hashlib

from django.db import transaction

from practices.models import User
from women.documents import FileKind
from women.models import Document, DocumentContent, Woman


@transaction.atomic
def add_document(*, woman: Woman, title: str, kind: FileKind, content: bytes, by: User, mark: str = "") -> Document:
    """Keep the bytes behind the record's own walls, with their SHA-256; `mark` is why a copy would withhold it."""
    document = Document.objects.create(
        woman=woman, title=title, file_type=kind.ending, size=len(content),
        sha256=hashlib.sha256(content).hexdigest(), added_by=by, mark=mark,
    )  # fmt: skip
    DocumentContent.objects.create(document=document, content=content)
    return document
