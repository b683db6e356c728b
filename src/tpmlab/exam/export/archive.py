"""Zip files that are the same bytes for the same content."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

__all__ = ["zipped"]

_FIRST = (1980, 1, 1, 0, 0, 0)  # the earliest moment that a zip can hold


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """Put files into a zip, in the order given.

    Examples
    --------
    >>> zipped({"a.txt": b"a"}) == zipped({"a.txt": b"a"})
    True
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            info = zipfile.ZipInfo(name, _FIRST)
            info.external_attr = 0o644 << 16  # readable where it is unpacked on Unix
            archive.writestr(info, data, zipfile.ZIP_DEFLATED)
    return out.getvalue()
