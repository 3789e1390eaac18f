"""Which files a record takes: told by their first bytes, never by their name."""

import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO

MOST_BYTES = 10 * 2**20


@dataclass(frozen=True)
class FileKind:
    """A kind of file: its ending and its media type."""

    ending: str
    media_type: str


PDF = FileKind("pdf", "application/pdf")
PNG = FileKind("png", "image/png")
JPEG = FileKind("jpg", "image/jpeg")
DOCX = FileKind("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")
ODT = FileKind("odt", "application/vnd.oasis.opendocument.text")
TEXT = FileKind("txt", "text/plain; charset=utf-8")
KINDS = {kind.ending: kind for kind in (PDF, PNG, JPEG, DOCX, ODT, TEXT)}
STARTS = ((b"%PDF-", PDF), (b"\x89PNG\r\n\x1a\n", PNG), (b"\xff\xd8\xff", JPEG))


def kind_of(content: bytes) -> FileKind | None:
    """The kind of a file by what is in it; None where it is none of those that a record takes."""
    for start, kind in STARTS:
        if content.startswith(start):
            return kind
    if content.startswith(b"PK\x03\x04"):
        return _kind_of_archive(content)
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return None
    harmless = all(letter.isprintable() or letter in "\r\n\t" for letter in text[:10_000])
    return TEXT if content and harmless and not text.lstrip().startswith("<") else None


def _kind_of_archive(content: bytes) -> FileKind | None:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = set(archive.namelist())
            if any("vbaProject" in name for name in names):
                return None  # macros
            if "word/document.xml" in names:
                return DOCX
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 100:
                return ODT if archive.read("mimetype").decode("ascii", "replace") == ODT.media_type else None
    # all that a broken or hostile archive was seen to raise in these few lines; each means “not a document”
    except (zipfile.BadZipFile, zlib.error, RuntimeError, ValueError, EOFError, NotImplementedError):
        return None
    return None
