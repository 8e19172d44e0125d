/* The search: what a reader types, found in the words of events. An event is found when every word that was typed is
   somewhere within what people wrote of it, or within its date in any language. */
(function (root) {
  "use strict";

  const SEARCHED = "h3, .summary, blockquote, .speaker, .reason, .facts [lang], .facts a"; // what people wrote

  /* Letters without accents, quotes without curls: what a keyboard types finds what a printer set. */
  function fold(text) {
    const plain = text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "");
    return plain
      .replace(/[‘’‚′]/g, "'")
      .replace(/[“”„″]/g, '"')
      .toLowerCase();
  }

  const wanted = (typed) => fold(typed).split(/\s+/).filter(Boolean);

  /* All that is searched of an event: its article, if it has one, and its date as it is told in every language, so that
     the same words find the same events in each. */
  function haystack(article, dates) {
    const written = article ? Array.from(article.querySelectorAll(SEARCHED), (node) => node.textContent) : [];
    return fold([...written, ...dates].join(" "));
  }

  root.TreatyTimeline.concordance = { fold, wanted, haystack };
})(typeof globalThis === "undefined" ? window : globalThis);
