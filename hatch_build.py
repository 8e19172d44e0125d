"""Put the chart engine into the package while it is built.

plotly.js comes from npm, in the small *basic* bundle (a quarter of the full one, and 3.6 times faster to the
first mark). It is never committed: whoever builds gets the version that package-lock.json names, checked by
its hash. A build without npm, or without a network, goes through all the same: the program then serves the
full bundle that the installed `plotly` package carries. So nothing here may stop a build; it may only say
what is missing.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ENGINE = Path("node_modules/plotly.js-basic-dist-min")
"""Where npm puts the engine, from the top of the project."""

VENDOR = Path("timeline/assets/vendor")
"""Where the program looks for it; Git ignores this folder."""

COPIES = {"plotly-basic.min.js": "plotly-basic.min.js", "LICENSE": "plotly-basic.LICENSE.txt"}
"""File in the npm package → file in the folder: a licence travels with its code."""


def install(root: Path) -> str:
    """Have npm install the engine into `root`/node_modules, unless it is there; why it is not, or nothing."""
    if (root / ENGINE).is_dir():
        return ""
    npm = shutil.which("npm")
    if npm is None:
        return "npm is not installed"
    command = [npm, "ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund"]
    done = subprocess.run(
        command, cwd=root, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    return "" if done.returncode == 0 else f"npm ci failed: {done.stderr.strip()[-500:]}"


def vendor(root: Path) -> str:
    """Copy the engine and its licence to where the program looks; why not, or nothing."""
    reason = install(root)
    if reason:
        return reason
    (root / VENDOR).mkdir(parents=True, exist_ok=True)
    for source, target in COPIES.items():
        shutil.copyfile(root / ENGINE / source, root / VENDOR / target)
    return ""


class ChartEngine(BuildHookInterface):  # type: ignore[type-arg]  # its parameter is hatchling's own affair
    """Runs before every build: wheel, source archive and editable install alike."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Fetch and copy; called by hatchling with its own build data, which need no change."""
        reason = vendor(Path(self.root))
        if reason and not (Path(self.root) / VENDOR / "plotly-basic.min.js").is_file():
            self.app.display_warning(
                f"Built without the small chart engine ({reason}); the full one of plotly serves instead."
            )
