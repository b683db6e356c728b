"""From text to notebook: build, check and start lessons, assignments and the glossary page."""
