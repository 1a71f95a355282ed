"use strict";
(() => {
  // Tables: a click on a heading sorts, a second one turns the order round.
  for (const button of document.querySelectorAll("thead button")) {
    button.addEventListener("click", () => {
      const heading = button.closest("th");
      const body = heading.closest("table").tBodies[0];
      const column = heading.cellIndex;
      const before = heading.getAttribute("aria-sort");
      const down = before ? before === "ascending" : heading.dataset.first === "down";
      for (const other of heading.parentElement.cells) other.removeAttribute("aria-sort");
      heading.setAttribute("aria-sort", down ? "descending" : "ascending");
      const key = row => row.cells[column].dataset.value;
      const numeric = heading.dataset.kind === "number";
      const rows = Array.from(body.rows);
      rows.sort((a, b) => {
        const x = key(a), y = key(b);
        if (numeric && (x === "" || y === "")) return (x === "") - (y === ""); // what has no score stays last
        const order = numeric ? x - y : x.localeCompare(y);
        return down ? -order : order;
      });
      body.append(...rows);
    });
  }

  // Segments: filtered by what is typed and ticked, ordered by what is chosen.
  const list = document.getElementById("list");
  if (!list) return;
  const find = id => document.getElementById(id);
  const cards = Array.from(list.children, (card, place) => ({
    card, place, text: card.textContent.toLowerCase(),
    same: card.dataset.same === "yes", scores: JSON.parse(card.dataset.scores),
  }));
  const lowerBetter = JSON.parse(list.dataset.lower);
  const worse = (metric, score) => score === null ? -Infinity : lowerBetter[metric] ? score : -score;

  const badness = (entry, metric, system) => {
    const all = entry.scores.map(scores => worse(metric, scores[metric]));
    return system === "" ? Math.max(...all) : all[+system];
  };
  const spread = (entry, metric) => {
    const all = entry.scores.map(scores => scores[metric]).filter(score => score !== null);
    return all.length ? Math.max(...all) - Math.min(...all) : 0;
  };
  const update = () => {
    const words = find("search").value.toLowerCase().split(/\s+/).filter(Boolean);
    const metric = +find("metric").value, system = find("system").value, order = find("order").value;
    const hideSame = find("same").checked;
    const rank = {
      worst: (a, b) => badness(b, metric, system) - badness(a, metric, system),
      best: (a, b) => badness(a, metric, system) - badness(b, metric, system),
      apart: (a, b) => spread(b, metric) - spread(a, metric),
      input: (a, b) => a.card.dataset.index - b.card.dataset.index,
    }[order];
    cards.sort((a, b) => rank(a, b) || a.place - b.place);
    let shown = 0;
    for (const entry of cards) {
      const fits = words.every(word => entry.text.includes(word)) && !(hideSame && entry.same);
      entry.card.hidden = !fits;
      if (fits) shown++;
    }
    list.append(...cards.map(entry => entry.card));
    list.classList.toggle("hide-lost", !find("lost").checked);
    find("shown").value = shown === cards.length ? `${shown} segments` : `${shown} of ${cards.length} segments`;
  };
  for (const id of ["search", "metric", "system", "order", "same", "lost"]) find(id).addEventListener("input", update);
  find("filters").hidden = find("shown").hidden = false;
  update();
})();
