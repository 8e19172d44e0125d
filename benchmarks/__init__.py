"""Measures this project beside what people would use instead: `make bench`.

A timing means nothing alone. Each contest puts the same events before everybody, in one run, in interleaved
rounds (A B C, A B C …), so that a machine that is busy for a while is busy for all; what counts are medians
and ratios. README.md in this folder says what is measured and how.
"""
