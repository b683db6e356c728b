"""The bank as QTI 1.2 in the dialect that Canvas reads: a zip with a quiz and its pictures.

The structure is that of Canvas's own export and of text2qti. Canvas has no picture to point
at and no order to make in this format: such items are left out and counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from tpmlab.exam.export.archive import zipped
from tpmlab.exam.export.exported import Exported, sorted_out
from tpmlab.exam.export.item_html import inline, plain, reasons_html, scenario_html
from tpmlab.exam.export.pictures import Pictures
from tpmlab.exam.items.model import ChoiceItem, Item, MultipleItem
from tpmlab.exam.items.types import MatchingItem
from tpmlab.exam.outlines.loading import NOTICE

__all__ = ["canvas_quiz"]

_INSTEAD = {"numeric": "multiple choice with the numbers of its seed"}
_LEFT_OUT = ("hotspot", "ordering", "pull-down")
_QUIZ = "tpmlab-quiz"
_PICTURES = "tpmlab"
_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'


def canvas_quiz(items: Iterable[Item], title: str, _when: float = 0.0) -> Exported:
    """Make a QTI 1.2 package for Canvas: single, multiple, matching and numeric items.

    Parameters
    ----------
    items : iterable of Item
        Any types; others are left out and counted.
    title : str
        Name of the quiz.
    """
    kept, exported = sorted_out(items, _LEFT_OUT, _INSTEAD)
    pictures = Pictures()
    questions = "".join(_question(item, pictures) for item in kept)
    name = escape(plain(title))
    assessment = (
        f'{_XML}<questestinterop xmlns="http://www.imsglobal.org/xsd/ims_qtiasiv1p2">'
        f'<assessment ident="{_QUIZ}" title="{name}">'
        f'<section ident="root_section">{questions}</section></assessment></questestinterop>\n'
    )
    meta = (
        f'{_XML}<quiz identifier="{_QUIZ}" xmlns="http://canvas.instructure.com/xsd/cccv1p0">'
        f"<title>{name}</title><description>{escape(f'<p>{NOTICE}</p>')}</description>"
        "<shuffle_answers>false</shuffle_answers><quiz_type>practice_quiz</quiz_type>"
        f"<points_possible>{len(kept)}.0</points_possible>"
        "<show_correct_answers>true</show_correct_answers></quiz>\n"
    )
    parts = {
        "imsmanifest.xml": _manifest(pictures.files).encode(),
        f"{_QUIZ}/assessment_meta.xml": meta.encode(),
        f"{_QUIZ}/{_QUIZ}.xml": assessment.encode(),
    }
    files = {f"{_PICTURES}/{name}": data for name, data in pictures.files.items()}
    return exported(zipped(parts | files))


def _manifest(pictures: Iterable[str]) -> str:
    quiz, meta = f"{_QUIZ}/{_QUIZ}.xml", f"{_QUIZ}/assessment_meta.xml"
    files = "".join(
        f'<resource identifier="{name.removesuffix(".png")}" type="webcontent" '
        f'href="{_PICTURES}/{name}"><file href="{_PICTURES}/{name}"/></resource>'
        for name in pictures
    )
    return (
        f'{_XML}<manifest identifier="tpmlab-package" '
        'xmlns="http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"><metadata>'
        "<schema>IMS Content</schema><schemaversion>1.1.3</schemaversion></metadata>"
        f'<organizations/><resources><resource identifier="{_QUIZ}" type="imsqti_xmlv1p2">'
        f'<file href="{quiz}"/><dependency identifierref="{_QUIZ}-meta"/></resource>'
        f'<resource identifier="{_QUIZ}-meta" '
        'type="associatedcontent/imscc_xmlv1p1/learning-application-resource" '
        f'href="{meta}"><file href="{meta}"/></resource>{files}</resources></manifest>\n'
    )


def _question(item: Item, pictures: Pictures) -> str:
    name = pictures.name(item)
    # Canvas puts the package's pictures into the course's files and finds them by this word.
    address = None if name is None else f"$IMS-CC-FILEBASE$/{_PICTURES}/{name}"
    asked = scenario_html(item, address) + f"<p><strong>{inline(item.lead or '')}</strong></p>"
    if isinstance(item, MatchingItem):
        kind, parts = "matching_question", _matching(item)
    elif isinstance(item, ChoiceItem):
        kind = "multiple_answers" if isinstance(item, MultipleItem) else "multiple_choice"
        kind, parts = f"{kind}_question", _choices(item)
    else:
        raise TypeError(f"{type(item).__name__} has no question type in Canvas yet")
    metadata = {
        "question_type": kind,
        "points_possible": "1",
        "original_answer_ids": ",".join(parts.answers),
        "assessment_question_identifierref": f"bank-{item.id}",
    }
    fields = "".join(
        f"<qtimetadatafield><fieldlabel>{label}</fieldlabel><fieldentry>{entry}</fieldentry>"
        "</qtimetadatafield>"
        for label, entry in metadata.items()
    )
    return "".join(
        [
            f'<item ident="item-{item.id}" title="{escape(item.id)}">',
            f"<itemmetadata><qtimetadata>{fields}</qtimetadata></itemmetadata>",
            f"<presentation>{_html(asked)}{parts.presented}</presentation>",
            '<resprocessing><outcomes><decvar maxvalue="100" minvalue="0" varname="SCORE" '
            'vartype="Decimal"/></outcomes>',
            _shown("<other/>", "general_fb"),
            parts.processed,
            "</resprocessing>",
            _feedback("general_fb", reasons_html(item)),
            parts.feedback,
            "</item>",
        ]
    )


@dataclass(frozen=True)
class _Parts:
    """What differs by type: ids of the answers, what is offered, scored and said."""

    answers: Sequence[str]
    presented: str
    processed: str
    feedback: str = ""


def _choices(item: ChoiceItem) -> _Parts:
    names = [str(1000 + number) for number in range(len(item.options))]
    labels = [
        _label(name, _html(inline(option.text)))
        for name, option in zip(names, item.options, strict=True)
    ]
    equal = [f'<varequal respident="response1">{name}</varequal>' for name in names]
    if isinstance(item, MultipleItem):
        right = "".join(
            each if option.key else f"<not>{each}</not>"
            for each, option in zip(equal, item.options, strict=True)
        )
        right, cardinality = f"<and>{right}</and>", "Multiple"
    else:
        right, cardinality = equal[item.keys[0]], "Single"
    said = (_shown(each, f"{name}_fb") for each, name in zip(equal, names, strict=True))
    whys = (
        _feedback(f"{name}_fb", f"<p>{inline(option.why)}</p>")
        for name, option in zip(names, item.options, strict=True)
    )
    return _Parts(
        names,
        f'<response_lid ident="response1" rcardinality="{cardinality}"><render_choice>'
        f"{''.join(labels)}</render_choice></response_lid>",
        "".join(said) + _scored(right, "Set", 100),
        "".join(whys),
    )


def _matching(item: MatchingItem) -> _Parts:
    choices = {letter: str(2000 + number) for number, letter in enumerate(item.letters)}
    labels = "".join(_label(choices[letter], _words(text)) for letter, text in item.choices.items())
    names, offered, scored = [], [], []
    for number, prompt in enumerate(item.prompts):
        names.append(str(1000 + number))
        place = f"response_{names[-1]}"
        offered.append(
            f'<response_lid ident="{place}">{_words(prompt.text)}'
            f"<render_choice>{labels}</render_choice></response_lid>"
        )
        right = f'<varequal respident="{place}">{choices[prompt.answer]}</varequal>'
        scored.append(_scored(right, "Add", 100 / len(item.prompts)))
    return _Parts(names, "".join(offered), "".join(scored))


def _label(name: str, material: str) -> str:
    return f'<response_label ident="{name}">{material}</response_label>'


def _scored(condition: str, action: str, points: float) -> str:
    more = "Yes" if action == "Add" else "No"  # points that add up need the next condition too
    return (
        f'<respcondition continue="{more}"><conditionvar>{condition}</conditionvar>'
        f'<setvar action="{action}" varname="SCORE">{points:.5g}</setvar></respcondition>'
    )


def _shown(condition: str, name: str) -> str:
    return (
        f'<respcondition continue="Yes"><conditionvar>{condition}</conditionvar>'
        f'<displayfeedback feedbacktype="Response" linkrefid="{name}"/></respcondition>'
    )


def _feedback(name: str, html: str) -> str:
    return f'<itemfeedback ident="{name}"><flow_mat>{_html(html)}</flow_mat></itemfeedback>'


def _html(html: str) -> str:
    return f'<material><mattext texttype="text/html">{escape(html)}</mattext></material>'


def _words(text: str) -> str:
    words = escape(plain(text))
    return f'<material><mattext texttype="text/plain">{words}</mattext></material>'
