"""A picture that somebody uploaded, made fit to print: inside the press only, under limits.

The file is decoded and written anew, so that nothing of it but its dots reaches the paper: no position where
a photo was taken, no second picture behind the first, no format that the layout engine would take for code.
"""

from io import BytesIO

from PIL import Image, ImageOps

_FORMATS = ("JPEG", "PNG")
# 16 cm at 250 dots an inch: more than an office printer shows.
_LONGEST_SIDE = 1600
_MOST_DOTS = 100_000_000


def printable(content: bytes) -> bytes:
    """The picture in `content`, upright, on white, at most 1,600 dots long, as JPEG or PNG; same bytes, same bytes.

    Raises OSError, ValueError or SyntaxError for what is no JPEG or PNG, or has too many dots to open.
    """
    with Image.open(BytesIO(content), formats=_FORMATS) as picture:
        if picture.width * picture.height > _MOST_DOTS:
            raise ValueError(f"a picture of {picture.width} x {picture.height} dots")
        is_photo = picture.format != "PNG"
        picture.draft("RGB", (_LONGEST_SIDE, _LONGEST_SIDE))  # a JPEG is then decoded small
        # Made small before all else: each step on the whole of a large picture takes as much memory again.
        small = _with_shades(picture)
        small.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
        on_white = _on_white(ImageOps.exif_transpose(small))
    photo = _written(on_white, "JPEG", quality=88, subsampling=0)
    drawing = photo if is_photo else _written(on_white, "PNG", optimize=True)
    return min(drawing, photo, key=len)


def _with_shades(picture: Image.Image) -> Image.Image:
    """`picture` in a mode that has colours between its colours, so that it can be made small without holes."""
    if picture.mode not in ("P", "PA", "1"):
        return picture
    return picture.convert("RGBA" if picture.has_transparency_data else "RGB")


def _on_white(picture: Image.Image) -> Image.Image:
    """`picture` without transparency, which the press would draw out of order."""
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    white = Image.new("RGBA", picture.size, "white")
    white.alpha_composite(picture.convert("RGBA"))
    return white.convert("RGB")


def _written(picture: Image.Image, kind: str, **options: int) -> bytes:
    file = BytesIO()
    picture.info = {}
    picture.save(file, kind, **options)
    return file.getvalue()
