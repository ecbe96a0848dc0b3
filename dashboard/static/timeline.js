/* The bar of time: bars drawn from counts, a brush moved by pointer or keys, play and step. It asks the room for days. */
export default function ({ parentElement }) {
  if (parentElement.querySelector(":scope > .lk-time")) return;
  const root = document.createElement("div"), parts = window.liptakoParts || (window.liptakoParts = {});
  root.className = "lk-time";
  parentElement.appendChild(root);
  root.send = (name, value) => window.liptakoRoom.ask(name, value);
  build(root);
  parts.time = root;
  if (window.liptakoRoom) window.liptakoRoom.mount("time");
}

function build(root) {
  const state = { data: null, from: 0, to: 0, drag: null, playing: null, waits: false };
  const make = (name, cls, parent) => {
    const element = document.createElement(name);
    element.className = cls;
    parent.appendChild(element);
    return element;
  };
  const tools = make("div", "tools", root);
  const button = (cls, act) => {
    const element = make("button", cls, tools);
    element.type = "button";
    element.addEventListener("click", act);
    return element;
  };
  const back = button("back", () => { stop(); step(-1); }), play = button("play", () => toggle()), on = button("on", () => { stop(); step(1); });
  const whole = button("whole", () => { stop(); send(null, null); });
  const width = make("select", "width", tools);
  width.addEventListener("change", () => root.send("step", width.value));
  const field = make("div", "field", root);
  const chart = make("canvas", "bars", field);
  const shade = make("div", "shade", field);
  const handles = ["first", "last"].map((side) => {
    const handle = make("button", `handle ${side}`, field);
    handle.type = "button";
    handle.setAttribute("role", "slider");
    handle.addEventListener("keydown", (event) => key(event, side));
    return handle;
  });
  /* The day on which statuses are told: a date field under words that the language writes. */
  const asof = make("div", "asof", root), frame = make("label", "", asof);
  const told = make("span", "", frame), shown = make("b", "", frame), day = make("input", "", frame);
  day.type = "date";
  const newest = make("button", "newest", asof);
  newest.type = "button";
  newest.addEventListener("click", () => { day.value = ""; tellDay(); });
  day.addEventListener("click", () => { try { day.showPicker(); } catch (error) { /* typed instead */ } });
  day.addEventListener("change", () => { clearTimeout(state.typed); state.typed = setTimeout(tellDay, 600); });
  day.addEventListener("blur", tellDay);
  function tellDay() {
    clearTimeout(state.typed);
    if (state.data && day.validity.valid && day.value !== (state.data.asOf.day || "")) root.send("as_of", day.value || null);
  }
  const foot = make("div", "foot", root);
  const said = ["start", "middle", "end"].map((side) => make("span", side, foot));

  const count = () => state.data.starts.length;
  const clamp = (value) => Math.max(0, Math.min(count() - 1, value));
  const isWhole = () => state.from === 0 && state.to === count() - 1;

  root.take = (data) => {
    const fresh = !state.data || JSON.stringify([data.starts[0], data.starts.length]) !== JSON.stringify([state.data.starts[0], state.data.starts.length]);
    state.data = data;
    const empty = !data.starts.length;
    [tools, field, foot].forEach((part) => { part.hidden = empty; });
    takeDay(data.asOf);
    if (empty) return;
    if (!state.drag || fresh) place();
    const words = data.words;
    root.setAttribute("role", "group");
    root.setAttribute("aria-label", words.help);
    field.title = words.help;
    name(back, "‹", words.back); name(on, "›", words.on); name(whole, "↔", words.whole);
    name(play, state.playing ? "❚❚" : "▶", state.playing ? words.pause : words.play);
    width.setAttribute("aria-label", words.width);
    width.replaceChildren(...["", "day", "week", "month", "year"].map((value) => {
      const option = document.createElement("option");
      option.value = value;
      option.textContent = words[value || "span"];
      option.selected = value === data.step;
      return option;
    }));
    paint();
    if (state.playing && state.waits) { state.waits = false; state.playing = setTimeout(advance, 650); }
  };
  function takeDay(asOf) {
    told.textContent = asOf.title;
    shown.textContent = asOf.shown;
    day.setAttribute("aria-label", `${asOf.title} ${asOf.shown}`);
    Object.assign(day, { min: asOf.first, max: asOf.last });
    frame.title = asOf.help;
    if (document.activeElement !== day) day.value = asOf.day || "";
    newest.hidden = !asOf.day;
    name(newest, "×", asOf.clear);
  }
  function name(element, sign, words) {
    element.textContent = sign;
    element.title = words;
    element.setAttribute("aria-label", words);
  }
  /* Where the period of the view lies upon the bars. */
  function place() {
    const { starts, ends } = state.data;
    const first = state.data.from ? ends.findIndex((day) => day >= state.data.from) : 0;
    const after = state.data.to ? starts.findIndex((day) => day > state.data.to) : -1;
    state.from = first < 0 ? count() - 1 : first;
    state.to = after < 0 ? count() - 1 : Math.max(state.from, after - 1);
  }
  function paint() {
    const box = field.getBoundingClientRect(), scale = window.devicePixelRatio || 1;
    if (!box.width) return;
    chart.width = box.width * scale;
    chart.height = box.height * scale;
    const pen = chart.getContext("2d"), style = getComputedStyle(root);
    const most = Math.max(1, ...state.data.events), wide = chart.width / count();
    const other = state.data.other;
    state.data.events.forEach((n, bar) => {
      const inside = bar >= state.from && bar <= state.to;
      const second = other && state.data.ends[bar] >= other[0] && state.data.starts[bar] <= other[1];
      pen.fillStyle = style.getPropertyValue(inside ? "--lk-bar-in" : second ? "--lk-bar-other" : "--lk-bar-out");
      const high = n ? Math.max(2 * scale, (chart.height - 4 * scale) * Math.sqrt(n / most)) : 0;
      pen.fillRect(bar * wide + wide * 0.08, chart.height - high, Math.max(1, wide * 0.84), high);
    });
    const left = (state.from / count()) * 100, right = ((state.to + 1) / count()) * 100;
    Object.assign(shade.style, { left: `${left}%`, width: `${right - left}%` });
    shade.hidden = isWhole();
    [left, right].forEach((at, side) => {
      const handle = handles[side], bar = side ? state.to : state.from;
      handle.style.left = `${at}%`;
      handle.setAttribute("aria-label", side ? state.data.words.last : state.data.words.first);
      handle.setAttribute("aria-valuemin", "0");
      handle.setAttribute("aria-valuemax", String(count() - 1));
      handle.setAttribute("aria-valuenow", String(bar));
      handle.setAttribute("aria-valuetext", state.data.labels[bar]);
    });
    const { labels, words, language, starts, ends } = state.data;
    const sum = state.data.events.slice(state.from, state.to + 1).reduce((all, n) => all + n, 0);
    // A period that begins or ends within a bar has fewer events than its bars; the line above the map counts them.
    const cut = (state.data.from && state.data.from > starts[state.from] && state.data.from <= ends[state.from])
      || (state.data.to && state.data.to >= starts[state.to] && state.data.to < ends[state.to]);
    said[0].textContent = labels[0];
    said[1].textContent = isWhole() ? [words.title, words.undated].filter(Boolean).join(" · ")
      : `${labels[state.from]}${state.from === state.to ? "" : ` – ${labels[state.to]}`}${cut ? "" : ` · ${sum.toLocaleString(language)}`}`;
    said[2].textContent = labels[count() - 1];
  }
  function send(from, to) {
    root.send("period", { from, to });
  }
  function commit() {
    if (isWhole()) send(null, null);
    else send(state.data.starts[state.from], state.data.ends[state.to]);
  }
  const barAt = (event) => {
    const box = field.getBoundingClientRect();
    return clamp(Math.floor(((event.clientX - box.left) / box.width) * count()));
  };
  field.addEventListener("pointerdown", (event) => {
    const handle = handles.indexOf(event.target), bar = barAt(event);
    stop();
    if (handle >= 0) state.drag = { kind: handle ? "last" : "first" };
    else if (event.target === shade && !isWhole()) state.drag = { kind: "move", at: bar, from: state.from, to: state.to };
    else state.drag = { kind: "new", at: bar };
    field.setPointerCapture(event.pointerId);
    event.preventDefault();
    if (handle >= 0) event.target.focus();
    move(event);
  });
  function move(event) {
    if (!state.drag) return;
    const bar = barAt(event), { kind, at } = state.drag;
    if (kind === "first") state.from = Math.min(bar, state.to);
    else if (kind === "last") state.to = Math.max(bar, state.from);
    else if (kind === "new") [state.from, state.to] = [Math.min(at, bar), Math.max(at, bar)];
    else {
      const by = Math.max(-state.drag.from, Math.min(count() - 1 - state.drag.to, bar - at));
      [state.from, state.to] = [state.drag.from + by, state.drag.to + by];
    }
    paint();
  }
  field.addEventListener("pointermove", move);
  field.addEventListener("pointerup", () => { if (state.drag) { state.drag = null; commit(); } });
  field.addEventListener("pointercancel", () => { state.drag = null; place(); paint(); });
  function key(event, side) {
    const by = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -12, PageUp: 12, Home: -1e9, End: 1e9 }[event.key];
    if (!by) return;
    event.preventDefault();
    stop();
    if (side === "first") state.from = Math.min(state.to, clamp(state.from + by));
    else state.to = Math.max(state.from, clamp(state.to + by));
    paint();
    clearTimeout(state.later);
    state.later = setTimeout(commit, 250);
  }
  /* Move the period by its own length; the whole time begins with its first bar. */
  function step(way) {
    const long = isWhole() ? 1 : state.to - state.from + 1;
    if (isWhole()) state.from = way > 0 ? 0 : count() - 1;
    else state.from = Math.max(0, Math.min(count() - long, state.from + way * long));
    state.to = state.from + long - 1;
    paint();
    commit();
  }
  function toggle() {
    if (state.playing) return stop();
    if (state.to === count() - 1 && !isWhole()) { const long = state.to - state.from; state.from = -long - 1; state.to = -1; }
    state.playing = true;
    return advance();
  }
  function advance() {
    if (!state.playing || !root.isConnected) return;
    if (!isWhole() && state.to >= count() - 1) { stop(); return; }
    state.waits = true;
    step(1);
    name(play, "❚❚", state.data.words.pause);
  }
  function stop() {
    if (state.playing && state.playing !== true) clearTimeout(state.playing);
    state.playing = null;
    if (state.data) name(play, "▶", state.data.words.play);
  }
  new ResizeObserver(() => { if (state.data && count()) paint(); }).observe(field);
}
