/* The map's frame: mounted once, told by the room what to look at; its clicks come back as ids. */
export default function ({ parentElement, data }) {
  let frame = parentElement.querySelector(":scope > iframe");
  const parts = window.liptakoParts || (window.liptakoParts = {});
  if (!frame) {
    frame = document.createElement("iframe");
    frame.className = "lk-map";
    frame.src = data.page;
    frame.title = data.title;
    frame.addEventListener("load", () => tell());
    parentElement.appendChild(frame);
    window.lkMapMounts = (window.lkMapMounts || 0) + 1;
    frame.take = (told) => { frame.told = told; frame.title = told.title; tell(); };
    parts.map = frame;
    if (window.liptakoRoom) window.liptakoRoom.mount("map");
  }
  function tell() {
    const map = frame.contentWindow && frame.contentWindow.liptako;
    if (!map || !map.show || !frame.told) return;
    map.onReport((told) => window.liptakoRoom.ask(told.kind, told));
    map.show(frame.told);
  }
}
