"""What QTI 2.1 and QTI 3.0 call things: the same tree, in the names of either."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass

__all__ = ["QTI_21", "QTI_30", "QtiVersion"]

# Elements that QTI takes over from HTML keep their names; all others are its own.
_TABLE = {"table", "caption", "thead", "tbody", "tr", "th", "td"}
_HTML = {"p", "ul", "ol", "li", "strong", "em", "code", "img", "object"} | _TABLE
_CAPITAL = re.compile(r"(?<=[a-z])([A-Z])")
_WRAPPED = {"qti-modal-feedback", "qti-rubric-block"}


@dataclass(frozen=True)
class QtiVersion:
    """Names and namespaces of one version."""

    namespace: str
    packaging: str
    schema: tuple[str, str]
    item_type: str
    test_type: str
    kebab: bool

    def document(self, xml: str) -> bytes:
        """Turn a tree in QTI 2.1 names without a namespace into a whole XML document.

        Examples
        --------
        >>> QTI_30.document('<itemBody><p>Hi</p></itemBody>').decode().splitlines()[1]
        '<qti-item-body xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0"><p>Hi</p></qti-item-body>'
        """
        root = ET.fromstring(xml)  # noqa: S314 - our own writing, never a file of others
        if self.kebab:
            for element in list(root.iter()):
                _rename(element)
        root.set("xmlns", self.namespace)
        return b'<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root)


def _rename(element: ET.Element) -> None:
    if element.tag == "object":
        _object_to_img(element)
    if element.tag in _HTML:
        return
    element.tag = f"qti-{_kebab(element.tag)}"
    attributes = {_kebab(name): value for name, value in element.attrib.items()}
    element.attrib.clear()
    element.attrib.update(attributes)
    if element.tag in _WRAPPED:
        body = ET.Element("contentBody")
        body.tag = "qti-content-body"
        body.extend(list(element))
        for child in list(element):
            element.remove(child)
        element.append(body)


def _object_to_img(element: ET.Element) -> None:
    """Write the picture as QTI 3.0 wants it, its words in ``alt``."""
    element.tag = "img"
    source, wide, high = (element.attrib[name] for name in ("data", "width", "height"))
    element.attrib.clear()
    element.attrib.update(src=source, width=wide, height=high, alt=element.text or "")
    element.text = None


def _kebab(name: str) -> str:
    if name.startswith("{"):  # xml:lang
        return name
    return _CAPITAL.sub(lambda match: f"-{match[1].lower()}", name)


QTI_21 = QtiVersion(
    namespace="http://www.imsglobal.org/xsd/imsqti_v2p1",
    packaging="http://www.imsglobal.org/xsd/imscp_v1p1",
    schema=("QTIv2.1 Package", "1.0.0"),
    item_type="imsqti_item_xmlv2p1",
    test_type="imsqti_test_xmlv2p1",
    kebab=False,
)
QTI_30 = QtiVersion(
    namespace="http://www.imsglobal.org/xsd/imsqtiasi_v3p0",
    packaging="http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1",
    schema=("QTI Package", "3.0.0"),
    item_type="imsqti_item_xmlv3p0",
    test_type="imsqti_test_xmlv3p0",
    kebab=True,
)
