// Loads a film, a post, a chart or a map from its server once the reader asks for it, and only then.
"use strict";

const frames = new Map();

const heightIn = (data) => {
  let told = data;
  if (typeof told === "string") {
    try {
      told = JSON.parse(told);
    } catch {
      return 0;
    }
  }
  if (!told || typeof told !== "object") {
    return 0;
  }
  const [chart] = Object.values(told["datawrapper-height"] ?? {});
  return Number(chart ?? told.height ?? told.details?.height) || 0;
};

const load = (slot) => {
  const { frame: address, title, allow } = slot.dataset;
  const frame = document.createElement("iframe");
  frame.title = title;
  frame.allow = allow;
  frame.referrerPolicy = "strict-origin-when-cross-origin";
  frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox");
  frame.src = address;
  slot.closest(".part-embed").dataset.loaded = "";
  slot.replaceChildren(frame);
  frames.set(frame, new URL(address).origin);
  frame.focus();
};

// Charts and posts tell how tall they are: the frame follows, within reason.
addEventListener("message", ({ source, origin, data }) => {
  for (const [frame, from] of frames) {
    const height = frame.contentWindow === source && origin === from ? heightIn(data) : 0;
    if (height > 50 && height < 4000) {
      frame.height = Math.ceil(height);
    }
  }
});

for (const slot of document.querySelectorAll(".embed-slot[data-frame^='https://']")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "embed-load";
  button.textContent = slot.dataset.button;
  button.ariaLabel = `${slot.dataset.button}: ${slot.dataset.title}`; // several buttons may say the same
  button.addEventListener("click", () => load(slot));
  slot.append(button);
}
