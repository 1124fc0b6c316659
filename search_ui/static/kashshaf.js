// Only adds: everything works without it.
"use strict";

// Ctrl and "/" lead to the search box; on an Arabic keyboard the key that bears this sign. No sign does
// so alone (WCAG 2.2, 2.1.4): who dictates would be thrown there.
const box = document.getElementById("q");
box.setAttribute("aria-keyshortcuts", "Control+/");
document.addEventListener("keydown", (event) => {
  const sign = /^[ -~]$/.test(event.key) ? event.key === "/" : event.code === "Slash";
  if (!sign || !(event.ctrlKey || event.metaKey) || event.altKey) return;
  event.preventDefault();
  box.focus();
  box.select();
});

// On a wide window the facets stand open; browsers that cannot do that by style are helped here.
const filters = document.querySelector("details.filters");
if (filters && !CSS.supports("selector(::details-content)")) {
  const wide = window.matchMedia("(min-width: 60rem)");
  const asked = filters.open;
  const follow = () => { filters.open = wide.matches || asked; };
  wide.addEventListener("change", follow);
  follow();
}
