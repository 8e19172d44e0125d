/* Dash as host: hears that files have changed, tells Dash what is selected. */
(function (root) {
  "use strict";

  const RETRY = 1000; // milliseconds
  const LATEST = 3000; // after which Dash comes though the page is not ready
  const PATIENT = 10000; // after which its scripts come though a hand is still at work
  const WATCH = 2000;
  const MISSES = 2;
  const PANES = [".options", ".panel", ".texts"];
  let shown = document.getElementById("_timeline").dataset.edition,
    latest = null,
    missed = 0,
    selection = null,
    rendered = false,
    busy = false;

  /* Take the new page from the server and put it in place of the old one; address, scroll and focus stay. */
  async function renew() {
    const answer = await fetch(location.pathname, { headers: { Accept: "text/html" } });
    if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
    const next = new DOMParser().parseFromString(await answer.text(), "text/html");
    root.TreatyTimeline.unfold(next.querySelectorAll("noscript.held"));
    const scrolls = PANES.map((name) => {
      const pane = document.querySelector(name);
      return pane ? pane.scrollTop : 0;
    });
    const active = document.activeElement,
      inside = [".plot", ".options", ".texts", "[name=q]"].find((name) => active && active.matches(name));
    const open = Array.from(document.querySelectorAll(".coverage[open]"), (node) => node.id);
    for (const id of ["_timeline", "_payload"])
      document.getElementById(id).replaceWith(document.importNode(next.getElementById(id), true));
    for (const node of open.map((id) => document.getElementById(id))) if (node) node.open = true;
    document.title = next.title;
    shown = document.getElementById("_timeline").dataset.edition;
    await root.TreatyTimeline.mount();
    PANES.forEach((name, index) => {
      const pane = document.querySelector(name);
      if (pane) pane.scrollTop = scrolls[index];
    });
    if (inside) document.querySelector(inside).focus({ preventScroll: true });
  }

  /* A message, and under it what the program itself said, which it says in English. Nothing, to be silent. */
  function tell(key, problems = []) {
    const notice = document.querySelector(".notice"),
      told = JSON.stringify([key, problems]);
    notice.hidden = !key;
    if (notice.dataset.saying === told) return;
    notice.dataset.saying = told;
    const head = document.createElement("span"),
      rest = document.createElement("span");
    rest.lang = "en";
    rest.textContent = problems.map((problem) => "\n" + problem).join("");
    notice.replaceChildren(...(key ? [root.TreatyTimeline.words().put(head, key), rest] : []));
  }

  function say(problems) {
    tell(problems.length ? "notice.unsound" : "", problems);
  }

  /* Hand the selection to Dash, once Dash is there to take it. */
  function pass() {
    if (rendered && selection) root.dash_clientside.set_props("selection", { data: selection });
  }

  /* What the server said last counts; a failed renewal is tried again, because the server will not say it twice. */
  async function refresh(state) {
    if (state) latest = state;
    if (!rendered) {
      rendered = true; // Dash calls this first when all of its parts stand.
      pass();
    }
    if (busy || !latest) return;
    busy = true;
    try {
      while (latest.version !== shown) await renew();
      say(latest.problems);
    } catch (failed) {
      setTimeout(refresh, RETRY);
    } finally {
      busy = false;
    }
  }

  /* Dash tells nobody that its server is gone. */
  async function watch() {
    let alive = true;
    try {
      alive = (await fetch("/assets/theme.css", { method: "HEAD", cache: "no-store" })).ok;
    } catch (gone) {
      alive = false;
    }
    missed = alive ? 0 : missed + 1;
    if (missed >= MISSES) tell("notice.ended");
    else if (alive && latest) say(latest.problems);
  }

  /* Dash's own scripts, a megabyte: not before the page can be used, and one at a time when nothing else is to be done. */
  async function arrive() {
    const { engine, run, busy: atWork } = root.TreatyTimeline,
      until = performance.now() + PATIENT;
    await Promise.race([root.__timelineReady, new Promise((done) => setTimeout(done, LATEST))]);
    for (const script of Array.from(document.getElementById("_dash").content.children)) {
      await engine.leisure(() => atWork() && performance.now() < until);
      await run([script]);
    }
  }

  setInterval(watch, WATCH);
  root.dash_clientside = Object.assign(root.dash_clientside || {}, { timeline: { refresh } });
  root.addEventListener("timeline:select", (event) => {
    selection = event.detail;
    pass();
  });
  root.TreatyTimeline.mount();
  arrive();
})(window);
