"""The looks of questions: large targets, wrapping labels, light and dark by the page's colours."""

from __future__ import annotations

from tpmlab.pictures import PALETTE

__all__ = ["STYLE"]

_FOCUS = f"outline: 2px solid var(--jp-brand-color1, {PALETTE['blue']}); outline-offset: 2px;"
_TEXT = "color: var(--jp-content-font-color1, inherit);"
_SIZE = "font-size: var(--jp-content-font-size1, 14px);"

# ipywidgets gives each option one line of fixed height; ours may wrap and are easy to hit.
_OPTIONS = f"""
.tpmlab-question {{ max-width: 44rem; margin: 0 0 1.25rem; overflow: visible; }}
.tpmlab-question p, .tpmlab-question li, .tpmlab-score {{ line-height: 1.5; }}
.tpmlab-question p {{ margin: 0 0 0.5rem; }}
.tpmlab-question .widget-html-content, .tpmlab-score .widget-html-content {{
  {_SIZE} line-height: 1.5; {_TEXT} }}
.tpmlab-question .widget-radio, .tpmlab-question .widget-checkbox {{
  width: 100%; height: auto; margin: 0; }}
.tpmlab-question .widget-radio-box, .tpmlab-question .widget-radio {{ overflow: visible; }}
.tpmlab-question .widget-radio-box label, .tpmlab-question .widget-checkbox label {{
  position: relative; display: block; box-sizing: border-box; width: 100%; height: auto;
  min-height: 30px; margin: 0; padding: 5px 8px 5px 34px; border-radius: 4px; cursor: pointer;
  white-space: normal; overflow: visible; text-overflow: clip;
  {_SIZE} line-height: 1.45; {_TEXT} }}
.tpmlab-question .widget-radio-box label:hover, .tpmlab-question .widget-checkbox label:hover {{
  background: var(--jp-layout-color2, #eee); }}
.tpmlab-question .widget-radio-box input,
.tpmlab-question .widget-checkbox input[type="checkbox"] {{
  position: absolute; left: 8px; top: 7px; float: none;
  width: 16px; height: 16px; margin: 0; cursor: inherit; }}
.tpmlab-question input:focus-visible, .tpmlab-question button:focus-visible,
.tpmlab-question select:focus-visible, .tpmlab-question summary:focus-visible {{ {_FOCUS} }}
.tpmlab-question .tpmlab-options {{ overflow: visible; margin-bottom: 4px; }}
.tpmlab-question .jupyter-button {{ width: auto; padding: 0 16px; }}
.tpmlab-number, .tpmlab-score {{
  font-weight: 600; color: var(--jp-content-font-color2, inherit); }}
.tpmlab-lead {{ font-weight: 600; }}
"""

# A struck-out option: line through, and the button below says "Restore".
_STRUCK = "".join(
    f".tpmlab-struck-{n} .widget-radio-box label:nth-of-type({n + 1}),"
    f".tpmlab-struck-{n} .tpmlab-options > :nth-child({n + 1}) label"
    " { text-decoration: line-through; opacity: 0.75; }\n"
    for n in range(8)
)

_FIELDS = f"""
.tpmlab-question .tpmlab-field {{
  display: block; width: 100%; height: auto; margin: 0 0 8px; overflow: visible; }}
.tpmlab-question .tpmlab-field > label {{
  display: block; width: 100%; height: auto; text-align: left; white-space: normal;
  overflow: visible; text-overflow: clip; line-height: 1.45; padding: 0 0 2px;
  {_SIZE} {_TEXT} }}
.tpmlab-question .tpmlab-field > select, .tpmlab-question .tpmlab-gap > select {{
  min-height: 30px; max-width: 100%; {_SIZE} }}
.tpmlab-question .tpmlab-field > select {{ width: 100%; }}
.tpmlab-question .tpmlab-sentence {{ display: block; overflow: visible; line-height: 2.4; }}
.tpmlab-question .tpmlab-sentence > * {{
  display: inline; width: auto; height: auto; margin: 0; overflow: visible; }}
.tpmlab-question .tpmlab-sentence .widget-html-content {{ display: inline; line-height: 2.4; }}
.tpmlab-question .tpmlab-gap > label {{
  position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }}
.tpmlab-question .tpmlab-gap > select {{ width: auto; display: inline-block; }}
"""

_SPOTS = f"""
.tpmlab-question .tpmlab-spots {{
  position: relative; width: 700px; max-width: 100%; overflow: visible; margin: 0 0 8px; }}
.tpmlab-question .tpmlab-spots .widget-html {{ margin: 0; width: 100%; }}
.tpmlab-question .tpmlab-spots .widget-html-content {{ line-height: 0; }}
.tpmlab-question .tpmlab-spots .jupyter-button {{
  position: absolute; margin: 0; padding: 0 0 0 3px; min-width: 24px; min-height: 24px;
  text-align: left; line-height: 18px; font-weight: 700; font-size: 13px; border-radius: 3px;
  display: flex; align-items: flex-start; justify-content: flex-start; overflow: visible;
  color: {PALETTE["maroon"]}; border: 2px dashed {PALETTE["maroon"]}; box-shadow: none;
  background: linear-gradient(#fff, #fff) 0 0 / 16px 18px no-repeat; }}
.tpmlab-question .tpmlab-spots .jupyter-button.tpmlab-chosen {{
  border: 4px solid {PALETTE["blue"]}; color: {PALETTE["blue"]};
  background: linear-gradient(#fff, #fff) 0 0 / 32px 18px no-repeat, rgba(0, 114, 178, 0.14); }}
.tpmlab-question .tpmlab-spots .jupyter-button:focus-visible {{
  outline: 3px solid {PALETTE["ink"]}; outline-offset: 2px; }}
"""

_TABLES = """
.tpmlab-question table.tpmlab-exhibit { border-collapse: collapse; margin: 0 0 0.75rem;
  font-size: var(--jp-content-font-size1, 14px); color: inherit; }
.tpmlab-question table.tpmlab-exhibit caption { text-align: left; font-weight: 600;
  padding: 0 0 4px; white-space: nowrap; }
.tpmlab-player summary { cursor: pointer; padding: 6px 0; }
.tpmlab-question table.tpmlab-exhibit th, .tpmlab-question table.tpmlab-exhibit td {
  border: 1px solid var(--jp-border-color1, #999); padding: 4px 10px; text-align: left;
  vertical-align: top; font-weight: normal; background: none; }
.tpmlab-question table.tpmlab-exhibit thead th { font-weight: 600;
  background: var(--jp-layout-color2, #eee); }
.tpmlab-exhibit-box { overflow-x: auto; }
"""

_VERDICTS = f"""
.tpmlab-verdict {{ margin: 0.5rem 0 0; padding: 0.25rem 0 0.25rem 0.85rem;
  border-left: 4px solid {PALETTE["vermilion"]}; }}
.tpmlab-verdict.tpmlab-right {{ border-color: {PALETTE["green"]}; }}
.tpmlab-verdict.tpmlab-said {{ border-color: {PALETTE["blue"]}; }}
.tpmlab-verdict > :last-child {{ margin-bottom: 0; }}
.tpmlab-verdict summary {{ cursor: pointer; padding: 2px 0; width: fit-content; }}
.tpmlab-verdict ul {{ margin: 0.35rem 0 0; padding-left: 1.2rem; }}
.tpmlab-verdict li {{ margin-bottom: 0.5rem; }}
.tpmlab-verdict ul.tpmlab-remarks {{ list-style: none; padding-left: 0; }}
.tpmlab-remarks li {{ padding-left: 1.6rem; text-indent: -1.6rem; }}
.tpmlab-remarks .tpmlab-mark {{ display: inline-block; width: 1.6rem; text-indent: 0;
  font-weight: 700; }}
"""

STYLE = f"<style>{_OPTIONS}{_STRUCK}{_FIELDS}{_SPOTS}{_TABLES}{_VERDICTS}</style>"
"""One ``<style>`` element for all questions on a page."""
