"""How fast each query is beside the best hand-written version of the same work; `python -m benchmarks` prints the table."""
