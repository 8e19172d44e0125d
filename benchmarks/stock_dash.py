"""The peer: what one writes in an afternoon with Dash, from its documentation. Run by the benchmark.

`dcc.Graph` with `plotly.express.timeline`, and beside it the passages as components; a callback on the server
gives the passage of the clicked event its class. No trick in it, and nothing made slow on purpose.

    python stock_dash.py EVENTS.csv PORT dev|waitress
"""

from __future__ import annotations

import sys
from typing import Any

import pandas as pd
import plotly.express as px
from dash import ALL, Dash, Input, Output, dcc, html

STYLE = (
    "body { margin: 0; font: 15px sans-serif; display: grid } .reader { height: 380px; overflow: auto; "
    "padding: 8px 16px } mark { background: #eee } mark.current { background: gold }"
)


def figure(events: pd.DataFrame) -> Any:
    """The stock figure: a lane and a colour for each kind; wheel and drag as plotly has them."""
    made = px.timeline(
        events,
        x_start="start",
        x_end="end",
        y="kind",
        color="kind",
        hover_name="title",
        custom_data=["id", "quote"],
    )
    return made.update_layout(height=500, dragmode="pan", margin={"t": 10})


def create(events: pd.DataFrame) -> Dash:
    """The app."""
    app = Dash(__name__, title="Timeline")
    app.index_string = app.index_string.replace("{%css%}", f"{{%css%}}<style>{STYLE}</style>")
    ids = list(events["id"])
    passages = [
        html.P([html.B(f"{title}: "), html.Mark(quote, id={"type": "passage", "event": event})])
        for event, title, quote in zip(ids, events["title"], events["quote"], strict=True)
    ]
    app.layout = html.Main(
        [
            dcc.Graph(id="chart", figure=figure(events), config={"scrollZoom": True}),
            html.Div(passages, className="reader"),
        ]
    )

    @app.callback(
        Output({"type": "passage", "event": ALL}, "className"),
        Input("chart", "clickData"),
        prevent_initial_call=True,
    )
    def highlight(click: dict[str, Any] | None) -> list[str]:
        chosen = click["points"][0]["customdata"][0] if click else None
        return ["current" if event == chosen else "" for event in ids]

    return app


def main() -> None:
    """Serve until interrupted."""
    path, port, server = sys.argv[1:]
    app = create(pd.read_csv(path, keep_default_na=False))
    if server == "dev":
        app.run(host="127.0.0.1", port=int(port), debug=False)
    else:
        import waitress

        waitress.serve(app.server, host="127.0.0.1", port=int(port))


if __name__ == "__main__":
    main()
