"""What a browser saves instead of showing: its name, and a file sent piece by piece."""

from collections.abc import Iterator
from contextlib import ExitStack
from typing import IO
from urllib.parse import quote

from fastapi.responses import StreamingResponse

CHUNK = 2**16
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"


def saved_as(name: str) -> dict[str, str]:
    """The header that makes a browser save the answer as ``name``, in whatever script that is."""
    return {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}"}


def sent(file: IO[bytes], until_sent: ExitStack, *, media_type: str, name: str) -> StreamingResponse:
    """``file`` from its beginning, to be saved as ``name``; ``until_sent`` is closed when it is through."""
    return StreamingResponse(_chunks(file, until_sent), media_type=media_type, headers=saved_as(name))


def _chunks(file: IO[bytes], until_sent: ExitStack) -> Iterator[bytes]:
    file.seek(0)
    with until_sent:
        while chunk := file.read(CHUNK):
            yield chunk
