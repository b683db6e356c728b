"""Put an entry into ``content/curriculum.yaml`` by editing its text: comments stay.

Every edit is read back through the curriculum's own model before anybody stores it.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

from tpmlab.content import parse_yaml
from tpmlab.curriculum import Curriculum
from tpmlab.errors import ContentError

__all__ = ["with_assignment", "with_lesson"]

_WHERE = "content/curriculum.yaml"


def with_lesson(text: str, module_id: str, lesson_id: str, entry: list[str]) -> str:
    r"""Give the curriculum's text with one more written lesson.

    Parameters
    ----------
    text : str
        The file as it is.
    module_id : str
        Where the lesson goes; an unknown module is added at the end.
    lesson_id : str
        A planned id keeps its place; a new one comes last in its module.
    entry : list of str
        The lesson's YAML lines without indentation, ``id: …`` first.

    Raises
    ------
    ContentError
        If the lesson is there already, or planned in another module.

    Examples
    --------
    >>> text = "modules:\n- id: a\n  title: A\n  lessons: [b]  # two more in spring"
    >>> entry = ["id: b", "title: B", "minutes: 5", "objectives: [{id: c, text: d}]"]
    >>> print(with_lesson(text, "a", "b", entry))
    modules:
    - id: a
      title: A
      lessons:  # two more in spring
        - id: b
          title: B
          minutes: 5
          objectives: [{id: c, text: d}]
    """
    curriculum = parse_yaml(text, Curriculum, _WHERE)
    _require_free(curriculum, module_id, lesson_id)
    lines = text.split("\n")
    modules = _child(_root(text), "modules")
    module = next((m for m in modules.value if _child(m, "id").value == module_id), None)
    if module is None:
        lines = _with_module(lines, modules, module_id, entry)
    else:
        lessons = _child(module, "lessons")
        edit = _in_flow if lessons.flow_style else _in_block
        lines = edit(lines, lessons, lesson_id, entry)
    return _checked("\n".join(lines))


def with_assignment(text: str, lesson_id: str, assignment_id: str) -> str:
    """Give the curriculum's text with an assignment for a written lesson."""
    curriculum = parse_yaml(text, Curriculum, _WHERE)
    lesson = curriculum.lessons.get(lesson_id)
    if lesson is None:
        raise ContentError(f"There is no written lesson '{lesson_id}'; write it first.")
    if lesson.assignment is not None:
        raise ContentError(f"The lesson '{lesson_id}' has '{lesson.assignment}' already; keep one.")
    node = next(
        entry
        for module in _child(_root(text), "modules").value
        for entry in _child(module, "lessons").value
        if isinstance(entry, yaml.MappingNode) and _child(entry, "id").value == lesson_id
    )
    if node.flow_style:
        raise ContentError(
            f"{_WHERE}, line {node.start_mark.line + 1}: write the lesson '{lesson_id}' over "
            "several lines, then try again."
        )
    lines = text.split("\n")
    indent = " " * node.value[0][0].start_mark.column
    lines.insert(_last_line(node) + 1, f"{indent}assignment: {assignment_id}")
    return _checked("\n".join(lines))


def _require_free(curriculum: Curriculum, module_id: str, lesson_id: str) -> None:
    if lesson_id in curriculum.lessons:
        raise ContentError(f"The lesson '{lesson_id}' is in {_WHERE} already; choose another id.")
    if lesson_id in curriculum.planned and curriculum.module_of(lesson_id).id != module_id:
        home = curriculum.module_of(lesson_id).id
        raise ContentError(f"'{lesson_id}' is planned in '{home}'; write '{home}/{lesson_id}'.")


def _with_module(lines: list[str], modules: Any, module_id: str, entry: list[str]) -> list[str]:
    if modules.flow_style:
        raise ContentError(f"{_WHERE}: write 'modules' as a list of several lines, then try again.")
    dash = modules.value[0].start_mark.column - 2
    title = module_id.replace("-", " ").capitalize()
    new = [f"- id: {module_id}", f"  title: {title}", "  lessons:", *_item(entry, 4)]
    place = _last_line(modules) + 1
    return [*lines[:place], *(" " * dash + line for line in new), *lines[place:]]


def _in_block(lines: list[str], lessons: Any, lesson_id: str, entry: list[str]) -> list[str]:
    planned = _planned(lessons, lesson_id)
    column = lessons.value[0].start_mark.column
    dash = lines[lessons.value[0].start_mark.line].rindex("-", 0, column)
    if planned is None:
        place = _last_line(lessons) + 1
        return [*lines[:place], *_item(entry, dash), *lines[place:]]
    line = planned.start_mark.line
    new = _item(entry, dash)
    new[0] += lines[line][planned.end_mark.column :]  # a comment on the line stays
    return [*lines[:line], *new, *lines[line + 1 :]]


def _in_flow(lines: list[str], lessons: Any, lesson_id: str, entry: list[str]) -> list[str]:
    """``lessons: [a, b]`` becomes a list of lines, since an entry needs several."""
    start, end = lessons.start_mark, lessons.end_mark
    inside = "\n".join(lines[start.line : end.line + 1])
    if start.line != end.line and re.search(r"(^|\s)#", inside):
        raise ContentError(
            f"{_WHERE}, line {start.line + 1}: a comment stands inside [...]; write the lessons "
            "one a line, then try again."
        )
    if any(isinstance(node, yaml.MappingNode) for node in lessons.value):
        raise ContentError(
            f"{_WHERE}, line {start.line + 1}: write the lessons one a line, then try again."
        )
    head = lines[start.line]
    dash = len(head) - len(head.lstrip()) + 2
    names = [node.value for node in lessons.value]
    names = names if lesson_id in names else [*names, lesson_id]
    new = [(head[: start.column].rstrip() + lines[end.line][end.column :]).rstrip()]
    for name in names:
        new += _item(entry if name == lesson_id else [name], dash)
    return [*lines[: start.line], *new, *lines[end.line + 1 :]]


def _item(entry: list[str], dash: int) -> list[str]:
    return [" " * dash + ("  " if number else "- ") + line for number, line in enumerate(entry)]


def _planned(lessons: Any, lesson_id: str) -> Any:
    scalars = (node for node in lessons.value if isinstance(node, yaml.ScalarNode))
    return next((node for node in scalars if node.value == lesson_id), None)


def _root(text: str) -> Any:
    return yaml.compose(text, Loader=yaml.SafeLoader)


def _child(node: Any, key: str) -> Any:
    return next(value for name, value in node.value if name.value == key)


def _last_line(node: Any) -> int:
    """Line of a node's last word; a block node's own end lies beyond comments that follow."""
    if isinstance(node, yaml.ScalarNode) or node.flow_style or not node.value:
        mark = node.end_mark
        return int(mark.line if mark.column else mark.line - 1)
    last = node.value[-1]
    return _last_line(last[1] if isinstance(last, tuple) else last)


def _checked(text: str) -> str:
    parse_yaml(text, Curriculum, _WHERE)
    return text
