"""Questions of a learner's own: read from a file, all checked before the first is kept.

They stay in the workspace, ``my-items/<outline>/<id>.yaml``, in the format of the bank.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tpmlab.content import read_yaml, root
from tpmlab.errors import ContentError, TpmlabError
from tpmlab.exam.export.own_drafts import Draft, drafts_of_csv, drafts_of_yaml
from tpmlab.exam.items.bank import load_bank
from tpmlab.exam.items.files import ItemFile
from tpmlab.exam.items.model import Item
from tpmlab.exam.items.references import check_item
from tpmlab.files import write_atomically

__all__ = [
    "Imported",
    "OwnItemsError",
    "import_items",
    "load_own_items",
    "own_items_folder",
]

_READERS = {".csv": drafts_of_csv, ".yaml": drafts_of_yaml, ".yml": drafts_of_yaml}


class OwnItemsError(TpmlabError, ValueError):
    """A file of one's own questions that isn't taken in; a line for each problem."""


@dataclass(frozen=True)
class Imported:
    """What an import did: ids of items kept, of those that replaced one, and what was skipped."""

    kept: tuple[str, ...]
    replaced: tuple[str, ...]
    skipped: tuple[str, ...]


def own_items_folder(workspace: Path) -> Path:
    """Folder of the learner's own questions."""
    return workspace / "my-items"


def import_items(
    path: Path, workspace: Path, *, skip_bad: bool = False, base: Path | None = None
) -> Imported:
    """Take questions from a CSV or YAML file into the workspace.

    Parameters
    ----------
    path : pathlib.Path
        A CSV file with the columns of an export, or YAML with one item or case set a document.
    workspace : pathlib.Path
        The learner's folder.
    skip_bad : bool
        Take the sound ones and tell of the rest; without it, one problem stops all.
    base : pathlib.Path, optional
        Folder that holds ``content/`` (default: tpmlab's own).

    Raises
    ------
    OwnItemsError
        If a question can't be used: a sentence a problem, with file, line and field.
    """
    drafts = list(_drafts(path, base or root()))
    problems = [problem for draft in drafts for problem in draft.problems]
    if problems and not skip_bad:
        raise OwnItemsError("\n".join([*problems, "Nothing was imported."]))
    sound = [draft for draft in drafts if not draft.problems]
    if not sound:
        raise OwnItemsError("\n".join([*problems, f"{path} holds no item to import."]))
    replaced = []
    for draft in sound:
        target = own_items_folder(workspace) / draft.outline / f"{draft.id}.yaml"
        target.parent.mkdir(parents=True, exist_ok=True)
        replaced += [draft.id] if target.exists() else []
        write_atomically(target, draft.text.encode())
    return Imported(tuple(draft.id for draft in sound), tuple(replaced), tuple(problems))


def load_own_items(
    workspace: Path, outline: str = "pmp-2026", base: Path | None = None
) -> tuple[Item, ...]:
    """Read the learner's own questions for an outline, by file name; none gives ().

    Raises
    ------
    ContentError
        For the first file that was changed into something unusable; it names the line.
    """
    items: list[Item] = []
    for path in sorted((own_items_folder(workspace) / outline).glob("*.yaml")):
        document = read_yaml(path, ItemFile)
        for item in document.items:
            check_item(item, path, base or root())
        items += document.items
    return tuple(items)


def _drafts(path: Path, base: Path) -> Iterator[Draft]:
    read = _READERS.get(path.suffix.lower())
    if read is None:
        raise OwnItemsError(f"{path} is neither CSV nor YAML; name a file that ends so.")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise ContentError(f"{path} does not exist: correct its name.") from None
    except IsADirectoryError:
        raise ContentError(f"{path} is a folder: name a file in it.") from None
    except UnicodeDecodeError:
        raise ContentError(f"{path} is not UTF-8 text: save it again as UTF-8.") from None
    seen: dict[str, int] = {}
    for draft in read(text, path, base):
        sound = draft.ids and not draft.problems
        bank = load_bank(draft.outline, base).by_id if sound else {}
        for name in draft.ids:
            if name in bank:
                message = f"'{name}' is an item of tpmlab's bank; give yours another id"
                draft.problems.append(f"{path}, line {draft.line}, id: {message}.")
            if name in seen:
                message = f"the id '{name}' stands on line {seen[name]} already; choose another"
                draft.problems.append(f"{path}, line {draft.line}, id: {message}.")
            seen.setdefault(name, draft.line)
        yield draft
