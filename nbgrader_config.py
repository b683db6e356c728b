"""nbgrader's settings for this course; its commands run from this folder.

solutions/ is nbgrader's source directory, exercises/ its release directory; both are
built from content/assignments (see docs/contributing.md).
"""

import os
import sys
from pathlib import Path

# nbgrader starts the bare command "alembic" to make its gradebook; it lies beside this Python.
os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])

c = get_config()  # noqa: F821 - nbgrader defines it
c.CourseDirectory.course_id = "tpmlab"
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "exercises"
c.CourseDirectory.ignore = [".ipynb_checkpoints", "*.pyc", "__pycache__"]
c.ClearSolutions.code_stub = {"python": "# YOUR CODE HERE\nraise NotImplementedError()"}
c.Execute.timeout = 120  # seconds a cell; tpmlab check uses the same
c.LimitOutput.max_lines = 1000
