"""A picture as a record keeps it: what is seen on it, and nothing of where, when and with what it was taken.

It is drawn anew, dot by dot, the right way up. What a camera or a phone writes beside it (place, time, maker, owner,
preview, comment) has no way into the new file.
"""

import warnings
from io import BytesIO

from PIL import Image, ImageCms, ImageOps
from pillow_heif import register_heif_opener

MOST_DOTS = 50_000_000  # a phone's largest picture; what unpacks to more would fill the memory
FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")
ENDINGS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}
QUALITY = 90
# what a file says of its own dots, and of nobody
OF_THE_DOTS = {"jfif", "jfif_version", "jfif_unit", "jfif_density", "transparency", "gamma", "srgb", "interlace",
               "loop", "background", "timestamp", "duration"}  # fmt: skip
LEAST_BYTES = 100_000  # a small picture may come out larger

register_heif_opener(thumbnails=False)


class CannotRead(Exception):
    """It is no picture that can be kept; the message says why and what to do."""


def redrawn(content: bytes, *, most_bytes: int) -> tuple[str, bytes]:
    """The picture drawn anew, as ("jpg" or "png" or "webp", its bytes); HEIC becomes JPEG. Raises CannotRead.

    Where it would come out larger than `most_bytes`, it is drawn at half its size.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(content), formats=FORMATS) as picture:
                if picture.width * picture.height > MOST_DOTS:
                    raise CannotRead(_too_large(picture.width, picture.height))
                return _drawn(picture, most_bytes)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise CannotRead("The picture has too many dots. Make it smaller first.") from error
    # Pillow raises these, and more from its plugins, for what is broken or hostile; each means “not a picture”
    except (OSError, ValueError, SyntaxError, EOFError, RuntimeError, IndexError, TypeError, MemoryError) as error:
        raise CannotRead("The picture is broken and cannot be opened. Take it, or save it, once more.") from error


def bare(content: bytes, *, ending: str) -> bytes:
    """A file as it is given out: a picture that was kept before pictures were drawn anew loses what stands beside it.

    Anything that is no picture, and a picture with nothing beside it, stays byte for byte. Raises CannotRead.
    """
    if ending not in ENDINGS.values() or not _has_more_than_dots(content):
        return content
    return redrawn(content, most_bytes=max(len(content), LEAST_BYTES))[1]


def _has_more_than_dots(content: bytes) -> bool:
    try:
        with Image.open(BytesIO(content), formats=FORMATS) as picture:
            beside = {name for name, _ in getattr(picture, "applist", ())} - {"APP0"}  # a JPEG's own segments
            return bool(beside) or not picture.info.keys() <= OF_THE_DOTS
    except (OSError, ValueError, SyntaxError):
        return True


def _too_large(width: int, height: int) -> str:
    return f"The picture has {width} by {height} dots, more than {MOST_DOTS // 10**6} million. Make it smaller first."


def _drawn(picture: Image.Image, most_bytes: int) -> tuple[str, bytes]:
    kept_as = picture.format if picture.format in ("PNG", "WEBP") else "JPEG"
    plain = _in_usual_colours(ImageOps.exif_transpose(picture), keeps_clear=kept_as != "JPEG")
    while True:
        bare = Image.new(plain.mode, plain.size)  # the dots alone: whatever else came with them stays behind
        bare.paste(plain)
        out = BytesIO()
        bare.save(out, kept_as, **({} if kept_as == "PNG" else {"quality": QUALITY}))
        if out.tell() <= most_bytes:
            return ENDINGS[kept_as], out.getvalue()
        plain = plain.reduce(2)


def _in_usual_colours(picture: Image.Image, *, keeps_clear: bool) -> Image.Image:
    """In sRGB: the profile that told of other colours, which may name its maker, does not stay."""
    clear = keeps_clear and (picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info)
    mode = "RGBA" if clear else "RGB"
    profile = picture.info.get("icc_profile")
    if profile and picture.mode in ("RGB", "RGBA", "CMYK", "L"):
        try:
            converted = ImageCms.profileToProfile(
                picture, ImageCms.ImageCmsProfile(BytesIO(profile)), ImageCms.createProfile("sRGB"),
                outputMode=mode if picture.mode == mode else "RGB",
            )  # fmt: skip
        except (ImageCms.PyCMSError, OSError):
            converted = None  # a profile that cannot be read: the dots as they are
        if converted is not None:
            return converted.convert(mode)
    return picture.convert(mode)
