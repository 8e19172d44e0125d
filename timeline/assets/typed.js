/* Dates that a reader types: text in English, Russian or Chinese in, a stretch of days out, and its words back. A year,
   a month, a day, a decade, a century, or two of them with "to" between; about when or in doubt, which moves no bounds;
   and a year, a month or a day in Old Style, which becomes the days of the New. What is not understood, or could be two
   days, is a fault with a name and never a guess: timeline/typed.py reads the same and more, and
   tests/corpora/typed.json holds both. Knows neither page nor state. */
(function (root) {
  "use strict";

  const { calendar } = root.TreatyTimeline;
  const MONTHS = {
    en: "January February March April May June July August September October November December".split(" "),
    ru: "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь".split(" "),
  };
  const OF_MONTH = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split(" ");
  const SHORTENED = { sept: 9, сент: 9, нояб: 11, февр: 2 };
  const ERAS = [
    [/[\s,]*(?:(?<![a-z])b\.? ?c\.?(?: ?e\.?)?|до (?:н\. ?э\.?|нашей эры|р\. ?х\.?|рождества христова))$/, -1],
    [/[\s,]*(?:(?<![a-z])a\.? ?d\.?|(?<![a-z])c\.? ?e\.?|(?<![а-я])(?:н\. ?э\.?|нашей эры|от р\. ?х\.?))$/, 1],
    [/^(?:公元前|西元前|前|bce? )\s*/, -1],
    [/^(?:公元|西元|a\.?d\.? )\s*/, 1],
  ];
  const YEAR = String.raw`(\d{1,3}(?:[, ]\d{3})+|\d{1,12})(?: ?(?:гг?\.?|год|года|году|年))?`;
  const AFTER = YEAR.replace("[, ]", ","); // after a month a blank parts day and year: March 15 144 BC
  const MONTH = String.raw`([a-zа-яё]{3,9})\.?`;
  const DAY = String.raw`(\d{1,2})(?:st|nd|rd|th|-?го|-?е)?`;
  const whole = (...parts) => new RegExp(`^${parts.join("")}$`);
  /* How a date may be written, and which of year, month and day each group is. */
  const FORMS = [
    [whole(YEAR), "y"],
    [whole(MONTH, "(?: of)?,? ", AFTER), "my"],
    [whole(YEAR, ",? ", MONTH), "ym"],
    [whole(DAY, "(?: of|[-.])? ?", MONTH, "(?: of)?[, -]+", AFTER), "dmy"],
    [whole(MONTH, " ?", DAY, ",? ", AFTER), "mdy"],
    [whole(YEAR, ",? ", MONTH, " ", DAY), "ymd"],
    [whole(String.raw`(\d{1,6}) ?年 ?(\d{1,2}) ?月`), "ym"],
    [whole(String.raw`(\d{1,6}) ?年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?[日号號]`), "ymd"],
  ];
  const DECADE =
    /^(?:the )?(?:(\d{2,3})0s|(\d{2,3})0-?[ех](?: ?(?:гг?\.?|годы|годов))?|(\d\d?) ?世[纪紀] ?(\d)0 ?年代|(\d{3})x)$/;
  const CENTURY =
    /^(?:the )?(?:(\d\d?)(?:st|nd|rd|th) (?:c\.?|cent\.?|century)|(\d\d?)(?:-?й)? ?(?:в\.?|век)|(?=[ivx])(x{0,3}(?:ix|iv|v?i{0,3})) (?:в\.?|век|century)|(\d\d?) ?世[纪紀])$/;
  const BETWEEN =
    /\s*[–—]\s*|\s+(?:-|to|until|till|по|до)\s+|\s*[至到]\s*|(?<=\d{4})-(?=\d{4}$)|(?<=^\d{1,6})-(?=\d{1,6}\s?[^\d\s-])/;
  const STRICT = /^y?(-?\d{4,12}(?:-\d\d(?:-\d\d)?)?)$/;
  const LEADING = /^(?:(?:the|in|on|from|year|в|во|с|от) )+/; // "in the year 1689" says no more than "1689"
  const ABOUT =
    /^(?:(?:c|ca|ок)\.? ?(?=\d)|(?:c\.|ca\.?|circa|about|around|roughly|approximately|perhaps|possibly|probably) |(?:ок\.|около|примерно|приблизительно|возможно) |(?:大?[约約]|可能|≈) ?)/;
  const DOUBTFUL = / ?(?:\(\?\)|[~?%]+|左右|前后|前後)$/;
  /* Of which calendar a date says that it is, before or after it: the one of 1582, or the Old Style. */
  const STYLES = [
    [
      /[\s,(]+(?:n\. ?s\.?|ns|new style|gregorian|н(?:ов)?\. ?ст\.?|(?:по )?нов(?:ому|ого) стил[юя]|公[历曆])\)?$/,
      "",
    ],
    [/^(?:公[历曆]|gregorian )\s*/, ""],
    [/[\s,(]+(?:o\. ?s\.?|os|old style|julian|ст\. ?ст\.?|(?:по )?старо(?:му|го) стил[юя])\)?$/, "julian"],
    [/[\s,(]*[儒俄]略?[历曆]\)?$/, "julian"],
    [/^(?:[儒俄]略?[历曆]|julian |o\.?s\.? )\s*/, "julian"],
  ];
  const ROMAN = { i: 1, v: 5, x: 10 };

  const pad = (number, length) => String(number).padStart(length, "0");
  const fault = (name, more) => ({ fault: name, ...more });

  /* ISO text of a year, a month or a day; years are astronomical. */
  function iso(year, month, day) {
    const parts = [(year < 0 ? "-" : "") + pad(Math.abs(year), 4)];
    if (month) parts.push(pad(month, 2));
    if (day) parts.push(pad(day, 2));
    return parts.join("-");
  }

  function plain(text) {
    const one = String(text).normalize("NFKC").toLowerCase().replace(/ё/g, "е");
    return one.replace(/[−‒]/g, "-").replace(/\s+/g, " ").trim();
  }

  function monthNumber(word) {
    if (SHORTENED[word]) return SHORTENED[word];
    const fits = (name) => name.toLowerCase() === word || (word.length === 3 && name.toLowerCase().startsWith(word));
    for (const names of [MONTHS.en, MONTHS.ru, OF_MONTH]) {
      const at = names.findIndex(fits);
      if (at >= 0) return at + 1;
    }
    return 0;
  }

  /* A day that never was is told as such, with the month that has it not. */
  function stretch(from, to = from) {
    const first = calendar.period(from),
      last = calendar.period(to);
    if (!first || !last) return fault("nonday");
    return last[1] >= first[0] ? { from, to } : fault("backward");
  }

  /* The first and the last day of a year, a month or a day of the Julian calendar; null for what it has not. */
  function julianDays(text) {
    const found = /^(-?\d+)(?:-(\d\d))?(?:-(\d\d))?$/.exec(text),
      [year, month, day] = found.slice(1).map((part) => part && Number(part));
    const first = calendar.julianToDay(year, month || 1, day || 1),
      again = calendar.dayToJulian(first);
    if ([year, month || 1, day || 1].some((part, at) => part !== again[at])) return null;
    const after = !month ? [year + 1, 1] : month < 12 ? [year, month + 1] : [year + 1, 1];
    return [first, day ? first : calendar.julianToDay(...after, 1) - 1];
  }

  /* The same in Old Style, told in New Style: to the day, since its years and months are no years and months there. */
  function newStyle(from, to = from) {
    const first = julianDays(from),
      last = julianDays(to);
    if (!first || !last) return fault("nonday");
    return { from: calendar.iso(first[0]), to: calendar.iso(last[1]), style: "julian" };
  }

  /* The style that a date names, and what is left without it. */
  function styled(text) {
    for (const [pattern, style] of STYLES) if (pattern.test(text)) return [text.replace(pattern, ""), style];
    return [text, null];
  }

  const sure = (text) => text.replace(DOUBTFUL, "").replace(ABOUT, "").replace(LEADING, "");

  /* The era that stands before or after, and what is left without it. */
  function parted(text) {
    for (const [pattern, sign] of ERAS) {
      if (pattern.test(text)) return [text.replace(pattern, ""), sign];
    }
    return [text, 0];
  }

  function counted(year, sign) {
    return sign < 0 ? 1 - year : year;
  }

  function century(found, sign, made) {
    const roman = (letters) =>
      Array.from(letters, (letter) => ROMAN[letter]).reduce(
        (sum, value, at, all) => sum + (value < all[at + 1] ? -value : value),
        0,
      );
    const number = found[3] ? roman(found[3]) : Number(found[1] || found[2] || found[4]);
    if (!number) return fault("unread");
    const years = sign < 0 ? [1 - number * 100, 100 - number * 100] : [number * 100 - 99, number * 100];
    return made(iso(years[0]), iso(years[1]));
  }

  function decade(found, sign) {
    const tens = found[3] ? (Number(found[3]) - 1) * 10 + Number(found[4]) : Number(found[1] || found[2] || found[5]);
    // The 1800s are a hundred years, as 18XX says them in words.
    const years = tens % 10 === 0 && !found[3] && !found[5] ? 100 : 10;
    return sign < 0 ? [iso(2 - tens * 10 - years), iso(1 - tens * 10)] : [iso(tens * 10), iso(tens * 10 + years - 1)];
  }

  const isMonth = (digits) => /^(?:0[1-9]|1[0-2])$/.test(digits);

  /* 1800/01 and 1800–01 may be a month or two years. */
  function twofold(century, year, after) {
    const [from, month, to] = [century + year, `${century + year}-${after}`, century + after];
    return fault("readings", {
      readings: [
        [month, month],
        [from, to],
      ],
    });
  }

  /* 12/04/1985 is two days to two readers; 12.04.1985 is one, since nobody writes the month first with points. */
  function numbered(text, made) {
    const compact = /^(\d{4})(\d\d)(\d\d)$/.exec(text) || /^(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})$/.exec(text),
      month = /^(\d{1,2})[/.](\d{4})$/.exec(text) || /^(\d{4})[/.](0\d|1[0-2])$/.exec(text),
      day = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4})$/.exec(text);
    if (compact) return made(iso(...compact.slice(1).map(Number)));
    if (month) {
      const [one, other] = month.slice(1).map(Number);
      if (text[4] === "/" && text.slice(5) > text.slice(2, 4))
        return twofold(text.slice(0, 2), text.slice(2, 4), text.slice(5));
      return one > 99 ? made(iso(one, other || 99)) : made(iso(other, one || 99));
    }
    if (!day) return null;
    const [one, other, year] = [day[1], day[3], day[4]].map(Number);
    if (day[2] === ".") return made(iso(year, other || 99, one || 99));
    const readings = [iso(year, other, one), iso(year, one, other)].filter((made) => calendar.period(made));
    if (!readings.length) return fault("nonday");
    if (readings.length === 1 || readings[0] === readings[1]) return made(readings[0]);
    return fault("readings", { readings: readings.map((made) => [made, made]) });
  }

  /* One date, about when or not, of either style; `style` is that of the date beside it, which holds for both. */
  function single(text, style = null) {
    const [body, own] = styled(text.replace(DOUBTFUL, "")),
      bare = sure(body),
      made = (own === null ? style : own) === "julian" ? newStyle : stretch;
    return numbered(bare, made) || written(bare, made);
  }

  /* made: what becomes of its first and its last year, month or day, stretch or newStyle. */
  function written(text, made) {
    const strict = STRICT.exec(text);
    if (strict && (/^-?\d{4}(?!\d)/.test(strict[1]) || text[0] === "y")) return made(strict[1]);
    const [body, sign] = parted(text),
      tens = DECADE.exec(body),
      hundred = CENTURY.exec(body);
    if (tens) return made(...decade(tens, sign));
    if (hundred) return century(hundred, sign, made);
    for (const [pattern, order] of FORMS) {
      const found = pattern.exec(body);
      if (found) return dated(Object.fromEntries(Array.from(order, (part, at) => [part, found[at + 1]])), sign, made);
    }
    return fault("unread");
  }

  function dated({ y, m, d }, sign, made) {
    const year = Number(y.replace(/[, ]/g, "")),
      month = m && (/^\d/.test(m) ? Number(m) : monthNumber(m));
    if (m && !month && !/^\d/.test(m)) return fault("unread");
    if (!year || (m && !month) || d === "0" || d === "00") return fault("nonday");
    if (!sign && year < 100) return fault("short");
    if (!sign && year > 9999) return fault("unread");
    return made(iso(counted(year, sign), month, d && Number(d)));
  }

  /* `{ from, to }`, ISO texts of the first and the last year, month or day, always Gregorian, and `style` "julian" if
     that is how it was written; or `{ fault }`: "empty", "unread", "nonday", "short", "backward", or "readings" with
     the two readings, each `[from, to]`. */
  function read(text) {
    const clean = plain(text).replace(LEADING, "");
    if (!clean) return fault(plain(text) ? "unread" : "empty");
    // 1648-49 is no month of 1648, nor a season (21 to 41), and 1850–90 ends in the same century.
    const short = /^(\d\d)(\d\d) ?(-|–|—) ?(\d\d)$/.exec(clean);
    if (short && short[4] > short[2] && short[3] !== "-" && isMonth(short[4]))
      return twofold(short[1], short[2], short[4]);
    if (short && short[4] > short[2] && (short[3] !== "-" || /^(?:1[3-9]|20|4[2-9]|[5-9]\d)$/.test(short[4])))
      return stretch(short[1] + short[2], short[1] + short[4]);
    // Some year of the 1680s, to whoever writes the digit that is not known as a question.
    if (/^\d{3}\?$/.test(clean)) return fault("short");
    // A sign that is no hyphen may be “until”.
    if (/^[−‒]\d/.test(String(text).trim())) return fault("unread");
    const one = single(clean),
      ends = clean.split(BETWEEN),
      strict = clean.split("/").map((end) => end.replace(DOUBTFUL, ""));
    if (one.fault !== "unread") return one;
    if (strict.length === 2 && strict.every((end) => STRICT.test(end))) return between(...strict);
    return ends.length === 2 ? between(...ends) : one;
  }

  /* Two dates; what is said once, at the end, holds for both: 500–480 BCE, 6–9 September 1689, May – June 1858. */
  function between(before, after) {
    const [, style] = styled(after.replace(DOUBTFUL, "")),
      [, other] = styled(before.replace(DOUBTFUL, "")),
      last = single(after);
    if (last.fault) return last;
    if (other !== null && other !== style) return fault("unread"); // half of it in either calendar
    let first = single(before, style);
    if (/^\d{1,12}$/.test(before)) {
      const [body, sign] = parted(styled(after)[0]);
      if (sign && /^\d/.test(body)) first = single(sign < 0 ? before + " bce" : before + " ce", style);
      const day = new RegExp(`^${DAY}`).exec(after);
      if (before.length < 3 && day && /[a-zа-я]/.test(body)) first = single(after.replace(day[0], before), style);
    }
    const rest = /\d{3,}\D*$/.exec(after);
    if (first.fault && rest && /^(?:\d{1,2} )?[a-zа-я]{3,}\.?$/.test(before))
      first = single(before + " " + rest[0], style);
    const both = first.fault ? first : stretch(first.from, last.to);
    return last.style && !both.fault ? { ...both, style } : both;
  }

  /* ── Back into words ───────────────────────────────────────────────────────────────────────────────── */

  const NARROW = "\u00a0"; // what Russian sets between a number and its unit
  const THOUSANDS = { en: ",", ru: NARROW, zh: "" };
  const TO = { en: " – ", ru: NARROW + "— ", zh: "至" };
  const ERA = {
    en: (year) => (year <= 0 ? " BCE" : year < 1000 || year > 9999 ? " CE" : ""),
    ru: (year) => (year <= 0 ? " до н. э." : year < 1000 || year > 9999 ? " н. э." : "").replace(/ /g, NARROW),
    zh: (year) => (year <= 0 ? "公元前" : year < 1000 || year > 9999 ? "公元" : ""),
  };

  /* The number of a year without its era. */
  function figures(year, language) {
    const number = String(year > 0 ? year : 1 - year);
    return number.length > 4 ? number.replace(/\B(?=(\d{3})+$)/g, THOUSANDS[language]) : number;
  }

  function yearWords(year, language) {
    const number = figures(year, language),
      era = ERA[language](year);
    if (language === "zh") return era + number + "年";
    return number + (language === "ru" ? NARROW + "г." : "") + era;
  }

  /* A year, a month or a day in ISO, as `Span.words` in Python says it. */
  function words(text, language) {
    const found = /^(-?\d+)(?:-(\d\d))?(?:-(\d\d))?$/.exec(text),
      year = yearWords(Number(found[1]), language),
      month = Number(found[2] || 0),
      day = Number(found[3] || 0);
    if (language === "zh") return year + (month ? month + "月" : "") + (day ? day + "日" : "");
    if (!month) return year;
    const name = language === "ru" ? (day ? OF_MONTH : MONTHS.ru)[month - 1] : MONTHS.en[month - 1];
    return (day ? day + (language === "ru" ? NARROW : " ") : "") + name + " " + year;
  }

  /* From the first to the last day, in full: what a filter will take. */
  function daysWords(from, to, language) {
    const first = calendar.iso(calendar.period(from)[0]),
      last = calendar.iso(calendar.period(to)[1]);
    return first === last ? words(first, language) : words(first, language) + TO[language] + words(last, language);
  }

  /* The same as short as it was asked: `1850–1900`, the era said once. */
  function shortly(from, to, language) {
    if (from === to) return words(from, language);
    const isYear = (text) => /^-?\d+$/.test(text),
      [first, last] = [from, to].map(Number);
    if (!isYear(from) || !isYear(to) || ERA[language](first) !== ERA[language](last))
      return words(from, language) + TO[language] + words(to, language);
    const numbers = [first, last].map((year) => figures(year, language)),
      era = ERA[language](first);
    if (language === "zh") return `${era}${numbers[0]}年至${era === "公元前" ? "前" : ""}${numbers[1]}年`;
    return numbers.join("–") + (language === "ru" ? NARROW + "гг." : "") + era;
  }

  root.TreatyTimeline.typed = { read, words, daysWords, shortly };
})(typeof globalThis === "undefined" ? window : globalThis);
