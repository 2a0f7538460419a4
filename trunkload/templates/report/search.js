(() => {
  const box = document.getElementById("search");
  if (!box) return;
  const text = document.getElementById("search-text"), status = document.getElementById("search-status");
  const cause = document.getElementById("search-cause"), found = document.getElementById("search-found");
  const cards = [...document.querySelectorAll("#rows article")], groups = document.querySelectorAll("#rows .group");
  const words = new Map();
  const read = card => words.get(card) ?? (words.set(card, card.textContent.toLowerCase()), words.get(card));
  const look = () => {
    const wanted = text.value.trim().toLowerCase(), of = cause ? cause.value : "";
    let shown = 0;
    for (const card of cards) {
      const fits = (!status.value || card.parentNode.id === status.value) && (!wanted || read(card).includes(wanted))
        && (!of || card.querySelector(`[data-cause="${of}"], a[href$="#cause-${of}"]`));
      card.hidden = !fits;
      shown += fits ? 1 : 0;
    }
    for (const group of groups) group.hidden = !group.querySelector("article:not([hidden])");
    const said = shown === cards.length ? "all" : shown ? "some" : "none";
    found.textContent = found.dataset[said].replace("{n}", shown.toLocaleString(document.documentElement.lang))
      .replace("{total}", cards.length.toLocaleString(document.documentElement.lang));
  };
  let waiting;
  const soon = () => { clearTimeout(waiting); waiting = setTimeout(look, 150); };
  text.addEventListener("input", soon);
  status.addEventListener("change", look);
  if (cause) cause.addEventListener("change", look);
  const arrive = () => {
    const row = document.getElementById(location.hash.slice(1));
    if (row && row.closest("#rows") && row.closest("[hidden]")) {
      text.value = status.value = "";
      if (cause) cause.value = "";
      look();
      row.scrollIntoView();
    }
  };
  addEventListener("hashchange", arrive);
  box.hidden = false;
  look();
})();
