/* Before anything is painted: whether the address asks for another window than the one of the picture in the page, or
   for some of its events only. That picture is then never seen. */
document.documentElement.toggleAttribute("data-elsewhere", location.hash.includes("?"));
