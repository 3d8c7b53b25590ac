// A comfort for the guides: buttons that copy code. Every page is complete without this file.
(() => {
  "use strict";
  if (!navigator.clipboard) {
    return;
  }
  document.querySelectorAll(".code").forEach((block) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    const say = (text) => { button.textContent = text; };
    button.setAttribute("aria-live", "polite");
    say("Copy");
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(block.querySelector("code").textContent);
        say("Copied");
      } catch {
        say("Not copied");
      }
      setTimeout(() => say("Copy"), 2000);
    });
    block.append(button);
  });
})();
