"""One question as the XML of QTI 2.1, without its namespace; QTI 3.0 renames it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from tpmlab.exam.export.item_html import inline, plain, reasons_html, scenario_html
from tpmlab.exam.export.pictures import Pictures
from tpmlab.exam.items.model import ChoiceItem, HotspotItem, Item, MultipleItem
from tpmlab.exam.items.parts import Option
from tpmlab.exam.items.types import MatchingItem, OrderingItem, PullDownItem

__all__ = ["ASSETS", "identifier", "qti_item"]

ASSETS = "../assets/"
"""Where pictures are, as seen from an item's file."""

_SCORE = (
    '<setOutcomeValue identifier="SCORE"><baseValue baseType="float">{}</baseValue>'
    "</setOutcomeValue>"
)
_OUTCOMES = (
    '<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float" '
    'normalMaximum="1">'
    "<defaultValue><value>0</value></defaultValue></outcomeDeclaration>"
    '<outcomeDeclaration identifier="MAXSCORE" cardinality="single" baseType="float">'
    "<defaultValue><value>1</value></defaultValue></outcomeDeclaration>"
    '<outcomeDeclaration identifier="REASONS" cardinality="single" baseType="identifier"/>'
)
_SHOW_REASONS = (
    '<setOutcomeValue identifier="REASONS"><baseValue baseType="identifier">shown</baseValue>'
    "</setOutcomeValue>"
)
_LONGEST_LABEL = 256  # of a hotspot, by the schema


@dataclass(frozen=True)
class _Response:
    """A variable for an answer, and its right value."""

    name: str
    cardinality: str
    base: str
    right: tuple[str, ...]

    def declared(self) -> str:
        values = "".join(f"<value>{value}</value>" for value in self.right)
        return (
            f'<responseDeclaration identifier="{self.name}" cardinality="{self.cardinality}" '
            f'baseType="{self.base}"><correctResponse>{values}</correctResponse></responseDeclaration>'
        )

    def matched(self) -> str:
        of = f'identifier="{self.name}"'
        return f"<match><variable {of}/><correct {of}/></match>"


def identifier(item: Item) -> str:
    """Give the item a name that XML allows: it may not begin with a digit."""
    return f"item-{item.id}"


def qti_item(item: Item, pictures: Pictures) -> str:
    """Write an item: scenario, interaction, right answer, all-or-nothing score and reasons.

    The reason of an option shows beside it once it was chosen; all reasons and the
    principle follow as modal feedback.
    """
    responses = _responses(item)
    feedback = ""
    if isinstance(item, ChoiceItem) and not isinstance(item, HotspotItem):
        feedback = (
            f'<outcomeDeclaration identifier="FEEDBACK" cardinality="{responses[0].cardinality}" '
            'baseType="identifier"/>'
        )
    return "".join(
        [
            f'<assessmentItem identifier="{identifier(item)}" title="{escape(item.id)}" '
            'adaptive="false" timeDependent="false" xml:lang="en">',
            *(response.declared() for response in responses),
            _OUTCOMES,
            feedback,
            f"<itemBody>{''.join(_body(item, pictures))}</itemBody>",
            f"<responseProcessing>{_processing(responses, bool(feedback))}</responseProcessing>",
            '<modalFeedback outcomeIdentifier="REASONS" identifier="shown" showHide="show">',
            f"{reasons_html(item)}</modalFeedback></assessmentItem>",
        ]
    )


def _responses(item: Item) -> list[_Response]:
    right = item.right_answer()
    if isinstance(item, MatchingItem):
        pairs = tuple(f"P{n} C{choice + 1}" for n, choice in enumerate(right, start=1))
        return [_Response("RESPONSE", "multiple", "directedPair", pairs)]
    if isinstance(item, PullDownItem):
        return [
            _Response(f"GAP{n}", "single", "identifier", (f"C{choice + 1}",))
            for n, choice in enumerate(right, start=1)
        ]
    names = tuple(f"C{number + 1}" for number in right)
    kinds = {"ordering": "ordered", "multiple": "multiple"}
    return [_Response("RESPONSE", kinds.get(item.type, "single"), "identifier", names)]


def _processing(responses: list[_Response], feedback: bool) -> str:
    matched = "".join(response.matched() for response in responses)
    if len(responses) > 1:
        matched = f"<and>{matched}</and>"
    said = ""
    if feedback:
        chosen = '<variable identifier="RESPONSE"/>'
        said = f'<setOutcomeValue identifier="FEEDBACK">{chosen}</setOutcomeValue>'
    return (
        f"<responseCondition><responseIf>{matched}{_SCORE.format(1)}</responseIf>"
        f"<responseElse>{_SCORE.format(0)}</responseElse></responseCondition>{said}{_SHOW_REASONS}"
    )


def _body(item: Item, pictures: Pictures) -> Iterator[str]:
    name = pictures.name(item)
    # A hotspot's picture is part of its interaction.
    shown = None if name is None else ASSETS + name
    lead = inline(item.lead or "")
    if isinstance(item, HotspotItem):
        yield "".join(f"<p>{inline(part)}</p>" for part in item.scenario.split("\n\n"))
        yield _hotspot(item, lead, str(name), pictures)
        return
    yield scenario_html(item, shown)
    if isinstance(item, ChoiceItem):
        yield _choices(item, lead)
    elif isinstance(item, MatchingItem):
        yield _matching(item, lead)
    elif isinstance(item, OrderingItem):
        yield '<orderInteraction responseIdentifier="RESPONSE" shuffle="false" '
        yield 'orientation="vertical">'
        yield f"<prompt>{lead}</prompt>"
        for number in item.offered:
            text = inline(item.steps[number].text)
            yield f'<simpleChoice identifier="C{number + 1}">{text}</simpleChoice>'
        yield "</orderInteraction>"
    elif isinstance(item, PullDownItem):
        yield f"<p>{lead}</p><p>{_sentence(item)}</p>"
    else:
        raise TypeError(f"{type(item).__name__} has no interaction in QTI yet")


def _choices(item: ChoiceItem, lead: str) -> str:
    several = isinstance(item, MultipleItem)
    how = f" Choose {len(item.keys)}." if several else ""
    choices = "".join(_choice(n, option) for n, option in enumerate(item.options, start=1))
    return (
        f'<choiceInteraction responseIdentifier="RESPONSE" shuffle="false" '
        f'maxChoices="{len(item.keys)}"><prompt>{lead}{how}</prompt>{choices}</choiceInteraction>'
    )


def _choice(number: int, option: Option) -> str:
    why = (
        f'<feedbackInline outcomeIdentifier="FEEDBACK" identifier="C{number}" showHide="show">'
        f" <strong>{'Right' if option.key else 'Wrong'}:</strong> {inline(option.why)}"
        "</feedbackInline>"
    )
    return f'<simpleChoice identifier="C{number}">{inline(option.text)}{why}</simpleChoice>'


def _matching(item: MatchingItem, lead: str) -> str:
    size = len(item.prompts)
    prompts = ((f"P{n}", each.text, 1) for n, each in enumerate(item.prompts, start=1))
    choices = ((f"C{n}", text, size) for n, text in enumerate(item.choices.values(), start=1))
    sets = "".join(
        "<simpleMatchSet>"
        + "".join(
            f'<simpleAssociableChoice identifier="{name}" matchMax="{most}">{inline(text)}'
            "</simpleAssociableChoice>"
            for name, text, most in each
        )
        + "</simpleMatchSet>"
        for each in (prompts, choices)
    )
    return (
        f'<matchInteraction responseIdentifier="RESPONSE" shuffle="false" maxAssociations="{size}">'
        f"<prompt>{lead}</prompt>{sets}</matchInteraction>"
    )


def _sentence(item: PullDownItem) -> str:
    gaps = []
    for gap, options in enumerate(item.lists, start=1):
        choices = "".join(
            f'<inlineChoice identifier="C{n}">{escape(plain(option.text))}</inlineChoice>'
            for n, option in enumerate(options, start=1)
        )
        gaps.append(
            f'<inlineChoiceInteraction responseIdentifier="GAP{gap}" shuffle="false">{choices}'
            "</inlineChoiceInteraction>"
        )
    pairs = zip(item.parts, [*gaps, ""], strict=True)
    return "".join(inline(part) + gap for part, gap in pairs)


def _hotspot(item: HotspotItem, lead: str, name: str, pictures: Pictures) -> str:
    drawing = pictures.drawing(name)
    wide, high = drawing.size
    alt = escape(item.exhibit.alt if item.exhibit else "", quote=False)
    spots = []
    for number, option in enumerate(item.options, start=1):
        box = drawing.boxes[str(option.region)]
        corners = (box.left, box.top, box.left + box.width, box.top + box.height)
        coords = ",".join(str(round(corner)) for corner in corners)
        label = escape(plain(option.text)[:_LONGEST_LABEL])
        spots.append(
            f'<hotspotChoice identifier="C{number}" shape="rect" coords="{coords}" '
            f'hotspotLabel="{label}"/>'
        )
    return (
        '<hotspotInteraction responseIdentifier="RESPONSE" maxChoices="1">'
        f'<prompt>{lead}</prompt><object type="image/png" data="{ASSETS}{name}" width="{wide}" '
        f'height="{high}">{alt}</object>{"".join(spots)}</hotspotInteraction>'
    )
