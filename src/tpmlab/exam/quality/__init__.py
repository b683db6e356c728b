"""Gates that a bank of items must pass: nothing in it may be guessed without its subject."""
