// Only adds: a button beside each citation copies it, and says so.
"use strict";

for (const citation of document.querySelectorAll(".citation")) {
  const words = citation.closest("[data-copy]").dataset;
  const style = citation.previousElementSibling;
  const name = style.firstElementChild;
  const button = document.createElement("button");
  const said = document.createElement("span");

  button.type = "button";
  button.className = "copy";
  button.textContent = words.copy;
  button.id = `copy-${name.id}`;
  button.setAttribute("aria-labelledby", `${button.id} ${name.id}`);
  said.className = "copied quiet";
  said.setAttribute("role", "status");
  button.addEventListener("click", async () => {
    said.textContent = "";
    try {
      await navigator.clipboard.writeText(citation.textContent.trim());
      said.textContent = words.copied;
    } catch { // no leave, or an address without TLS: in the old way, else by hand
      getSelection().selectAllChildren(citation);
      said.textContent = document.execCommand("copy") ? words.copied : words.marked;
    }
  });
  style.append(" ", button, " ", said);
}
