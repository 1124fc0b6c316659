// Only adds: n and p go to the next mark and the one before, while the focus is in the article; on an
// Arabic keyboard the keys that bear these letters.
"use strict";

{
  const main = document.getElementById("main");
  const marks = [...main.querySelectorAll(".text mark[id]")];
  main.addEventListener("keydown", (event) => {
    const latin = /^[a-z]$/i.test(event.key);
    const step = { n: 1, p: -1, KeyN: 1, KeyP: -1 }[latin ? event.key : event.code];
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
