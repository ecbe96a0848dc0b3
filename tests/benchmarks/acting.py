"""What a benchmark does in the page, and how it knows that the answer is on the screen.

Each script resolves with the milliseconds from the act to the frame after the one in which the answer was painted:
``panel`` for the sentences, ``marks`` for the map, and ``places``, the ids that each card shows its event at.
"""

from __future__ import annotations

# Lets the page tell what is under way: marks that are fetched count until what came of them is drawn.
WATCH = """() => {
  const frame = document.querySelector('iframe.lk-map').contentWindow;
  if (frame.lkFetching !== undefined) return;
  const fetch = frame.fetch;
  frame.lkFetching = 0;
  frame.fetch = (...asked) => {
    frame.lkFetching += 1;
    const done = () => setTimeout(() => { frame.lkFetching -= 1; });
    const answer = fetch(...asked);
    answer.then((told) => told.clone().arrayBuffer()).then(done, done);
    return answer;
  };
}"""
# Waits for panel and map; `panelTold` and `mapTold` say when each shows what was asked for.
_AWAIT = """
  const map = () => document.querySelector('iframe.lk-map').contentWindow;
  const panel = () => document.querySelector('.lk-panel');
  // A frame that does not come within a second counts as a second late: headless pages may stop drawing.
  const painted = (then) => {
    let seen = false;
    const once = () => { if (!seen) { seen = true; setTimeout(() => then(performance.now())); } };
    requestAnimationFrame(once);
    setTimeout(once, 1000);
  };
  const answer = (panelTold, mapTold) => new Promise((done, fail) => {
    const began = performance.now(), told = {};
    const before = { html: panel().told, subject: panel().subject, data: map().liptako.held.data };
    const finish = () => {
      if (told.panel === undefined || told.marks === undefined) return;
      const cards = [...document.querySelectorAll('.lk-panel article.lk-card')];
      done({ ...told, places: cards.map((card) => (card.dataset.places || '').split(' ').filter(Boolean)) });
    };
    const seen = () => {
      if (!told.panelSeen && panelTold(before)) {
        told.panelSeen = true;
        painted((at) => { told.panel = at - began; finish(); });
      }
      const fetching = map().lkFetching || map().document.querySelector('[data-state="loading"]');
      if (!told.marksSeen && mapTold(before) && !fetching) {
        told.marksSeen = true;
        painted((at) => { told.marks = at - began; finish(); });
      }
    };
    const look = () => {
      try { seen(); } catch (error) { told.why = `${error}`; }  // a part of the page is just being put in its place
      if (performance.now() - began > 30000) fail(new Error(`no answer within half a minute: ${told.why || ""}`));
      else if (!told.panelSeen || !told.marksSeen) setTimeout(look, 2);
    };
    look();
  });
"""
# Presses the outline of a region as a mouse does.
CLICK = f"""(region) => {{
  {_AWAIT}
  const at = () => new URL(location).searchParams.get('place');
  const told = answer(
    // Two regions of which nothing is told say the same.
    (before) => at() === region && panel().subject !== before.subject && panel().subject.startsWith(`${{region}} `),
    (before) => map().liptako.held.data !== before.data && map().liptako.held.data.scope === region);
  const outline = map().liptako.held.shapes[region].getElement();
  outline.dispatchEvent(new (map().MouseEvent)('click', {{ bubbles: true, view: map() }}));
  return told;
}}"""
# Lets the bar of time send a period, as its brush does.
PERIOD = f"""([from, to]) => {{
  {_AWAIT}
  const told = answer(
    (before) => new URL(location).searchParams.get('from') === from && panel().told !== before.html,
    (before) => map().liptako.held.data !== before.data);
  document.querySelector('.lk-time').send('period', {{ from, to }});
  return told;
}}"""
# Presses the first pill of the layers, a widget of the filters at the left: incidents are left out, or shown again.
LAYER = f"""() => {{
  {_AWAIT}
  const told = answer(
    (before) => panel().told !== before.html,
    (before) => map().liptako.held.data !== before.data);
  const pill = document.querySelector('[data-testid="stSidebar"] [data-testid="stButtonGroup"] button');
  pill.dispatchEvent(new PointerEvent('pointerdown', {{ bubbles: true }}));
  pill.click();
  return told;
}}"""
# Notes when each frame begins; `lkFrames` then gives those that took longer than two of sixty a second, and all.
FRAMES = """() => {
  const times = [];
  const note = (now) => { times.push(now); if (!window.lkStop) requestAnimationFrame(note); };
  window.lkStop = false;
  requestAnimationFrame(note);
  window.lkFrames = () => {
    window.lkStop = true;
    return [times.slice(1).filter((time, at) => time - times[at] > 34).length, times.length];
  };
}"""
# Divisions of the ground in the region, each with how wide it is: what may be pressed.
REGIONS = """() => liptako.held.ground.admin1.features.map((feature) => feature.properties.id)"""
