// Only adds: n and p go to the next mark and the one before, while the focus is in the article.
"use strict";

{
  const main = document.getElementById("main");
  const marks = [...main.querySelectorAll(".text mark[id]")];
  main.addEventListener("keydown", (event) => {
    const step = { n: 1, p: -1 }[event.key];
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (!step || typing || !marks.length || event.ctrlKey || event.metaKey || event.altKey) return;
    const at = marks.findIndex((mark) => `#${mark.id}` === location.hash);
    const next = at < 0 ? (step > 0 ? 0 : marks.length - 1) : at + step;
    if (next < 0 || next >= marks.length) return;
    event.preventDefault();
    location.replace(`#${marks[next].id}`);
    marks[next].focus();
  });
}
