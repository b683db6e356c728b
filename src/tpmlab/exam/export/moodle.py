"""The bank as Moodle XML: question types of Moodle 4.4 and later, pictures inside.

Written by hand of the structure that Moodle's own export has; texts are escaped, not put
into CDATA, so that nothing in them can end a section.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator
from html import escape

from tpmlab.exam.export.exported import Exported, sorted_out
from tpmlab.exam.export.item_html import exhibit_html, inline, paragraphs, plain, reasons_html
from tpmlab.exam.export.pictures import Pictures
from tpmlab.exam.items.model import ChoiceItem, Item, MultipleItem
from tpmlab.exam.items.parts import Option
from tpmlab.exam.items.types import MatchingItem, OrderingItem, PullDownItem
from tpmlab.exam.outlines.loading import NOTICE

__all__ = ["moodle_quiz"]

_INSTEAD = {
    "numeric": "multichoice with one answer, the numbers of its seed",
    "hotspot": "multichoice in words beside the picture",
}
_TYPES = {"matching": "matching", "ordering": "ordering", "pull-down": "gapselect"}
# Moodle reads these in a text: places of files, and gaps of a question.
_OWN_SIGNS = str.maketrans({"@": "&#64;", "[": "&#91;"})


def moodle_quiz(items: Iterable[Item], title: str, _when: float = 0.0) -> Exported:
    """Make a Moodle XML file, its questions in a category of that title.

    Multiple choice with several keys gives part of the mark for a part of them, and none
    as soon as a wrong one is chosen: Moodle has no all-or-nothing for it.

    Parameters
    ----------
    items : iterable of Item
        Any types.
    title : str
        Name of the category.
    """
    kept, exported = sorted_out(items, (), _INSTEAD)
    pictures = Pictures()
    parts = [_category(title), *(_question(item, pictures) for item in kept)]
    xml = f'<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n{"".join(parts)}</quiz>\n'
    return exported(xml.encode())


def _category(title: str) -> str:
    path = f"$course$/top/{plain(title).replace('/', '//')}"  # a single one parts categories
    notice = _rich("info", f"<p>{escape(NOTICE)}</p>")
    return f'<question type="category">\n{_plain("category", path)}{notice}</question>\n'


def _question(item: Item, pictures: Pictures) -> str:
    kind = _TYPES.get(item.type, "multichoice")
    return "".join(
        [
            f'<question type="{kind}">\n',
            _plain("name", item.id),
            _rich("questiontext", *_asked(item, pictures)),
            _rich("generalfeedback", reasons_html(item).translate(_OWN_SIGNS)),
            "<defaultgrade>1</defaultgrade>\n<penalty>0.3333333</penalty>\n<hidden>0</hidden>\n",
            f"<idnumber>{escape(item.label)}</idnumber>\n",
            *_body(item),
            _tags(item),
            "</question>\n",
        ]
    )


def _asked(item: Item, pictures: Pictures) -> tuple[str, str]:
    """Write the question's text, and the file that it shows."""
    html = paragraphs(item.scenario).translate(_OWN_SIGNS)
    name = pictures.name(item)
    exhibit = exhibit_html(item.exhibit, name).translate(_OWN_SIGNS)
    file = ""
    if name is not None:
        exhibit = exhibit.replace(f'src="{name}"', f'src="@@PLUGINFILE@@/{name}"', 1)
        data = base64.b64encode(pictures.files[name]).decode()
        file = f'<file name="{name}" path="/" encoding="base64">{data}</file>\n'
    html += f"{exhibit}<p><strong>{_moodle(item.lead or '')}</strong></p>"
    if isinstance(item, PullDownItem):
        html += f"<p>{_sentence(item)}</p>"
    return html, file


def _sentence(item: PullDownItem) -> str:
    """Write the sentence with Moodle's gaps: each names its right choice, counted through."""
    gaps, before = [], 0
    for options, right in zip(item.lists, item.right_answer(), strict=True):
        gaps.append(f"[[{before + right + 1}]]")
        before += len(options)
    pairs = zip(item.parts, [*gaps, ""], strict=True)
    return "".join(_moodle(part) + gap for part, gap in pairs)


def _body(item: Item) -> Iterator[str]:
    if isinstance(item, ChoiceItem):
        yield from _multichoice(item)
    elif isinstance(item, MatchingItem):
        yield from _matching(item)
    elif isinstance(item, OrderingItem):
        yield from _ordering(item)
    elif isinstance(item, PullDownItem):
        yield "<shuffleanswers>0</shuffleanswers>\n"
        yield _said()
        for group, options in enumerate(item.lists, start=1):
            for option in options:
                text = f"<text>{escape(_word(option.text))}</text>"
                yield f"<selectoption>{text}<group>{group}</group></selectoption>\n"
    else:
        raise TypeError(f"{type(item).__name__} has no question type in Moodle yet")


def _multichoice(item: ChoiceItem) -> Iterator[str]:
    one = "false" if isinstance(item, MultipleItem) else "true"
    yield f"<single>{one}</single>\n<shuffleanswers>false</shuffleanswers>\n"
    yield "<answernumbering>ABCD</answernumbering>\n"
    yield f"<showstandardinstruction>{int(one == 'false')}</showstandardinstruction>\n"
    yield _said()
    right = 100 / len(item.keys)
    for option in item.options:
        wrong = -100.0 if one == "false" else 0.0
        yield _answer(option, right if option.key else wrong)


def _answer(option: Option, fraction: float) -> str:
    why = _rich("feedback", f"<p>{_moodle(option.why)}</p>")
    text = f"<text>{escape(f'<p>{_moodle(option.text)}</p>')}</text>"
    return f'<answer fraction="{fraction:.7g}" format="html">{text}\n{why}</answer>\n'


def _matching(item: MatchingItem) -> Iterator[str]:
    yield "<shuffleanswers>true</shuffleanswers>\n"
    yield _said()
    used = {prompt.answer for prompt in item.prompts}
    asked = [(_moodle(prompt.text), prompt.answer) for prompt in item.prompts]
    # A choice that fits nothing is an answer without a question.
    for text, letter in [*asked, *(("", letter) for letter in item.letters if letter not in used)]:
        answer = _plain("answer", _word(item.choices[letter]))
        html = escape(f"<p>{text}</p>") if text else ""
        yield f'<subquestion format="html"><text>{html}</text>{answer}</subquestion>\n'


def _ordering(item: OrderingItem) -> Iterator[str]:
    yield "<layouttype>VERTICAL</layouttype>\n<selecttype>ALL</selecttype>\n"
    yield f"<selectcount>{len(item.steps)}</selectcount>\n"
    yield "<gradingtype>ALL_OR_NOTHING</gradingtype>\n<showgrading>SHOW</showgrading>\n"
    yield "<numberingstyle>none</numberingstyle>\n"
    yield _said()
    for number, step in enumerate(item.steps, start=1):
        text = f"<text>{escape(f'<p>{_moodle(step.text)}</p>')}</text>"
        yield f'<answer fraction="{number}.0000000" format="html">{text}</answer>\n'


def _said() -> str:
    words = {"correct": "Right.", "partiallycorrect": "Partly right.", "incorrect": "Not right."}
    said = (_rich(f"{name}feedback", f"<p>{text}</p>") for name, text in words.items())
    return "".join(said) + "<shownumcorrect/>\n"


def _tags(item: Item) -> str:
    words = (item.task, item.domain, item.approach or "", item.type, item.level)
    tags = "".join(f"<tag><text>{escape(word)}</text></tag>" for word in words if word)
    return f"<tags>{tags}</tags>\n"


def _moodle(text: str) -> str:
    """Write a text as HTML in which Moodle finds no signs of its own."""
    return inline(text).translate(_OWN_SIGNS)


def _word(text: str) -> str:
    """Write a text for a list to choose from: Moodle shows it as HTML, without marks."""
    return escape(plain(text), quote=False).translate(_OWN_SIGNS)


def _plain(name: str, text: str) -> str:
    return f"<{name}><text>{escape(text)}</text></{name}>\n"


def _rich(name: str, html: str, files: str = "") -> str:
    return f'<{name} format="html"><text>{escape(html)}</text>\n{files}</{name}>\n'
