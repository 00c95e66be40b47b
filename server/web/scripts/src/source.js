"use strict";
// Marks the passage that the address names: #char=START,END, characters of the text (RFC 5147), the end exclusive.
(() => {
  const lines = [...document.querySelectorAll(".t[data-at]")];

  // Where a character of the text stands in the page. Characters are code points, not the halves that scripts count.
  const place = (position) => {
    let low = 0;
    for (let high = lines.length - 1; low < high; ) {
      const middle = (low + high + 1) >> 1;
      if (Number(lines[middle].dataset.at) <= position) low = middle;
      else high = middle - 1;
    }
    const line = lines[low];
    const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
    let rest = position - Number(line.dataset.at);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const points = [...node.data];
      if (rest <= points.length) return [node, points.slice(0, rest).join("").length];
      rest -= points.length;
    }
    return [line, line.childNodes.length];
  };

  const show = () => {
    for (const note of document.querySelectorAll(".notes .on")) note.classList.remove("on");
    if (CSS.highlights) CSS.highlights.delete("passage");
    const named = /^#char=(\d{1,12})(?:,(\d{1,12}))?(?:;|$)/.exec(location.hash.replace(/%2c/i, ","));
    if (!named || !lines.length) return;
    const start = Number(named[1]);
    const end = Math.max(start, Number(named[2] ?? start));
    const range = document.createRange();
    range.setStart(...place(start));
    range.setEnd(...place(end));
    if (CSS.highlights && window.Highlight) CSS.highlights.set("passage", new Highlight(range));
    else getSelection().addRange(range);
    for (const note of document.querySelectorAll(`.notes [href="#char=${start},${end}"]`)) note.classList.add("on");
    scrollTo({ top: scrollY + range.getBoundingClientRect().top - innerHeight / 3 });
  };

  addEventListener("hashchange", show);
  show();
})();
