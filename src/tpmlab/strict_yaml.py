"""Read YAML strictly: no duplicate keys, no aliases, no guessing of truth values.

:class:`StrictLoader` says line by line what is wrong with a text, :func:`quick_document`
reads a text in which nothing is, in a fraction of the time: it follows the events of PyYAML's
C parser, without recursion, and gives up on the first thing that it can't vouch for.
"""

from __future__ import annotations

import re
from collections.abc import Hashable
from typing import Any, ClassVar

import yaml

__all__ = ["StrictLoader", "UnusualYamlError", "quick_document"]

_BOOL, _TIMESTAMP, _MERGE = (f"tag:yaml.org,2002:{name}" for name in ("bool", "timestamp", "merge"))
_NUMBERS = ("tag:yaml.org,2002:int", "tag:yaml.org,2002:float")
_LONGEST_NUMBER = 100  # characters; Python refuses to print integers of some thousands
_DEEPEST = 60  # levels; no file of ours has a tenth of it


class UnusualYamlError(ValueError):
    """A text that the quick reader can't vouch for, whether anything is wrong with it or not."""


class StrictLoader(yaml.SafeLoader):
    """SafeLoader that refuses duplicate keys, aliases (billion laughs) and YAML 1.1 dates.

    As in YAML 1.2, true and false alone are truth values: ``on`` and ``no`` are words.
    """

    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {  # type: ignore[misc]
        letter: [pair for pair in resolvers if pair[0] != _BOOL]
        for letter, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }

    def compose_node(self, parent: Any, index: Any) -> Any:
        """Refuse an alias."""
        if self.check_event(yaml.AliasEvent):
            mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]
            raise yaml.composer.ComposerError(None, None, "aliases (*name) are not allowed", mark)
        return super().compose_node(parent, index)

    def construct_object(self, node: Any, deep: bool = False) -> Any:
        """Say where a number stands that can't be one."""
        number = isinstance(node, yaml.ScalarNode) and node.tag in _NUMBERS
        try:
            if not number or len(node.value) <= _LONGEST_NUMBER:
                return super().construct_object(node, deep)
        except ValueError:
            if not number:
                raise
        message = f"'{node.value[:20]}' is not a number that can be used"
        raise yaml.constructor.ConstructorError(None, None, message, node.start_mark)

    def construct_yaml_timestamp(self, node: Any) -> Any:
        """Say where a date that is none stands."""
        try:
            return super().construct_yaml_timestamp(node)
        except (ValueError, AttributeError):  # the latter for a text that is tagged as a date
            raise yaml.constructor.ConstructorError(
                None, None, f"{node.value} is not a date", node.start_mark
            ) from None

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Hashable, Any]:
        """Refuse a key that stands twice."""
        seen: set[Any] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if not isinstance(key, Hashable):
                raise yaml.constructor.ConstructorError(
                    None, None, "a key must be a plain word", key_node.start_mark
                )
            if key in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key '{key}' stands twice", key_node.start_mark
                )
            seen.add(key)
        return super().construct_mapping(node, deep)


StrictLoader.add_implicit_resolver(_BOOL, re.compile("^(?:true|false)$"), list("tf"))
StrictLoader.add_constructor(_TIMESTAMP, StrictLoader.construct_yaml_timestamp)
_RESOLVERS: dict[str, Any] = dict(StrictLoader.yaml_implicit_resolvers)
_NONE = object()


def quick_document(text: str) -> Any:
    """Read a text in which nothing is wrong.

    Parameters
    ----------
    text : str
        One YAML document.

    Returns
    -------
    object
        What :class:`StrictLoader` gives.

    Raises
    ------
    UnusualYamlError
        If anything is unusual, or the C parser isn't there: ask :class:`StrictLoader`.

    Examples
    --------
    >>> quick_document("{id: float, days: 2.5, on: no}")
    {'id': 'float', 'days': 2.5, 'on': 'no'}
    """
    if not yaml.__with_libyaml__:
        raise UnusualYamlError("no C parser")
    parser = yaml.CSafeLoader(text)
    try:
        return _document(parser)
    except (yaml.YAMLError, ValueError, TypeError) as error:
        raise UnusualYamlError("not a sound text") from error
    finally:
        parser.dispose()


def _document(parser: Any) -> Any:
    """Build what the events tell of, level by level."""
    root: list[Any] = []
    levels: list[Any] = [root]
    key: Any = _NONE
    event = parser.get_event()
    while not isinstance(event, yaml.StreamEndEvent):
        if isinstance(event, yaml.CollectionEndEvent):
            levels.pop()
        elif isinstance(event, yaml.NodeEvent):
            value = _value(parser, event)
            key = _put(levels[-1], key, value)
            if not isinstance(event, yaml.ScalarEvent):
                levels.append(value)
                if len(levels) > _DEEPEST:
                    raise UnusualYamlError("a deep nest")
        event = parser.get_event()
    (document,) = root
    return document


def _value(parser: Any, event: Any) -> Any:
    if isinstance(event, yaml.AliasEvent) or event.anchor or event.tag:
        raise UnusualYamlError("an alias, an anchor or a tag")
    if isinstance(event, yaml.ScalarEvent):
        return _plain(parser, event.value) if event.implicit[0] else event.value
    return {} if isinstance(event, yaml.MappingStartEvent) else []


def _put(level: Any, key: Any, value: Any) -> Any:
    """Add a value to a list, or to a mapping as the next key or under the last; give the key."""
    if type(level) is list:
        level.append(value)
        return _NONE
    if key is not _NONE:
        level[key] = value
        return _NONE
    if value in level:  # a TypeError for a key of several parts
        raise UnusualYamlError("a key stands twice")
    return value


def _plain(parser: Any, text: str) -> Any:
    """Give a word without quotes its type."""
    for tag, pattern in _RESOLVERS.get(text[:1], ()):
        if pattern.match(text):
            if tag == _MERGE or len(text) > _LONGEST_NUMBER:
                raise UnusualYamlError("a merge, or a long number")
            return parser.construct_object(yaml.ScalarNode(tag, text))
    return text
