/* The map in the browser: ground drawn once, marks drawn from data, clicks told by id only.
   Text arrives as data and is set through textContent; nothing here builds markup from it. */
window.liptako = (function () {
  "use strict";
  const REGION_ZOOM = 4.25; // below, a click means the country
  const DISTRICT_ZOOM = 7.25; // from here on, the second level is drawn and clicked
  const FOCUS_ZOOM = 8;
  const SPOT_ZOOM = 6.5; // from here on, marks bear their place's name
  const HEAT_ZOOM = 7; // below, density may be shown as heat
  const FAR_ZOOM = 5.75; // below, marks are smaller and areas show their number only
  const held = { drawn: new Map(), shapes: {}, parents: {}, labels: [], data: null, fit: undefined, tiles: null };
  let map, config, colours, reporter;

  /* ---- ground ---- */
  function start(leafletMap, settings) {
    map = window.map = leafletMap;
    config = settings;
    colours = settings.colours;
    // Plain shifts instead of three-dimensional ones: browsers would give each mark and label a layer of its own, whose
    // sorting takes most of the time of a move. The map as a whole is one layer (map.css).
    L.Browser.ie3d = true;
    map.attributionControl.setPrefix(false);
    [["land", 200], ["heat", 210], ["lines", 220], ["leaving", 290], ["areas", 300], ["labels", 350], ["rings", 400]].forEach(([name, z]) => {
      map.createPane(name).style.zIndex = z;
    });
    ["labels", "heat"].forEach((name) => { map.getPane(name).style.pointerEvents = "none"; });
    L.control.scale({ imperial: false, maxWidth: 120, position: "bottomright" }).addTo(map);
    addPatterns();
    new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(map.getContainer());
    map.on("zoomend", showByZoom);
    map.on("click", picked);
    document.addEventListener("keydown", (event) => { if (event.key === "Escape") pick(null); });
    map.on("moveend", () => { held.gliding = false; relabel(); ask(map.getZoom(), map.getBounds()); });
    // A stand-alone page hands over the ground itself; it may ask nobody.
    if (typeof settings.ground === "object") drawGround(settings.ground);
    else fetch(settings.ground).then((answer) => answer.json()).then(drawGround);
    if (asked.view) show(asked.view);
    return window.liptako;
  }

  function addPatterns() {
    const defs = Object.entries(config.states).filter(([, row]) => row.hatch).map(([key, row]) =>
      `<pattern id="hatch-${key}" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">` +
      `<rect width="7" height="7" fill="${colours.land}"/><rect width="3" height="7" fill="${row.colour}"/></pattern>`);
    defs.push('<pattern id="hatch-unknown" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">' +
      `<rect width="6" height="6" fill="${colours.land}"/><rect width="1.5" height="6" fill="#8C877C"/></pattern>`);
    const holder = document.createElement("div");
    holder.innerHTML = `<svg width="0" height="0" style="position:absolute" aria-hidden="true"><defs>${defs.join("")}</defs></svg>`;
    document.body.appendChild(holder);
  }

  function drawGround(ground) {
    held.ground = ground;
    const unit = (feature, layer) => {
      const row = feature.properties;
      held.shapes[row.id] = layer;
      held.parents[row.id] = row.parent;
      layer.on("click", () => clickUnit(row.id));
      layer.on("mouseover", () => hover(row.id, true));
      layer.on("mouseout", () => hover(row.id, false));
      layer.bindTooltip(() => textNode(told(row)), { sticky: true, direction: "top", className: "plain" });
    };
    held.countries = L.geoJSON(ground.countries, { pane: "land", style: countryStyle, onEachFeature: unit }).addTo(map);
    held.waters = L.geoJSON(ground.water, { pane: "lines", interactive: false, style: waterStyle }).addTo(map);
    held.regions = L.geoJSON(ground.admin1, { pane: "lines", style: regionStyle, onEachFeature: unit }).addTo(map);
    held.districts = L.geoJSON(ground.admin2, { pane: "lines", style: regionStyle, onEachFeature: unit });
    L.geoJSON(ground.areas).eachLayer((layer) => { held.shapes[layer.feature.properties.id] = layer; });
    L.geoJSON(ground.water).eachLayer((layer) => { held.shapes[layer.feature.properties.id] = layer; });
    if (asked.view) show(asked.view);
    else if (held.data) draw(held.data);
  }

  /* ---- what is asked of the server ---- */
  const CELL_ZOOM = 6; // from here on, marks depend on the part of the ground that is seen (gathering.UNIT_ZOOM)
  const WORLD = "-90,-180,90,180";
  const asked = { view: null, click: false, address: "", answer: null, turn: 0, abort: null };

  /* Take over a view: its address, what is looked at and lit up. Marks are fetched only where they differ. */
  function show(view) {
    asked.click = false;
    // Told before the page of the map has made it.
    if (!map) { asked.view = view; return; }
    const other = !asked.view || asked.view.marks !== view.marks;
    asked.view = view;
    nameFrame(view);
    setTheme(view.theme);
    if (other) asked.answer = null;
    // The marks are fetched while the ground is: what comes first waits for the other.
    if (!held.ground) { const first = aimOf(view); ask(first.zoom, first.bounds); return; }
    const goes = !other && asked.answer && merge();
    if (goes) draw(goes);
    // The marks are asked for the part that the map is about to show, while it glides there.
    const aim = aimOf(view);
    ask(aim.zoom, aim.bounds);
    if (!goes) settle(view);
  }
  function aimOf(view) {
    if (held.fit === (view.scope || "") && !held.gliding) return { zoom: map.getZoom(), bounds: map.getBounds() };
    const [south, west, north, east] = view.bounds;
    const bounds = L.latLngBounds([[south, west], [north, east]]);
    const zoom = Math.min(10, map.getBoundsZoom(bounds, false, L.point(24, 24)));
    const half = map.getSize().divideBy(2);
    const middle = map.project(bounds.getCenter(), zoom);
    return { zoom, bounds: L.latLngBounds(map.unproject(middle.subtract(half), zoom), map.unproject(middle.add(half), zoom)) };
  }
  function ask(zoom, bounds) {
    if (!asked.view) return;
    const whole = asked.answer && asked.answer.whole && asked.answer.of === asked.view.marks;
    const address = `${asked.view.marks}&${part(zoom, bounds)}`;
    if (whole || (address === asked.address && (asked.answer || asked.abort))) return;
    asked.address = address;
    asked.turn += 1;
    const turn = asked.turn, of = asked.view.marks;
    if (asked.abort) asked.abort.abort();
    asked.abort = new AbortController();
    const slow = setTimeout(() => state("loading"), 300);
    fetch(address, { signal: asked.abort.signal }).then((answer) => {
      if (answer.status === 409) { report("stale", ""); throw new Error("stale"); }
      if (!answer.ok) throw new Error(String(answer.status));
      return answer.json();
    }).then((marks) => {
      if (turn !== asked.turn) return;
      asked.answer = Object.assign(marks, { of });
      asked.abort = null;
      state("");
      draw(merge());
    }).catch((error) => {
      if (turn !== asked.turn || error.name === "AbortError") return;
      asked.abort = null;
      asked.address = "";
      state(error.message === "stale" ? "loading" : "trouble");
    }).finally(() => clearTimeout(slow));
  }
  /* Zoom and box in steps, so that small moves ask for what was fetched before. */
  function part(zoom, bounds) {
    if (zoom < CELL_ZOOM) return `zoom=${zoom < REGION_ZOOM ? 4 : 5}&box=${WORLD}`;
    const level = Math.min(12, Math.floor(zoom)), step = 180 / 2 ** level;
    const down = (value) => (Math.floor(value / step) - 1) * step, up = (value) => (Math.ceil(value / step) + 1) * step;
    const edges = [down(bounds.getSouth()), down(bounds.getWest()), up(bounds.getNorth()), up(bounds.getEast())];
    return `zoom=${level}&box=${edges.map((edge) => Number(edge.toFixed(5))).join(",")}`;
  }
  function merge() {
    const view = asked.view;
    return Object.assign({}, asked.answer, { scope: view.scope, path: view.path, selected: view.selected, bounds: view.bounds,
      online: view.online, lit: view.lit, inside: null });
  }
  /* Set only where it differs: to set it again would have the browser look at the style of everything. */
  function speak(language) {
    if (document.documentElement.lang !== language) document.documentElement.lang = language;
  }
  function nameFrame(view) {
    speak(view.language);
    document.title = view.title;
  }
  function state(name) {
    if (!held.state) {
      held.state = document.createElement("div");
      held.state.className = "state";
      held.state.setAttribute("role", "status");
      map.getContainer().appendChild(held.state);
      L.DomEvent.disableClickPropagation(held.state);
    }
    const view = asked.view;
    map.getContainer().dataset.state = name;
    held.state.replaceChildren();
    if (!name) return;
    held.state.append(textNode(name === "trouble" ? view.trouble : view.loading));
    if (name === "trouble") {
      const again = document.createElement("button");
      again.textContent = view.again;
      again.addEventListener("click", () => ask(map.getZoom(), map.getBounds()));
      held.state.append(again);
    }
  }
  function setTheme(theme) {
    const name = theme || "light";
    if (held.theme === name) return;
    held.theme = name;
    if (config.themes) Object.assign(colours, config.themes[name]);
    document.documentElement.dataset.theme = name;
    document.querySelectorAll("pattern rect:first-child").forEach((rect) => rect.setAttribute("fill", colours.land));
    if (!held.ground) return;
    held.countries.setStyle(countryStyle);
    held.regions.setStyle(regionStyle);
    held.districts.setStyle(regionStyle);
    held.waters.setStyle(waterStyle);
  }

  function countryStyle(feature) {
    const state = (held.data && held.data.shades[feature.properties.id]) || null;
    const online = held.data && held.data.online;
    // A measure of regions and a status of countries cannot both be told by fills.
    const row = !held.measured && state && config.states[state];
    const fill = !row ? (feature.properties.core ? colours.land : colours.outside)
      : row.hatch ? `url(#hatch-${state})` : row.colour;
    return { color: colours.border, weight: 1, fillColor: fill, fillOpacity: row ? (online ? 0.28 : 0.34) : online ? 0 : 1 };
  }
  const waterStyle = (feature) => feature.geometry.type.includes("Line")
    ? { color: river(), weight: 1.3, fill: false } : { color: river(), weight: 0.8, fillColor: colours.water, fillOpacity: 1 };
  const river = () => (held.theme === "dark" ? "#2F4655" : "#A9C3D1");
  function regionStyle(feature) {
    const id = feature.properties.id;
    const chosen = held.data && held.data.scope === id;
    const measured = held.data && held.data.regions && held.data.regions[id];
    return { color: chosen ? colours.text : colours.region, weight: chosen ? 2.2 : 0.8,
      dashArray: chosen && !feature.properties.dashed ? null : "3 3",
      fillColor: measured ? (measured.fill === "unknown" ? "url(#hatch-unknown)" : measured.fill) : "#FFFFFF",
      fillOpacity: measured ? 0.72 : chosen ? (held.theme === "dark" ? 0.08 : 0.28) : 0 };
  }

  function hover(id, on) {
    const layer = held.shapes[target(id)];
    if (reporter) reporter({ kind: "near", id: on && !held.pick ? target(id) : "" });
    if (!layer || !layer.setStyle || (held.data && held.data.scope === target(id))) return;
    if (on && layer.feature.properties.level !== 0) layer.setStyle({ color: colours.text, weight: 1.6, fillOpacity: 0.18 });
    else restyle(layer);
  }
  /* The name of a unit, and its measure where regions are shaded by one. */
  function told(row) {
    const measured = held.data && held.data.regions && held.data.regions[row.id];
    return measured ? `${nameOf(row)} · ${measured.text}` : nameOf(row);
  }
  function restyle(layer) {
    layer.setStyle(layer.feature.properties.level === 0 ? countryStyle(layer.feature) : regionStyle(layer.feature));
  }

  function target(id) {
    const parent = held.parents[id];
    return map.getZoom() < REGION_ZOOM && parent && parent.length === 2 ? parent : id;
  }
  /* Give the point of the next click to `take` instead of opening what lies there; Escape takes it back. */
  function pick(take) {
    held.pick = take;
    map.getContainer().classList.toggle("picking", Boolean(take));
  }
  function picked(event) {
    const take = held.pick;
    if (!take) return;
    pick(null);
    take(event.latlng.lat, event.latlng.lng);
  }
  function clickUnit(id) {
    if (held.pick) return;
    const unit = target(id);
    const layer = held.shapes[unit];
    report("place", unit);
    if (layer && layer.getBounds) soon(() => fit(layer.getBounds(), unit, true));
  }
  /* A room that answers at once tells where to go together with the sentences; to glide before would delay these. */
  const HEAD_START = 180;
  function soon(go) {
    clearTimeout(held.soon);
    if (reporter) held.soon = setTimeout(go, HEAD_START);
    else go();
  }
  function report(kind, id, events) {
    if (id && kind !== "stale") asked.click = true;
    if (reporter) reporter({ kind, id, events: events || [] });
    else if (config.report) config.report(kind, id, events || []);
  }

  /* ---- labels ---- */
  const nameOf = (row) => (held.data && row[held.data.language]) || row.en;
  function textNode(text) {
    const span = document.createElement("span");
    span.textContent = text;
    return span;
  }
  function label(lat, lon, text, kind) {
    const element = textNode(text);
    element.className = `label ${kind}`;
    return L.marker([lat, lon], { pane: "labels", interactive: false, keyboard: false,
      icon: L.divIcon({ className: "holder", html: element, iconSize: [0, 0] }) });
  }
  function drawLabels() {
    const before = new Map(held.labels.map((row) => [row.key, row]));
    held.labels = [];
    const add = (row, kind, from, to) => {
      const text = nameOf(row), key = [kind, row.lat, row.lon, from, to, text].join("|");
      held.labels.push(before.get(key) || { key, kind, from, to, text, at: L.latLng(row.lat, row.lon), layer: null });
      before.delete(key);
    };
    const countries = held.ground.countries.features.map((feature) => feature.properties);
    countries.sort((one, other) => Number(other.core) - Number(one.core)).forEach((row) => {
      if (row.lat !== undefined && !held.data.badges.some((badge) => badge.country === row.id)) add(row, "country", row.core ? 3 : 4, 7);
    });
    const grouped = (held.data.groups || []).filter((mark) => mark.kind === "place");
    const spots = new Map([...held.data.points, ...grouped].map((mark) => [mark.name, mark]));
    held.ground.towns.forEach((row) => add(row, "town", [5, 5.5, 6.25][row.order] || 6.75, spots.has(nameOf(row)) ? SPOT_ZOOM : 20));
    spots.forEach((mark, name) => add({ lat: mark.lat, lon: mark.lon, en: name, fr: name }, "spot", SPOT_ZOOM, 20));
    held.ground.admin1.features.map((feature) => feature.properties).forEach((row) => add(row, "region", 6, 8.5));
    before.forEach((row) => row.layer && row.layer.remove());
    showByZoom();
  }
  function showByZoom() {
    const zoom = map.getZoom();
    map.getContainer().classList.toggle("far", zoom < FAR_ZOOM);
    if (held.districts) toggle(held.districts, zoom >= DISTRICT_ZOOM);
    if (held.heat) toggle(held.heat, zoom < HEAT_ZOOM);
    fillAreas();
    relabel();
  }
  /* Labels follow when the map has come to rest, and after a click when the sentences are there: to place them the page
     has to be measured. */
  function relabel() {
    clearTimeout(held.relabel);
    held.relabel = setTimeout(() => { if (held.data && held.ground) showLabels(); }, asked.click ? 400 : 60);
  }
  /* Only labels that can be seen are on the map: each is an element that every move has to place. */
  function showLabels() {
    const zoom = map.getZoom(), seen = map.getBounds().pad(0.05);
    held.labels.forEach((row) => {
      const on = zoom >= row.from && zoom < row.to && seen.contains(row.at);
      if (on && !row.layer) row.layer = label(row.at.lat, row.at.lng, row.text, row.kind);
      if (row.layer) toggle(row.layer, on);
    });
    spaceLabels();
  }
  function fillAreas() {
    held.drawn.forEach(({ mark, layers }) => layers.forEach((layer) => {
      if (mark.precision && layer.setStyle) layer.setStyle({ fillOpacity: areaFill(mark) });
    }));
  }
  /* Leave out labels that would lie over a mark or over a more important label. */
  function spaceLabels() {
    const taken = [...map.getPane("markerPane").querySelectorAll("svg, .name, .count")].map((element) => element.getBoundingClientRect());
    const shown = held.labels.filter((row) => row.layer && map.hasLayer(row.layer)).map((row) => row.layer.getElement().firstChild);
    // All boxes are read before anything is changed, or the page would be laid out anew for each.
    const boxes = shown.map((element) => element.getBoundingClientRect());
    boxes.map((box) => {
      const free = !taken.some((other) => box.left < other.right + 2 && box.right > other.left - 2 && box.top < other.bottom && box.bottom > other.top);
      if (free) taken.push(box);
      return free;
    }).forEach((free, at) => { shown[at].style.visibility = free ? "visible" : "hidden"; });
  }
  function toggle(layer, on) {
    if (on && !map.hasLayer(layer)) layer.addTo(map);
    if (!on && map.hasLayer(layer)) layer.remove();
  }

  /* ---- marks ---- */
  /* Give the outlines their looks where these differ from before: all of them, or those that are looked at. */
  function styleGround(data) {
    const look = JSON.stringify([data.shades, data.regions, data.online, held.theme]);
    if (held.look !== look) {
      held.countries.setStyle(countryStyle);
      held.regions.setStyle(regionStyle);
      held.districts.setStyle(regionStyle);
    } else if (held.looked !== data.scope) {
      [held.looked, data.scope].map((id) => held.shapes[id]).filter((layer) => layer && layer.feature.properties.level < 3).forEach(restyle);
    }
    held.look = look;
    held.looked = data.scope;
  }
  function draw(data) {
    held.data = data;
    const measured = Object.keys(data.regions || {}).length > 0;
    if (measured !== held.measured) { held.measured = measured; held.refill = true; }
    nameControls(data);
    if (!held.ground) return;
    setTiles(data);
    styleGround(data);
    const wanted = new Map();
    data.areas.forEach((mark) => wanted.set(`area ${mark.id}`, [mark, areaLayers]));
    data.badges.forEach((mark) => wanted.set(`badge ${mark.country}`, [mark, badgeLayers]));
    (data.groups || []).forEach((mark) => wanted.set(`group ${mark.kind} ${mark.id || `${mark.lat} ${mark.lon}`}`, [mark, groupLayers]));
    data.points.forEach((mark) => wanted.set(`point ${mark.lat} ${mark.lon} ${mark.style} ${mark.radius}`, [mark, pointLayers]));
    keep(wanted);
    if (held.refill) { held.refill = false; fillAreas(); }
    const named = JSON.stringify([data.language, data.badges.map((badge) => badge.country), data.points.map((mark) => mark.name), (data.groups || []).map((mark) => mark.name)]);
    if (held.named !== named) drawLabels();
    else relabel();
    held.named = named;
    if (held.legendText !== legendText(data)) drawLegend(data);
    markState();
    drawHeat(data.heat || []);
    drawLeaving(data.leaving || []);
    settle(data);
    map.getContainer().dataset.ready = "yes";
    if (reporter && !held.told) reporter({ kind: "drawn" });
    held.told = true;
  }

  function nameControls(data) {
    const box = map.getContainer();
    speak(data.language);
    box.setAttribute("role", "region");
    box.setAttribute("aria-label", data.words.map);
    [["in", data.words.closer], ["out", data.words.further]].forEach(([way, name]) => {
      const button = box.querySelector(`.leaflet-control-zoom-${way}`);
      if (button) Object.assign(button, { title: name, ariaLabel: name });
    });
  }

  function keep(wanted) {
    held.drawn.forEach((row, key) => {
      const next = wanted.get(key);
      if (next && JSON.stringify([next[0], held.data.language]) === row.told) return wanted.delete(key);
      row.layers.forEach((layer) => layer.remove());
      held.drawn.delete(key);
    });
    wanted.forEach(([mark, make], key) => {
      const layers = make(mark);
      layers.forEach((layer) => layer.addTo(map));
      held.drawn.set(key, { mark, layers, told: JSON.stringify([mark, held.data.language]) });
    });
  }

  function markState() {
    const inside = held.data.inside && new Set(held.data.inside);
    held.drawn.forEach(({ mark, layers }) => {
      const dim = inside ? !(mark.events || []).some((id) => inside.has(id)) : beyond(mark, held.data);
      const chosen = held.data.selected && (mark.events || []).includes(held.data.selected);
      layers.forEach((layer) => {
        const element = layer.getElement && layer.getElement();
        if (element) {
          element.classList.toggle("dim", Boolean(dim));
          element.classList.toggle("chosen", Boolean(chosen));
          element.classList.toggle("lit", isLit(mark));
        }
      });
    });
  }

  /* Marks of the documents that the page tells of; one that stands for many events is known by its unit or ground. */
  function isLit(mark) {
    const lit = held.data.lit;
    if (!lit) return false;
    if ((mark.events || []).length) return mark.events.some((id) => lit.events.includes(id));
    if (mark.box) return lit.spots.some(([lat, lon]) => lat >= mark.box[0] && lat <= mark.box[2] && lon >= mark.box[1] && lon <= mark.box[3]);
    return lit.units.includes(mark.id || mark.country);
  }

  /* A mark is beyond the scope where neither holds the other. */
  function beyond(mark, data) {
    if (!data.scope || !mark.chain) return false;
    return !mark.chain.includes(data.scope) && !(mark.id && mark.kind && (data.path || []).includes(mark.id));
  }

  function shapePath(style, size) {
    const row = config.styles[style];
    const look = row.fill === "full" ? `class="full" fill="${row.colour}" stroke-width="1.2"`
      : `class="hollow" stroke="${row.colour}" stroke-width="2"${row.fill === "dotted" ? ' stroke-dasharray="2 2"' : ""}`;
    const c = size / 2, r = size / 2 - 2.4;
    if (!row.points.length) return `<circle cx="${c}" cy="${c}" r="${0.9 * r}" ${look}/>`;
    return `<polygon points="${row.points.map(([x, y]) => `${c + x * r},${c - y * r}`).join(" ")}" stroke-linejoin="round" ${look}/>`;
  }
  const symbol = (style, size) => `<svg width="${size}" height="${size}" aria-hidden="true">${shapePath(style, size)}</svg>`;

  function icon(html, mark, options) {
    const layer = L.marker([mark.lat, mark.lon], { keyboard: true, riseOnHover: true,
      bubblingMouseEvents: true, icon: L.divIcon(Object.assign({ className: "mark", html }, options)) });
    layer.on("add", () => {
      const element = layer.getElement();
      element.setAttribute("aria-label", mark.hint);
      element.setAttribute("role", "button");
      element.dataset.place = mark.id || mark.country || "";
      element.dataset.events = (mark.events || []).join(" ");
    });
    layer.on("keypress", (event) => { if (event.originalEvent.key === "Enter") layer.fire("click"); });
    layer.on("mouseover focus", () => glowCards(mark, true));
    layer.on("mouseout blur", () => glowCards(mark, false));
    layer.bindTooltip(() => textNode(mark.hint), { direction: "top", className: "plain", offset: [0, -8] });
    return layer;
  }

  function pointLayers(mark) {
    const size = Math.round(Math.min(46, 15 + 6 * Math.sqrt(mark.n || mark.events.length)));
    const layer = icon(symbol(mark.style, size), mark, { className: "mark point", iconSize: [size, size] });
    layer.on("add", () => layer.getElement().style.setProperty("--shift", mark.shift * size));
    layer.on("click", () => { if (held.pick) return; held.fit = mark.id; report("point", mark.id, mark.events); });
    if (!mark.radius) return [layer];
    const ring = L.circle([mark.lat, mark.lon], { pane: "rings", radius: mark.radius * 1000, interactive: false,
      color: config.styles[mark.style].colour, weight: 1.5, dashArray: "4 3", fillOpacity: 0.08 });
    return [ring, layer];
  }

  /* Many events as one mark: how many, and the shares of their types as a ring. */
  function groupLayers(mark) {
    const size = Math.round(Math.min(64, 24 + 7 * Math.log10(mark.n + 1) ** 1.2));
    const element = document.createElement("span");
    element.className = "pie";
    element.innerHTML = ring(mark.styles, size);
    element.appendChild(Object.assign(textNode(mark.count), { className: "number" }));
    const layer = icon(element, mark, { className: `mark group ${mark.kind}`, iconSize: [size, size] }).setZIndexOffset(mark.n);
    layer.on("click", () => openGroup(mark));
    return [layer];
  }
  function ring(styles, size) {
    const total = styles.reduce((sum, [, n]) => sum + n, 0), c = size / 2, r = c - 4, around = 2 * Math.PI * r;
    let from = 0;
    const arcs = styles.map(([style, n]) => {
      const length = (n / total) * around;
      const arc = `<circle cx="${c}" cy="${c}" r="${r}" fill="none" stroke="${config.styles[style].colour}" stroke-width="6" ` +
        `stroke-dasharray="${length.toFixed(2)} ${around.toFixed(2)}" stroke-dashoffset="${(-from).toFixed(2)}"/>`;
      from += length;
      return arc;
    });
    return `<svg width="${size}" height="${size}" aria-hidden="true"><circle class="disc" cx="${c}" cy="${c}" r="${r + 3}"/>${arcs.join("")}</svg>`;
  }
  function openGroup(mark) {
    if (held.pick) return null;
    if (mark.kind === "cell") {
      const [south, west, north, east] = mark.box;
      const bounds = L.latLngBounds([[south, west], [north, east]]).pad(0.1);
      const zoom = Math.max(map.getZoom() + 1, Math.min(12, map.getBoundsZoom(bounds)));
      return map.setView(bounds.getCenter(), zoom, { animate: !quiet() });
    }
    const shape = held.shapes[mark.id];
    if (shape && shape.getBounds) soon(() => fit(shape.getBounds(), mark.id, true));
    else held.fit = mark.id;
    return report("place", mark.id);
  }

  /* Where events are dense, seen from afar: one soft disc a cell. */
  function drawHeat(cells) {
    const text = JSON.stringify(cells);
    if (held.heatText === text) return;
    held.heatText = text;
    if (held.heat) held.heat.remove();
    held.heat = null;
    if (!cells.length) return;
    const most = Math.max(...cells.map((cell) => cell[2]));
    held.heatLine = held.heatLine || L.svg({ pane: "heat" });
    held.heat = L.layerGroup(cells.map(([lat, lon, n]) => L.circle([lat, lon], { pane: "heat", renderer: held.heatLine, radius: 52000, stroke: false,
      interactive: false, fillColor: "#B3420A", fillOpacity: 0.08 + 0.6 * Math.sqrt(n / most) })));
    toggle(held.heat, map.getZoom() < HEAT_ZOOM);
  }
  /* Lines out of the hosts of withdrawals, towards where the troops came from. */
  function drawLeaving(lines) {
    const text = JSON.stringify([lines, held.data.scope]);
    if (held.leavingText === text) return;
    held.leavingText = text;
    if (held.leaving) held.leaving.remove();
    const chosen = (held.data.scope || "").split("-")[0];
    held.leaving = L.layerGroup(lines.filter((line) => line.open || line.host === chosen).map((line) => {
      const row = config.styles[line.style];
      return L.polyline(bend(line.from, line.to), { pane: "leaving", color: row.colour, weight: 1.6, smoothFactor: 0.5, opacity: 0.7, dashArray: row.fill === "full" ? null : row.fill === "dotted" ? "1 5" : "7 5" })
        .bindTooltip(() => textNode(line.hint), { sticky: true, className: "plain" });
    })).addTo(map);
  }
  /* A bow from one point to another, so that two lines between the same countries do not lie upon each other. */
  function bend(from, to) {
    const middle = [(from[0] + to[0]) / 2 + (to[1] - from[1]) * 0.14, (from[1] + to[1]) / 2 - (to[0] - from[0]) * 0.14];
    const at = (t, axis) => (1 - t) ** 2 * from[axis] + 2 * t * (1 - t) * middle[axis] + t * t * to[axis];
    return Array.from({ length: 25 }, (_, step) => [at(step / 24, 0), at(step / 24, 1)]);
  }

  function chip(mark, kind, text) {
    const element = document.createElement("span");
    element.className = `chip ${kind}`;
    if (text) element.appendChild(Object.assign(textNode(text), { className: "name" }));
    const box = document.createElement("span");
    box.className = "count";
    box.innerHTML = mark.styles.slice(0, 3).map((style) => symbol(style, 14)).join("");
    box.appendChild(textNode(mark.count));
    element.appendChild(box);
    return element;
  }
  function areaLayers(mark) {
    const colour = config.styles[mark.styles[0]].colour;
    const layers = [];
    const shape = held.shapes[mark.id];
    if (shape) {
      const area = L.geoJSON(shape.feature, { pane: "areas", style: { color: colour, weight: 1.6, fillColor: colour,
        fillOpacity: areaFill(mark), dashArray: mark.precision === 5 || shape.feature.properties.dashed ? "6 4" : null } });
      area.on("click", () => clickMark(mark));
      area.bindTooltip(() => textNode(mark.hint), { sticky: true, direction: "top", className: "plain" });
      layers.push(area);
    }
    const layer = icon(chip(mark, "area"), mark, { iconSize: [0, 0], className: "mark holder" }).setZIndexOffset(-9000);
    layer.on("click", () => clickMark(mark));
    layers.push(layer);
    return layers;
  }
  // Close by, an area's fill would only tint the whole picture.
  const areaFill = (mark) => held.measured ? 0 : (map.getZoom() >= FOCUS_ZOOM ? 0.03 : mark.precision === 5 ? 0.07 : 0.12);
  function badgeLayers(mark) {
    const layer = icon(chip(mark, "badge", mark.name), mark, { iconSize: [0, 0], className: "mark holder" }).setZIndexOffset(9000);
    layer.on("click", () => clickUnit(mark.country));
    return [layer];
  }
  function clickMark(mark) {
    if (held.pick) return;
    const shape = held.shapes[mark.id];
    if (shape && shape.getBounds) soon(() => fit(shape.getBounds(), mark.id, true));
    report("place", mark.id, mark.events);
  }

  /* ---- where the map looks ---- */
  function settle(data) {
    if (held.fit === (data.scope || "")) return;
    const first = held.fit === undefined;
    const [south, west, north, east] = data.bounds;
    const spots = data.lit && !data.scope && data.lit.spots.length ? L.latLngBounds(data.lit.spots).pad(0.2) : null;
    fit(spots || [[south, west], [north, east]], data.scope || "", !first);
    if (first && data.selected) focus(data.selected);
  }
  function fit(bounds, key, animate) {
    clearTimeout(held.soon);
    held.fit = key;
    const go = () => map.fitBounds(bounds, { padding: [12, 12], maxZoom: 10, animate: animate && !quiet(), duration: 0.35 });
    // A click is sent first: to begin to glide takes the browser a while.
    held.gliding = Boolean(animate);
    if (animate) requestAnimationFrame(() => { if (held.fit === key) go(); });
    else go();
  }
  const quiet = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

  /* Go to the mark of an event; to `units` (countries, regions, areas) where it has none. */
  function focus(id, units) {
    const row = [...held.drawn.values()].find(({ mark }) => (mark.events || []).includes(id)) || markOf(units || []);
    if (!row) return focusUnits(units || []);
    const shape = held.shapes[row.mark.id || row.mark.country];
    if (row.mark.style === undefined && shape && shape.getBounds) map.fitBounds(shape.getBounds(), { padding: [30, 30] });
    else map.setView([row.mark.lat, row.mark.lon], Math.max(map.getZoom(), FOCUS_ZOOM), { animate: !quiet() });
    glow(id, true);
    return true;
  }
  const markOf = (units) => [...held.drawn.values()].find(({ mark }) => mark.style !== undefined && units.includes(mark.id));
  function focusUnits(units) {
    const shapes = units.map((unit) => held.shapes[unit]).filter((shape) => shape && shape.getBounds);
    if (!shapes.length) return false;
    const bounds = shapes.reduce((all, shape) => all.extend(shape.getBounds()), L.latLngBounds([]));
    map.fitBounds(bounds, { padding: [20, 20], maxZoom: 10 });
    return true;
  }
  function glow(id, on, places) {
    held.drawn.forEach(({ mark, layers }) => layers.forEach((layer) => {
      const element = layer.getElement && layer.getElement();
      const meant = (mark.events || []).includes(id) || (!(mark.events || []).length && (places || []).includes(mark.id));
      if (element) element.classList.toggle("glow", Boolean(on && meant));
    }));
  }
  function glowCards(mark, on) {
    try {
      window.parent.document.querySelectorAll("[data-event]").forEach((card) => {
        const places = (card.dataset.places || "").split(" ");
        const meant = (mark.events || []).includes(card.dataset.event) || (mark.id && places.includes(mark.id));
        card.classList.toggle("glow", Boolean(on && meant));
      });
    } catch (error) { /* another origin shows the frame: cards then do not glow */ }
  }

  function setTiles(data) {
    if (data.online && !held.tiles) {
      held.tiles = L.tileLayer(config.tiles, { maxZoom: 18, attribution: config.tilesBy }).addTo(map);
    } else if (!data.online && held.tiles) {
      held.tiles.remove();
      held.tiles = null;
    }
    map.getContainer().classList.toggle("online", Boolean(data.online));
  }

  /* ---- legend ---- */
  const legendText = (data) => JSON.stringify([data.legend, data.language, data.lit && data.lit.label, held.measured]);
  function litRow(lit) {
    const line = document.createElement("div"), sample = document.createElement("span");
    line.className = "row";
    sample.className = "sample litring";
    line.append(sample, Object.assign(textNode(lit.label), { className: "text" }));
    return line;
  }
  function drawLegend(data) {
    held.legendText = legendText(data);
    const open = held.legend ? held.legend.getContainer().querySelector("details").open : window.innerWidth > 520;
    if (held.legend) held.legend.remove();
    held.legend = L.control({ position: "topright" });
    held.legend.onAdd = () => {
      const box = document.createElement("div");
      const fold = document.createElement("details");
      const title = document.createElement("summary");
      box.className = "legend";
      fold.open = open;
      title.textContent = data.words.legend;
      fold.appendChild(title);
      data.legend.filter((group) => !(held.measured && group.rows[0] && group.rows[0].state)).forEach((group) => fold.append(...legendGroup(group)));
      if (data.lit) fold.append(litRow(data.lit));
      box.appendChild(fold);
      L.DomEvent.disableClickPropagation(box);
      L.DomEvent.disableScrollPropagation(box);
      return box;
    };
    held.legend.addTo(map);
    if (held.credit) map.attributionControl.removeAttribution(held.credit);
    held.credit = data.words.credit;
    map.attributionControl.addAttribution(held.credit);
  }
  function legendGroup(group) {
    const title = textNode(group.title);
    title.className = "group";
    return [title, ...group.rows.map((row) => {
      const line = document.createElement("div");
      line.className = "row";
      const sample = document.createElement("span");
      sample.className = "sample";
      if (row.fill) sample.innerHTML = `<svg width="16" height="12" aria-hidden="true"><rect x=".5" y=".5" width="15" height="11" rx="2" fill="${row.fill === "unknown" ? "url(#hatch-unknown)" : row.fill}" stroke="${colours.border}"/></svg>`;
      else sample.innerHTML = row.style ? symbol(row.style, 16) : `<svg width="16" height="12" aria-hidden="true"><rect x=".5" y=".5" width="15" height="11" rx="2" `
        + `fill="${config.states[row.state].hatch ? `url(#hatch-${row.state})` : config.states[row.state].colour}" fill-opacity=".65" stroke="${colours.border}"/></svg>`;
      line.append(sample, Object.assign(textNode(row.label), { className: "text" }), Object.assign(textNode(row.count), { className: "number" }));
      return line;
    })];
  }

  const onReport = (way) => { reporter = way; };
  return { start, show, draw, focus, glow, held, onReport, pick, view: () => ({ zoom: map.getZoom(), center: map.getCenter() }) };
})();
