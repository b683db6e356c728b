"""A study group that meets offline: weekly packs for vote, discussion and second vote; tallies."""
