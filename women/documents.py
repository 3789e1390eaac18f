"""Which files a record takes: told by what is in them, never by their name."""

import re
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO

from women.photos import CannotRead, redrawn
from women.plain_text import read_text

MOST_BYTES = 10 * 2**20


@dataclass(frozen=True)
class FileKind:
    """A kind of file: its ending and its media type."""

    ending: str
    media_type: str


PDF = FileKind("pdf", "application/pdf")
PNG = FileKind("png", "image/png")
JPEG = FileKind("jpg", "image/jpeg")
WEBP = FileKind("webp", "image/webp")
DOCX = FileKind("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")
ODT = FileKind("odt", "application/vnd.oasis.opendocument.text")
TEXT = FileKind("txt", "text/plain; charset=utf-8")
KINDS = {kind.ending: kind for kind in (PDF, PNG, JPEG, WEBP, DOCX, ODT, TEXT)}
PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
HEIC = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
TAKES = "PDF, Word (.docx), OpenDocument (.odt), plain text, or a picture (JPEG, PNG, WebP, HEIC)"
ACCEPTS = (
    ".pdf,.docx,.odt,.txt,.jpg,.jpeg,.png,.webp,.heic,.heif,application/pdf,text/plain,"
    "image/jpeg,image/png,image/webp,image/heic,image/heif"
)
# a page or a picture in signs, by how it begins; “<3” and “<alice@example.org> wrote:” are what people write
MARKUP = re.compile(
    r"\s*<(?:!|\?|/?(?:html|head|body|title|meta|link|script|style|svg|math|img|iframe|object|embed|video|audio|form|"
    r"input|table|template|base|div|span|p|br|hr|h[1-6]|ul|ol|li|a|b|i|u|font|center|pre)(?:\s+[\w:-]+\s*=|\s*/?>)|"
    r"(?P<tag>[a-z][\w:.-]*)(?:\s[^<>]*)?>(?=.*</(?P=tag)\s*>))",
    re.IGNORECASE | re.DOTALL,
)


class NotTaken(Exception):
    """The file is not taken; the message says why and what to do."""


@dataclass(frozen=True)
class Taken:
    """A file as it is kept: its kind, and its bytes without what a record must not hold.

    `guessed` is a line of a text whose encoding was guessed, for a person to look at.
    """

    kind: FileKind
    content: bytes
    guessed: str = ""


def take(content: bytes) -> Taken:
    """What is kept of a file that somebody brings. Raises NotTaken.

    A picture is drawn anew without place, time and maker; a text becomes UTF-8. A PDF and what an office program wrote
    stay byte for byte: they are often evidence.
    """
    if _is_picture(content):
        try:
            ending, kept = redrawn(content, most_bytes=MOST_BYTES)
        except CannotRead as error:
            raise NotTaken(str(error)) from error
        return Taken(KINDS[ending], kept)
    if content.startswith(b"%PDF-"):
        return Taken(PDF, content)
    kind = _kind_of_archive(content) if content.startswith(b"PK\x03\x04") else None
    if kind is not None:
        return Taken(kind, content)
    if content.lstrip().startswith(b"{\\rtf"):
        raise NotTaken(
            "Rich text (RTF) is not taken. Open it in a word processor, save it as Word (.docx) or PDF, and bring that."
        )
    read = read_text(content)
    if read is None or MARKUP.match(read.text):
        raise NotTaken(f"This type of file is not taken. Bring it as {TAKES}.")
    return Taken(TEXT, read.text.encode(), guessed=read.odd_line if read.is_guess else "")


def _is_picture(content: bytes) -> bool:
    is_webp = content[:4] == b"RIFF" and content[8:12] == b"WEBP"
    is_heic = content[4:8] == b"ftyp" and content[8:12] in HEIC
    return content.startswith(PICTURES) or is_webp or is_heic


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
