/* The map room goes from place to place by itself: a click changes the address, what belongs to the address is fetched
   and told to the parts (line of counts, panel, map, bar of time), and the script behind the page learns of it once
   nobody clicks any more. What that script changes, it says as an address as well. */
const room = window.liptakoRoom || (window.liptakoRoom = make());

export default function ({ data, setTriggerValue }) {
  const send = (name, value) => setTriggerValue("act", { name, value });
  if (data.hub) room.send = send;
  else room.sendBeside = send;
  room.follow(data);
}

function make() {
  const REST = 900; // ms without a click until the script is told where the page is
  const SLOW = 300; // ms without an answer until the panel says so
  const LOST = 4000; // ms after which the script is told again what it seems not to have heard
  const OWN = ["doc", "at", "list", "cards", "bars", "of"]; // parts that are of the page and not of the view
  // What was told last by the script (`data`, its address in `said`), what is shown, and since when the page is ahead.
  const held = { data: null, said: "", answer: null, shown: "", asked: "", turn: 0, abort: null, at: 0, sent: 0, rest: null, looked: 0 };
  const parts = window.liptakoParts || (window.liptakoParts = {});

  /* ---- where the page is ---- */
  /* Streamlit writes the address that the script was told last. Where somebody has clicked since, it would take that
     click back: the script learns of it in a moment. */
  const [push, replace] = [history.pushState.bind(history), history.replaceState.bind(history)];
  const unlessAhead = (write) => (state, title, url) => {
    if (!(held.rest || unheard()) || new URL(url, location).pathname !== location.pathname) write(state, title, url);
  };
  history.pushState = unlessAhead(push);
  history.replaceState = unlessAhead(replace);
  /* The script was told where the page is and has not answered yet. */
  const unheard = () => Boolean(held.data) && held.sent >= held.at && held.data.heard < held.at && Date.now() - held.sent < LOST;
  const here = () => new URLSearchParams(location.search);
  /* The address as the script writes it: its parts in its order, or each of the two would take the other's for news. */
  function written(params, order) {
    const rest = [...params.keys()].filter((name) => !order.includes(name));
    const told = new URLSearchParams();
    [...order, ...rest].forEach((name) => { if (params.get(name)) told.set(name, params.get(name)); });
    return told.toString();
  }
  /* The address after some changes of this one. */
  function changed(changes) {
    const params = here();
    if (Object.keys(changes).some((name) => !held.data.sameCards.includes(name))) params.delete("cards");
    Object.entries(changes).forEach(([name, value]) => { if (value) params.set(name, value); else params.delete(name); });
    return written(params, held.data.order);
  }
  /* A pointer that rests on a region is about to press it: its sentences are on the way by then. */
  const DWELL = 130;
  function near({ id }) {
    const line = navigator.connection || {};
    clearTimeout(held.near);
    if (!id || !held.data || line.saveData || /2g/.test(line.effectiveType || "")) return;
    held.near = setTimeout(() => {
      const address = at(held.data.room, changed(acts.place({ id })));
      if (address !== held.shown) fetch(address, { priority: "low" }).then((answer) => answer.arrayBuffer()).catch(() => { /* asked again by the click */ });
    }, DWELL);
  }
  function enter(query) {
    if (query !== here().toString()) push({}, "", location.pathname + (query ? `?${query}` : ""));
  }
  const at = (base, query) => { const told = [query, held.data.extra].filter(Boolean).join("&"); return told ? `${base}?${told}` : base; };
  function go(changes) {
    const query = changed(changes);
    held.at = Date.now();
    enter(query);
    clearTimeout(held.rest);
    held.rest = setTimeout(flush, REST);
    held.data.panel = null;
    show(query, Object.keys(changes));
  }
  /* Tell the script where the page is, before it is asked for anything else: what differs from what it said last. */
  function flush() {
    clearTimeout(held.rest);
    held.rest = null;
    if (!held.data || !room.send) return;
    const said = new URLSearchParams(held.said), now = here(), news = {};
    held.data.order.forEach((name) => { if (said.get(name) !== now.get(name)) news[name] = [said.get(name), now.get(name)]; });
    if (!Object.keys(news).length) return;
    held.sent = Date.now();
    // The filters count what they hide: where that changed, they are drawn anew, and nothing else.
    const counted = Object.keys(news).some((name) => !["place", "event", ...OWN].includes(name));
    (counted && room.sendBeside || room.send)("went", { changed: news, at: held.at });
  }
  const inside = (target) => target.closest && target.closest(".lk-panel, .lk-barline, .lk-time, iframe.lk-map");
  const outside = (event) => { if (held.rest && !inside(event.target)) flush(); };
  ["pointerdown", "focusin", "keydown", "click"].forEach((kind) => document.addEventListener(kind, outside, true));
  /* Another page is opened once the script knows where this one is: with the page it would forget what it was told. */
  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest('[data-testid="stTopNavLink"], [data-testid="stSidebarNavLink"]');
    if (!link || held.opens || !(held.rest || unheard())) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const open = () => { held.after = null; clearTimeout(late); held.opens = true; link.click(); held.opens = false; };
    const late = setTimeout(open, 1500);
    held.after = () => setTimeout(open);
    if (held.rest) flush();
  }, true);
  window.addEventListener("popstate", () => {
    if (!held.data || !document.querySelector("iframe.lk-map")) return;
    // Streamlit asks the script for this address by itself.
    clearTimeout(held.rest);
    held.rest = null;
    held.at = Date.now();
    show(here().toString(), []);
  });

  /* ---- what belongs to it ---- */
  function show(query, changes) {
    const other = changes.some((name) => !held.data.unseen.includes(name) && !OWN.includes(name));
    // The marks need not wait for the sentences.
    if (other && held.answer && parts.map) parts.map.take({ ...held.answer.map, marks: marksOf(query) });
    fetchRoom(at(held.data.room, query));
  }
  /* As the server writes it (marking.query): sorted by name, without what changes nothing of the marks. */
  function marksOf(query) {
    const params = new URLSearchParams(query);
    [...params.keys()].forEach((name) => { if (held.data.unseen.includes(name) || OWN.includes(name)) params.delete(name); });
    params.sort();
    return `${held.data.marks}?${params}`;
  }
  function fetchRoom(address) {
    if (address === held.asked && held.abort) return;
    if (address === held.shown && held.answer) { held.turn += 1; if (held.abort) held.abort.abort(); held.abort = null; deliver(); return; }
    held.asked = address;
    held.turn += 1;
    const turn = held.turn;
    if (held.abort) held.abort.abort();
    held.abort = new AbortController();
    const slow = setTimeout(() => busy(true), SLOW);
    early(address).then((known) => known || answered(address, held.abort.signal)).then((answer) => {
      if (turn !== held.turn || !answer) return;
      held.abort = null;
      held.answer = answer;
      held.shown = address;
      busy(false);
      deliver();
    }).catch((error) => {
      if (turn !== held.turn || error.name === "AbortError") return;
      held.abort = null;
      busy(false);
      fail(error.name === "Error" ? error.message : "");
    }).finally(() => clearTimeout(slow));
  }
  /* The first page asked for what its address shows before this script was there. */
  function early(address) {
    const first = window.liptakoEarly;
    window.liptakoEarly = null;
    const plain = (told) => { const url = new URL(told, location); url.searchParams.sort(); return url.href; };
    return first && plain(first.at) === plain(address) ? first.answer : Promise.resolve(null);
  }
  function answered(address, signal) {
    return fetch(address, { signal }).then((answer) => {
      if (answer.status === 409) { held.asked = ""; room.send("stale", ""); return null; }
      if (!answer.ok) return answer.text().then((told) => { throw new Error(answer.status === 503 ? told : ""); });
      return answer.json();
    });
  }
  /* Who comes back to a page sees what has been added since, on another page or by a command. */
  const LOOKED = 5000; // ms between two looks
  function look() {
    if (document.visibilityState !== "visible" || !held.shown || held.abort || Date.now() - held.looked < LOOKED) return;
    if (!document.querySelector("iframe.lk-map")) return;
    held.looked = Date.now();
    fetch(held.shown, { method: "HEAD", cache: "no-store" }).then((answer) => {
      if (answer.status !== 409) return;
      held.asked = "";
      room.send("stale", "");
    }).catch(() => { /* the next click tells that nothing comes */ });
  }
  document.addEventListener("visibilitychange", look);
  window.addEventListener("focus", look);
  function deliver() {
    // The sentences first: they are what a click asks for. The rest follows once they are painted.
    ["panel", "bar"].forEach(fill);
    if (parts.bar) parts.bar.classList.remove("busy");
    const turn = held.turn;
    let waits = true;
    const rest = () => { if (waits && turn === held.turn) { fill("map"); fetchTime(); } waits = false; };
    requestAnimationFrame(() => setTimeout(rest));
    setTimeout(rest, 120);
  }
  /* The bar of time is asked for by itself, once the sentences are there. */
  function fetchTime() {
    const address = held.shown.replace(held.data.room, held.data.time);
    if (!held.shown || (held.time && held.time.of === address)) { fill("time"); return; }
    const turn = held.turn;
    fetch(address).then((answer) => answer.ok ? answer.json() : null).then((told) => {
      if (!told || turn !== held.turn) return;
      held.time = { told, of: address };
      fill("time");
    }).catch(() => { /* the panel tells that nothing comes */ });
  }
  function fill(name) {
    const part = parts[name];
    if (!held.answer || !part) return;
    if (name === "time") { if (held.time) part.take(held.time.told); return; }
    if (name === "panel") part.take({ ...(held.data.panel || held.answer.panel), who: held.data.who });
    else part.take(held.answer[name]);
  }
  function busy(on) {
    if (!parts.panel) return;
    parts.panel.ariaBusy = String(on);
    parts.panel.classList.toggle("busy", on);
  }
  function fail(told) {
    const words = held.data.words;
    const box = document.createElement("div"), title = document.createElement("h3"), button = document.createElement("button");
    box.className = "lk-empty";
    box.setAttribute("role", "alert");
    title.textContent = told || words.trouble;
    button.className = "button";
    button.type = "button";
    button.textContent = words.again;
    button.addEventListener("click", () => { const asked = held.asked; held.asked = ""; fetchRoom(asked); });
    box.append(title, button);
    held.shown = "";
    if (parts.panel) parts.panel.put(box);
    // The line above still counts another place.
    if (parts.bar) parts.bar.classList.add("busy");
  }

  /* Filters are asked for once the map is drawn, or does not come. */
  const LATE = 2500;
  function late(on) {
    clearTimeout(held.late);
    held.late = on ? setTimeout(() => { if (room.sendBeside) room.sendBeside("filters", ""); }, held.drawn ? 0 : LATE) : null;
  }
  function drawn() {
    held.drawn = true;
    if (held.late) late(true);
  }

  /* ---- what is pressed ---- */
  const acts = {
    scope: (value) => ({ place: value, event: null, doc: null, at: null }),
    focus: (value) => ({ event: value }),
    page: (value) => ({ cards: Number(value) ? String(Number(value) + 1) : null }),
    list: (value) => ({ list: value === "all" ? null : value, cards: null }),
    open: (value) => ({ doc: value.split("@")[0], at: value.split("@")[1] || null }),
    back: () => ({ doc: null, at: null }),
    unlight: () => ({ of: null, cards: null }),
    as_of: (value) => ({ as_of: value }),
    step: (value) => ({ bars: value }),
    // A mark that stands for one event opens it; one of no place that has an id opens its first.
    point: ({ id, events }) => ({ place: id || here().get("place"), event: events.length === 1 || !id ? events[0] : null, doc: null, at: null }),
    place: ({ id }) => ({ place: id || here().get("place"), event: null, doc: null, at: null }),
    // A second period follows by rules that the script knows.
    period: ({ from, to }) => (here().get("compare") ? null : { from, to }),
  };
  /* Go where an act leads; false for one that the script has to do. */
  function act(name, value) {
    const changes = held.data && acts[name] && acts[name](value);
    if (changes) go(changes);
    else flush();
    return Boolean(changes);
  }
  /* What the script cannot do with a block's own message goes through the hub. */
  function ask(name, value) {
    if (name === "near") { near(value); return; }
    if (name === "drawn") { drawn(); return; }
    clearTimeout(held.near);
    if (!act(name, value)) room.send(name, value);
  }

  return {
    act, ask,
    /* A part is on the page, perhaps after what belongs in it was fetched. */
    mount: fill,
    /* The script says where the page should be; while somebody clicks it knows less than the page. */
    follow(data) {
      const kept = held.data;
      if (!data.hub) late(data.late);
      // Streamlit calls a component again with what it had, and the two that call here are not always told together.
      if (kept && data.told < kept.told) return;
      held.said = data.query;
      const panel = data.hub ? data.panel : kept && kept.query === data.query ? kept.panel : null;
      const behind = kept && data.heard < held.at && data.query !== written(here(), data.order);
      held.data = { ...data, panel: behind ? null : panel };
      if (held.after && data.heard >= held.at) held.after();
      if (!behind) {
        if (data.query !== written(here(), data.order)) enter(data.query);
        fetchRoom(at(data.room, data.query));
        return;
      }
      if (!held.rest) held.rest = setTimeout(flush, Math.max(REST, held.sent + LOST - Date.now()));
    },
  };
}
