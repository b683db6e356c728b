"""Policies of people who make mistakes, and of people who try to see more than a view."""

import linecache
import math
from types import ModuleType

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpmlab.policy_box import Limits, PolicyError, Source, from_function, play_policy
from tpmlab.policy_box.wire import cells_of, pack, read_decision, read_view, unpack
from tpmlab.scenarios import load
from tpmlab.simulator import Decision, Report, Trade, play, policies, simulate, view_of

TUTORIAL = load("tutorial")
STRICT = Limits(decision=1.0, own_work=True)
HEAD = "from tpmlab.simulator import Decision\n"


def played(body, limits=STRICT, seeds=(7,), head=HEAD):
    """Play a policy of these lines; its text is what a learner would have written."""
    text = f"{head}def policy(view):\n" + "".join(f"    {line}\n" for line in body.split("\n"))
    source = Source(text, "policy", "Your policy", numbered=False)
    return play_policy(TUTORIAL, source, seeds, limits=limits)


def notebook(text):
    """The names that a notebook has after running a cell, whose text Python can look up."""
    space = ModuleType("__main__").__dict__
    name = f"<cell {abs(hash(text))}>"
    linecache.cache[name] = (len(text), None, text.splitlines(keepends=True), name)
    exec(compile(text, name, "exec"), space)
    return space


@pytest.mark.slow
def test_a_policy_in_its_box_plays_as_it_does_here():
    seeds = [3, 2**62, 5]
    found = play_policy(TUTORIAL, from_function(policies.strong), seeds)
    pd.testing.assert_frame_equal(found.table, simulate(TUTORIAL, policies.strong, seeds))
    assert (found.refused, found.examples) == (0, ())


STOPPED = {
    "hangs": ("while view.week == 2: pass\nreturn Decision()", "took longer than 1 seconds for "
              "one decision: look for a loop that doesn't end (seed 7, week 2)."),
    "swallows everything and hangs": (
        "while True:\n    try:\n        while True: pass\n    except BaseException: pass",
        "took longer than 1 seconds",
    ),
    "crashes": ("return 1 / 0", "at 'return 1 / 0': ZeroDivisionError: division by zero (seed 7"),
    "leaves": ("import sys; sys.exit()", "it may not end the program"),
    "kills its process": ("import os; os._exit(0)", "ended its own process; return a Decision"),
    "reaches past Python": ("import ctypes; ctypes.string_at(0)", "it may not reach past Python"),
    "calls itself": ("return policy(view)", "calls itself without an end"),
    "takes all memory": ("x = bytearray(10**11)", "needs more memory than it may have"),
    "starts processes": ("import os\nwhile True: os.fork()", "may not start or stop processes"),
    "runs a command": ("import subprocess; subprocess.run(['ls'])", "may not start or stop"),
    "rings home": (
        "import socket; socket.create_connection(('127.0.0.1', 9))", "may not use the network"
    ),
    "reads files": ("open('/etc/hostname').read()", "all that it may know is in the view"),
    "writes files": ("open('notes.txt', 'w')", "may not write files"),
    "empties a file of Python": (
        "import os, sys\nos.open(sys.executable, os.O_WRONLY)", "may not write files"
    ),
    "opens a database": ("import sqlite3; sqlite3.connect('gradebook.db')", "may not read files"),
    "changes a file's date": ("import os; os.utime('notes.txt')", "may not change files"),
    "calls the system": ("import ctypes; ctypes.CDLL(None)", "may not reach past Python"),
    "writes between our lines": (
        "import os\nfor line in range(3, 9):\n    try: os.write(line, b'[1\\n')\n"
        "    except OSError: pass\nreturn Decision()",
        "meddles with its own process; leave that out",
    ),
    "can't say what is wrong": (
        "class Odd(Exception):\n    def __str__(self): raise self\nraise Odd", "of type 'Odd'"
    ),
    "decides in a circle": (
        "circle = {}\ncircle['a'] = circle\nreturn Decision(answer=circle)", "without an end"
    ),
    "changes a number of the view": ("view.week = 3", "a view can't be changed; return a Decision"),
    "changes a table of the view": ("view.packages['rules'] = 1", "a view can't be changed"),
    "looks for hidden luck": (
        "return view.chance", "'View' object has no attribute 'chance'; a view holds only what a"
    ),
    "starts the project itself": (
        "from tpmlab.simulator import Run\nRun.start(None, 7)", "may not start projects of its own"
    ),
    "simulates": (
        "from tpmlab.simulator import play\nreturn play(None, policy)", "decide from the view"
    ),
    "copies the built-in policy": (
        "from tpmlab.simulator.policies import strong\nreturn strong(view)",
        "the built-in policies don't play for you here; write your own",
    ),
    "loads the built-in policy again": (
        "import sys\ndel sys.modules['tpmlab.simulator.policies']\n"
        "from tpmlab.simulator.policies import strong\nreturn strong(view)",
        "write your own",
    ),
    "reads the built-in policy's text": (
        "import tpmlab\nopen(tpmlab.__path__[0] + '/simulator/policies.py')", "write your own"
    ),
    "copies it by another way": (
        "import tpmlab as tpm\nreturn tpm.simulator.policies.strong(view)", "write your own"
    ),
    "plays by another way": (
        "import tpmlab as tpm\nreturn tpm.simulator.play(None, policy)", "decide from the view"
    ),
    "debriefs": ("import tpmlab as tpm\ntpm.simulator.debrief(None)", "decide from the view"),
    "forgets to return": ("Decision()", "'policy' returned None; return a tpmlab.simulator.Dec"),
    "returns a text": ("return 'carry on'", "'policy' returned 'carry on'; return a"),
    "hides an object in its decision": (
        "return Decision(test=object())", "its Decision can't be read, it holds a value of type"
    ),
    "returns another shape": ("return Decision(answer=5)", "don't have the form of a Decision"),
    "returns a flood": ("return Decision(cut=('x' * 3000000,))", "more than a million letters"),
    "is slow all the time": (
        "import time; time.sleep(0.3)\nreturn Decision()",
        "took longer than 1 seconds for all its decisions: let it look at less",
    ),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("name", STOPPED)
def test_what_goes_wrong_is_one_sentence_that_says_where(name):
    body, says = STOPPED[name]
    total = 1.0 if "all the time" in name else math.inf
    with pytest.raises(PolicyError) as caught:
        played(body, Limits(decision=1.0, total=total, own_work=True))
    text = str(caught.value)
    assert says in text
    assert text.startswith("Your policy")
    assert "(seed 7, week" in text
    assert text.endswith(").")
    assert "\n" not in text


@pytest.mark.slow
def test_what_does_no_harm_is_let_be():
    found = played(
        "print('x' * 10**6)\n"
        "try:\n    open('/etc/passwd')\nexcept Exception: pass\n"
        "return Decision(test=0.1)"
    )
    expected = simulate(TUTORIAL, lambda view: Decision(test=0.1), [7])
    pd.testing.assert_frame_equal(found.table, expected)


@pytest.mark.slow
def test_a_policy_finds_nothing_hidden_in_its_process():
    """No state, no seed, no run: not by the garbage collector, nor up the stack."""
    body = (
        "import gc, sys\n"
        "from tpmlab.simulator.state import State\n"
        "if [o for o in gc.get_objects() if isinstance(o, State)]: raise ValueError('a state')\n"
        "frame, seen = sys._getframe(), []\n"
        "while frame:\n"
        "    seen += [v for v in frame.f_locals.values() if v == 987654321987]\n"
        "    frame = frame.f_back\n"
        "if seen: raise ValueError('the seed')\n"
        "return Decision()"
    )
    assert len(played(body, seeds=[987654321987]).table) == 1


@pytest.mark.slow
def test_what_a_policy_notes_in_one_run_is_gone_in_the_next():
    found = played(
        "noted.append(view.week)\n"
        "if noted != list(range(view.week + 1)): raise ValueError(str(noted))\n"
        "return Decision()",
        seeds=[1, 2, 3],
        head=f"{HEAD}noted = []\n",
    )
    assert len(found.table) == 3


@pytest.mark.slow
def test_orders_that_cannot_be_carried_out_are_counted_and_quoted():
    found = played("return Decision(cut=['rules'])", seeds=[1, 2])
    assert found.refused == sum(math.ceil(weeks) for weeks in found.table["finish"])
    assert found.examples[0].startswith("seed 1, week 0: 'rules' must ship")
    assert len(found.examples) == 3


def test_a_cell_goes_along_with_what_it_uses_and_nothing_else():
    space = notebook(
        "import tpmlab as tpm\nfrom tpmlab.simulator import Decision, play\n"
        "import numpy as np\n"
        "share, names = 0.1, ['a', 'b']\nmost, least = float('inf'), np.float64(-1)\n"
        "run = play(tpm.simulator.load('tutorial'), tpm.simulator.policies.nothing)\n"
        "def late(view):\n    return view.forecast - view.agreed\n"
        "def policy(view, more=share):\n"
        "    run = names  # a name of its own\n"
        "    return Decision(test=share, overtime=0.2 if most > late(view) > least else 0)\n"
    )
    source = from_function(space["policy"])
    assert "names = ['a', 'b']" in source.text
    assert "share = float('0.1')" in source.text
    assert "most = float('inf')" in source.text
    assert "least = float('-1.0')" in source.text
    assert "def late(view):" in source.text
    assert "play" not in source.text
    again = {}
    exec(source.text, again)
    view = space["run"].back_to(2).view
    assert again["policy"](view) == space["policy"](view)


@pytest.mark.parametrize(
    ("cell", "says"),
    [
        (
            "from tpmlab.simulator import Decision, play, policies\nfrom tpmlab.scenarios import load\n"
            "run = play(load('tutorial'), policies.nothing)\n"
            "def policy(view):\n    return Decision(test=run.state.chance.value[0])\n",
            r"uses 'run' \(Run\) from outside itself: it gets its view and nothing that knows more",
        ),
        ("def make():\n    def policy(view):\n        pass\n    return policy\npolicy = make()\n",
         r"the text of 'policy' can't be found; write it with def, at the left margin"),
        ("late = lambda view: 0\ndef policy(view):\n    return late(view)\n",
         r"uses 'late' \(function\) from outside itself: write functions with def"),
        ("class Rules:\n    test = 0.1\ndef policy(view):\n    return Rules.test\n",
         r"uses 'Rules' \(type\) from outside itself"),
        ("policy = 5\n", r"is of type 'int': define it with def policy\(view\)"),
        ("class Mine:\n    def __call__(self, view): pass\npolicy = Mine()\n", "is of type 'Mine'"),
    ],
)  # fmt: skip
def test_what_cannot_go_along_is_said(cell, says):
    with pytest.raises(PolicyError, match=says):
        from_function(notebook(cell)["policy"])


def test_views_cross_whole_and_frozen():
    run = play(TUTORIAL, policies.strong, seed=2)
    for state in run.states:
        view = view_of(TUTORIAL, state)
        again = read_view(unpack(pack(cells_of(view))))
        assert again._replace(**{name: dict(getattr(again, name)) for name in TABLES}) == (
            view._replace(**{name: dict(getattr(view, name)) for name in TABLES})
        )
        with pytest.raises(TypeError):
            again.packages["rules"] = None


TABLES = ("packages", "people", "risks", "requests", "sponsors")
SHARES = st.floats(0, 0.5)
ANSWERS = st.sampled_from(["yes", "no", Trade("time"), Trade("scope", "paper")])


@given(
    st.builds(
        Decision,
        test=st.none() | SHARES,
        overtime=st.none() | SHARES | st.dictionaries(st.text(), SHARES),
        answer=st.dictionaries(st.text(), ANSWERS),
        cut=st.lists(st.text()).map(tuple),
        report=st.none() | st.builds(Report, finish=st.floats(0, 90), changed=st.text()),
        assign=st.none() | st.dictionaries(st.text(), st.lists(st.text()).map(tuple)),
    )
)
def test_decisions_cross_whole(decision):
    assert read_decision(unpack(pack(decision.to_dict()))) == decision


def test_gathering_a_text_does_not_run_it():
    space = notebook("def policy(view):\n    raise SystemExit\n")
    assert from_function(space["policy"]).entry == "policy"
