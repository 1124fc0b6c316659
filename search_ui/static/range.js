// Only adds: dragging over the bars of the histogram, or Shift with an arrow from one of them, chooses
// the dates from the first bar to the last. The fields for the dates say them meanwhile.
"use strict";

const picture = document.querySelector("svg.histogram:has(a)");
if (picture) {
  const spans = picture.dataset.spans.split(" ").map((span) => span.split("/"));
  const fields = ["from", "to"].map((id) => document.getElementById(id));
  const leftward = getComputedStyle(picture).direction === "rtl";
  const { width, height } = picture.viewBox.baseVal;
  const band = document.createElementNS(picture.namespaceURI, "rect");
  const said = document.createElement("p");
  let start = -1, end = -1, held = null; // places of bars; the pointer that is down
  let before = null; // what stood in the fields; null as long as no range is chosen

  band.setAttribute("class", "band");
  band.setAttribute("height", height);
  said.className = "hidden";
  said.setAttribute("role", "status");
  picture.after(said);

  const within = (place) => Math.max(0, Math.min(spans.length - 1, place));

  // Which bar is there, with or without articles; time runs as the page is read.
  function placeAt(x) {
    const place = Math.floor(x * spans.length / width);
    return within(leftward ? spans.length - 1 - place : place);
  }

  function pointed(event) {
    const box = picture.getBoundingClientRect();
    return placeAt((event.clientX - box.left) * width / box.width);
  }

  function focused(link) {
    const slot = link.querySelector(".slot");
    return placeAt(slot.x.baseVal.value + slot.width.baseVal.value / 2);
  }

  function range() {
    return [spans[Math.min(start, end)][0], spans[Math.max(start, end)].at(-1)];
  }

  function choose(place) {
    end = place;
    before ??= fields.map((field) => field.value);
    const first = leftward ? spans.length - 1 - Math.max(start, end) : Math.min(start, end);
    const slot = width / spans.length;
    band.setAttribute("x", first * slot);
    band.setAttribute("width", (Math.abs(end - start) + 1) * slot);
    picture.prepend(band);
    range().forEach((date, which) => { fields[which].value = date; });
    said.textContent = range().join(" – ");
  }

  function drop() {
    start = end = -1;
    held = null;
    if (!before) return;
    before.forEach((date, which) => { fields[which].value = date; });
    before = null;
    band.remove();
    said.textContent = "";
  }

  // The link of any bar, with other dates: what the fields would lead to.
  function open() {
    const [from, to] = range();
    const link = picture.querySelector("a").getAttribute("href");
    const dates = { from, to };
    location.assign(link.replace(/\b(from|to)=[^&]*/g, (_, name) => `${name}=${dates[name]}`));
  }

  picture.addEventListener("pointerdown", (event) => {
    drop();
    if (event.button || !event.isPrimary) return;
    start = pointed(event);
    held = event.pointerId;
  });
  picture.addEventListener("pointermove", (event) => {
    if (held !== event.pointerId) return;
    const place = pointed(event);
    if (place === end || (place === start && !before)) return; // within one bar it is a click
    picture.setPointerCapture(held);
    choose(place);
  });
  picture.addEventListener("pointerup", (event) => {
    if (held !== event.pointerId) return;
    held = null;
    if (before) open();
    else drop();
  });
  picture.addEventListener("pointercancel", drop); // the page was scrolled instead
  picture.addEventListener("dragstart", (event) => event.preventDefault()); // of a link's address
  picture.addEventListener("click", (event) => {
    if (before) event.preventDefault();
  }, true);

  picture.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: leftward ? 1 : -1, ArrowRight: leftward ? -1 : 1 }[event.key];
    const link = event.target.closest("a");
    if (step && event.shiftKey && link) {
      event.preventDefault();
      if (start < 0) start = end = focused(link);
      choose(within(end + step));
    } else if (event.key === "Enter" && before) {
      event.preventDefault();
      open();
    } else if (event.key === "Escape" && before) {
      drop();
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && held !== null) drop();
  });
  picture.addEventListener("focusout", () => { if (held === null) drop(); });
  addEventListener("pagehide", drop); // one who comes back finds the page as it was
}
