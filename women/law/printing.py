"""A copy as files: a PDF to read, JSON for a machine, and a ZIP of both with her documents."""

import hashlib
import json
from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from practices.drawing_pdf import draw_template
from practices.models import Practice
from women.law.basis import basis_of
from women.law.keeping import rules_of_practice
from women.law.withholding import Shown
from women.models import CopyFile, Document, RecordCopy
from women.photos import CannotRead, bare


def files_of(copy: RecordCopy, left: dict[str, Any], *, practice: Practice, on: date) -> dict[str, bytes]:
    """The copy in its three kinds; `left` is what leaves (women.law.withholding.as_it_leaves)."""
    facts = {"copy": copy, "request": copy.request, "practice": practice, "on": on, "ref": copy.woman.ref}
    basis = basis_of(copy.woman)
    facts["months"] = rules_of_practice().months_after_ending
    facts["basis"] = f"{basis.article_6}; {basis.article_9}"
    pdf = draw_template("women/copy_pdf.html", {**facts, **left})
    data = json.dumps(_as_data(left, facts), ensure_ascii=False, indent=1).encode()
    return {
        CopyFile.Kind.PDF.value: pdf,
        CopyFile.Kind.JSON.value: data,
        CopyFile.Kind.ZIP.value: _zip(pdf, data, left["files"]),
    }


def sealed(kind: str, content: bytes) -> dict[str, Any]:
    """A file's row."""
    return {"kind": kind, "content": content, "size": len(content), "sha256": hashlib.sha256(content).hexdigest()}


def said(pieces: Sequence[Shown]) -> str:
    """A field's words, with why something is withheld where it stood."""
    return "".join(f"[Withheld: {one.withheld}]" if one.withheld else one.words for one in pieces)


def _as_data(left: dict[str, Any], facts: dict[str, Any]) -> dict[str, Any]:
    return {
        "reference": facts["ref"],
        "practice": facts["practice"].name,
        "copied_on": f"{facts['on']:%Y-%m-%d}",
        "sections": [
            {
                "title": section["title"],
                "rows": [
                    {"what": row["title"], **{field["label"]: said(field["shown"]) for field in row["fields"]}}
                    for row in section["rows"]
                ],
            }
            for section in left["sections"]
        ],
        "documents": [
            {"withheld": one["withheld"]} if one["withheld"] else {"title": one["title"], "file": one["name"]}
            for one in left["files"]
        ],
    }


def _zip(pdf: bytes, data: bytes, files: list[dict[str, Any]]) -> bytes:
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        archive.writestr("record.pdf", pdf)
        archive.writestr("record.json", data)
        given = {one["id"]: one["name"] for one in files if not one["withheld"]}
        for document in Document.objects.filter(pk__in=given).select_related("content").order_by("pk"):
            name = f"documents/{given[document.pk]}"
            try:
                archive.writestr(name, bare(bytes(document.content.content), ending=document.file_type))
            except CannotRead as error:
                archive.writestr(f"{name}.txt", str(error))
    return packed.getvalue()
