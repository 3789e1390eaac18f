"""What a record keeps of a file: the picture without its place, the words whatever their encoding, and nothing else."""

import struct
import uuid
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, PngImagePlugin

from practices.forms.fields import FileBox
from practices.permissions import Role
from tests import factories
from tests.conftest import client_of, scope_of
from women.documents import ACCEPTS, KINDS, MOST_BYTES, NotTaken, take
from women.models import Document
from women.photos import CannotRead, bare, redrawn

PHOTO = Path(__file__).parents[1] / "cases" / "trials" / "photo-with-place.jpg"
SECRETS = (b"Exif", b"GPS", b"iPhone", b"Apple", b"2026:11:20", b"Rotherham Road", b"http://ns.adobe.com")


def exif():
    return Image.open(BytesIO(PHOTO.read_bytes())).getexif()


def picture(kind, *, size=(40, 20), mode="RGB", **more):
    out = BytesIO()
    made = Image.new(mode, size, "red")
    made.putpixel((0, 0), (0, 0, 255) if mode == "RGB" else (0, 0, 255, 9))
    made.save(out, kind, **more)
    return out.getvalue()


def test_the_trial_photo_does_hold_what_is_to_go():
    assert exif().get_ifd(0x8825), "its place"
    assert exif()[0x010F] == "Apple"


@pytest.mark.usefixtures("committed")
def test_a_photo_is_stored_and_given_back_without_place_time_and_maker(practitioner, rotherham):
    with scope_of(rotherham):
        place = factories.PlaceFactory()
    url = f"/rotherham/women/{place.woman_id}/documents/"
    file = SimpleUploadedFile("IMG_0001.HEIC", PHOTO.read_bytes())
    assert practitioner.post(f"{url}add/", {"key": uuid.uuid4(), "title": "Photo", "file": file}).status_code == 302
    with scope_of(rotherham):
        kept = Document.objects.select_related("content").get()
        stored = bytes(kept.content.content)
    given = practitioner.get(f"{url}{kept.pk}/")
    assert given.headers["Content-Type"] == "image/jpeg"
    assert given.content == stored
    assert kept.size == len(stored)
    shown = Image.open(BytesIO(stored))
    assert dict(shown.getexif()) == {}
    assert not any(word in stored for word in SECRETS)
    assert shown.size == (64, 64)


def with_everything():
    told = PngImagePlugin.PngInfo()
    told.add_text("Comment", "Rotherham Road")
    yield "jpg", picture("JPEG", exif=exif().tobytes(), comment=b"Rotherham Road", dpi=(72, 72))
    yield "jpg", picture("MPO", exif=exif().tobytes(), save_all=True, append_images=[Image.new("RGB", (40, 20))])
    yield "png", picture("PNG", exif=exif().tobytes(), pnginfo=told)
    yield "webp", picture("WEBP", exif=exif().tobytes(), xmp=b"<x xmlns='http://ns.adobe.com'>Rotherham Road</x>")
    yield "jpg", picture("HEIF", size=(64, 64), exif=exif().tobytes())


@pytest.mark.parametrize(("ending", "content"), list(with_everything()))
def test_nothing_beside_the_picture_stays(ending, content):
    assert any(word in content for word in SECRETS)
    taken = take(content)
    assert taken.kind.ending == ending
    assert not any(word in taken.content for word in SECRETS)
    shown = Image.open(BytesIO(taken.content))
    assert dict(shown.getexif()) == {}
    assert set(shown.info) <= {
        "jfif",
        "jfif_version",
        "jfif_unit",
        "jfif_density",
        "loop",
        "background",
        "duration",
    } | {"timestamp"}
    assert getattr(shown, "n_frames", 1) == 1


def test_it_is_kept_the_right_way_up():
    turned = Image.Exif()
    turned[0x0112] = 6  # the phone was held upright
    _, kept = redrawn(picture("JPEG", exif=turned.tobytes()), most_bytes=MOST_BYTES)
    assert Image.open(BytesIO(kept)).size == (20, 40)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "1", "I;16"])
def test_a_screenshot_of_any_kind_stays_a_png(mode):
    out = BytesIO()
    Image.new(mode, (8, 8)).save(out, "PNG")
    assert take(out.getvalue()).kind.ending == "png"


def test_what_is_clear_stays_clear():
    kept = Image.open(BytesIO(take(picture("PNG", mode="RGBA")).content))
    assert kept.mode == "RGBA"
    assert kept.getpixel((0, 0)) == (0, 0, 255, 9)


def bomb():
    """A PNG of a few bytes that says it has three thousand million dots."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 60_000, 50_000, 8, 2, 0, 0, 0)
    rows = chunk(b"IDAT", zlib.compress(b"\0" * 1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + rows + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (bomb(), "too many dots"),
        (picture("PNG", size=(9000, 6000)), "9000 by 6000 dots, more than 50 million"),
        (PHOTO.read_bytes()[:500], "The picture is broken"),
        (b"\xff\xd8\xff\xe0 not a picture", "The picture is broken"),
        (b"\x89PNG\r\n\x1a\n not a picture", "The picture is broken"),
        (b"\0\0\0\x18ftypheic not a picture", "The picture is broken"),
        (b"RIFF\x10\0\0\0WEBP not a picture", "The picture is broken"),
    ],
)
def test_what_only_says_that_it_is_a_picture_gets_a_clear_error(content, said):
    with pytest.raises(NotTaken, match=said):
        take(content)


def test_one_that_would_come_out_too_large_is_drawn_smaller():
    noise = Image.effect_noise((300, 300), 90)
    out = BytesIO()
    noise.save(out, "PNG")
    _, kept = redrawn(out.getvalue(), most_bytes=30_000)
    assert len(kept) <= 30_000
    assert Image.open(BytesIO(kept)).size < (300, 300)


@pytest.mark.usefixtures("committed")
def test_a_photo_that_was_kept_before_is_given_out_without_its_place(rotherham):
    with scope_of(rotherham):
        held = factories.DocumentContentFactory(
            document__woman=factories.PlaceFactory().woman, document__file_type="jpg", content=PHOTO.read_bytes()
        )
    url = f"/rotherham/women/{held.document.woman_id}/documents/{held.document_id}/"
    given = client_of(Role.PRACTITIONER).get(url).content
    assert bare(PHOTO.read_bytes(), ending="jpg") == given
    assert b"Exif" in PHOTO.read_bytes()
    assert b"Exif" not in given
    assert not Image.open(BytesIO(given)).getexif()
    assert bare(given, ending="jpg") == given, "nothing stands beside its dots any more"


def test_only_a_picture_is_drawn():
    with pytest.raises(CannotRead):
        redrawn(b"Plain words.", most_bytes=MOST_BYTES)


WORDS = "Zoë said – “no”. José and Łucja came at 9.\r\nThe café\tis shut.\u00a0Naïve? £5 to Siân."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_plain_text_in_any_encoding_is_kept_as_utf_8(encoding):
    words = WORDS.replace("Łucja", "Lucja") if encoding == "cp1252" else WORDS
    taken = take(words.encode(encoding))
    assert taken.kind.ending == "txt"
    assert taken.content.decode() == words


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1"])
@pytest.mark.parametrize("words", ["Call Zoë", "£50 rent arrears", "Café naïve £5", "Siân rang", "François", "é", "Zoë Bré",
                                   "She owes £5. Ring Siân about José’s café"])  # fmt: skip
def test_a_few_words_of_an_old_program_are_read_as_they_are_here(words, encoding):
    plain = words.replace("’", "'")
    assert take(plain.encode(encoding)).content.decode() == plain


@pytest.mark.parametrize(
    "words",
    [
        "Zoë’s letter … £20", "\uf0b7 First\n\uf0b7 Second", "Sent from my \uf8ff", "She is tired \U0001fae9",
        "Line one\vline two", "A next line\x85and a half-read â\x80\x99", "Not a letter: \uffff", "👩\u200d👧 came", "가나다 ok",
    ],
)  # fmt: skip
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_what_is_valid_in_its_encoding_is_never_guessed(words, encoding):
    taken = take(words.encode(encoding))
    assert (taken.content.decode(), taken.guessed) == (words, "")


OF_OLD_PROGRAMS = (
    ("cp1250", "Małgorzata Wójcik przyszła z siostrą"), ("cp1250", "Małgorzata"), ("cp1250", "Đorđević"),
    ("mac_roman", "She said “yes” – café"), ("mac_roman", "Zoë’s letter cost £20…"), ("mac_roman", "She can’t."),
    ("cp437", "She owes £20"), ("cp850", "Zoë rang, and José"), ("cp1254", "Yıldız Hanım"), ("cp1251", "Мама пришла"),
    ("cp1251", "She said Здравствуйте"), ("cp1253", "Καλημέρα σας"), ("iso8859_15", "€5 a day"),
    ("cp1252", "“Yes” – I can’t pay £5… Siân’s ½ day"), ("iso2022_jp", "こんにちは"),
)  # fmt: skip


@pytest.mark.parametrize(("encoding", "words"), OF_OLD_PROGRAMS)
def test_a_guess_is_right_where_words_tell_it_and_shows_a_line(encoding, words):
    taken = take(f"Visit\r\n{words}\r\n\x1a".encode(encoding))
    assert taken.content.decode().rstrip("\x1a") == f"Visit\r\n{words}\r\n"
    assert taken.guessed == ("" if encoding == "iso2022_jp" else words)


@pytest.mark.usefixtures("committed")
def test_whoever_brings_a_text_of_unsure_letters_sees_what_was_read(practitioner, rotherham):
    with scope_of(rotherham):
        url = f"/rotherham/women/{factories.PlaceFactory().woman_id}/documents/add/"
    for content, said in (
        ("Ma\xb3gorzata <b>".encode("cp1252"), "they were guessed: “Małgorzata &lt;b&gt;”. If a letter is wrong"),
        ("Małgorzata".encode(), None),
    ):
        file = SimpleUploadedFile("notes.txt", content)
        sent = {"key": uuid.uuid4(), "title": "Notes", "file": file}
        page = practitioner.post(url, sent, follow=True).content.decode()
        assert "The document is kept with her record." in page
        assert said in page if said else "guessed" not in page


def test_another_alphabet_is_read_too():
    words = "Сегодня она пришла вовремя, и мы долго говорили о детях и о письме, которое она хочет написать."
    assert take(words.encode("cp1251")).content.decode() == words


@pytest.mark.parametrize(
    "content",
    [
        b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00",
        b"\x7fELF\x02\x01\x01\x00",
        b"\x00\x01",
        bytes(range(256)),
        b"GIF89a\x01\x00\x01\x00\x80\x00\x00",
        b"Words and a \x07 bell",
        "<html><script>x</script>".encode("utf-16"),
        b"",
    ],
)
def test_what_is_no_text_is_refused_whatever_its_name(content):
    with pytest.raises(NotTaken, match="This type of file is not taken"):
        take(content)


def test_a_pdf_stays_byte_for_byte():
    assert take(b"%PDF-1.7 /Author (Somebody)").content == b"%PDF-1.7 /Author (Somebody)"


def test_rich_text_is_no_plain_text_and_says_what_to_do():
    with pytest.raises(NotTaken, match=r"Rich text \(RTF\) is not taken. Open it in a word processor, save it as Word"):
        take(rb"{\rtf1\ansi Words}")


@pytest.mark.parametrize(
    "words",
    ["<3 she said.", "<- the old address", "< 5 minutes late", "<alice@example.org> wrote: well", "<Mum> was here",
     "<A friend> rang", "<b", "<tel: 0114 496 0000>"],
)  # fmt: skip
def test_a_text_may_begin_with_any_sign(words):
    assert take(words.encode()).content.decode() == words


@pytest.mark.parametrize(
    "words",
    ["<!DOCTYPE html>", "<?xml version='1.0'?>", "<html>", "\n<HTML lang='en'>", "<svg xmlns='x'>", "<script>x</script>",
     "<img src=x onerror=x>", "<a href='x'>", "<p>Words", "<feed xmlns='x'>words</feed>", "<!-- x -->", "<br/>"],
)  # fmt: skip
def test_a_page_is_no_plain_text(words):
    with pytest.raises(NotTaken, match="This type of file is not taken"):
        take(words.encode())


def test_the_box_offers_what_is_taken_and_nothing_else():
    offered = ACCEPTS.split(",")
    assert not [one for one in offered if "*" in one]
    assert {one[1:] for one in offered if one.startswith(".")} == {*KINDS, "jpeg", "heic", "heif"}


def test_the_size_of_a_file_never_reads_like_the_most_that_it_may_have():
    box = FileBox(takes="Files", accept="", most_bytes=MOST_BYTES)
    for more, said in ((1, "1 byte over 10 MB"), (400_000, "10.4 MB"), (20 * 2**20, "30 MB")):
        with pytest.raises(ValidationError, match=f"The file is {said}. It may have up to 10 MB"):
            box.clean(SimpleUploadedFile("a.pdf", b"x" * (MOST_BYTES + more)))
