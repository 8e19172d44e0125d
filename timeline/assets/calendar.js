/* Days as whole numbers, and the ticks of a time axis. The page's copy of timeline/calendars.py,
   timeline/axis_words.py and timeline/ticks.py: tests/corpora/ticks.json is held against both. Knows neither page
   nor chart. */
(function (root) {
  "use strict";

  const EPOCH = 719163; // day number of 1970-01-01
  const MILLISECONDS = 86400000;
  const { floor, abs } = Math;

  /* Day number of a Gregorian date: 1 is 0001-01-01; years are astronomical, 0 is 1 BCE. */
  function toDay(year, month, day) {
    if (month <= 2) year -= 1;
    return 365 * year + floor(year / 4) - floor(year / 100) + floor(year / 400) + sinceMarch(month) + day - 306;
  }

  /* The same of a Julian date: 1 is 0001-01-03. */
  function julianToDay(year, month, day) {
    if (month <= 2) year -= 1;
    return 365 * year + floor(year / 4) + sinceMarch(month) + day - 308;
  }

  const sinceMarch = (month) => floor((153 * ((month + 9) % 12) + 2) / 5);

  /* Year, month and day of the 0-based day of a year that began on 1 March. */
  function dated(year, day) {
    const month = floor((5 * day + 2) / 153), january = month >= 10;
    return [year + (january ? 1 : 0), january ? month - 9 : month + 3, day - floor((153 * month + 2) / 5) + 1];
  }

  function toDate(number) {
    const era = floor((number + 305) / 146097), day = number + 305 - era * 146097;
    const year = floor((day - floor(day / 1460) + floor(day / 36524) - floor(day / 146096)) / 365);
    return dated(era * 400 + year, day - (365 * year + floor(year / 4) - floor(year / 100)));
  }

  function dayToJulian(number) {
    const era = floor((number + 307) / 1461), day = number + 307 - era * 1461;
    const year = floor((day - floor(day / 1460)) / 365);
    return dated(era * 4 + year, day - 365 * year);
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

  /* ── Words ─────────────────────────────────────────────────────────────────────────────────────── */

  const CHARACTER = 7, SQUARE = 0x2e80, TOO_LONG = 1e15;
  const WORDS = {
    en: {
      months: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
      year: (number) => number, after: (number) => number + " CE", before: (number) => number + " BCE",
      day: (number) => String(number), monthAndYear: (month, year) => month + " " + year,
      thousands: ",", point: ".", scales: [[1e12, 1e10, " trillion"], [1e9, 1e7, " billion"], [1e6, 1e4, " million"]],
    },
    ru: {
      months: ["янв.", "февр.", "март", "апр.", "май", "июнь", "июль", "авг.", "сент.", "окт.", "нояб.", "дек."],
      year: (number) => number, after: (number) => number + " н. э.", before: (number) => number + " до н. э.",
      day: (number) => String(number), monthAndYear: (month, year) => month + " " + year,
      thousands: "\u00a0", point: ",", scales: [[1e12, 1e10, " трлн"], [1e9, 1e7, " млрд"], [1e6, 1e4, " млн"]],
    },
    zh: {
      months: Array.from({ length: 12 }, (_, index) => index + 1 + "月"),
      year: (number) => number + "年", after: (number) => "公元" + number + "年", before: (number) => "前" + number + "年",
      day: (number) => number + "日", monthAndYear: (month, year) => year + month,
      thousands: "", point: ".", scales: [[1e12, 1e10, "万亿"], [1e8, 1e6, "亿"], [1e4, 1e4, "万"]],
    },
  };

  function parted(number, words) {
    return number > 9999 ? String(number).replace(/\B(?=(\d{3})+$)/g, words.thousands) : String(number);
  }

  function numberText(number, words, step) {
    if (number >= TOO_LONG) {
      const [digits, exponent] = number.toExponential(2).split("e+");
      return digits.replace(/\.?0+$/, "") + "×10" + exponent.replace(/\d/g, (digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[digit]);
    }
    for (const [unit, finest, word] of words.scales) {
      if (number < unit || step < finest) continue;
      const rest = number % unit, fraction = pad(rest, String(unit).length - 1).replace(/0+$/, "");
      return parted((number - rest) / unit, words) + (fraction && words.point + fraction) + word;
    }
    return parted(number, words);
  }

  /* An astronomical year in words: `1689`, `44 BCE`; `era` adds CE to others; `step` years from its neighbours. */
  function yearText(year, era, language = "en", step = 1) {
    const words = WORDS[language];
    if (year <= 0) return words.before(numberText(1 - year, words, step));
    return (era || year < 1000 ? words.after : words.year)(numberText(year, words, step));
  }

  /* Room that a text takes on the axis, generously: characters of a script that fills squares count twice. */
  function textWidth(text) {
    let characters = text.length;
    for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) >= SQUARE) characters += 1;
    return characters * CHARACTER;
  }

  /* ── Ticks ─────────────────────────────────────────────────────────────────────────────────────── */

  const BETWEEN = 30, MINOR = 10, CLOSEST = 2;
  const LENGTHS = { day: 1, month: 30.4, year: 365.25 };
  const FINE = [["day", 1], ["day", 2], ["day", 5], ["day", 10], ["month", 1], ["month", 3], ["month", 6], ["year", 1]];
  const COUNTED = {
    gregorian: { toDay, toDate },
    julian: { toDay: julianToDay, toDate: dayToJulian },
  };

  function steps(days) {
    const made = FINE.slice();
    for (let size = 1; size * 365 <= days * 2; size *= 10) {
      made.push(["year", 2 * size], ["year", 5 * size], ["year", 10 * size]);
    }
    return made;
  }

  const daysIn = ([unit, count]) => count * LENGTHS[unit];

  function cuts(ruler, day, text) {
    const middle = (day - ruler.start) * ruler.scale, half = textWidth(text) / 2;
    return middle - half < -ruler.left || middle + half > (ruler.end - ruler.start) * ruler.scale + ruler.right;
  }

  const parts = (ruler, from, to, field) =>
    (to.day - from.day) * ruler.scale >= (textWidth(from[field]) + textWidth(to[field]) + BETWEEN) / 2;

  /* The finest step whose labels all have room, with those that are shown. A step may have room and no date in a
     narrow window; then a finer one shows as many as go in. */
  function finest(ruler, all) {
    let at = 0, made = null;
    for (; at < all.length; at += 1) {
      const room = daysIn(all[at]) * ruler.scale - BETWEEN;
      if (room < CHARACTER) continue;
      made = labelled(all[at], ruler);
      if (made.every((tick) => textWidth(tick.text) <= room)) break;
    }
    at = Math.min(at, all.length - 1);
    let shown = thin(made || labelled(all[at], ruler), ruler);
    while (!shown.length && at > 0 && daysIn(all[at - 1]) * ruler.scale >= CLOSEST) {
      at -= 1;
      shown = thin(labelled(all[at], ruler), ruler);
    }
    return [all[at], shown];
  }

  /* Round dates of a step, inside the window: [day, year, month, day of the month]. */
  function places(step, ruler) {
    const [unit, count] = step, made = [];
    const add = (day, ...date) => ruler.start <= day && day <= ruler.end && made.push([day, ...date]);
    if (unit === "year") {
      for (const year of years(count, ruler.first, ruler.last)) add(ruler.toDay(year, 1, 1), year, 1, 1);
      return made;
    }
    let [year, month] = ruler.toDate(floor(ruler.start)), first = ruler.toDay(year, month, 1);
    while (first <= ruler.end) {
      const nextYear = year + (month === 12 ? 1 : 0), nextMonth = (month % 12) + 1;
      const after = ruler.toDay(nextYear, nextMonth, 1);
      if (unit === "month") {
        if ((month - 1) % count === 0) add(first, year, month, 1);
      } else {
        // The last step of a month is left out where the next month would crowd it.
        for (let day = first; (after - day) * 4 >= count * 3; day += count) add(day, year, month, day - first + 1);
      }
      [year, month, first] = [nextYear, nextMonth, after];
    }
    return made;
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

  function labelled(step, ruler) {
    const [unit, count] = step, { language } = ruler, words = WORDS[language], era = ruler.first <= 0;
    return places(step, ruler).map(([day, year, month, ofMonth]) => {
      const written = yearText(year, era, language, unit === "year" ? count : 1);
      if (unit === "year") return { day, text: written, above: "" };
      if (unit === "month") return { day, text: words.months[month - 1], above: written };
      return { day, text: words.day(ofMonth), above: words.monthAndYear(words.months[month - 1], written) };
    });
  }

  function thin(made, ruler) {
    const kept = [];
    for (const tick of made) if (!kept.length || parts(ruler, kept[kept.length - 1], tick, "text")) kept.push(tick);
    return kept.filter((tick) => !cuts(ruler, tick.day, tick.text));
  }

  function contexts(made, ruler) {
    let before = "", later = null;
    const told = made.map((tick) => {
      const begins = tick.above !== before && !cuts(ruler, tick.day, tick.above);
      if (begins) before = tick.above;
      return begins ? tick : { day: tick.day, text: tick.text, above: "" };
    });
    for (let index = told.length - 1; index >= 0; index -= 1) {
      const tick = told[index];
      if (!tick.above) continue;
      if (later && !parts(ruler, tick, later, "above")) told[index] = { day: tick.day, text: tick.text, above: "" };
      else later = tick;
    }
    return told;
  }

  /* Ticks for the window from day `start` to `end`, `width` pixels wide: [{day, text, above}], in order; at round dates
     of the calendar. Labels stand out of the axis by at most `left` and `right` pixels. */
  function ticks(start, end, width, left = Infinity, right = Infinity, { language = "en", calendar = "gregorian" } = {}) {
    const { toDay: day, toDate: date } = COUNTED[calendar], scale = width / (end - start), all = steps(end - start);
    const first = date(floor(start))[0], last = date(floor(end))[0];
    const ruler = { start, end, scale, left, right, language, first, last, toDay: day, toDate: date };
    const [chosen, shown] = finest(ruler, all), marked = contexts(shown, ruler);
    const finer = all.find((step) => daysIn(step) < daysIn(chosen) && daysIn(step) * scale >= MINOR);
    const taken = new Set(marked.map((tick) => tick.day));
    for (const [day] of finer ? places(finer, ruler) : []) if (!taken.has(day)) marked.push({ day, text: "", above: "" });
    return marked.sort((one, other) => one.day - other.day);
  }

  root.TreatyTimeline = Object.assign(root.TreatyTimeline || {}, {
    calendar: { toDay, toDate, julianToDay, dayToJulian, iso, period, axisValue, ticks },
  });
})(typeof globalThis === "undefined" ? window : globalThis);
