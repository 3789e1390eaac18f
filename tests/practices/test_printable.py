"""What a PDF shows of what people type and paste: bullets of Word, joined emoji, other scripts, or how much it left out."""

from io import BytesIO
from types import SimpleNamespace

import pytest
from pypdf import PdfReader

from practices.drawing_pdf import draw
from practices.printable import BULLETS, printable, said_before_print
from practices.templatetags.pause import marked
from reporting.presenting import Presented

PAGE = '<!DOCTYPE html><html lang="en-GB"><head><title>Words</title></head><body><p>{}</p></body></html>'


def drawn(words):
    content = draw(PAGE.format(words)).write_pdf(pdf_variant="pdf/ua-1")
    reader = PdfReader(BytesIO(content))
    fonts = {
        str(font.get_object()["/BaseFont"]).partition("+")[2]
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()
    }
    return " ".join(page.extract_text() for page in reader.pages), fonts


@pytest.mark.parametrize("bullet", ["\uf0b7", "•"])
def test_a_bullet_of_word_is_a_bullet(bullet):
    text, fonts = drawn(f"{bullet} Housing")
    assert "• Housing" in text
    assert "could not be printed" not in text
    assert fonts == {"Inter"}


def test_each_of_words_bullets_has_a_font():
    said = printable(PAGE.format("".join(map(chr, BULLETS))))
    assert "could not be printed" not in said
    assert not any("\ue000" <= letter <= "\uf8ff" for letter in said)


@pytest.mark.parametrize(
    ("words", "font"),
    [
        ("王小明", "WenQuanYi-Micro-Hei"),
        ("さくら", "WenQuanYi-Micro-Hei"),
        ("👩\u200d👧\u200d👦 ❤\ufe0f", "Noto-Color-Emoji"),
        ("Łucja Siân Zoë", "Inter"),
    ],
)
def test_a_font_of_the_machine_draws_it(words, font):
    text, fonts = drawn(words)
    assert font in fonts
    assert "could not be printed" not in text
    assert words[0] in text


def test_figures_stay_in_the_font_of_the_page_beside_an_emoji():
    _, fonts = drawn("12 women 🎉 of 345")
    assert fonts == {"Inter", "Noto-Color-Emoji"}
    text, _ = drawn("12 women 🎉 of 345")
    assert "345" in text.replace(" ", "")


def test_what_no_font_has_is_said_at_the_end_with_how_often():
    text, _ = drawn("One \ue123, two \ue123, and \U0001fbff")
    said = " ".join(text.split())
    assert "3 characters could not be printed" in said
    assert "(U+E123) (2 times)" in said
    assert "One □, two □" in said


@pytest.mark.parametrize("words", ["हिन्दी", "ሀለ", "কখ", "𠀀", "ქართული", "ไทย", "ગુજ", "தமிழ்", "ਪੰਜਾਬੀ", "සිංහල", "ᠮᠣ"])
def test_each_letter_of_any_script_is_drawn_or_said_to_be_left_out(words):
    """Which fonts a machine has differs: what is said before, on the page, is what the PDF says at its end."""
    text, _ = drawn(words)
    if said := said_before_print(words):
        assert "cannot be printed in a PDF from here" in said
        assert "could not be printed" in text
        assert "□" in text
    else:
        assert "□" not in text


def test_nothing_is_said_where_nothing_is_left_out():
    assert said_before_print("“Plain” – words… £5 ½ é \uf0b7") == ""
    html = PAGE.format("“Plain” – words… £5 ½ é")
    assert printable(html) == html


def test_drawing_writes_no_warning_into_the_log(caplog):
    """Where a library or a font is missing, each font of each PDF is a line: pause_cms/install.sh installs them."""
    drawn("Words 👩\u200d👧\u200d👦 王小明 \uf0b7")
    assert [one.getMessage() for one in caplog.records if one.levelname in ("WARNING", "ERROR")] == []


def test_pages_show_what_word_left_as_the_print_does():
    assert marked("\uf0b7 one") == "• one"
    shown = Presented.texts.fget(SimpleNamespace(more={"narrative": {"went_well": "\uf0b7 one\n\uf0b7 two"}}))
    assert [paragraphs for _, paragraphs in shown] == [["• one", "• two"]]
