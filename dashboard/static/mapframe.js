/* The map's frame: mounted once, told what to look at, and asked nothing; its clicks come back as ids. */
export default function ({ parentElement, data, setTriggerValue }) {
  let frame = parentElement.querySelector(":scope > iframe");
  if (!frame) {
    frame = document.createElement("iframe");
    frame.className = "lk-map";
    frame.src = data.page;
    frame.addEventListener("load", () => {
      if (frame.told) tell();
    });
    parentElement.appendChild(frame);
    window.lkMapMounts = (window.lkMapMounts || 0) + 1;
  }
  const tell = () => {
    const map = frame.contentWindow && frame.contentWindow.liptako;
    if (!map || !map.show) return;
    map.onReport((told) => frame.send("clicked", told));
    map.show(frame.told);
  };
  frame.send = setTriggerValue;
  frame.title = data.title;
  frame.told = data;
  tell();
}
