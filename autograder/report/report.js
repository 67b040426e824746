// Sorting, filters and arrow keys. Without it the page shows the same.
"use strict";
const all = (selector, within = document) => [...within.querySelectorAll(selector)];

for (const table of all("table.sortable")) {
  all("thead th", table).forEach((head, column) => {
    const button = head.querySelector("button");
    if (!button) return;
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      all("thead th", table).forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const value = (row) => Number(row.cells[column].dataset.value);
      const body = table.tBodies[0];
      const rows = [...body.rows].sort((a, b) => (down ? value(b) - value(a) : value(a) - value(b)));
      body.append(...rows);
    });
  });
}

const find = document.getElementById("find");
if (find) {
  const only = document.getElementById("only");
  const shown = document.getElementById("shown");
  const filter = () => {
    const text = find.value.trim().toLowerCase();
    let count = 0;
    for (const one of all("[data-name]")) {
      const fits = one.dataset.name.includes(text) &&
        (!only.value || one.dataset.has.split(" ").includes(only.value));
      one.hidden = !fits;
      count += fits && one.tagName === "TR";
    }
    shown.textContent = text || only.value ? `${count} shown` : "";
  };
  find.addEventListener("input", filter);
  only.addEventListener("change", filter);
  find.form.addEventListener("submit", (event) => event.preventDefault());
  all(".filters").forEach((one) => { one.hidden = false; });
  const setAll = (open) => all(".student:not([hidden])").forEach((one) => { one.open = open; });
  document.getElementById("open-all").addEventListener("click", () => setAll(true));
  document.getElementById("close-all").addEventListener("click", () => setAll(false));
}

// A link into a closed box opens it; a filter must not hide where one wants to go.
const reveal = () => {
  const target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
  if (!target) return;
  for (let one = target; one; one = one.parentElement) {
    if (one.tagName === "DETAILS") one.open = true;
    if (one.dataset.name !== undefined) one.hidden = false;
  }
  target.scrollIntoView();
};
addEventListener("hashchange", reveal);
reveal();
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#']");
  if (link && link.getAttribute("href") === location.hash) reveal();
});

// One Tab stop for the grid of marks; arrow keys move inside it.
const grid = document.querySelector("table.heat tbody");
if (grid) {
  const marks = () => [...grid.rows].filter((row) => !row.hidden).map((row) => all("a", row));
  let stop = null;
  const stopAt = (link) => {
    if (stop) stop.tabIndex = -1;
    stop = link;
    stop.tabIndex = 0;
  };
  marks().flat().forEach((link) => { link.tabIndex = -1; });
  if (marks().length) stopAt(marks()[0][0]);
  grid.addEventListener("focusin", (event) => { if (event.target.matches("a")) stopAt(event.target); });
  const steps = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
  grid.addEventListener("keydown", (event) => {
    const step = steps[event.key];
    const rows = marks();
    const row = rows.findIndex((links) => links.includes(event.target));
    if (!step || row < 0) return;
    const next = rows[row + step[0]]?.[rows[row].indexOf(event.target) + step[1]];
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
}
