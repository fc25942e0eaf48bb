"""A picture drawn anew: its pixels and nothing else. Runs in the limited child, as all that opens files does.

What a camera or a person hid behind the pixels (where the photograph was taken, whose phone it was, a web page, an
archive) does not reach the store. The same picture gives the same bytes under one version of Pillow.
"""

import errno
import warnings
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageCms, ImageFile, ImageOps

from indicators.files.kinds import MAX_BYTES, MAX_PIXELS, Kind
from indicators.files.reasons import Code, Unacceptable

PICTURES = frozenset({Kind.JPEG, Kind.PNG})
# The width of A4, 21 cm, at 300 dots to the inch: more is never printed. Only the shorter side counts, so that the
# long narrow picture of a whole web page stays legible.
SHORTER_SIDE = 2480
_JPEG_QUALITY = 90
_GPS = 0x8825
NO_ROOM = (errno.ENOSPC, errno.EDQUOT)
_DRAWN_AS = {Kind.JPEG: {"L", "RGB"}, Kind.PNG: {"1", "L", "LA", "P", "RGB", "RGBA", "I;16"}}


def redraw(path: Path, kind: Kind, target: Path) -> bool:
    """Draw the JPEG or PNG at `path`, which was examined, into `target`: upright, in sRGB, fit for printing.

    Returns whether the picture told where it was taken. Raises Unacceptable when the new file would be too big.
    """
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # oddities in the notes of a camera are no fault of the picture
        with Image.open(path, formats=["JPEG", "PNG"]) as opened:
            told_where = _tells_where(opened)
            drawn = _bare(_scaled(_in_srgb(_upright(opened)), kind), kind)
    buffer = BytesIO()
    if kind is Kind.JPEG:
        # Full colour at every pixel: a red stamp over black letters stays sharp.
        drawn.save(buffer, "JPEG", quality=_JPEG_QUALITY, subsampling=0, optimize=True)
    else:
        drawn.save(buffer, "PNG")
    if buffer.tell() > MAX_BYTES:
        raise Unacceptable(Code.TOO_BIG)
    try:
        target.write_bytes(buffer.getbuffer())
    except OSError as error:
        raise Unacceptable(Code.STORE_FULL if error.errno in NO_ROOM else Code.TOO_HEAVY) from error
    return told_where


def _tells_where(image: Image.Image) -> bool:
    try:
        return bool(image.getexif().get_ifd(_GPS))
    except Exception:
        return False  # notes that cannot be read are dropped all the same


def _upright(image: Image.Image) -> Image.Image:
    """The picture as a viewer shows it: turned as the camera's notes say."""
    image.load()
    try:
        return ImageOps.exif_transpose(image)
    except Exception:
        return image.copy()  # broken notes turn nothing; Pillow's errors on them are not documented


def _in_srgb(image: Image.Image) -> Image.Image:
    """The colours that a profile describes, in the colours that a picture without one is taken for."""
    profile = image.info.get("icc_profile")
    if not profile or image.mode not in ("RGB", "CMYK"):
        return image
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        turned = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return image
    return turned or image


def _scaled(image: Image.Image, kind: Kind) -> Image.Image:
    """At most SHORTER_SIDE dots on the shorter side, and in a mode that can be scaled and kept."""
    if image.mode not in _DRAWN_AS[kind]:
        image = image.convert("RGB")
    factor = SHORTER_SIDE / min(image.size)
    if factor >= 1:
        return image
    if image.mode == "P":
        image = image.convert("RGBA" if "transparency" in image.info else "RGB")
    elif image.mode == "1":
        image = image.convert("L")
    width, height = (max(1, round(side * factor)) for side in image.size)
    return image.resize((width, height), Image.Resampling.LANCZOS)


def _bare(image: Image.Image, kind: Kind) -> Image.Image:
    """Without notes: of all that was beside the pixels a PNG's transparent colour alone is kept."""
    for name in list(image.info):
        if kind is not Kind.PNG or name != "transparency":
            del image.info[name]
    return image
