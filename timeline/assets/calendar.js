/* Days as whole numbers, and the ticks of a time axis. The page's copy of timeline/calendars.py and
   timeline/ticks.py: tests/corpora/ticks.json is held against both. Knows neither page nor chart. */
(function (root) {
  "use strict";

  const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
  const CHARACTER = 7, BETWEEN = 30, MINOR = 10;
  const EPOCH = 719163; // day number of 1970-01-01
  const MILLISECONDS = 86400000;
  const { floor, abs } = Math;

  /* Day number of a Gregorian date: 1 is 0001-01-01; years are astronomical, 0 is 1 BCE. */
  function toDay(year, month, day) {
    if (month <= 2) year -= 1;
    return 365 * year + floor(year / 4) - floor(year / 100) + floor(year / 400)
      + floor((153 * ((month + 9) % 12) + 2) / 5) + day - 306;
  }

  function toDate(number) {
    const era = floor((number + 305) / 146097);
    let day = number + 305 - era * 146097;
    const year = floor((day - floor(day / 1460) + floor(day / 36524) - floor(day / 146096)) / 365);
    day -= 365 * year + floor(year / 4) - floor(year / 100);
    const sinceMarch = floor((5 * day + 2) / 153);
    const month = sinceMarch < 10 ? sinceMarch + 3 : sinceMarch - 9;
    return [era * 400 + year + (month <= 2 ? 1 : 0), month, day - floor((153 * sinceMarch + 2) / 5) + 1];
  }

  const pad = (number, length) => String(number).padStart(length, "0");

  function iso(number) {
    const [year, month, day] = toDate(number);
    return (year < 0 ? "-" : "") + pad(abs(year), 4) + "-" + pad(month, 2) + "-" + pad(day, 2);
  }

  /* First and last day of `1858`, `1858-05` or `1858-05-28`; null for anything else. In a year of twelve digits
     days are still whole numbers to this language. */
  function period(text) {
    const found = /^(-?)(\d{4,12})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(String(text));
    if (!found) return null;
    const year = Number(found[1] + found[2]), month = Number(found[3] || 0), day = Number(found[4] || 0);
    if (found[3] && (month < 1 || month > 12)) return null;
    const after = month === 0 ? toDay(year + 1, 1, 1) : month === 12 ? toDay(year + 1, 1, 1) : toDay(year, month + 1, 1);
    const first = toDay(year, month || 1, 1);
    if (!found[4]) return [first, after - 1];
    return day >= 1 && day <= after - first ? [first + day - 1, first + day - 1] : null;
  }

  /* Where a day stands on the chart's axis: milliseconds on a date axis, a year with a fraction on a linear one. */
  function axisValue(day, axis) {
    if (axis === "date") return (day - EPOCH) * MILLISECONDS;
    const year = toDate(floor(day))[0], first = toDay(year, 1, 1);
    return year + (day - first) / (toDay(year + 1, 1, 1) - first);
  }

  const grouped = (number) => (number >= 10000 ? String(number).replace(/\B(?=(\d{3})+$)/g, ",") : String(number));

  function yearText(year, era) {
    if (year <= 0) return grouped(1 - year) + " BCE";
    return era || year < 1000 ? grouped(year) + " CE" : grouped(year);
  }

  function steps(days) {
    const made = [["day", 1], ["day", 2], ["day", 5], ["day", 10], ["month", 1], ["month", 3], ["month", 6]];
    for (let size = 1; size * 365 <= days * 2; size *= 10) made.push(["year", size], ["year", 2 * size], ["year", 5 * size]);
    return made[made.length - 1][0] === "year" ? made : made.concat([["year", 1]]);
  }

  const daysIn = ([unit, count]) => count * { day: 1, month: 30.4, year: 365.25 }[unit];

  function fits(step, start, end, scale) {
    const [unit] = step;
    let longest = unit === "day" ? 2 : 3;
    if (unit === "year") {
      const first = toDate(floor(start))[0], last = toDate(floor(end))[0], era = first <= 0;
      longest = Math.max(yearText(first, era).length, yearText(last, era).length);
    }
    return daysIn(step) * scale >= longest * CHARACTER + BETWEEN;
  }

  function years(count, first, last) {
    const made = [];
    if (count === 1) {
      for (let year = first; year <= last; year += 1) made.push(year);
      return made;
    }
    for (let multiple = floor((first - 1) / count); multiple <= floor(last / count); multiple += 1) {
      made.push(multiple > 0 ? multiple * count : multiple * count + 1);
    }
    return made;
  }

  function daysOf(step, start, end) {
    const [unit, count] = step, made = [];
    const first = toDate(floor(start))[0], last = toDate(floor(end))[0];
    if (unit === "year") {
      for (const year of years(count, first, last)) made.push(toDay(year, 1, 1));
    } else {
      for (let year = first; year <= last; year += 1) {
        for (let month = 1; month <= 12; month += 1) {
          const begin = toDay(year, month, 1), after = toDay(year + floor(month / 12), (month % 12) + 1, 1);
          if (after < start || begin > end) continue;
          if (unit === "month") {
            if ((month - 1) % count === 0) made.push(begin);
          } else {
            for (let day = begin; day < after; day += count) if ((after - day) * 4 >= count * 3) made.push(day);
          }
        }
      }
    }
    return made.filter((day) => start <= day && day <= end);
  }

  function labelled(step, start, end) {
    const [unit] = step, era = toDate(floor(start))[0] <= 0;
    return daysOf(step, start, end).map((day) => {
      const [year, month, ofMonth] = toDate(day), written = yearText(year, era);
      if (unit === "year") return { day, text: written, above: "" };
      if (unit === "month") return { day, text: MONTHS[month - 1], above: written };
      return { day, text: String(ofMonth), above: MONTHS[month - 1] + " " + written };
    });
  }

  const apart = (from, to, field, scale) =>
    (to.day - from.day) * scale >= ((from[field].length + to[field].length) / 2) * CHARACTER + BETWEEN / 2;

  function thin(made, scale) {
    const kept = [];
    for (const tick of made) if (!kept.length || apart(kept[kept.length - 1], tick, "text", scale)) kept.push(tick);
    return kept;
  }

  function contexts(made, scale, cut) {
    let before = "", later = null;
    const told = made.map((tick) => {
      const begins = tick.above !== before && !cut(tick.day, tick.above);
      if (begins) before = tick.above;
      return begins ? tick : { day: tick.day, text: tick.text, above: "" };
    });
    for (let index = told.length - 1; index >= 0; index -= 1) {
      const tick = told[index];
      if (!tick.above) continue;
      if (later && !apart(tick, later, "above", scale)) told[index] = { day: tick.day, text: tick.text, above: "" };
      else later = tick;
    }
    return told;
  }

  /* Ticks for the window from day `start` to `end`, `width` pixels wide: [{day, text, above}], in order. Labels stand
     out of the axis by at most `left` and `right` pixels. */
  function ticks(start, end, width, left = Infinity, right = Infinity) {
    const scale = width / (end - start), all = steps(end - start);
    const cut = (day, text) => {
      const middle = (day - start) * scale, half = (text.length * CHARACTER) / 2;
      return middle - half < -left || middle + half > width + right;
    };
    const chosen = all.find((step) => fits(step, start, end, scale)) || all[all.length - 1];
    const whole = thin(labelled(chosen, start, end), scale).filter((tick) => !cut(tick.day, tick.text));
    const marked = contexts(whole, scale, cut), taken = new Set(marked.map((tick) => tick.day));
    const finer = all.find((step) => daysIn(step) < daysIn(chosen) && daysIn(step) * scale >= MINOR);
    const minor = finer ? daysOf(finer, start, end).filter((day) => !taken.has(day)) : [];
    return marked.concat(minor.map((day) => ({ day, text: "", above: "" }))).sort((a, b) => a.day - b.day);
  }

  root.TreatyTimeline = Object.assign(root.TreatyTimeline || {}, {
    calendar: { toDay, toDate, iso, period, axisValue, yearText, ticks },
  });
})(typeof globalThis === "undefined" ? window : globalThis);
