// Only adds: everything works without it.
"use strict";

// "/" takes one to the search box, as in most archives.
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const box = document.getElementById("q");
  event.preventDefault();
  box.focus();
  box.select();
});

// On a wide window the facets stand open; browsers that cannot do that by style are helped here.
const filters = document.querySelector("details.filters");
if (filters && !CSS.supports("selector(::details-content)")) {
  const wide = window.matchMedia("(min-width: 60rem)");
  const follow = () => { filters.open = wide.matches; };
  wide.addEventListener("change", follow);
  follow();
}
