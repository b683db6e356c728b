"""Speed of tpmlab beside its peers: ``python -m benchmarks``."""
