"""Whatever a learner and a publisher do in turn, no byte the learner wrote is lost."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tpmlab.learning.workspace import lay, path_of

from .conftest import notebook

IDS = ["alpha", "beta", "gamma"]
PLACES = [f"notebooks/{m:02d}-module/{n:02d}" for m in (0, 1) for n in (1, 2)]
lessons = st.sampled_from(IDS)
words = st.text("abc", max_size=3)


class LearnerAndPublisher(RuleBasedStateMachine):
    """``written`` holds every file with the learner's words, by path: the truth to compare with."""

    @initialize()
    def begin(self):
        self.folder = Path(tempfile.mkdtemp())
        self.home, self.base = self.folder / "home", self.folder / "base"
        self.version = 0
        self.memory_lost = False  # from then on, older files of ours rightly count as theirs
        self.shipped = dict.fromkeys(IDS, (PLACES[0], "0"))
        self.exercise = "0"
        self.written: dict[str, bytes] = {}
        self.publish()
        lay(self.home, self.base)

    def publish(self):
        shutil.rmtree(self.base, ignore_errors=True)
        files = {f"{place}-{name}.ipynb": text for name, (place, text) in self.shipped.items()}
        files["exercises/sum/sum.ipynb"] = self.exercise
        for path, text in files.items():
            (self.base / path).parent.mkdir(parents=True, exist_ok=True)
            (self.base / path).write_bytes(notebook([f"shipped {text}", "same"]))
        return files

    def notebooks(self):
        return sorted(p for p in self.home.rglob("*.ipynb") if ".tpmlab" not in p.parts)

    def write(self, path: Path, data: bytes):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        self.written[path.relative_to(self.home).as_posix()] = data

    @rule(data=st.data(), text=words)
    def edit(self, data, text):
        files = self.notebooks()
        if files:
            self.write(data.draw(st.sampled_from(files)), notebook([f"mine {text}"]))

    @rule(data=st.data(), text=words)
    def damage(self, data, text):
        files = self.notebooks()
        if files:
            self.write(data.draw(st.sampled_from(files)), b"{ half a notebook " + text.encode())

    @rule(data=st.data(), printed=words)
    def run(self, data, printed):
        """Run a notebook: its outputs change, and with them the bytes of one with our words."""
        files = [p for p in self.notebooks() if p.read_bytes().startswith(b'{"cells"')]
        if not files:
            return
        path = data.draw(st.sampled_from(files))
        document = json.loads(path.read_bytes())
        for cell in document["cells"]:
            cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": printed}]
        ran = json.dumps(document).encode()
        path.write_bytes(ran)
        name = path.relative_to(self.home).as_posix()
        if name in self.written:
            self.written[name] = ran

    @rule(data=st.data())
    def delete(self, data):
        files = self.notebooks()
        if files:
            path = data.draw(st.sampled_from(files))
            path.unlink()
            self.written.pop(path.relative_to(self.home).as_posix(), None)

    @rule(
        name=lessons, place=st.sampled_from(PLACES), ending=st.sampled_from(["", ".new", ".new-2"])
    )
    def make_a_file_where_one_may_be_shipped(self, name, place, ending):
        path = self.home / f"{place}-{name}{ending}.ipynb"
        if not path.exists():
            self.write(path, notebook(["my own notebook"]))

    @rule(name=lessons)
    def revise(self, name):
        self.version += 1
        place, _ = self.shipped.get(name, (PLACES[0], ""))
        self.shipped[name] = (place, str(self.version))

    @rule(name=lessons, place=st.sampled_from(PLACES))
    def renumber(self, name, place):
        if name in self.shipped:
            self.shipped[name] = (place, self.shipped[name][1])

    @rule(name=lessons)
    def withdraw(self, name):
        self.shipped.pop(name, None)

    @rule()
    def revise_the_exercise(self):
        self.version += 1
        self.exercise = str(self.version)

    @rule()
    def lose_the_manifest(self):
        (self.home / ".tpmlab/manifest.json").write_text("{")
        self.memory_lost = True

    @rule()
    def update(self):
        files = self.publish()
        lay(self.home, self.base)
        if not self.memory_lost:
            for path in files:
                self.check_new_version(path)
        self.check_paths()
        before = self.everything()
        lay(self.home, self.base)
        assert self.everything() == before, "a second update of the same version changed something"

    def check_paths(self):
        for name in self.shipped:
            assert (self.home / path_of(f"lesson:{name}", self.home)).is_file()

    def check_new_version(self, path: str):
        """Untouched, it stands at its place; else beside, unless the learner took that over too."""
        version = self.same_words((self.base / path).read_bytes())
        if path not in self.written:
            assert self.same_words((self.home / path).read_bytes()) == version
        stem = Path(path).stem
        name = f"lesson:{stem[3:]}" if "notebooks" in path else f"assignment:{stem}"
        if str(path_of(name, self.home)) not in self.written:
            assert self.same_words((self.home / path_of(name, self.home)).read_bytes()) == version

    @staticmethod
    def same_words(data: bytes) -> list[str] | bytes:
        try:
            return [cell["source"] for cell in json.loads(data)["cells"]]
        except ValueError:
            return data

    def everything(self) -> dict[str, bytes]:
        return {
            p.relative_to(self.home).as_posix(): p.read_bytes() for p in self.home.rglob("*.ipynb")
        }

    @invariant()
    def every_word_of_the_learner_is_where_they_wrote_it(self):
        for path, data in getattr(self, "written", {}).items():
            assert (self.home / path).read_bytes() == data, path

    def teardown(self):
        shutil.rmtree(getattr(self, "folder", "/nonexistent"), ignore_errors=True)


TestLearnerAndPublisher = pytest.mark.slow(LearnerAndPublisher.TestCase)
TestLearnerAndPublisher.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
