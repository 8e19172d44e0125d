/* Dash as host: hears that files have changed, tells Dash what is selected. */
(function (root) {
  "use strict";

  const PANES = [".options", ".panel", ".texts"];
  let shown = document.getElementById("_timeline").dataset.edition, busy = false;

  /* Take the new page from the server and put it in place of the old one; address, scroll and focus stay. */
  async function renew() {
    const answer = await fetch(location.pathname, { headers: { Accept: "text/html" } });
    if (!answer.ok) return;
    const next = new DOMParser().parseFromString(await answer.text(), "text/html");
    const scrolls = PANES.map((name) => { const pane = document.querySelector(name); return pane ? pane.scrollTop : 0; });
    const active = document.activeElement, inside = [".plot", ".options", ".texts", "[name=q]"].find((name) => active && active.matches(name));
    for (const id of ["_timeline", "_payload"]) document.getElementById(id).replaceWith(document.importNode(next.getElementById(id), true));
    document.title = next.title;
    shown = document.getElementById("_timeline").dataset.edition;
    await root.TreatyTimeline.mount();
    PANES.forEach((name, index) => { const pane = document.querySelector(name); if (pane) pane.scrollTop = scrolls[index]; });
    if (inside) document.querySelector(inside).focus({ preventScroll: true });
  }

  function say(problems) {
    const notice = document.querySelector(".notice");
    notice.hidden = problems.length === 0;
    notice.textContent = problems.length ? "The files have changed and are not sound; this is the last sound edition.\n" + problems.join("\n") : "";
  }

  async function refresh(state) {
    if (!state || busy) return;
    busy = true;
    try {
      if (state.version !== shown) await renew();
      say(state.problems);
    } finally {
      busy = false;
    }
  }

  root.dash_clientside = Object.assign(root.dash_clientside || {}, { timeline: { refresh } });
  root.addEventListener("timeline:select", (event) => {
    if (root.dash_clientside.set_props) root.dash_clientside.set_props("selection", { data: event.detail });
  });
  root.TreatyTimeline.mount();
})(window);
