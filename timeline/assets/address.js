/* The address that holds a view: `#EVENT?from=…&to=…&kind=…`. Text in, view out, and back; knows neither page nor chart.
   What an address does not say is as on a fresh page; what it says wrongly is passed over. */
(function (root) {
  "use strict";

  const { calendar, period } = root.TreatyTimeline;
  const FILTERS = ["kind", "party", "source", "evidence"];
  const EVIDENCE = ["stated", "inferred", "external", "conjecture"];
  const PASSAGE = "passage_";
  const SORTS = ["start", "middle", "end"];

  /* Every value that a filter may have in this edition; null where nobody here knows them yet. */
  const known = (filter, provider) => (filter === "evidence" ? EVIDENCE : provider.values(filter));

  /* What is asked of a filter. A value may hold a comma; a list typed by hand is parted at commas. Where the values are
     not known, what is written is taken as it is, until they are. */
  function wantedOf(asked, values) {
    if (!values) return asked;
    const allowed = new Set(values),
      parted = asked.flatMap((value) => (allowed.has(value) ? [value] : value.split(",")));
    return parted.filter((value) => allowed.has(value));
  }

  function decoded(text) {
    try {
      return decodeURIComponent(text || "");
    } catch (malformed) {
      return "";
    }
  }

  /* `from` and `to` name the first and the last day; a month or a year stands for all its days. */
  function windowOf(query) {
    const from = calendar.period(query.get("from") || ""),
      to = calendar.period(query.get("to") || "");
    return from && to && to[1] >= from[0] ? [from[0], to[1] + 1] : null;
  }

  /* Which stretch the events shown happened in (all of it), or existed during (some of it): `1850/1900`,
     or `1850/..` without an end. */
  function periodOf(query) {
    const asked = period.MODES.map((mode) => [mode, (query.get(mode) || "").split("/")]);
    const found = asked.map(([mode, ends]) => ends.length === 2 && period.made(mode, ...ends));
    return found.find(Boolean) || null;
  }

  const oneOf = (value, allowed, usual) => (allowed.includes(value) ? value : usual);

  function parted(hash) {
    const [, name, more] = /^#?([^?]*)\??(.*)$/s.exec(hash),
      query = new URLSearchParams(more),
      named = decoded(name);
    const passage = named.startsWith(PASSAGE) ? named.slice(PASSAGE.length) : null;
    return { named: passage === null ? named : "", passage, query };
  }

  /* What has to be here before an address can be read: null, or a promise. */
  function needs(hash, provider) {
    const { named, passage, query } = parted(hash),
      unknown = FILTERS.some((filter) => query.has(filter) && !known(filter, provider));
    const waiting = [
      passage !== null ? provider.needPassage(passage) : named ? provider.need(named) : null,
      unknown ? provider.needNames() : null,
    ].filter(Boolean);
    return waiting.length ? Promise.all(waiting) : null;
  }

  function read(hash, payload, provider) {
    const { named, passage, query } = parted(hash);
    const filters = {};
    for (const filter of FILTERS) filters[filter] = wantedOf(query.getAll(filter), known(filter, provider));
    return {
      selected: passage === null ? named : provider.owner(passage) || "",
      passage: passage === null ? query.get("passage") : passage,
      filters,
      window: windowOf(query),
      q: query.get("q") || "",
      lanes: oneOf(query.get("lanes"), ["kind", "party"], "kind"),
      sort: oneOf(query.get("sort"), SORTS, "start"),
      language: oneOf(query.get("lang"), Object.keys(payload.messages), payload.language),
      oldStyle: query.get("os") === "1",
      period: periodOf(query),
    };
  }

  function write(state, payload, provider) {
    const query = new URLSearchParams(),
      [first, last] = payload.fit;
    if (Math.abs(state.start - first) >= 1 || Math.abs(state.end - last) >= 1) {
      query.set("from", calendar.iso(Math.round(state.start)));
      query.set("to", calendar.iso(Math.round(state.end) - 1));
    }
    for (const filter of FILTERS) for (const value of state.filters[filter]) query.append(filter, value);
    if (state.q.trim()) query.set("q", state.q.trim());
    if (state.period) query.set(state.period.mode, `${state.period.from}/${state.period.to}`);
    if (state.lanes !== "kind") query.set("lanes", state.lanes);
    if (state.sort !== "start") query.set("sort", state.sort);
    if (state.oldStyle) query.set("os", "1");
    if (state.language !== payload.language) query.set("lang", state.language);
    const event = provider.event(state.selected);
    if (event && state.passage && state.passage !== event.passages[0]) query.set("passage", state.passage);
    const more = query.toString();
    return (state.selected || "") + (more ? "?" + more : "");
  }

  Object.assign(root.TreatyTimeline, { address: { needs, read, write, FILTERS, SORTS } });
})(window);
