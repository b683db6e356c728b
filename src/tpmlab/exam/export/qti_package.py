"""The bank as a package of QTI 2.1 or QTI 3.0: items, pictures, a test, a manifest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from tpmlab.exam.export.archive import zipped
from tpmlab.exam.export.exported import Exported, sorted_out
from tpmlab.exam.export.item_html import plain
from tpmlab.exam.export.pictures import Pictures
from tpmlab.exam.export.qti_item import ASSETS, identifier, qti_item
from tpmlab.exam.export.qti_versions import QTI_21, QTI_30, QtiVersion
from tpmlab.exam.items.model import Item
from tpmlab.exam.outlines.loading import NOTICE

__all__ = ["qti21_package", "qti30_package"]

_INSTEAD = {"numeric": "choiceInteraction with the numbers of its seed"}
_TEST = "test.xml"


def qti21_package(items: Iterable[Item], title: str, _when: float = 0.0) -> Exported:
    """Make a package of QTI 2.1; see :func:`qti30_package`."""
    return _package(items, title, QTI_21)


def qti30_package(items: Iterable[Item], title: str, _when: float = 0.0) -> Exported:
    """Make a package of QTI 3.0: a zip with a manifest, a test, and a file for each item.

    Parameters
    ----------
    items : iterable of Item
        Any types.
    title : str
        Name of the test that holds the items in order.
    """
    return _package(items, title, QTI_30)


def _package(items: Iterable[Item], title: str, version: QtiVersion) -> Exported:
    kept, exported = sorted_out(items, (), _INSTEAD)
    pictures = Pictures()
    files = {_path(item): version.document(qti_item(item, pictures)) for item in kept}
    assets = {f"assets/{name}": data for name, data in pictures.files.items()}
    parts = {
        "imsmanifest.xml": _manifest(kept, pictures, version),
        _TEST: version.document(_test(kept, plain(title))),
    }
    return exported(zipped({**parts, **files, **assets}))


def _path(item: Item) -> str:
    return f"items/{identifier(item)}.xml"


def _test(items: Sequence[Item], title: str) -> str:
    name = escape(title)
    refs = "".join(
        f'<assessmentItemRef identifier="{identifier(item)}" href="{_path(item)}"/>'
        for item in items
    )
    return (
        f'<assessmentTest identifier="test" title="{name}">'
        '<testPart identifier="part" navigationMode="nonlinear" submissionMode="individual">'
        f'<assessmentSection identifier="section" title="{name}" visible="true">'
        f'<rubricBlock view="candidate" use="instructions"><p>{escape(NOTICE)}</p></rubricBlock>'
        f"{refs}</assessmentSection></testPart></assessmentTest>"
    )


def _manifest(items: Sequence[Item], pictures: Pictures, version: QtiVersion) -> bytes:
    schema, number = version.schema
    depends = "".join(f'<dependency identifierref="{identifier(item)}"/>' for item in items)
    resources = [
        f'<resource identifier="test" type="{version.test_type}" href="{_TEST}">'
        f'<file href="{_TEST}"/>{depends}</resource>'
    ]
    for item in items:
        path, name = _path(item), pictures.name(item)
        picture = f'<file href="{ASSETS.removeprefix("../")}{name}"/>' if name else ""
        resources.append(
            f'<resource identifier="{identifier(item)}" type="{version.item_type}" href="{path}">'
            f'<file href="{path}"/>{picture}</resource>'
        )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<manifest xmlns="{version.packaging}" identifier="tpmlab-package">'
        f"<metadata><schema>{schema}</schema><schemaversion>{number}</schemaversion></metadata>"
        f"<organizations/><resources>{''.join(resources)}</resources></manifest>\n"
    ).encode()
