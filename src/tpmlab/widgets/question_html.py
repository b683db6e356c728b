"""What a question says, as HTML: its stem, the answer to an answer, its printed form.

Nothing here depends on a script or on colour alone; content is escaped on the way in.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tpmlab.exam.bank import Item, MultipleItem, load_misconceptions
from tpmlab.exam.markup import to_html
from tpmlab.pictures import PALETTE

__all__ = ["STYLE", "printed_html", "said_html", "stem_html", "verdict_html"]

_COUNTS = {2: "two", 3: "three", 4: "four", 5: "five"}

# ipywidgets gives each option one line of fixed height; ours may wrap and are easy to hit.
STYLE = f"""<style>
.tpmlab-question {{ max-width: 44rem; margin: 0 0 1.25rem; overflow: visible; }}
.tpmlab-question p, .tpmlab-question li, .tpmlab-score {{ line-height: 1.5; }}
.tpmlab-question p {{ margin: 0 0 0.5rem; }}
.tpmlab-question .widget-html-content, .tpmlab-score .widget-html-content {{
  font-size: var(--jp-content-font-size1, 14px); line-height: 1.5;
  color: var(--jp-content-font-color1, inherit); }}
.tpmlab-question .widget-radio, .tpmlab-question .widget-checkbox {{
  width: 100%; height: auto; margin: 0; }}
.tpmlab-question .widget-radio-box, .tpmlab-question .widget-radio {{ overflow: visible; }}
.tpmlab-question .widget-radio-box label, .tpmlab-question .widget-checkbox label {{
  position: relative; display: block; box-sizing: border-box; width: 100%; height: auto;
  min-height: 30px; margin: 0; padding: 5px 8px 5px 34px; border-radius: 4px; cursor: pointer;
  white-space: normal; overflow: visible; text-overflow: clip;
  font-size: var(--jp-content-font-size1, 14px); line-height: 1.45;
  color: var(--jp-content-font-color1, inherit); }}
.tpmlab-question .widget-radio-box label:hover, .tpmlab-question .widget-checkbox label:hover {{
  background: var(--jp-layout-color2, #eee); }}
.tpmlab-question .widget-radio-box input,
.tpmlab-question .widget-checkbox input[type="checkbox"] {{
  position: absolute; left: 8px; top: 7px; float: none;
  width: 16px; height: 16px; margin: 0; cursor: inherit; }}
.tpmlab-question input:focus-visible, .tpmlab-question button:focus-visible,
.tpmlab-question summary:focus-visible {{
  outline: 2px solid var(--jp-brand-color1, {PALETTE["blue"]}); outline-offset: 2px; }}
.tpmlab-question .tpmlab-options {{ overflow: visible; margin-bottom: 4px; }}
.tpmlab-question .jupyter-button {{ width: auto; padding: 0 16px; }}
.tpmlab-verdict {{ margin: 0.5rem 0 0; padding: 0.25rem 0 0.25rem 0.85rem;
  border-left: 4px solid {PALETTE["vermilion"]}; }}
.tpmlab-verdict.tpmlab-right {{ border-color: {PALETTE["green"]}; }}
.tpmlab-verdict.tpmlab-said {{ border-color: {PALETTE["blue"]}; }}
.tpmlab-verdict > :last-child {{ margin-bottom: 0; }}
.tpmlab-verdict summary {{ cursor: pointer; padding: 2px 0; width: fit-content; }}
.tpmlab-verdict ul {{ margin: 0.35rem 0 0; padding-left: 1.2rem; }}
.tpmlab-verdict li {{ margin-bottom: 0.5rem; }}
.tpmlab-number, .tpmlab-score {{ font-weight: 600; color: var(--jp-content-font-color2, inherit); }}
</style>"""


def stem_html(item: Item, number: str = "", note: str = "") -> str:
    """Write a question's stem, with how many to choose where that is more than one.

    Parameters
    ----------
    item : Item
        The question.
    number, note : str
        Shown above the stem: "Question 2 of 5", "answered right".
    """
    above = " · ".join(part for part in (number, note) if part)
    head = f'<p class="tpmlab-number">{above}</p>' if above else ""
    return f'{head}<div class="tpmlab-stem">{_asked(item)}</div>'


def verdict_html(item: Item, chosen: Sequence[int]) -> str:
    """Answer an answer: what it implies in the case, and after a right one why the rest tempt.

    Parameters
    ----------
    item : Item
        The question.
    chosen : sequence of int
        Numbers of the chosen options.
    """
    if item.is_right(list(chosen)):
        body = _right(item)
        tone, word = "tpmlab-right", "Right."
    else:
        body = _several_not_yet(item, chosen) if len(item.keys) > 1 else _not_yet(item, chosen[0])
        tone, word = "tpmlab-not-yet", "Not yet."
    inner = body.replace("<p>", f"<p><strong>{word}</strong> ", 1)
    return f'<div class="tpmlab-verdict {tone}" role="status">{inner}</div>'


def said_html(item: Item, chosen: Sequence[int]) -> str:
    """Speak to a guess once its answer is open, and point to that answer.

    Parameters
    ----------
    item : Item
        A prediction.
    chosen : sequence of int
        Numbers of the options guessed.
    """
    lines = "".join(
        f"<p><strong>You said:</strong> <em>{to_html(option.text)}</em></p>"
        f"<p>{'So it is.' if option.key else 'Tempting.'} {to_html(option.why)}</p>"
        for option in (item.options[number] for number in chosen)
    )
    return (
        f'<div class="tpmlab-verdict tpmlab-said" role="status">{lines}'
        "<p>The answer stands below. If it is still folded, click the line with the three dots.</p>"
        "</div>"
    )


def printed_html(item: Item, number: str = "", *, with_key: bool) -> str:
    """Write a whole question for a page without widgets.

    Parameters
    ----------
    item : Item
        The question.
    number : str
        Shown before the stem, such as "Question 2 of 5".
    with_key : bool
        Add the answer and its reasons, folded away.
    """
    stem = f"<p><strong>{number}</strong></p>" if number else ""
    options = "".join(f"<li>{to_html(option.text)}</li>" for option in item.options)
    reasons = ""
    if with_key:
        lines = "".join(
            f"<li>{'<strong>Right.</strong> ' if option.key else ''}{to_html(option.why)}</li>"
            for option in item.options
        )
        reasons = (
            "<details><summary>Answer, and a reason for each option</summary>"
            f"<ol>{lines}</ol><p><em>{to_html(item.principle)}</em></p></details>"
        )
    return f"<div>{stem}{_asked(item)}<ol>{options}</ol>{reasons}</div>"


def _asked(item: Item) -> str:
    count = ""
    if isinstance(item, MultipleItem):
        count = f"<p><em>Choose {_COUNTS[item.choose]}; all of them are needed.</em></p>"
    return _paragraphs(item.stem) + count


def _right(item: Item) -> str:
    whys = " ".join(to_html(item.options[key].why) for key in item.keys)
    others = [option for option in item.options if not option.key]
    lines = [
        f"<em>{to_html(option.text)}</em><br>{to_html(option.why)} {_belief(option.misconception)}"
        for option in others
    ]
    return (
        f"<p>{whys}</p><p>{to_html(item.principle)}</p>"
        f"<details><summary>Why the others tempt</summary>{_list(lines)}</details>"
    )


def _not_yet(item: Item, chosen: int) -> str:
    option = item.options[chosen]
    return f"<p>{to_html(option.why)}</p><p>{_belief(option.misconception)}</p>"


def _several_not_yet(item: Item, chosen: Sequence[int]) -> str:
    """Say what each chosen option implies; which ones are missing is folded away."""
    lines = [
        f"<em>{to_html(option.text)}</em>: "
        f"{'this one holds. ' if option.key else ''}{to_html(option.why)}"
        f"{'' if option.key else ' ' + _belief(option.misconception)}"
        for option in (item.options[number] for number in chosen)
    ]
    missed = [item.options[key] for key in item.keys if key not in chosen]
    hidden = [f"<em>{to_html(option.text)}</em>: {to_html(option.why)}" for option in missed]
    kept = len(item.keys) - len(missed)
    return (
        f"<p>{kept} of {len(item.keys)} found; it counts when all are.</p>{_list(lines)}"
        f"<details><summary>What you missed</summary>{_list(hidden)}</details>"
    )


def _belief(misconception: str | None) -> str:
    if misconception is None:
        return ""
    known = load_misconceptions().get(misconception)
    return f"The idea behind it: “{to_html(known.belief)}”" if known else ""


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{to_html(part)}</p>" for part in text.split("\n\n"))


def _list(lines: Iterable[str]) -> str:
    return f"<ul>{''.join(f'<li>{line}</li>' for line in lines)}</ul>"
