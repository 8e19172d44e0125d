"""The peer: plotly.express.timeline written by `write_html`. Run by the benchmark.

python stock_page.py EVENTS.csv PAGE.html
"""

from __future__ import annotations

import sys

import pandas as pd

from benchmarks.stock_dash import figure


def main() -> None:
    """Write the page with the full bundle inside, as `write_html` does by default."""
    path, page = sys.argv[1:]
    figure(pd.read_csv(path, keep_default_na=False)).write_html(page, config={"scrollZoom": True})


if __name__ == "__main__":
    main()
