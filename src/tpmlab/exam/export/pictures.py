"""Pictures of exhibits, each drawn once and named by what it shows."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tpmlab.exam.items.model import Item

if TYPE_CHECKING:
    from tpmlab.exam_pictures import Drawing

__all__ = ["Pictures"]


@dataclass
class Pictures:
    """Pictures that an export needs: a file name → PNG bytes in ``files``.

    Exhibits that are tables by nature have none, unless somebody has to point at them.
    """

    files: dict[str, bytes] = field(default_factory=dict)
    _drawn: dict[str, Drawing] = field(default_factory=dict)

    def name(self, item: Item) -> str | None:
        """Draw the item's exhibit, if it is a picture, and give its file's name."""
        exhibit = item.exhibit
        if exhibit is None or (exhibit.tabular and item.type != "hotspot"):
            return None
        data = exhibit.model_dump_json().encode()
        name = f"tpmlab-{exhibit.kind}-{hashlib.sha256(data).hexdigest()[:12]}.png"
        if name not in self.files:
            from tpmlab.exam_pictures import draw  # brings Matplotlib

            self._drawn[name] = draw(exhibit)
            self.files[name] = self._drawn[name].png()
        return name

    def drawing(self, name: str) -> Drawing:
        """Give the drawing behind a file: its size, and where its regions stand."""
        return self._drawn[name]
