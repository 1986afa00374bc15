"""The benchmark (计量): what the engine costs, as ratios measured within one run, never as bare times.

Beside ours stands the limit: hand-written SQL on the bare driver that leaves the same rows behind. Both take turns in blocks,
the end state is compared before a number is printed. `python -m bench` writes docs/performance.md.
"""
