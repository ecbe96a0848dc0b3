/* The stand-alone page: the map script of the dashboard, and the cards beside it. All text comes as data and is set
   through textContent; nothing is asked of any server. */
(async function () {
  "use strict";
  const data = JSON.parse(document.getElementById("data").textContent);
  const STEP = 30;
  const box = (id) => document.getElementById(id);
  const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[’']/g, "'").toLowerCase();
  const chosen = { unit: null, events: null, words: [], limit: STEP };
  const searched = data.cards.map((card) => fold([card.what, card.where, card.date, card.notes,
    ...card.quotes.flatMap((row) => [row.before, row.words, row.after, row.source])].join(" ")));
  const held = data.cards.map((card) => new Set(card.places.flatMap((place) => data.chains[place] || [place])));

  /* The ground is most of the page: it comes gzipped, as base64. */
  function unpacked(text) {
    const bytes = Uint8Array.from(atob(text.trim()), (mark) => mark.charCodeAt(0));
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).json();
  }

  /* ---- cards ---- */
  function element(name, text, cls) {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    if (cls) made.className = cls;
    return made;
  }
  function quote(row) {
    const made = element("blockquote");
    const words = element("bdi", "", "");
    words.lang = row.language;
    words.append(row.before, Object.assign(element("mark", row.words), {}), row.after);
    made.append(words, element("cite", row.source));
    return made;
  }
  function drawCard(card) {
    const made = element("article");
    made.dataset.event = card.id;
    made.tabIndex = -1;
    made.style.setProperty("--layer", card.colour);
    made.style.setProperty("--wash", card.wash);
    const head = element("header");
    head.append(element("h2", card.what), element("time", card.date));
    made.append(head);
    if (card.notes) made.append(element("p", card.notes, "notes"));
    made.append(element("p", card.where, "where"));
    card.quotes.forEach((row) => made.append(quote(row)));
    if (card.more) made.append(element("p", card.more, "notes"));
    if (card.places.length) {
      const show = element("button", data.words.show);
      show.type = "button";
      show.addEventListener("click", () => { window.liptako.focus(card.id, card.places); });
      made.append(show);
    }
    made.addEventListener("mouseenter", () => window.liptako.glow(card.id, true));
    made.addEventListener("mouseleave", () => window.liptako.glow(card.id, false));
    return made;
  }

  /* ---- what is shown ---- */
  function passes(card, at) {
    if (chosen.events && !chosen.events.has(card.id)) return false;
    if (chosen.unit && !held[at].has(chosen.unit)) return false;
    return chosen.words.every((word) => searched[at].includes(word));
  }
  function filtered() {
    return Boolean(chosen.events || chosen.unit || chosen.words.length);
  }
  function show() {
    const cards = data.cards.filter(passes);
    box("cards").replaceChildren(...cards.slice(0, chosen.limit).map(drawCard));
    box("told").textContent = data.words.told.replace("{n}", cards.length.toLocaleString(data.map.language))
      .replace("{total}", data.cards.length.toLocaleString(data.map.language));
    const left = cards.length - chosen.limit;
    box("more").hidden = left <= 0;
    box("more").textContent = data.words.more.replace("{n}", Math.max(left, 0).toLocaleString(data.map.language));
    box("all").hidden = !filtered();
    window.liptako.draw(Object.assign({}, data.map, {
      scope: chosen.unit, inside: filtered() ? cards.map((card) => card.id) : null,
    }));
  }
  function choose(change) {
    Object.assign(chosen, { limit: STEP }, change);
    show();
    box("panel").scrollTop = 0;
  }

  /* ---- the map ---- */
  const map = L.map("map", { zoomSnap: 0.25, zoomDelta: 0.75, minZoom: 2, maxZoom: 16 }).setView(data.centre, 5);
  // A mark of many events holds the newest ones only: its place holds them all.
  const report = (kind, id, events) => choose(id ? { unit: id, events: null } : { unit: null, events: new Set(events) });
  window.liptako.start(map, Object.assign({}, data.settings, { report, ground: await unpacked(box("ground").textContent) }));

  document.querySelector("form").addEventListener("submit", (event) => event.preventDefault());
  box("words").addEventListener("input", () => choose({ words: fold(box("words").value).split(/\s+/).filter(Boolean) }));
  box("all").addEventListener("click", () => { box("words").value = ""; choose({ unit: null, events: null, words: [] }); });
  box("more").addEventListener("click", () => {
    const first = chosen.limit;
    chosen.limit += STEP;
    show();
    const card = box("cards").children[first];
    if (card) card.focus();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && filtered()) box("all").click();
    else if (event.key === "/" && document.activeElement !== box("words")) { event.preventDefault(); box("words").focus(); }
  });
  show();
})();
