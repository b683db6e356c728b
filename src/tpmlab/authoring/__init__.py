"""From text to notebook: build, check and start lessons, assignments, contents and glossary."""
