/* Which events lie in a stretch of time: the page's copy of `happened_in` and `existed_during` in timeline/dates.py, held
   to it by tests/test_period_script.py. A period is `{ mode, from, to }`, where `from` and `to` are ISO texts of a year, a
   month or a day, or ".." for a side without limit. The days that are compared are those the date can mean, not those
   that are drawn: an open end is drawn to the edge of the picture and reaches for ever. */
(function (root) {
  "use strict";

  const { calendar } = root.TreatyTimeline;
  const MODES = ["happened", "existed"];
  const OPEN = "..";
  const MANY = 20; // years, or months, in which one more or less is not seen

  /* First and last day; null for a text that is no period. */
  function days({ from, to }) {
    const first = from === OPEN ? [-Infinity] : calendar.period(from),
      last = to === OPEN ? [0, Infinity] : calendar.period(to);
    return first && last && first[0] <= last[1] ? [first[0], last[1]] : null;
  }

  /* The period that was asked for, or null when it is none. */
  function made(mode, from, to) {
    const asked = { mode, from: String(from), to: String(to) };
    return MODES.includes(mode) && (asked.from !== OPEN || asked.to !== OPEN) && days(asked) ? asked : null;
  }

  /* What `setFilter` was asked: undefined for nothing, null for no period, false for what is none. */
  function asked(wanted) {
    const checked = (mode, ends) => made(mode, ...ends) || false;
    for (const mode of MODES)
      if (mode in wanted) return (wanted[mode] || []).length ? checked(mode, wanted[mode]) : null;
    const { period } = wanted;
    return period ? checked(period.mode, [period.from, period.to]) : "period" in wanted ? null : undefined;
  }

  /* The period of a window, from a day number to another, as short as it can be written: in years or months where its
     ends are those of years or months, or where it is so long that nobody means its days. Then it takes in the whole
     first and last year or month: nothing that is seen is left out. */
  function around(start, end) {
    const [first, last] = [Math.round(start), Math.round(end) - 1],
      ends = { from: calendar.iso(first), to: calendar.iso(last) };
    for (const [cut, length] of [
      ["-01-01".length, 365.25],
      ["-01".length, 30.44],
    ]) {
      const shorter = { from: ends.from.slice(0, -cut), to: ends.to.slice(0, -cut) },
        [begins, finishes] = days(shorter);
      if ((begins === first && finishes === last) || last - first > MANY * length) return shorter;
    }
    return ends;
  }

  const from = (day) => (day === null ? -Infinity : day);
  const to = (day) => (day === null ? Infinity : day);

  /* Whether an event fits: `bounds` are the first and last of all the days it can mean, `reach` the stretches as far as
     anything is written of it, where these differ; null is a side without limit. */
  function test(period) {
    if (!period) return () => true;
    const [first, last] = days(period);
    if (period.mode === "happened") return ({ bounds }) => first <= from(bounds[0]) && to(bounds[1]) <= last;
    return ({ bounds, reach = [bounds] }) => reach.some((part) => from(part[0]) <= last && first <= to(part[1]));
  }

  root.TreatyTimeline.period = { MODES, OPEN, days, made, asked, around, test };
})(typeof globalThis === "undefined" ? window : globalThis);
