"""What kind of file some content is, judged by the content and never by its name alone."""

import zipfile
from io import BytesIO
from pathlib import PurePath

import filetype

ALLOWED = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "doc": "application/msword",
    "xls": "application/vnd.ms-excel",
    "txt": "text/plain",
    "csv": "text/csv",
}
PICTURES = frozenset({ALLOWED["png"], ALLOWED["jpg"]})
_BY_MAGIC = {ALLOWED[kind] for kind in ("pdf", "png", "jpg")}
_OOXML = {"word/document.xml": ALLOWED["docx"], "xl/workbook.xml": ALLOWED["xlsx"]}
_OLE2 = bytes.fromhex("D0CF11E0A1B11AE1")
_OLE2_STREAMS = {"WordDocument": ALLOWED["doc"], "Workbook": ALLOWED["xls"], "Book": ALLOWED["xls"]}
_TEXTS = (ALLOWED["txt"], ALLOWED["csv"])


def media_type(content: bytes, name: str) -> str | None:
    """The media type if it is allowed and agrees with the name's ending, else None."""
    found = _judged(content)
    said = ALLOWED.get(PurePath(name).suffix.removeprefix(".").lower())
    if found in _TEXTS:
        return said if said in _TEXTS else None
    return found if found == said else None


def _judged(content: bytes) -> str | None:
    if content.startswith(_OLE2):
        return _ole2(content)
    if content.startswith(b"PK"):
        return _ooxml(content)
    guess = filetype.guess(content)
    if guess is not None:
        return guess.mime if guess.mime in _BY_MAGIC else None
    return ALLOWED["txt"] if _is_text(content) else None


def _ooxml(content: bytes) -> str | None:
    """Only the list of members is read, so that nothing is unpacked; documents with macros are not what they say."""
    try:
        names = set(zipfile.ZipFile(BytesIO(content)).namelist())
    except (zipfile.BadZipFile, ValueError, OSError):
        return None
    if "[Content_Types].xml" not in names or any(name.endswith("vbaProject.bin") for name in names):
        return None
    return next((kind for member, kind in _OOXML.items() if member in names), None)


def _ole2(content: bytes) -> str | None:
    """The names of streams stand in the directory in UTF-16."""
    return next((kind for stream, kind in _OLE2_STREAMS.items() if stream.encode("utf-16-le") in content), None)


def _is_text(content: bytes) -> bool:
    return any(_reads_as(content, encoding) for encoding in ("utf-8-sig", "gb18030"))


def _reads_as(content: bytes, encoding: str) -> bool:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return False
    is_markup = text.lstrip().startswith("<")  # a browser might run it
    return bool(text) and not is_markup and all(char.isprintable() or char in "\t\r\n\f\u3000\xa0" for char in text)
