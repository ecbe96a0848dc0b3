function nameUpload() {
  if (!document.querySelector('[data-testid="stFileUploaderDropzone"]')) return;
  const name = getComputedStyle(document.documentElement).getPropertyValue("--lk-choose").trim().replace(/^"|"$/g, "");
  document.querySelectorAll('[data-testid="stFileUploaderDropzone"] button').forEach((button) => { if (name) button.ariaLabel = name; });
}

/* What is pressed may be drawn anew, or move, before the button of the mouse is up again: the browser then tells of no
   click on it. It was meant all the same, if the pointer kept its place. */
const STILL = 5; // pixels
let pressed = null;
document.addEventListener("pointerdown", (event) => {
  const button = event.pointerType === "mouse" && event.button === 0 && event.target.closest(".lk-root button[data-action]:enabled");
  pressed = button ? { button, root: button.closest(".lk-root"), x: event.clientX, y: event.clientY } : null;
}, true);
document.addEventListener("pointerup", (event) => {
  const held = pressed;
  if (!held || Math.hypot(event.clientX - held.x, event.clientY - held.y) > STILL) { pressed = null; return; }
  // A click that the browser tells of comes first.
  setTimeout(() => { if (pressed === held) held.root.press(held.button); });
}, true);

/* A block of markup that reports which of its [data-action] buttons was pressed. The markup is made and escaped in Python. */
export default function ({ parentElement, data, setTriggerValue }) {
  let root = parentElement.querySelector(":scope > .lk-root");
  const fresh = !root, parts = window.liptakoParts || (window.liptakoParts = {});
  const map = () => {
    const frame = document.querySelector('iframe.lk-map');
    return frame && frame.contentWindow && frame.contentWindow.liptako;
  };
  if (!root) {
    root = document.createElement("div");
    root.className = "lk-root";
    parentElement.appendChild(root);
    root.press = (button) => {
      pressed = null;
      const told = { name: button.dataset.action, value: button.dataset.value || "" };
      if (told.name === "focus" && map()) map().focus(told.value, (button.dataset.units || "").split(" "));
      // Where the room can go by itself, no script is asked.
      if (!data.part || !window.liptakoRoom.act(told.name, told.value)) root.send("action", told);
    };
    root.addEventListener("click", (event) => {
      const button = event.target.closest("[data-action]");
      if (!button) return;
      event.preventDefault();
      root.press(button);
    });
    root.addEventListener("submit", (event) => {
      event.preventDefault();
      const form = event.target;
      const told = Object.fromEntries(new FormData(form, event.submitter));
      root.send("action", { name: form.dataset.form, value: JSON.stringify({ ...told, event: form.dataset.event }) });
    });
    /* The next click on the map answers for the form: its point goes where the name of a place would. */
    root.addEventListener("click", (event) => {
      const button = event.target.closest("[data-pick]");
      if (!button || !map() || !map().pick) return;
      const form = button.closest("form");
      button.setAttribute("aria-pressed", "true");
      map().pick((lat, lon) => {
        button.setAttribute("aria-pressed", "false");
        const told = { ...Object.fromEntries(new FormData(form)), kind: "find", event: form.dataset.event, spot: [lat, lon] };
        root.send("action", { name: form.dataset.form, value: JSON.stringify(told) });
      });
    });
    /* The form of a card is made of the one blank form when its fold is opened. */
    root.addEventListener("toggle", (event) => {
      const form = event.target.matches(".lk-correct[open]") && event.target.querySelector("form:empty");
      const blank = root.querySelector("template.lk-blank");
      if (!form || !blank) return;
      form.append(blank.content.cloneNode(true));
      if (root.who) form.querySelector('[name="who"]').value = root.who;
      if (event.target.dataset.unplaced !== undefined) form.querySelector(".placing").remove();
    }, true);
    /* A field that tells its value as soon as it is a whole one; days that are still being typed are none. */
    let typed;
    root.addEventListener("change", (event) => {
      const field = event.target.closest("[data-change]");
      clearTimeout(typed);
      if (field && field.validity.valid) typed = setTimeout(() => root.send("action", { name: field.dataset.change, value: field.value }), 350);
    });
    const glow = (on) => (event) => {
      const card = event.target.closest("[data-event]");
      if (card && map()) map().glow(card.dataset.event, on);
    };
    root.addEventListener("mouseover", glow(true));
    root.addEventListener("mouseout", glow(false));
    root.cls = data.cls;
    root.take = (told) => take(root, told);
    root.put = (element) => { root.told = ""; root.replaceChildren(element); };
  }
  root.send = setTriggerValue;
  if (!window.liptakoKeys) {
    /* Keys for those who do not use a mouse: / to search, j and k from card to card, m to show the card on the map. */
    window.liptakoKeys = true;
    document.addEventListener("keydown", (event) => {
      const typing = event.target.closest("input, textarea, select, [contenteditable], [role='combobox']");
      if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "/") {
        const box = document.querySelector(".st-key-find_place input");
        if (box) { event.preventDefault(); box.focus(); }
      } else if (event.key === "j" || event.key === "k") {
        const cards = [...document.querySelectorAll("article.lk-card")];
        const at = cards.indexOf(document.activeElement.closest("article.lk-card"));
        const next = cards[event.key === "j" ? at + 1 : Math.max(0, at - 1)];
        if (next) { next.focus(); next.scrollIntoView({ block: "nearest" }); }
      } else if (event.key === "m") {
        const card = document.activeElement.closest("article.lk-card");
        const button = card && card.querySelector('[data-action="focus"]');
        if (button) button.click();
      }
    });
  }
  if (!window.liptakoLink) {
    /* A page that was left while the server slept or was started anew asks for itself once the connection is back. */
    const link = () => (document.querySelector('[data-testid="stApp"]') || document.body).dataset.testConnectionState;
    window.liptakoLink = link() || "CONNECTED";
    document.documentElement.dataset.lkLink = window.liptakoLink;
    new MutationObserver(() => {
      const now = link();
      if (now === window.liptakoLink) return;
      const back = now === "CONNECTED";
      window.liptakoLink = now;
      document.documentElement.dataset.lkLink = now;
      const again = back && document.querySelector(".st-key-refresh button");
      if (again) setTimeout(() => again.click(), 100);
    }).observe(document.body, { subtree: true, attributes: true, attributeFilter: ["data-test-connection-state"] });
  }
  if (!data.part) { root.take(data); return; }
  parts[data.part] = root;
  if (fresh) { root.className = `lk-root ${data.cls}`; window.liptakoRoom && window.liptakoRoom.mount(data.part); }
}

/* Show what the block is told, unless it shows it already. */
function take(root, data) {
  /* Set only where they differ: to set them again would have the browser look at the style of everything. */
  if (document.documentElement.lang !== data.language) document.documentElement.lang = data.language;
  const cls = `lk-root ${data.cls || root.cls || ""}`;
  if (root.className !== cls) root.className = cls;
  if ("who" in data) root.who = data.who;
  if (root.told !== data.html) fill(root, data);
  else if (root.subject !== data.subject) { root.scrollTop = 0; root.subject = data.subject; }
  const target = data.target && root.querySelector(`[id="${CSS.escape(data.target)}"]`);
  if (target && root.target !== data.target) target.scrollIntoView({ block: data.block || "nearest" });
  root.target = data.target;
}
/* Cards out of sight are laid out once the browser has nothing else to do: what stands below would move on scrolling. */
function layOut(root) {
  const idle = window.requestIdleCallback || ((run) => setTimeout(run, 200));
  clearTimeout(root.rest);
  delete root.dataset.laid;
  root.rest = setTimeout(() => idle(() => { root.dataset.laid = "yes"; }, { timeout: 1000 }), 300);
}
function fill(root, data) {
  const open = [...root.querySelectorAll("details[open][data-keep]")].map((fold) => fold.dataset.keep);
  const body = document.createElement("template");
  body.innerHTML = data.html;
  const typing = root.contains(document.activeElement) && document.activeElement.dataset.change;
  root.replaceChildren(body.content);
  layOut(root);
  if (typing) { const field = root.querySelector(`[data-change="${typing}"]`); if (field) field.focus(); }
  root.querySelectorAll("details[data-keep]").forEach((fold) => { fold.open = fold.open || open.includes(fold.dataset.keep); });
  if (root.subject !== data.subject) root.scrollTop = 0;
  root.subject = data.subject;
  root.told = data.html;
  /* Who scrolls by keys reaches what is cut off; Streamlit's upload button bears its words in a style, which no reader says. */
  setTimeout(() => {
    root.querySelectorAll(".lk-table").forEach((table) => { table.tabIndex = table.scrollWidth > table.clientWidth + 1 ? 0 : -1; });
    root.tabIndex = root.scrollHeight > root.clientHeight + 1 ? 0 : -1;
  }, 200);
  [0, 400, 1500].forEach((wait) => setTimeout(nameUpload, wait));
}
